//! Files of other languages: their commands are found and nothing in them is changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use saphyr_parser::Parser;
use serde_json::Value;

use crate::program::folder::{COMMAND, Folder, rewritten, skip, stderr, stdout, with_settings};

/// The files of `tests/languages`, and how many commands each holds.
const FILES: [(&str, usize); 17] = [
    ("Dockerfile", 3),
    ("Jenkinsfile", 1),
    ("Makefile", 4),
    ("guide.adoc", 1),
    ("guide.rst", 2),
    ("notes.txt", 1),
    ("package.json", 6),
    ("page.html", 1),
    ("tasks.toml", 5),
    ("tool.go", 3),
    ("tool.mjs", 4),
    ("tool.ps1", 2),
    ("tool.py", 5),
    ("tool.rb", 4),
    ("tool.rs", 2),
    ("tool.ts", 2),
    ("workflow.yml", 7),
];

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/languages")
}

/// The files, and a Markdown document that is rewritten beside them.
fn folder() -> Folder {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    for (name, _) in FILES {
        folder.write(name, fs::read(sources().join(name)).unwrap());
    }
    folder
}

fn report(folder: &Folder, arguments: &[&str]) -> Value {
    let out = folder.run(&with_settings(&[arguments, &["--format", "json"]].concat()));
    serde_json::from_slice(&out.stdout).unwrap_or_else(|error| panic!("{error}: {}", stderr(&out)))
}

/// Whether the file is one of its language, as a parser that knows nothing of steep says; `None` where there is none.
fn parses(name: &str, text: &str, path: &Path) -> Option<Result<(), String>> {
    let run = |program: &str, arguments: &[&str]| {
        let out = Command::new(program).args(arguments).arg(path).output();
        let Ok(out) = out else {
            skip(name, &format!("there is no {program} to read it"));
            return None;
        };
        Some(out.status.success().then_some(()).ok_or_else(|| stderr(&out)))
    };
    match path.extension().and_then(|it| it.to_str()) {
        Some("json") => Some(serde_json::from_str::<Value>(text).map(drop).map_err(|error| error.to_string())),
        Some("toml") => Some(toml::from_str::<toml::Table>(text).map(drop).map_err(|error| error.to_string())),
        Some("yml") => {
            Some(Parser::new_from_str(text).try_for_each(|event| event.map(drop)).map_err(|error| error.to_string()))
        }
        Some("py") => run("python3", &["-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())"]),
        Some("mjs") => run("node", &["--check"]),
        None if name == "Makefile" => run("make", &["-n", "release", "close", "-f"]),
        _ => None,
    }
}

#[test]
fn nothing_in_them_is_changed_and_each_command_is_found() {
    let folder = folder();
    let names: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
    let read = || names.iter().map(|name| (*name, folder.read(name))).collect::<Vec<_>>();
    let before = read();
    for (name, text) in &before {
        let parsed = parses(name, text, &folder.path(name));
        assert!(parsed.is_none_or(|it| it.is_ok()), "{name} is not what its name says");
    }
    folder.write("steep.toml", format!("[files]\ninclude = [{}]\n", "\"Makefile*\", \"*.yml\", \"*.json\", \"*.py\""));
    // In a folder, by name, by a configuration that includes them, and by all together.
    let all: Vec<&str> = ["rewrite"].into_iter().chain(names.iter().copied()).collect();
    for arguments in [&["rewrite", "."] as &[&str], &all] {
        let report = report(&folder, arguments);
        for (name, commands) in FILES {
            let findings = report["findings"].as_array().unwrap().iter();
            let of_file: Vec<&Value> = findings.filter(|it| it["path"] == name).collect();
            assert_eq!(of_file.len(), commands, "{name}: {of_file:#?}");
            assert!(of_file.iter().all(|it| it["reason"] == "other-language"), "{name}: {of_file:#?}");
        }
    }
    assert_eq!(read(), before);
    for (name, text) in &before {
        assert!(parses(name, text, &folder.path(name)).is_none_or(|it| it.is_ok()), "{name}");
    }
    assert_eq!(folder.read("a.md"), rewritten());
}

