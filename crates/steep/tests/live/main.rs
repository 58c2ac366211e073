//! What steep writes is run against a real Gitea: the cases in `tests/live/cases`, with their results in
//! `tests/live/RESULTS.md`. `cargo xtask live` sets the variables that this reads.

#![cfg(unix)]

mod fields;
#[path = "../rewriting/mod.rs"]
mod rewriting;

use std::fmt::Write;
use std::fs;

use steep_oracle::cache;
use steep_oracle::case::{load, run_all};

/// Only the cases whose operation and name contain this.
const ONLY: &str = "STEEP_LIVE_ONLY";
/// Write the results in the place of comparing them.
const WRITE: &str = "STEEP_LIVE_WRITE";

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn what_is_written_does_what_gh_documents() {
    let folder = cache::workspace().join("tests/live");
    let mut operations = load(&folder.join("cases")).unwrap();
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
    let results = folder.join("RESULTS.md");
    let mut complaint = String::new();
    for failure in &report.failures {
        let targets = failure.targets.join(", ");
        let _ = writeln!(
            complaint,
            "\n== {} ({targets}; {})\n{}\n-- {}",
            failure.case, failure.shell, failure.text, failure.why
        );
    }
    if only.is_none() {
        let table = report.markdown();
        if std::env::var_os(WRITE).is_some() {
            fs::write(&results, table).unwrap();
        } else if steep_oracle::oracle::skips() == 0 && fs::read_to_string(&results).unwrap_or_default() != table {
            complaint.push_str("\ntests/live/RESULTS.md is out of date: run `cargo xtask live --write`\n");
        }
    }
    assert!(complaint.is_empty(), "{complaint}\n{} failures", report.failures.len());
}
