//! `--layout hoist`: functions at the head of scripts and fences, and what reports say of them.

use serde_json::Value;

use crate::program::folder::{Folder, skip, stderr, stdout};
use crate::program::report::schema;
use crate::program::schema::problems;

const SCRIPT: &str = "#!/bin/sh\nset -e\n# É\ngh pr close 3\ngh pr close 4\ngh issue close 5\n";

const HEAD: &str = "# The commands below call these functions.\ngitea_api() (\n";

const SETTINGS: &str = "host = \"https://git.example.org\"\ntarget = \"curl\"\nlayout = \"hoist\"\n";

fn folder() -> Folder {
    Folder::new(&[("steep.toml", SETTINGS), ("run.sh", SCRIPT)])
}

#[test]
fn a_rewritten_script_is_clean_and_can_be_taken_back() {
    let folder = folder();
    let diff = stdout(&folder.run(&["diff", "run.sh"]));
    assert!(diff.contains("\n+gitea_api() (\n") && diff.contains("\n-gh pr close 3\n"), "{diff}");
    let out = folder.run(&["rewrite", "run.sh"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let text = folder.read("run.sh");
    assert!(text.starts_with(&format!("#!/bin/sh\nset -e\n{HEAD}")), "{text}");
    assert_eq!(text.matches("\n\n# É\ngitea_json ").count(), 1, "{text}");
    let check = folder.run(&["check", "run.sh"]);
    assert_eq!(check.status.code(), Some(0));
    assert!(stdout(&check).ends_with("no gh command\n"), "{}", stdout(&check));
    let again = folder.run(&["rewrite", "run.sh"]);
    assert_eq!((again.status.code(), folder.read("run.sh")), (Some(0), text));
    assert!(folder.run(&["undo"]).status.success());
    assert_eq!(folder.read("run.sh"), SCRIPT);
    // The command line goes before the file.
    assert!(folder.run(&["rewrite", "run.sh", "--layout", "self-contained"]).status.success());
    assert!(!folder.read("run.sh").contains("gitea_api"));
}

/// Puts the texts in, the last first: each over so many bytes from a byte on. What is said twice is put in once.
fn put(mut edits: Vec<(u64, u64, String)>) -> String {
    edits.sort();
    edits.dedup();
    let mut text = SCRIPT.to_owned();
    for (start, length, new) in edits.iter().rev() {
        let (start, length) = (usize::try_from(*start).unwrap(), usize::try_from(*length).unwrap());
        text.replace_range(start..start + length, new);
    }
    text
}

#[test]
fn what_reports_say_gives_the_script_that_is_written() {
    let folder = folder();
    let json: Value = serde_json::from_str(&stdout(&folder.run(&["check", "run.sh", "--format", "json"]))).unwrap();
    assert_eq!(problems(&schema(), &json), Vec::<String>::new());
    let sarif: Value = serde_json::from_str(&stdout(&folder.run(&["check", "run.sh", "--format", "sarif"]))).unwrap();
    assert!(folder.run(&["rewrite", "run.sh"]).status.success());
    let written = folder.read("run.sh");

    let number = |value: &Value| value.as_u64().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut edits = Vec::new();
    for finding in json["findings"].as_array().unwrap() {
        let (start, end) = (number(&finding["start"]), number(&finding["end"]));
        edits.push((start, end - start, text(&finding["replacement"])));
        let head = &finding["head"];
        assert_eq!((number(&head["line"]), number(&head["column"])), (3, 1), "{finding}");
        edits.push((number(&head["at"]), 0, text(&head["text"])));
    }
    assert_eq!(put(edits), written);

    let replacements = sarif["runs"][0]["results"].as_array().unwrap().iter().flat_map(|result| {
        let replacements = &result["fixes"][0]["artifactChanges"][0]["replacements"];
        replacements.as_array().unwrap().clone()
    });
    let edits = replacements.map(|replacement| {
        let region = &replacement["deletedRegion"];
        (number(&region["byteOffset"]), number(&region["byteLength"]), text(&replacement["insertedContent"]["text"]))
    });
    assert_eq!(put(edits.collect()), written);
}

#[test]
fn a_person_is_told_where_the_functions_stand() {
    let out = stdout(&folder().run(&["check", "run.sh", "--verbose"]));
    let told = "  = with functions in front of line 3, where two commands or more call them\n";
    assert_eq!(out.matches(told).count(), 3, "{out}");
}

#[test]
fn of_what_is_chosen_two_or_more_share_functions() {
    let folder = folder();
    if !folder.shell("command -v script").status.success() {
        return skip("questions on a terminal", "there is no `script`");
    }
    let answer = |answers: [&str; 3]| {
        let typed = answers.map(|answer| format!("sleep 0.3; echo {answer}; ")).concat();
        let asked = "$STEEP rewrite run.sh --interactive";
        folder.shell(&format!(
            "{{ sleep 0.5; {typed} sleep 0.5; }} | TERM=xterm script -qec \"stty -echo; {asked}\" /dev/null"
        ));
        folder.read("run.sh")
    };
    let two = answer(["y", "n", "y"]);
    assert!(two.contains(HEAD) && two.contains("\ngh pr close 4\n"), "{two}");
    assert!(folder.run(&["undo"]).status.success());
    let one = answer(["n", "y", "n"]);
    assert!(
        !one.contains("gitea_") && one.contains("\ngh pr close 3\n(\n") && one.ends_with("\ngh issue close 5\n"),
        "{one}"
    );
}