#[test]
fn a_folder_is_looked_through_and_what_it_holds_is_named() {
    let folder = Folder::new(&[
        ("docs/a.md", "Nothing to do here.\n"),
        (".github/workflows/ci.yml", "steps:\n  - run: gh pr list\n  - run: |\n      x; gh issue close 12\n"),
        ("Makefile", "all:\n\tgh release create v1\n"),
        ("src/main.rs", "fn main() {} // through and through\n"),
        ("ignored/x.yml", "run: gh pr list\n"),
        (".steepignore", "ignored\n"),
    ]);
    folder.write("image.png", b"\x89PNG\0gh pr list");
    let out = folder.run(&with_settings(&["check", "."]));
    let text = stdout(&out);
    assert_eq!(out.status.code(), Some(1), "{text}");
    for place in [
        "    .github/workflows/ci.yml:2:10  gh pr list\n",
        "    .github/workflows/ci.yml:4:10  gh issue close 12\n",
        "    Makefile:2:2                   gh release create v1\n",
        "1 file read, 0 would change\n",
        "3 commands of these in 2 files of languages that are not rewritten: 1 Makefile, 1 YAML\n",
    ] {
        assert!(text.contains(place), "{place}: {text}");
    }
    let report = report(&folder, &["check", "."]);
    assert_eq!(report["summary"]["other_files"], serde_json::json!({ "Makefile": 1, "YAML": 1 }));
    assert_eq!(report["summary"]["files"], 1);
    assert_eq!(folder.run(&with_settings(&["rewrite", "."])).status.code(), Some(1));
    assert_eq!(folder.run(&with_settings(&["check", "docs", "src"])).status.code(), Some(0));
}

#[test]
fn a_script_is_known_by_its_first_line_whatever_it_is_called() {
    let line = "gh issue close 12 --repo Acme/widgets\n";
    let folder = Folder::new(&[
        ("bin/deploy", &format!("#!/usr/bin/env bash\n{line}")),
        ("bin/deploy.in", &format!("#!/bin/sh\n{line}")),
        ("bin/a.zsh", line),
        ("bin/python", &format!("#!/usr/bin/env python3\n# {line}")),
        ("bin/a.sh", &format!("#!/usr/bin/env fish\n{line}")),
    ]);
    let report = report(&folder, &["rewrite", "."]);
    for script in ["bin/deploy", "bin/deploy.in", "bin/a.zsh"] {
        assert!(folder.read(script).contains("tea issues close"), "{script}: {}", folder.read(script));
    }
    for other in ["bin/python", "bin/a.sh"] {
        assert!(folder.read(other).contains(line), "{other}: {}", folder.read(other));
    }
    assert_eq!(report["summary"]["other_files"], serde_json::json!({ "Python": 1, "fish": 1 }));
}

#[test]
fn text_in_other_encodings_is_looked_through() {
    let folder = Folder::new(&[]);
    folder.write("latin.yml", b"# caf\xe9\nrun: gh pr list\n");
    let utf16: Vec<u8> = "\u{feff}gh pr list\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("a.ps1", utf16);
    let out = folder.run(&with_settings(&["check", "."]));
    assert_eq!(out.status.code(), Some(2));
    assert!(stdout(&out).contains("latin.yml:2:6  gh pr list"), "{}", stdout(&out));
    assert!(stderr(&out).contains("cannot look through a.ps1: it is UTF-16 text"), "{}", stderr(&out));
}

#[test]
fn of_what_was_not_read_nothing_is_said() {
    let folder = Folder::new(&[("a.md", "x\n")]);
    assert!(stdout(&folder.run(&with_settings(&["check", "."]))).contains("\nno gh command\n"));
    folder.write("b.md", b"\xff gh pr list\n");
    for action in ["check", "scan"] {
        let out = folder.run(&with_settings(&[action, "."]));
        assert_eq!(out.status.code(), Some(2));
        assert!(stdout(&out).contains("no gh command in what was read\n"), "{}", stdout(&out));
        let out = folder.run(&with_settings(&[action, "b.md"]));
        assert!(stdout(&out).contains("nothing was read\n"), "{}", stdout(&out));
    }
}

#[test]
fn the_notice_is_for_markdown_alone() {
    let folder = Folder::new(&[("a.md", COMMAND), ("run.sh", "echo\n"), ("a.yml", "a: b\n"), ("README", "Title\n")]);
    for (name, done) in [("run.sh", false), ("a.yml", false), ("README", true)] {
        let old = folder.read(name);
        let out = folder.run(&with_settings(&["rewrite", "a.md", "--notice", name]));
        assert_eq!(out.status.code(), Some(if done { 0 } else { 2 }), "{}", stderr(&out));
        assert_eq!(folder.read(name) != old, done, "{name}");
        assert_eq!(stderr(&out).contains("cannot put the notice into"), !done, "{}", stderr(&out));
    }
}

