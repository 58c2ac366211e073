//! What steep writes is run against a real Gitea: the cases in `tests/live/cases`, with their results in
//! `tests/live/RESULTS.md`. `cargo xtask live` sets the variables that this reads.

#![cfg(unix)]

mod fields;
mod supported;

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use steep_oracle::cache;
use steep_oracle::case::{Operation, expected, load, markdown, part, run_all, share};
use steep_oracle::obtain::gitea;

/// Only the cases whose operation and name contain this.
const ONLY: &str = "STEEP_LIVE_ONLY";
/// Only as many of them as are enough on a second server.
const SHARE: &str = "STEEP_LIVE_SHARE";
/// Write the table of results in the place of comparing it.
const WRITE: &str = "STEEP_LIVE_WRITE";

fn operations() -> Vec<Operation> {
    load(&cache::workspace().join("tests/live/cases")).expect("the cases can be read")
}

fn results() -> PathBuf {
    cache::workspace().join("tests/live/RESULTS.md")
}

/// The table holds how many cases do what they should; that they do so, and give this table, is seen when they run.
#[test]
fn the_table_of_results_is_of_these_cases() {
    let reports = expected(&operations(), &crate::rewriting::rewrite);
    let wrong: Vec<String> = reports
        .iter()
        .flat_map(|report| &report.failures)
        .map(|failure| format!("{} ({:?}): {}", failure.case, failure.targets, failure.why))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let table = markdown(&reports);
    if std::env::var_os(WRITE).is_some() {
        fs::write(results(), table).unwrap();
    } else if fs::read_to_string(results()).unwrap_or_default() != table {
        panic!("tests/live/RESULTS.md is out of date: run `cargo xtask live --write`");
    }
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn what_is_written_does_what_gh_documents() {
    let mut operations = operations();
    let only = std::env::var(ONLY).ok();
    if only.as_deref() == Some(fields::NAME) {
        return;
    }
    if let Some(only) = &only {
        operations = part(&operations, only);
        assert!(!operations.is_empty(), "no case is called {only}");
    }
    let is_share = std::env::var_os(SHARE).is_some();
    if is_share {
        operations = share(&operations);
    }
    let Some(report) = run_all(&operations, &crate::rewriting::rewrite).unwrap() else { return };
    let mut complaint = String::new();
    for failure in &report.failures {
        let targets = failure.targets.join(", ");
        let _ = writeln!(
            complaint,
            "\n== {} ({targets}; {})\n{}\n-- {}",
            failure.case, failure.shell, failure.text, failure.why
        );
    }
    let is_whole = only.is_none() && !is_share && steep_oracle::oracle::skips() == 0;
    let failures = report.failures.len();
    if is_whole && failures == 0 {
        let place = gitea::versions().iter().position(|version| *version == gitea::chosen().version);
        let table = fs::read_to_string(results()).unwrap_or_default();
        for difference in report.differences(&table, place.unwrap_or_default()) {
            let _ = writeln!(complaint, "tests/live/RESULTS.md is not of this run: {difference}");
        }
    }
    assert!(complaint.is_empty(), "{complaint}\n{failures} failures");
}
