//! The repository of the clone, said beforehand.

#![allow(clippy::unwrap_used, reason = "a test")]

use steep::{BuildError, Gitea, Layout, Target, Transpiler};

/// What begins the look-up of git's remotes.
const LOOK_UP: &str = "git config -l";

fn curl() -> Gitea {
    Target::gitea("https://git.example.org")
}

fn shell(target: Gitea, layout: Layout, source: &str) -> String {
    let builder = Transpiler::builder().target(target).layout(layout).repository("acme/widgets");
    builder.build().unwrap().shell(source).text.into_owned()
}

fn by_curl(source: &str) -> String {
    shell(curl(), Layout::SelfContained, source)
}

#[test]
fn a_command_that_names_no_repository_is_about_it() {
    for (source, address) in [
        ("gh pr diff 3\n", "repos/acme/widgets/pulls/3.diff"),
        ("gh api 'repos/{owner}/{repo}/labels'\n", "repos/acme/widgets/labels"),
        ("gh pr diff 3 -R acme/quiet\n", "repos/acme/quiet/pulls/3.diff"),
        ("GH_REPO=acme/quiet gh pr diff 3\n", "repos/acme/quiet/pulls/3.diff"),
        ("export GH_REPO=acme/quiet\ngh pr diff 3\n", "repos/acme/quiet/pulls/3.diff"),
    ] {
        let text = by_curl(source);
        assert!(text.contains(&format!("/api/v1/{address}")) && !text.contains(LOOK_UP), "{text}");
    }
}

#[test]
fn in_a_text_that_goes_to_another_folder_it_is_looked_up() {
    for source in [
        "cd ../other\ngh pr diff 3\n",
        "(cd ../other && gh pr diff 3)\n",
        "sh -c 'cd ../other; gh pr diff 3'\n",
        "gh repo clone acme/quiet && cd quiet && gh pr diff 3\n",
        "pushd ../other\npopd\ngh pr diff 3\n",
        "for d in a b; do gh pr diff 3; cd \"$d\"; done\n",
        "diff() { gh pr diff 3; }\ncd ../other\ndiff\n",
    ] {
        assert!(by_curl(source).contains(LOOK_UP), "{}", by_curl(source));
    }
    // Another fence of a document is another text.
    let steep = Transpiler::builder().target(curl()).repository("acme/widgets").build().unwrap();
    let text = steep.markdown("```sh\ncd widgets\n```\n\n```sh\ngh pr diff 3\n```\n").text.into_owned();
    assert!(!text.contains(LOOK_UP), "{text}");
}

#[test]
fn the_clone_stays_the_clone() {
    // Its branch and its remotes are asked as before.
    let text = by_curl("gh pr create --title t --body b\n");
    assert!(text.contains("git symbolic-ref") && text.contains("repos/acme/widgets/pulls"), "{text}");
    assert!(by_curl("gh pr checkout 3\n").contains("git fetch origin"), "{}", by_curl("gh pr checkout 3\n"));
}

#[test]
fn every_layout_says_it() {
    let source = "gh pr close 3\ngh pr close 4\ngh pr close 5\n";
    let hoisted = shell(curl(), Layout::Hoist, source);
    assert!(hoisted.contains("gitea_json repos/acme/widgets/pulls/3 "), "{hoisted}");
    assert!(!hoisted.contains("gitea_repo"), "{hoisted}");
    let called = shell(curl().companion("gitea-api"), Layout::SelfContained, source);
    assert!(called.contains("gitea-api patch repos/acme/widgets/pulls/3"), "{called}");
    let by_tea = shell(curl().tea("0.14.0"), Layout::SelfContained, "gh label delete bug --yes\n");
    assert!(!by_tea.contains("{owner}") && !by_tea.contains(LOOK_UP), "{by_tea}");
}

#[test]
fn what_is_no_repository_is_told() {
    for name in [
        "",
        "widgets",
        "acme/",
        "/widgets",
        "acme/..",
        "acme/wid gets",
        "https://git.example.org/acme/widgets",
        "a/b/c",
        "$X/y",
    ] {
        let error = Transpiler::builder().target(curl()).repository(name).build().unwrap_err();
        assert_eq!(error, BuildError::Repository(name.to_owned()));
    }
}
