//! What was chosen among the findings is applied, and nothing else.

use steep::{Finding, Language, Outcome, Target, Transpiler};

const MARKDOWN: Language = Language::Markdown;

#[test]
fn all_chosen_is_as_if_nothing_was() {
    let text = "`gh pr list`, `gh a`, and `x | gh pr view 3 --json title --jq '\".title\"'`\n\n- gh issue close 4\n";
    let steep = super::steep();
    let all = steep.markdown(text);
    let again = steep.apply(text, &MARKDOWN, &all.findings);
    assert_eq!(again.text, all.text);
    assert_eq!(steep.apply(text, &MARKDOWN, &[]).text, text);
}

#[test]
fn one_is_applied_and_the_others_are_suggestions() {
    let text = "`gh issue close 3` and `gh issue close 4`\n";
    let steep = super::steep();
    let all = steep.markdown(text);
    for (nth, chosen) in all.findings.iter().enumerate() {
        let expected = text.replace(&chosen.command, chosen.replacement.as_deref().unwrap());
        let out = steep.apply(text, &MARKDOWN, &all.findings[nth..=nth]);
        assert_eq!(out.text, expected);
        let other = &out.findings[1 - nth];
        assert_eq!(
            (other.outcome, other.message.as_str()),
            (Outcome::Suggested, "a policy keeps it: it was not chosen")
        );
    }
}

#[test]
fn a_partial_form_is_applied_when_it_is_chosen() {
    let text = "gh issue close 4 --reason 'not planned'\n";
    let steep = super::steep();
    let all = steep.shell(text);
    assert_eq!(all.findings[0].outcome, Outcome::Suggested);
    let out = steep.apply(text, &Language::Shell, &all.findings);
    assert_eq!(out.text.trim_end(), all.findings[0].replacement.as_deref().unwrap());
    assert_eq!(out.findings[0].outcome, Outcome::Rewritten);
}

#[test]
fn half_of_a_statement_is_not_applied() {
    let text = "gh pr merge 3 --squash && gh issue close 4\n";
    let steep = super::steep();
    let all = steep.shell(text);
    let close: Vec<Finding> = all.findings.iter().filter(|it| it.rule == "gh issue close").cloned().collect();
    assert_eq!(steep.apply(text, &Language::Shell, &close).text, text);
}

#[test]
fn addresses_are_chosen_too_and_findings_of_another_text_match_nothing() {
    let text = "<https://github.com/Acme/widgets> and <https://github.com/Acme/tools>\n";
    let target = Target::gitea("https://git.example.org").tea("0.9.2");
    let steep = Transpiler::builder().target(target).map_owner("Acme", "acme").urls(true).build().unwrap();
    let all = steep.markdown(text);
    let out = steep.apply(text, &MARKDOWN, &all.findings[1..]);
    assert_eq!(out.text, "<https://github.com/Acme/widgets> and <https://git.example.org/acme/tools>\n");
    assert_eq!(steep.apply(&format!("Hi. {text}"), &MARKDOWN, &all.findings[1..]).summary.urls, 0);
}
