//! `steep explain`.

use serde_json::Value;

use crate::program::folder::{Folder, stdout};

#[test]
fn a_command_needs_no_quotes() {
    let folder = Folder::new(&[]);
    let quoted = folder.run(&["explain", "gh pr create --title 'a b' --body \"\\$x\"", "--target", "curl"]);
    let bare = folder.run(&["explain", "--target", "curl", "gh", "pr", "create", "--title", "a b", "--body", "$x"]);
    assert_eq!(stdout(&bare), stdout(&quoted));
    assert!(stdout(&bare).contains("a b"), "{}", stdout(&bare));
    let help = folder.run(&["explain", "gh", "pr", "list", "--help"]);
    assert!(!stdout(&help).contains("Usage"), "the flag is the command's: {}", stdout(&help));
}

#[test]
fn a_reason_is_explained_by_its_page() {
    let folder = Folder::new(&[]);
    let out = folder.run(&["explain", "no-equivalent"]);
    assert_eq!(out.status.code(), Some(0));
    assert!(stdout(&out).starts_with("# no-equivalent\n"), "{}", stdout(&out));
}

#[test]
fn a_program_gets_json() {
    let folder = Folder::new(&[]);
    let out = folder.run(&["explain", "gh pr merge 12 --squash; gh gist list", "--format", "json"]);
    let report: Value = serde_json::from_str(&stdout(&out)).unwrap();
    assert_eq!(report["targets"][0]["target"], "tea@0.9.2");
    assert_eq!(report["targets"][0]["host_is_assumed"], true);
    assert_eq!(report["targets"][1]["commands"][1]["reason"], "no-equivalent");
}

#[test]
fn it_says_why_this_form_and_why_not_tea_and_from_where_that_is_known() {
    let folder = Folder::new(&[]);
    let text = |command: &str| stdout(&folder.run(&["explain", command, "--target", "tea@0.9.2", "--no-config"]));
    let data = text("gh pr list --json number --jq '.[].number'");
    assert!(data.contains("= why not tea: it has nothing for JSON of that shape in a list of tea's\n"), "{data}");
    assert!(data.contains("= why this form: it has the same effect, and prints the same to programs\n"), "{data}");
    assert!(
        data.contains("known from: tea 0.9.2: the program itself, Debian's build of 0.9.2; Gitea's REST API"),
        "{data}"
    );
    assert!(data.contains("for https://gitea.example.com, an example"), "{data}");
    let search = text("gh search issues crash");
    assert!(search.contains("= why not tea: it has nothing for `gh search issues`\n"), "{search}");
    let tea = text("gh issue close 12 --repo acme/widgets");
    assert!(tea.contains("with tea") && !tea.contains("why not tea"), "{tea}");
}

#[test]
fn the_example_of_every_reason_has_that_reason() {
    let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("reasons");
    for entry in std::fs::read_dir(pages).unwrap() {
        let path = entry.unwrap().path();
        let (name, text) = (path.file_stem().unwrap().to_str().unwrap(), std::fs::read_to_string(&path).unwrap());
        let example = text.split_once("## Example\n\n").unwrap().1.split_once("\n\n## What to do").unwrap().0;
        let example = match example.strip_prefix("````markdown\n") {
            Some(rest) => rest.strip_suffix("\n````").unwrap(),
            None => example,
        };
        let folder = Folder::new(&[]);
        // Only one of them is about that.
        let most = if name == "too-long" { "100" } else { "100000" };
        let arguments = ["check", "-", "--no-config", "--host", "https://git.example.org", "--format", "json"];
        let arguments = [arguments.as_slice(), &["--max-length", most]].concat();
        let out = folder.run_with_input(&arguments, example);
        let report: Value = serde_json::from_str(&stdout(&out)).unwrap();
        let reasons: Vec<&str> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["reason"].as_str().unwrap_or("rewritable"))
            .collect();
        // Nobody is asked by a check.
        let name = if name == "policy" { "rewritable" } else { name };
        assert!(reasons.contains(&name), "{name}: {reasons:?}\n{example}");
    }
}
