//! The gh texts of the live cases, given to the real gh without a network: it has to take those that are to be rewritten
//! as far as asking the server, and to refuse those that are called usage errors.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use steep_oracle::case::{Case, load};
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
    "\nUsage:",
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

#[test]
#[ignore = "takes a minute: cargo xtask live"]
fn gh_takes_what_is_rewritten_and_refuses_usage_errors() {
    let Some(gh) = Oracle::gh() else { return };
    let mut wrong = Vec::new();
    for operation in load(&cache::workspace().join("tests/live/cases")).unwrap() {
        for case in operation.cases.iter().filter(|case| case.since.is_none()) {
            // What a text makes of an answer that did not come is no error of the text's.
            let said = said(&gh, case).replace("invalid issue format: \"\"", "");
            let is_refused = USAGE_ERRORS.iter().any(|error| said.contains(error));
            if is_refused != (case.refused.as_deref() == Some("usage-error")) {
                wrong.push(format!("{}, {}\n{}\n-- {said}", operation.name, case.name, case.gh));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} cases", wrong.join("\n\n"), wrong.len());
}
