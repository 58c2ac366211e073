//! A caller's decisions only ever make less of a rewrite, and what depends on it is settled again.

use std::sync::{Arc, Mutex};

use steep::{Decision, Outcome, PlaceKind, RefusalKind, Target, Transpiled, Transpiler};

fn deciding(decide: impl Fn(&str, PlaceKind) -> Decision + Send + Sync + 'static) -> Transpiler {
    Transpiler::builder()
        .target(Target::gitea("https://git.example.org").tea("0.9.2"))
        .decide(move |finding, place| decide(&finding.rule, place.kind))
        .build()
        .unwrap()
}

fn refusing(rule: &'static str) -> Transpiler {
    deciding(move |it, _| if it == rule { Decision::Refuse("by hand".to_owned()) } else { Decision::Apply })
}

fn outcomes(out: &Transpiled<'_>) -> Vec<(String, Outcome)> {
    out.findings.iter().map(|it| (it.rule.clone(), it.outcome)).collect()
}

#[test]
fn a_command_inside_one_that_stays_is_settled_with_it() {
    let script = "gh issue comment 3 -b \"$(gh pr view 4 --json title --jq .title)\"\n";
    let all = super::steep().shell(script);
    assert!(all.findings.iter().all(|it| it.outcome == Outcome::Rewritten), "{:?}", all.findings);
    assert_eq!(all.findings[1].inside, Some(all.findings[0].span));

    let out = refusing("gh issue comment").shell(script);
    assert_eq!(out.text, script);
    assert_eq!((out.findings[1].outcome, out.findings[1].inside), (Outcome::Refused, None));
    assert_eq!(out.findings[1].reason.as_ref().unwrap().category(), "part-of-statement");
}

#[test]
fn a_command_that_stays_is_no_part_of_the_form_around_it() {
    let script = "gh issue create -t x -b \"$(gh auth token)\" -R acme/widgets\n";
    let out = refusing("gh auth token").shell(script);
    let kept = out.findings.iter().find(|it| it.rule == "gh auth token").unwrap();
    assert_eq!(kept.outcome, Outcome::Refused);
    assert_eq!(kept.message, "a policy keeps it: by hand");
    assert_eq!(kept.replacement, None);
    assert!(out.text.contains("gh auth token"), "{}", out.text);
}

#[test]
fn the_other_commands_of_a_statement_stay_too() {
    let script = "gh pr merge 3 --squash && gh issue close 4\ngh issue close 5\n";
    let out = refusing("gh pr merge").shell(script);
    let (first, second) = out.text.split_once('\n').unwrap();
    assert_eq!(first, "gh pr merge 3 --squash && gh issue close 4");
    assert!(second.starts_with("tea issues close 5"), "{second}");
    assert_eq!(out.summary.refused[&RefusalKind::Policy], 1);
    assert_eq!(out.summary.refused[&RefusalKind::PartOfStatement], 1);
}

#[test]
fn places_can_be_told_apart_and_a_suggestion_keeps_its_form() {
    let steep = deciding(|_, place| match place {
        PlaceKind::CodeSpan => Decision::Suggest("only scripts are rewritten".to_owned()),
        _ => Decision::Apply,
    });
    let out = steep.markdown("See `gh issue close 4`.\n\n```sh\ngh issue close 4\n```\n");
    assert!(out.text.starts_with("See `gh issue close 4`.\n\n```sh\ntea issues close 4"), "{}", out.text);
    assert_eq!(out.findings[0].outcome, Outcome::Suggested);
    assert_eq!(out.findings[0].replacement, out.findings[1].replacement);
    assert_eq!(out.summary.suggested, 1);
}

#[test]
fn what_is_refused_anyway_is_not_asked_about() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    let steep = deciding(move |rule, _| {
        seen.lock().unwrap().push(rule.to_owned());
        Decision::Apply
    });
    let _out = steep.markdown("`gh pr list`, `gh run cancel 3`, `gh pr list --nope`, gh is a program.\n");
    assert_eq!(*asked.lock().unwrap(), ["gh pr list"]);
}

#[test]
fn a_decision_by_line_holds_although_lines_move() {
    let script = "gh pr list --json number --jq length\n\ngh issue close 4\n";
    let steep = Transpiler::builder()
        .target(Target::gitea("https://git.example.org"))
        .decide(|finding, _| match finding.position.line {
            3 => Decision::Refuse("line 3 stays".to_owned()),
            _ => Decision::Apply,
        })
        .build()
        .unwrap();
    let out = steep.shell(script);
    assert_eq!(
        outcomes(&out),
        [("gh pr list".to_owned(), Outcome::Rewritten), ("gh issue close".to_owned(), Outcome::Refused)]
    );
}
