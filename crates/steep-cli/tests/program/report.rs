//! What is said, to people and to programs.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::program::folder::{COMMAND, Folder, REFUSED, rewritten, stderr, stdout, with_settings};
use crate::program::schema::problems;

/// Documents with every outcome.
pub(crate) fn all_outcomes() -> Folder {
    let folder = Folder::new(&[
        (
            "docs/release.md",
            "# Release\n\nLook at the [list](https://github.com/Acme/widgets/pulls) and merge:\n\n\
             ```sh\ngh pr merge 12 --repo Acme/widgets --squash\n\
             gh api repos/Acme/widgets/issues/12\n\
             gh api repos/Acme/widgets/discussions\n```\n\n\
             Then gh is done, but never `gh api graphql -f query='{ viewer { login } }'` or `gh codespace list`.\n",
        ),
        (
            "docs/triage.md",
            "| step | command |\n|---|---|\n| close | `gh issue close 7 --repo Acme/widgets --reason \"not planned\"` |\n\
             | view | `gh pr view \"$PR_URL\" --repo Acme/widgets --json number,title,headRefName,mergeable` |\n\n\
             <!-- steep:off -->\n`gh pr close 3`\n<!-- steep:on -->\n\n\
             Write gh repo read-file 12 when 漢字 `gh pr list --no-such-flag` works.\n",
        ),
        ("docs/none.md", "Nothing here.\n"),
    ]);
    folder.write("docs/latin.md", b"caf\xe9\n");
    folder
}

fn check(folder: &Folder, arguments: &[&str]) -> String {
    let out = folder.run(&with_settings(arguments));
    format!("{}--- standard error ---\n{}", stdout(&out), stderr(&out))
}

#[test]
fn of_a_check() {
    insta::assert_snapshot!(check(&all_outcomes(), &["check", "docs"]));
}

#[test]
fn of_a_check_with_colours() {
    let text = check(&all_outcomes(), &["check", "docs", "--color", "always"]);
    insta::assert_snapshot!(text.replace('\x1b', "␛"));
}

#[test]
fn of_a_verbose_check_for_curl() {
    let folder = Folder::new(&[("a.md", "`gh pr merge 12 --repo Acme/widgets --squash`, gh, `gh gist list`\n")]);
    insta::assert_snapshot!(check(&folder, &["check", "a.md", "--verbose", "--target", "curl"]));
}

#[test]
fn of_a_rewrite() {
    insta::assert_snapshot!(check(&all_outcomes(), &["rewrite", "docs", "--urls", "--accept", "partial"]));
}

#[test]
fn of_a_rewrite_without_commands() {
    insta::assert_snapshot!(check(&Folder::new(&[("a.md", "x\n")]), &["rewrite", "."]));
}

#[test]
fn of_an_explanation() {
    let folder = Folder::new(&[]);
    let explain = |command: &str| check(&folder, &["explain", command, "--target", "tea@0.9.2"]);
    insta::assert_snapshot!(explain("gh pr merge 12 --repo Acme/widgets --squash && gh gist list"));
    insta::assert_snapshot!(explain("gh issue close 7 --repo Acme/widgets --reason 'not planned'"));
    assert!(explain("echo hello").starts_with("no gh command in: echo hello\n"));
}

#[test]
fn of_a_scan() {
    insta::assert_snapshot!(check(&all_outcomes(), &["scan", "docs"]));
}

#[test]
fn of_a_diff() {
    insta::assert_snapshot!(check(&all_outcomes(), &["diff", "docs"]));
}

#[test]
fn of_a_diff_with_colours() {
    let folder = Folder::new(&[("a.md", &format!("a\r\n{COMMAND}b"))]);
    insta::assert_snapshot!(check(&folder, &["diff", "a.md", "--color", "always"]).replace('\x1b', "␛"));
}

pub(crate) fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../report.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_json_report_is_as_its_schema_says() {
    let schema = schema();
    let folder = all_outcomes();
    let mut outcomes = BTreeSet::new();
    let actions: [&[&str]; 6] = [
        &["check", "docs"],
        &["scan", "docs"],
        &["diff", "docs"],
        &["check", "docs", "--target", "curl"],
        &["check", "missing.md"],
        &["rewrite", "docs", "--urls"],
    ];
    for arguments in actions {
        let out = folder.run(&with_settings(&[arguments, &["--format", "json"]].concat()));
        let report: Value = serde_json::from_slice(&out.stdout).unwrap();
        assert_eq!(problems(&schema, &report), [""; 0], "{arguments:?}");
        for finding in report["findings"].as_array().unwrap() {
            outcomes.insert(finding["outcome"].as_str().unwrap().to_owned());
        }
        assert_eq!(out.status.code(), Some(2));
        let error = &report["errors"][0];
        assert!(stderr(&out).contains(error["message"].as_str().unwrap()), "{error}");
        assert!(error["path"] == "docs/latin.md" || error["path"] == "missing.md", "{error}");
    }
    assert!(outcomes.len() >= 3, "{outcomes:?}");
}

