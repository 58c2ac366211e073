//! In a script nobody is asked: what gh would ask for is missing, and gh itself fails.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use steep::{Outcome, Target, Transpiled, Transpiler};

fn transpilers() -> [Transpiler; 2] {
    [Target::gitea("https://git.example.org").tea("0.9.2"), Target::gitea("https://git.example.org")]
        .map(|target| Transpiler::builder().target(target).build().unwrap())
}

fn missing(out: &Transpiled<'_>) -> Option<String> {
    let finding = out.findings.first().unwrap();
    let reason = finding.reason.as_ref().map(steep::Reason::category);
    (finding.outcome == Outcome::Refused && reason == Some("missing")).then(|| finding.message.clone())
}

#[test]
fn what_is_missing_is_named() {
    for (command, what) in [
        ("gh pr merge 1", "the way to merge (merge, rebase or squash)"),
        ("gh pr merge 1 --auto", "the way to merge (merge, rebase or squash)"),
        ("gh pr merge --squash --repo acme/widgets", "the number"),
        ("gh pr create", "the title"),
        ("gh pr create --title t", "the description"),
        ("gh issue create --body b", "the title"),
        ("gh issue create --title t", "the description"),
        ("gh issue comment 1", "the text"),
        ("gh pr review 1", "the verdict (to approve, to ask for changes or to comment)"),
        ("gh issue view", "the number"),
        ("gh issue close", "the number"),
        ("gh run view", "the run"),
        ("gh workflow run", "the workflow"),
        ("gh release create", "the tag"),
        ("gh label delete", "the name"),
    ] {
        for steep in transpilers() {
            let out = steep.shell(command);
            assert_eq!(out.text, command);
            let told = missing(&out).unwrap_or_else(|| format!("{:?}", out.findings));
            assert!(told.starts_with(&format!("{what} is missing")), "{command}: {told}");
        }
    }
}

#[test]
fn what_is_said_is_not_missing() {
    for command in [
        "gh pr merge 1 --auto --squash",
        "gh pr merge --squash",
        "gh pr create --fill",
        "gh pr create --title t --body b",
        "gh issue create --title t --body b",
        "gh issue close 1",
        "gh pr view",
        "gh run view 7",
        "gh issue view <N> # in a template",
    ] {
        for steep in transpilers() {
            let out = steep.shell(command);
            assert_eq!(missing(&out), None, "{command}");
        }
    }
}

#[test]
fn a_person_who_types_it_is_asked() {
    for steep in transpilers() {
        let out = steep.command("gh pr merge 1");
        assert_eq!(out.findings.first().unwrap().outcome, Outcome::Rewritten);
    }
}
