//! What steep writes is run against a real Gitea: the cases in `tests/live/cases`, with their results in
//! `tests/live/RESULTS.md`. `cargo xtask live` sets the variables that this reads.

#![cfg(unix)]

mod fields;
#[path = "../rewriting/mod.rs"]
mod rewriting;

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use steep_oracle::cache;
use steep_oracle::case::{Operation, expected, load, run_all};

/// Only the cases whose operation and name contain this.
const ONLY: &str = "STEEP_LIVE_ONLY";
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
    let report = expected(&operations(), &rewriting::rewrite);
    let wrong: Vec<String> = report
        .failures
        .iter()
        .map(|failure| format!("{} ({:?}): {}", failure.case, failure.targets, failure.why))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let table = report.markdown();
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
        for operation in &mut operations {
            let name = operation.name.clone();
            operation.cases.retain(|case| format!("{name}, {}", case.name).contains(only));
        }
        operations.retain(|operation| !operation.cases.is_empty());
        assert!(!operations.is_empty(), "no case is called {only}");
    }
    let Some(report) = run_all(&operations, &rewriting::rewrite).unwrap() else { return };
    let mut complaint = String::new();
    for failure in &report.failures {
        let targets = failure.targets.join(", ");
        let _ = writeln!(
            complaint,
            "\n== {} ({targets}; {})\n{}\n-- {}",
            failure.case, failure.shell, failure.text, failure.why
        );
    }
    let is_whole = only.is_none() && steep_oracle::oracle::skips() == 0;
    if is_whole && fs::read_to_string(results()).unwrap_or_default() != report.markdown() {
        complaint.push_str("\nthis is not what tests/live/RESULTS.md says\n");
    }
    assert!(complaint.is_empty(), "{complaint}\n{} failures", report.failures.len());
}
