//! A target that nobody has: a forge with a program of five verbs, and an API. It is one implementation of a trait, and the facade
//! writes for it as for any other. What a new target has to do is all in here.

#![allow(clippy::unwrap_used, reason = "a test")]

mod mill;

use mill::Mill;
use steep::{Fidelity, Outcome, Transpiler};

fn steep() -> Transpiler {
    Transpiler::builder().target(Mill::new("https://mill.example.org")).map_owner("Acme", "acme").build().unwrap()
}

fn rewritten(command: &str) -> String {
    let out = steep().command(command);
    assert!(out.findings.iter().all(|it| it.outcome == Outcome::Rewritten), "{command}: {:?}", out.findings);
    out.text.into_owned()
}

fn refused(command: &str) -> (String, &'static str) {
    let out = steep().command(command);
    assert_eq!(out.text, command);
    let finding = out.findings.first().unwrap();
    (finding.message.clone(), finding.reason.as_ref().map_or("", steep::Reason::category))
}

#[test]
fn its_five_verbs_are_written() {
    for (gh, mill) in [
        ("gh pr list -R Acme/widgets", "mill change list --in acme/widgets --most 30"),
        ("gh pr view 4 -R acme/widgets", "mill change show --in acme/widgets 4"),
        ("gh pr merge 4 -R acme/widgets --squash", "mill change land --in acme/widgets --squash 4"),
        (
            "gh issue create -t 'A title' -b \"$TEXT\" -R acme/widgets",
            "mill ticket open --in acme/widgets 'A title' \"$TEXT\"",
        ),
        ("gh issue close 7", "mill ticket close 7"),
    ] {
        assert_eq!(rewritten(gh), mill);
    }
}

#[test]
fn what_its_program_lacks_is_asked_of_its_api() {
    assert_eq!(
        rewritten("gh label list -R Acme/widgets"),
        "curl -fsSL -H \"Authorization: Bearer $MILL_TOKEN\" --fail-early \\\n  \
         \"https://mill.example.org/rest/v2/projects/acme/widgets/labels?per_page=20&nr=[1-2]\" |\n  \
         jq -nr 'limit(30; input[], input[]) | .name'"
    );
}

#[test]
fn a_flag_that_it_cannot_carry_over_refuses() {
    let (why, category) = refused("gh pr merge 4 -R acme/widgets --squash --delete-branch");
    assert_eq!((why.as_str(), category), ("the target has no counterpart of deleting the branch", "no-equivalent"));
    let (why, category) = refused("gh pr list -R acme/widgets --author ann");
    assert_eq!((why.as_str(), category), ("the target has no counterpart of a list with conditions", "no-equivalent"));
}

#[test]
fn what_has_no_rule_waits_for_one() {
    let (why, category) = refused("gh release list -R acme/widgets");
    assert_eq!((why.as_str(), category), ("steep has no rule yet for `gh release list`", "not-yet"));
    assert_eq!(refused("gh pr list -R acme/widgets --json number").1, "not-yet");
}

#[test]
fn documents_reports_and_notices_work_as_for_any_target() {
    let out = steep().markdown("Run `gh issue close 7 -R Acme/widgets`, then gh pr list | wc -l.\n");
    assert!(out.text.starts_with("Run `mill ticket close --in acme/widgets 7`"), "{}", out.text);
    let finding = out.findings.first().unwrap();
    assert_eq!(finding.tool.as_ref().map(steep::Tool::as_str), Some("mill"));
    assert_eq!(finding.fidelity, Some(Fidelity::Equivalent));
    assert!(steep().notice("# Title\n").contains("> Install `mill`."));
    assert_eq!(steep().target().to_string(), "mill");
    let urls = Transpiler::builder().target(Mill::new("https://mill.example.org")).map_owner("Acme", "acme").urls(true);
    let out = urls.build().unwrap();
    let out = out.markdown("See https://github.com/Acme/widgets/pull/4.\n");
    assert_eq!(out.text, "See https://mill.example.org/acme/widgets/change/4.\n");
    assert!(Transpiler::builder().target(Mill::new("mill.example.org")).build().is_err());
}

#[test]
fn a_wish_is_answered_and_a_service_is_named_by_the_target() {
    assert!(refused("gh discussion list").0.ends_with(": tickets are all that a mill has"));
}

#[test]
fn names_of_reports_are_read_back() {
    for outcome in [Outcome::Rewritten, Outcome::Suggested, Outcome::Refused, Outcome::Skipped] {
        assert_eq!(outcome.to_string().parse(), Ok(outcome));
    }
    for fidelity in [Fidelity::Exact, Fidelity::Equivalent, Fidelity::Partial] {
        assert_eq!(fidelity.to_string().parse(), Ok(fidelity));
    }
    assert_eq!("mill".parse::<steep::Tool>().map(|tool| tool.to_string()), Ok("mill".to_owned()));
    let why = "good".parse::<Fidelity>().unwrap_err();
    assert_eq!(why.to_string(), "`good` is not one of exact, equivalent, partial");
}
