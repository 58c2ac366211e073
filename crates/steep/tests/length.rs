//! How long forms are, and what is done about long ones.

#![allow(clippy::unwrap_used, reason = "a test")]

use steep::{Builder, Gitea, Outcome, Prefer, Reason, RefusalKind, Target, Transpiler};

fn curl() -> Gitea {
    Target::gitea("https://git.example.org")
}

fn builder(target: Gitea) -> Builder {
    Transpiler::builder().target(target)
}

fn text(steep: &Transpiler, source: &str) -> String {
    steep.shell(source).text.into_owned()
}

#[test]
fn a_form_with_a_long_line_is_a_suggestion_that_says_what_would_fit() {
    let source = "Run `gh pr diff 12 -R acme/widgets`, then `gh pr merge 12 -R acme/widgets --squash`.\n";
    let out = builder(curl()).max_length(160).build().unwrap().markdown(source);
    let [short, long] = out.findings.as_slice() else { unreachable!("two commands: {:?}", out.findings) };
    assert_eq!((short.outcome, long.outcome), (Outcome::Rewritten, Outcome::Suggested));
    assert!(long.replacement.is_some() && out.text.contains("`gh pr merge 12"), "{}", out.text);
    let Some(Reason::Refusal(refusal)) = &long.reason else { unreachable!("{long:?}") };
    assert_eq!(refusal.kind(), RefusalKind::TooLong);
    let fits = "more than 160; with --companion gitea-api: gitea-api merge repos/acme/widgets/pulls/12 Do=squash";
    assert!(long.message.ends_with(fits), "{}", long.message);
    // Nothing is said of a form that would not fit either, and each line of several counts by itself.
    let out = builder(curl()).max_length(20).build().unwrap().markdown(source);
    assert!(out.findings.iter().all(|it| it.outcome == Outcome::Suggested && !it.message.contains("--companion")));
    let fence = "```sh\ngh pr view 12 -R acme/widgets --json number,title,url\n```\n";
    let out = builder(curl()).max_length(100).build().unwrap().markdown(fence);
    assert_eq!(out.summary.rewritten(), 1, "{:?}", out.findings);
}

#[test]
fn what_is_chosen_is_applied_however_long() {
    let source = "Run `gh pr merge 12 -R acme/widgets --squash`.\n";
    let steep = builder(curl()).max_length(160).build().unwrap();
    let suggested = steep.markdown(source).findings;
    let out = steep.apply(source, &steep::Language::Markdown, &suggested);
    assert_eq!(out.summary.rewritten(), 1, "{:?}", out.findings);
}

#[test]
fn the_summary_says_how_much_the_text_grows() {
    let summary = builder(curl()).build().unwrap().markdown("`gh pr diff 12 -R acme/widgets` gh pr diff\n").summary;
    assert!(summary.characters_before >= "gh pr diff 12 -R acme/widgets".len());
    assert!(summary.characters_after > summary.characters_before);
}

#[test]
fn a_short_form_may_need_a_newer_curl() {
    let source = "gh pr comment 12 -R acme/widgets --body Done";
    let steep = builder(curl()).prefer(Prefer::Short).build().unwrap();
    let out = steep.shell(source);
    assert!(out.text.contains(r#" --json '{"body": "Done"}' "#), "{}", out.text);
    assert!(out.findings.iter().any(|it| it.message.contains("curl 7.82")), "{:?}", out.findings);
    assert!(!text(&builder(curl()).build().unwrap(), source).contains("--json"));
}

#[test]
fn of_two_programs_the_shorter_form_is_taken() {
    for source in ["gh pr review 12 -R acme/widgets --approve", "gh pr list -R acme/widgets", "gh repo list acme"] {
        let tea = curl().tea("0.9.2").tea_login("gitea");
        let readable = text(&builder(tea.clone()).build().unwrap(), source);
        let short = text(&builder(tea).prefer(Prefer::Short).build().unwrap(), source);
        assert!(short.len() <= readable.len(), "{readable}\n{short}");
    }
}

#[test]
fn a_connection_in_the_environment_is_said_once() {
    let target = curl().connection_in_environment();
    let steep = builder(target).build().unwrap();
    let view = text(&steep, "gh pr view 12 -R acme/widgets --json number --jq .number");
    assert_eq!(view, "curl -fsSL -K \"$GITEA_CURLRC\" \"$GITEA_API/repos/acme/widgets/pulls/12\" | jq -r .number");
    let own = text(&steep, "gh ssh-key delete 3 --yes");
    assert!(own.contains("\"$GITEA_API/user/keys/3\"") && !own.contains("post301"), "{own}");
    let notice = steep.notice("# Widgets\n");
    for said in ["export GITEA_API=https://git.example.org/api/v1 GITEA_CURLRC=~/.gitea.curlrc", "umask 077"] {
        assert!(notice.contains(said), "{notice}");
    }
    let both = builder(curl().connection_in_environment().companion("gitea-api")).build();
    assert!(both.is_err_and(|error| error.to_string().contains("a connection from the environment")));
}

#[test]
fn what_an_older_server_lacks_is_known_of_an_address_in_a_variable() {
    let steep = builder(curl().connection_in_environment().server("1.24")).build().unwrap();
    let out = steep.shell("gh run list -R acme/widgets --json number");
    assert_eq!(out.findings.first().map(|it| it.outcome), Some(Outcome::Refused), "{:?}", out.findings);
}
