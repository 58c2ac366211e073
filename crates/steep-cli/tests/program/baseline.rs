//! `--baseline` and `--write-baseline`.

use serde_json::Value;

use crate::program::folder::{COMMAND, Folder, REFUSED, stderr, stdout, with_settings};
use crate::program::schema::problems;

#[test]
fn what_a_baseline_lists_does_not_fail() {
    let folder = Folder::new(&[("docs/a.md", REFUSED), ("docs/b.md", &format!("{REFUSED}{REFUSED}"))]);
    let check = |more: &[&str]| folder.run(&with_settings(&[&["check", "docs"], more].concat()));
    assert_eq!(check(&["--write-baseline", "known.json"]).status.code(), Some(0));
    let out = check(&["--baseline", "known.json"]);
    assert_eq!((out.status.code(), stderr(&out).as_str()), (Some(0), ""), "{}", stdout(&out));
    assert!(stdout(&out).contains("3 commands of these known by the baseline"), "{}", stdout(&out));
    assert!(!stdout(&out).contains("would still say gh"), "{}", stdout(&out));
    let schema = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../baseline.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    let baseline: Value = serde_json::from_str(&folder.read("known.json")).unwrap();
    assert_eq!(problems(&schema, &baseline), [""; 0]);
    // Lines may come and go; a further command is a new one.
    folder.write("docs/a.md", format!("New first line.\n\n{REFUSED}"));
    folder.write("docs/b.md", format!("{REFUSED}{REFUSED}{REFUSED}"));
    let out = check(&["--baseline", "known.json", "--format", "json"]);
    let report: Value = serde_json::from_str(&stdout(&out)).unwrap();
    let places = |key: &str| report[key][0]["places"].as_array().map_or(0, Vec::len);
    assert_eq!((places("left"), places("accepted"), out.status.code()), (1, 3, Some(1)));
    // One that is gone is said, so that the file does not grow old.
    folder.write("docs/b.md", REFUSED);
    let out = check(&["--baseline", "known.json"]);
    assert_eq!(out.status.code(), Some(0));
    let note = "note: 1 command of the baseline known.json did not stay: --write-baseline writes it anew\n";
    assert_eq!(stderr(&out), note);
}

#[test]
fn a_baseline_is_found_by_its_place_and_not_by_the_working_directory() {
    let folder = Folder::new(&[("ci/x", ""), ("docs/a.md", REFUSED)]);
    folder.run(&with_settings(&["check", "docs", "--write-baseline", "docs/known.json"]));
    let out = folder.shell(
        "cd ci && $STEEP check ../docs --baseline ../docs/known.json --no-config --host https://git.example.org",
    );
    assert_eq!(out.status.code(), Some(0), "{}{}", stdout(&out), stderr(&out));
    assert!(folder.read("docs/known.json").contains("\"path\": \"a.md\""), "{}", folder.read("docs/known.json"));
}

#[test]
fn what_would_be_rewritten_is_never_known() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    folder.run(&with_settings(&["check", "a.md", "--write-baseline", "known.json"]));
    assert_eq!(folder.run(&with_settings(&["check", "a.md", "--baseline", "known.json"])).status.code(), Some(1));
}

#[test]
fn a_wrong_baseline_ends_the_run_before_anything_is_written() {
    let folder =
        Folder::new(&[("a.md", COMMAND), ("old.json", "{\"version\": 7, \"accepted\": []}"), ("no.json", "x")]);
    for name in ["missing.json", "old.json", "no.json", "a.md"] {
        let out = folder.run(&with_settings(&["rewrite", "a.md", "--baseline", name]));
        assert_eq!(out.status.code(), Some(2));
        assert!(stderr(&out).contains(&format!("the baseline {name}")), "{}", stderr(&out));
    }
    assert_eq!(folder.read("a.md"), COMMAND);
}