#[test]
fn the_schema_would_object() {
    let schema = schema();
    let folder = all_outcomes();
    let out = folder.run(&with_settings(&["check", "docs", "--format", "json"]));
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    let changes: [(&str, Value); 6] = [
        ("/version", 2.into()),
        ("/findings/0/outcome", "done".into()),
        ("/findings/0/line", 0.into()),
        ("/findings/0/reason", "whim".into()),
        ("/summary/files", "3".into()),
        ("/errors/0", Value::Object(Default::default())),
    ];
    for (pointer, value) in changes {
        let mut wrong = report.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        assert_ne!(problems(&schema, &wrong), [""; 0], "{pointer}");
    }
    let mut wrong = report;
    wrong["findings"][0]["more"] = 1.into();
    assert_eq!(problems(&schema, &wrong), ["$.findings[0]: the key more is not in the schema"]);
}

#[test]
fn the_schema_knows_every_reason() {
    let mut known: Vec<String> = schema()["$defs"]["finding"]["properties"]["reason"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect();
    known.sort();
    let source = include_str!("../../src/report/advice.rs");
    let advice = source.split_once("const ADVICE").and_then(|(_, rest)| rest.split_once("];")).unwrap().0;
    let advised: Vec<&str> =
        advice.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split('"').next()).collect();
    assert_eq!(known, advised);
}

#[test]
fn the_json_report_gives_the_rewritten_file() {
    let text = "é `gh issue close 12 --repo Acme/widgets` – gh api graphql -f query=x\n\n| a | `gh pr list \\| wc` |\n|--|--|\n";
    let folder = Folder::new(&[("a.md", text)]);
    let out = folder.run(&with_settings(&["rewrite", "a.md", "--format", "json"]));
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(report["version"], 1);
    let mut rebuilt = text.to_owned();
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.len() >= 2, "{findings:#?}");
    for finding in findings.iter().rev() {
        let start = usize::try_from(finding["start"].as_u64().unwrap()).unwrap();
        let end = usize::try_from(finding["end"].as_u64().unwrap()).unwrap();
        assert_eq!(text.get(start..end), finding["command"].as_str());
        if finding["outcome"] == "rewritten" {
            rebuilt.replace_range(start..end, finding["replacement"].as_str().unwrap());
        }
    }
    assert_eq!(rebuilt, folder.read("a.md"));
    assert_ne!(rebuilt, text);
    let first = &findings[0];
    assert_eq!((first["line"].as_u64(), first["column"].as_u64()), (Some(1), Some(4)));
    assert_eq!(report["summary"]["files"], 1);
}

#[test]
fn reports_stand_in_the_order_of_the_files() {
    let folder = Folder::new(&[]);
    for n in 0..40 {
        folder.write(format!("{n:02}/a.md"), REFUSED);
        folder.write(format!("{n:02}-b.md"), COMMAND);
    }
    let paths = |arguments: &[&str]| {
        let out = folder.run(&with_settings(&[arguments, &["--format", "json"]].concat()));
        let report: Value = serde_json::from_slice(&out.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        findings.map(|it| it["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let checked = paths(&["check", "."]);
    assert_eq!(checked.len(), 80);
    assert!(checked.is_sorted_by(|a, b| Path::new(a) <= Path::new(b)), "{checked:?}");
    assert_eq!(paths(&["rewrite", "."]), checked);
}

#[test]
#[cfg(unix)]
fn git_applies_a_diff_whatever_the_files_are_called() {
    use std::os::unix::ffi::OsStrExt;
    let names: [&[u8]; 5] = [b"a\nb.md", b"q\"uo\\te.md", b"caf\xe9.md", "ü b.md".as_bytes(), b"plain.md"];
    let folder = Folder::new(&[]);
    let paths = names.map(|name| std::path::PathBuf::from(std::ffi::OsStr::from_bytes(name)));
    paths.iter().for_each(|path| folder.write(path, COMMAND));
    let out = folder.shell("$STEEP diff . --no-config --host https://git.example.org --map-owner Acme=acme >../diff.$$ 2>/dev/null; git apply ../diff.$$; echo $?; rm ../diff.$$");
    assert_eq!(stdout(&out).lines().last(), Some("0"), "{}", stderr(&out));
    for path in &paths {
        assert_eq!(folder.read(path), rewritten(), "{}", path.display());
    }
}

#[test]
#[cfg(unix)]
fn a_path_that_is_no_text_can_be_told_from_json() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new(&[]);
    for name in [&b"caf\xe9 1.md"[..], b"caf\xe8 1.md", b"plain.md"] {
        folder.write(std::ffi::OsStr::from_bytes(name), REFUSED);
    }
    let out = folder.run(&with_settings(&["check", ".", "--format", "json"]));
    let report: serde_json::Value = serde_json::from_str(&stdout(&out)).unwrap();
    let mut encoded: Vec<_> =
        report["findings"].as_array().unwrap().iter().map(|it| it["path_encoded"].clone()).collect();
    encoded.sort_by_key(ToString::to_string);
    assert_eq!(encoded, ["caf%E8%201.md".into(), "caf%E9%201.md".into(), serde_json::Value::Null]);
}
