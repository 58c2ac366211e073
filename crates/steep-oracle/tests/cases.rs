//! The runner of live cases, held to what it says of cases whose outcome is known: their texts are no gh commands but what
//! a rewriting could have made of one.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;
use std::fs;

use steep_oracle::cache;
use steep_oracle::case::{Case, Counts, Hostile, Job, Report, Rewriting, load, run_all};

/// Runs cases whose text is taken as it is.
fn run(cases: &str) -> Option<Report> {
    run_with(cases, &|job: Job<'_>| Rewriting {
        text: job.text.replace("{host}", job.host),
        tools: BTreeMap::from([("curl".to_owned(), 1)]),
        ..Rewriting::default()
    })
}

fn run_with(cases: &str, rewrite: &(dyn Fn(Job<'_>) -> Rewriting + Sync)) -> Option<Report> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("some-cases.toml"), cases).unwrap();
    run_all(&load(folder.path()).unwrap(), rewrite).unwrap()
}

/// The names of the cases that failed, once each, whatever the setting of the run.
fn failed(report: &Report) -> Vec<&str> {
    let name = |case: &'_ str| case.split_once(" (setting: ").map_or(case.len(), |(name, _)| name.len());
    let names = report.failures.iter().filter_map(|failure| failure.case.get(..name(&failure.case)));
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn what_is_so_passes_and_what_is_not_fails() {
    let cases = r#"
[[case]]
name = "right"
gh = "echo '{\"b\": 2, \"a\": 1}'; cat; exit 3"
stdin = ""
status = 3
json = '{"a": 1, "b": 2}'

[[case]]
name = "wrong status"
gh = "exit 3"

[[case]]
name = "wrong output"
gh = "echo two"
lines = ["one"]

[[case]]
name = "wrong JSON"
gh = "echo '[1]'"
json = "[2]"

[[case]]
name = "asked of the server"
gh = "echo 'Print queue stalls'"
[case.stdout-from]
get = "repos/acme/widgets/issues/4"
jq = ".title"

[[case]]
name = "in a clone, with a file"
clone = "acme/widgets"
branch = "feature/tray"
given = { "x.txt" = "x" }
gh = "git branch --show-current; cat x.txt; echo new > y.txt"
stdout = "feature/tray\nx"
files = { "y.txt" = "new\n" }

[[case]]
name = "known to fail"
gh = "exit 1"
known = "it is so"

[[case]]
name = "known to fail and does not"
gh = "true"
known = "it was so"

[[case]]
name = "refused and is not"
gh = "true"
refused = "no-equivalent"

[[case]]
name = "gh is not there"
gh = "gh --version"
status = 127
"#;
    let Some(report) = run(cases) else { return };
    let wrong = ["known to fail and does not", "refused and is not", "wrong JSON", "wrong output", "wrong status"];
    assert_eq!(failed(&report), wrong.map(|name| format!("some-cases, {name}")));
}

#[test]
fn what_is_changed_is_seen_and_does_not_reach_other_cases() {
    let cases = r#"
[[case]]
name = "changed"
gh = '''curl -fsS -X PATCH -H "Authorization: token $GITEA_TOKEN" -H 'Content-Type: application/json' -d '{"title": "New"}' {host}/api/v1/repos/acme/widgets/issues/1 >/dev/null'''
[[case.after]]
get = "repos/acme/widgets/issues/1"
jq = ".title"
is = "New"

[[case]]
name = "not changed"
gh = "true"
[[case.after]]
get = "repos/acme/widgets/issues/1"
jq = ".title"
is = "New"

[[case]]
name = "not gone"
gh = "true"
[[case.after]]
get = "repos/acme/widgets/issues/1"
"#;
    let Some(report) = run(cases) else { return };
    assert_eq!(failed(&report), ["some-cases, not changed", "some-cases, not gone"]);
}

#[test]
fn refusals_are_held_to_their_reason_and_to_changing_nothing() {
    let cases = r#"
[[case]]
name = "refused"
gh = "gh teleport"
refused = "no-equivalent"
reason = "teleport"

[[case]]
name = "refused for another reason"
gh = "gh teleport"
refused = "usage-error"
"#;
    let refuse = |job: Job<'_>| Rewriting {
        text: job.text.to_owned(),
        stays: vec![("no-equivalent".to_owned(), "there is no teleport".to_owned())],
        ..Rewriting::default()
    };
    let Some(report) = run_with(cases, &refuse) else { return };
    assert_eq!(failed(&report), ["some-cases, refused for another reason"]);
}

#[test]
fn there_are_enough_cases_of_every_kind() {
    let operations = load(&cache::workspace().join("tests/live/cases")).unwrap();
    let counts = Counts::of(&operations);
    assert!(counts.cases >= 200, "{counts:?}");
    assert!(counts.mutating >= 40 && counts.hostile >= 30 && counts.refusals >= 20, "{counts:?}");
    let all: Vec<&Case> = operations.iter().flat_map(|operation| &operation.cases).collect();
    for kind in Hostile::ALL {
        assert!(all.iter().any(|case| case.mutates() && case.hostility().contains(kind)), "{kind:?} is never written");
    }
    let known: Vec<&str> = all.iter().filter(|case| case.known.is_some()).map(|case| case.name.as_str()).collect();
    assert!(known.is_empty(), "known to fail: {known:?}");
}

#[test]
fn what_is_called_hostile_is_hostile_and_there() {
    for (value, is_right) in [("a `b`", true), ("plain", false), ("$nowhere", false)] {
        let folder = tempfile::tempdir().unwrap();
        let case = format!("[[case]]\nname = \"x\"\ngh = \"gh x 'a `b`'\"\nhostile = [\"{value}\"]\n");
        fs::write(folder.path().join("some.toml"), case).unwrap();
        assert_eq!(load(folder.path()).is_ok(), is_right, "{value}");
    }
}
