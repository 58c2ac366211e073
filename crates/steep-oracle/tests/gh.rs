//! The gh texts of the live cases, given to the real gh without a network: it has to take those that are to be rewritten
//! as far as asking the server, and to refuse those that are called usage errors.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use steep_oracle::case::{Case, load};
use steep_oracle::oracle::OLDEST_GH;
use steep_oracle::process::{Input, run};
use steep_oracle::{Oracle, cache};

/// What gh says of arguments that it does not take.
const USAGE_ERRORS: &[&str] = &[
    "unknown flag",
    "unknown shorthand flag",
    "unknown command",
    "Unknown JSON field",
    "invalid argument",
    "flag needs an argument",
    "argument required",
    "arg(s), received",
    "accepts at most",
    "required flag",
    "invalid issue format",
    "specify only one",
    "none of the others can be",
    "invalid reason",
    "\nUsage:",
];

/// What gh says of a value that is empty when the text runs.
const OF_EMPTY_VALUES: &[&str] = &[
    "invalid issue format: \"\"",
    "run or job ID required when not running interactively",
    "invalid argument \"\" for",
    "specify at least one of `--color`, `--description`, or `--name`",
];

/// Standard error of the text with the real gh in it.
fn said(gh: &Path, case: &Case) -> String {
    let folder = tempfile::tempdir().unwrap();
    symlink(gh, folder.path().join("gh")).unwrap();
    for (name, text) in &case.given {
        fs::write(folder.path().join(name), text).unwrap();
    }
    // Its own redirections would hide what gh says.
    let text = case.gh.replace("2>&1", "").replace("2>/dev/null", "");
    let mut command = Command::new("bash");
    command.args(["-c", &text]).current_dir(folder.path()).env_clear();
    command.env("PATH", format!("{}:/usr/bin:/bin", folder.path().display())).env("HOME", folder.path());
    // Nobody listens there.
    command.env("HTTPS_PROXY", "http://127.0.0.1:9").env("GH_TOKEN", "none").env("GH_PROMPT_DISABLED", "1");
    run(&mut command, case.stdin.as_deref().map_or(Input::Nothing, Input::Text), Duration::from_secs(60))
        .unwrap()
        .stderr
}

/// gh looks at a template, and for the functions of a filter, when it has an answer for them; what it says then is tested
/// elsewhere.
fn is_seen_with_an_answer(case: &Case) -> bool {
    let of_filter = case.reason.as_deref().is_some_and(|reason| reason.starts_with("function not defined"));
    case.refused.as_deref() == Some("usage-error") && (of_filter || case.gh.contains("--template"))
}

#[test]
#[ignore = "takes a minute: cargo xtask live"]
fn gh_takes_what_is_rewritten_and_refuses_usage_errors() {
    let Some(gh) = Oracle::gh(OLDEST_GH) else { return };
    let operations = load(&cache::workspace().join("tests/live/cases")).unwrap();
    let cases: Vec<(&str, &Case)> = operations
        .iter()
        .flat_map(|operation| operation.cases.iter().map(|case| (operation.name.as_str(), case)))
        .filter(|(_, case)| case.since.is_none() && !is_seen_with_an_answer(case))
        .collect();
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((operation, case)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mut said = said(&gh, case);
                    let is_expected = case.refused.as_deref() == Some("usage-error");
                    if !is_expected {
                        // What a text makes of an answer that did not come, or of an empty variable, is no error of the text's.
                        while let Some(error) = OF_EMPTY_VALUES.iter().find(|error| said.contains(**error)) {
                            said = said.replacen(error, "", 1).replacen("\nUsage:", "", 1);
                        }
                    }
                    let is_refused = USAGE_ERRORS.iter().any(|error| said.contains(error));
                    if is_refused != is_expected {
                        wrong.lock().unwrap().push(format!("{operation}, {}\n{}\n-- {said}", case.name, case.gh));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}\n{} cases", wrong.join("\n\n"), wrong.len());
}
