//! Commands are listed without a target.

use steep::{Language, RefusalKind, list};

#[test]
fn commands_are_listed_with_their_places_and_faults() {
    let text = "gh is a program.\n\n```sh\ngh pr view \"$(gh pr list --json number)\" \\\n  --web\n```\n\n<!-- steep:off -->\n`gh pr diff`\n";
    let listed = list(text, &Language::Markdown);
    let told: Vec<_> = listed
        .iter()
        .map(|it| (it.rule.as_str(), (it.position.line, it.position.column), (it.end.line, it.end.column)))
        .collect();
    assert_eq!(told, [("gh pr view", (4, 1), (5, 8)), ("gh pr list", (4, 15), (4, 39))]);
    assert!(listed.iter().all(|it| it.fault.is_none() && it.span.text(text) == it.command));
}

#[test]
fn what_no_target_could_rewrite_has_a_fault() {
    let kind = |text: &str, language: &Language| {
        let listed = list(text, language);
        assert_eq!(listed.len(), 1, "{text}: {listed:?}");
        listed[0].fault.as_ref().map(steep::Refusal::kind)
    };
    assert_eq!(kind("gh pr list --nope", &Language::Shell), Some(RefusalKind::UsageError));
    assert_eq!(kind("run: gh pr list", &Language::Other("YAML".into())), Some(RefusalKind::OtherLanguage));
    assert_eq!(kind("gh pr list", &Language::Shell), None);
    assert!(list("# steep ignore\n", &Language::Shell).is_empty());
}