#[test]
fn a_check_after_a_rewrite_shows_exactly_what_was_left() {
    let folder = folder();
    folder.write(
        "docs/all.md",
        "Do:\n\n```sh\ngh pr checks 12 --repo Acme/widgets && ./release\ngh codespace list\n```\n\n\
         | a |\n|---|\n| `gh issue close 7 --reason \"not planned\"` |\n\n\
         - `gh api graphql -f query=x` <!-- steep:off --> `gh pr list`\n",
    );
    folder.write("run.sh", "gh pr view 12 --repo Acme/widgets --json title --jq .title\ngh gist list\n");
    let rewrite = report(&folder, &["rewrite", "."]);
    let check = report(&folder, &["check", "."]);
    assert_eq!(rewrite["left"], check["left"]);
    assert_eq!(check["summary"]["changed_files"], 0);
    let places: usize = check["left"].as_array().unwrap().iter().map(|it| it["places"].as_array().unwrap().len()).sum();
    let open = |it: &&Value| it["outcome"] == "refused" || it["outcome"] == "suggested";
    assert_eq!(places, check["findings"].as_array().unwrap().iter().filter(open).count());
    let reasons: Vec<&str> =
        check["left"].as_array().unwrap().iter().map(|it| it["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["other-language", "no-equivalent", "partial"]);
    // The lines are those of the new text.
    assert!(rewrite["left"][1]["places"][0]["line"].as_u64().unwrap() > 5, "{:#}", rewrite["left"]);
}

#[test]
fn at_a_permission_it_is_told_what_became_of_the_commands_that_it_names() {
    let folder = Folder::new(&[
        (
            ".claude/settings.json",
            "{\n  \"permissions\": {\n    \"allow\": [\"Bash(gh issue list:*)\", \"Bash(gh pr diff:*)\"],\n    \
             \"deny\": [\"Bash(gh pr merge:*)\"]\n  }\n}\n",
        ),
        ("docs/a.md", "`gh issue list --repo Acme/widgets`, then `gh pr merge 12 --repo Acme/widgets --squash`\n"),
        (
            ".claude/commands/triage.md",
            "---\nallowed-tools: Bash(gh issue close:*)\n---\n\nRun `gh issue close 12 --repo Acme/widgets`.\n",
        ),
    ]);
    let settings = folder.read(".claude/settings.json");
    let messages = |report: &Value| -> Vec<String> {
        let findings = report["findings"].as_array().unwrap().iter();
        let permissions = findings.filter(|it| it["reason"] == "widens-permission" || it["reason"] == "weakens-ban");
        permissions.map(|it| it["message"].as_str().unwrap().to_owned()).collect()
    };
    let messages = messages(&report(&folder, &["check", "."]));
    let [close, list, diff, merge] = messages.as_slice() else { panic!("{messages:#?}") };
    assert!(
        close.ends_with(
            "it does not allow what takes their place: allow `Bash(grep:*)`, `Bash(sed:*)`, `Bash(tea issues close:*)`"
        ),
        "{close}"
    );
    assert!(list.ends_with("it does not allow what takes their place: allow `Bash(tea issues list:*)`"), "{list}");
    assert!(diff.ends_with("Bash(gh pr diff:*)"), "nothing that it names is there: {diff}");
    assert!(merge.ends_with("it does not forbid what takes their place: forbid `Bash(tea pulls merge:*)`"), "{merge}");
    let out = folder.run(&with_settings(&["rewrite", "."]));
    let text = stdout(&out).split_whitespace().collect::<Vec<_>>().join(" ").replace(" | ", " ");
    for rule in ["allow `Bash(grep:*)`, `Bash(sed:*)`, `Bash(tea issues close:*)`", "forbid `Bash(tea pulls merge:*)`"]
    {
        assert!(text.contains(rule), "{rule}: {text}");
    }
    assert_eq!(folder.read(".claude/settings.json"), settings);
}

#[test]
fn a_misspelt_directive_is_told() {
    let folder = Folder::new(&[("a.md", &format!("<!-- steep: off -->\n{COMMAND}<!-- steep:on -->\n"))]);
    let out = folder.run(&with_settings(&["check", "a.md"]));
    assert!(stdout(&out).contains("a.md:1:6: refused (unknown-directive)"), "{}", stdout(&out));
    assert!(stdout(&out).contains("write `<!-- steep:off -->`"), "{}", stdout(&out));
}
