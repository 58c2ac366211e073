//! Two repositories as people have them, `tests/trees`: one of scripts and documents for agents, one of files of other
//! languages. Each file is filled with each command and judged, before and after, by a parser that knows nothing of steep:
//! bash, dash, YAML, TOML, JSON, Python, the MDX compiler, a second Markdown renderer. What parsed does so afterwards, no comment
//! runs, no page shows another text around a command, and a file of another language stays as it is.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use steep::{Finding, Language, Outcome, Target, Transpiler};
use steep_oracle::process::{Input, run};
use steep_oracle::{Oracle, cache};

use crate::{mdx, rendering, statements};

/// What people ask gh for. `Acme` becomes `acme`.
const COMMANDS: &[&str] = &[
    "gh issue close 12 -R Acme/widgets",
    "gh issue close 12 -R Acme/widgets --comment 'It is done'",
    "gh issue edit 12 -R Acme/widgets --add-label bug",
    "gh issue comment 12 -R Acme/widgets --body \"It's <done> {really} | 100 %\"",
    "gh issue create -R Acme/widgets --title 'A title' --body 'Some text'",
    "gh issue view 12 -R Acme/widgets",
    "gh issue list -R Acme/widgets --json number,title",
    "gh issue list -R Acme/widgets --label 'a b' --state all",
    "gh issue develop 12 -R Acme/widgets",
    "gh pr merge 12 -R Acme/widgets --squash",
    "gh pr merge 12 -R Acme/widgets --auto --squash",
    "gh pr list -R Acme/widgets --json number --jq '.[].number'",
    "gh pr list -R Acme/widgets --json number,title --jq '.[] | \"\\(.number) \\(.title)\"'",
    "gh pr view 12 -R Acme/widgets --json state --jq .state",
    "gh pr checks 12 -R Acme/widgets",
    "gh pr review 12 -R Acme/widgets --approve",
    "gh pr create -R Acme/widgets --title x --body y --head a --base main",
    "gh release view v1 -R Acme/widgets --json tagName",
    "gh run list -R Acme/widgets --limit 3",
    "gh run rerun 12 -R Acme/widgets",
    "gh workflow run ci.yml -R Acme/widgets --ref main",
    "gh api repos/Acme/widgets/issues --jq 'map({number, title})'",
    "gh api -X DELETE repos/Acme/widgets/git/refs/heads/old",
    "gh secret list -R Acme/widgets",
];

const LIST: &str = "gh issue list -R Acme/widgets --json number --jq .[].number";

/// A file of a tree, filled with a command.
struct File {
    name: String,
    text: String,
}

/// The template with `@GH@` for a command, `@LL@` for one that prints numbers, and `@KK@` for one that never runs; a suffix
/// names the quotes that it stands in.
fn filled(template: &str, command: &str) -> String {
    let never = command.replace("Acme/widgets", "acme/comment");
    let mut text = template.to_owned();
    for (mark, command) in [("GH", command), ("LL", LIST), ("KK", never.as_str())] {
        let json = serde_json::to_string(command).unwrap();
        let json = json.trim_start_matches('"').strip_suffix('"').unwrap();
        for (suffix, text_of) in [
            ("", command.to_owned()),
            ("_JSON", json.to_owned()),
            ("_QUOTED", command.replace('\'', "\"")),
            ("_BRACED", json.replace('{', "{{").replace('}', "}}")),
            ("_MAKE", command.replace('$', "$$")),
        ] {
            text = text.replace(&format!("@{mark}{suffix}@"), &text_of);
        }
    }
    text
}

fn files(tree: &str) -> Vec<File> {
    let folder = cache::workspace().join("tests/trees").join(tree);
    let mut names: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut files = Vec::new();
    for path in names {
        let mut template = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "windows.sh" {
            template = template.replace('\n', "\r\n");
        }
        files.extend(COMMANDS.iter().map(|command| File { name: name.clone(), text: filled(&template, command) }));
    }
    files
}

fn transpilers() -> [Transpiler; 2] {
    [Target::gitea("https://git.example.org").tea("0.9.2"), Target::gitea("https://git.example.org")]
        .map(|target| Transpiler::builder().target(target).map_owner("Acme", "acme").build().unwrap())
}

/// Whether a program that reads the text from standard input takes it; `None` without the program.
fn takes(program: Option<&Path>, arguments: &[&str], text: &str) -> Option<bool> {
    let mut command = Command::new(program?);
    command.args(arguments).env_clear();
    Some(run(&mut command, Input::Text(text), Duration::from_secs(60)).unwrap().status == 0)
}

/// What of a file of another language its own parser says; `None` where there is none here.
fn parses(name: &str, text: &str, python: Option<&Path>) -> Option<bool> {
    match Path::new(name).extension().and_then(|it| it.to_str()) {
        Some("json") => Some(serde_json::from_str::<serde_json::Value>(text).is_ok()),
        Some("toml") => Some(toml::from_str::<toml::Table>(text).is_ok()),
        Some("yml" | "yaml") => Some(yaml(text)),
        Some("py") => takes(python, &["-c", "import ast, sys; ast.parse(sys.stdin.read())"], text),
        _ => None,
    }
}

fn yaml(text: &str) -> bool {
    saphyr_parser::Parser::new_from_str(text).all(|event| event.is_ok())
}

/// The front matter of a document, with whether it parses.
fn front_matter(text: &str) -> Option<bool> {
    for (fence, reads) in
        [("---\n", yaml as fn(&str) -> bool), ("+++\n", |text| toml::from_str::<toml::Table>(text).is_ok())]
    {
        if let Some((matter, _)) = text.strip_prefix(fence).and_then(|rest| rest.split_once(&format!("\n{fence}"))) {
            return Some(reads(matter));
        }
    }
    None
}

/// The shell fences of a document.
fn fences(text: &str) -> Vec<String> {
    let mut fences = Vec::new();
    let mut open: Option<(String, String, String)> = None;
    for line in text.lines() {
        let bare = line.trim_start_matches(['>', ' ']);
        let ticks: String = bare.chars().take_while(|c| matches!(c, '`' | '~')).collect();
        match &mut open {
            None if ticks.len() >= 3 => open = Some((ticks.clone(), bare.replace(&ticks, ""), String::new())),
            Some((fence, info, script)) if ticks == *fence && bare.trim() == ticks => {
                if ["sh", "bash", "shell"].iter().any(|name| info.split_whitespace().next() == Some(name)) {
                    fences.push(script.clone());
                }
                open = None;
            }
            Some((_, _, script)) => {
                script.push_str(bare);
                script.push('\n');
            }
            None => {}
        }
    }
    fences
}

fn applied(findings: &[Finding]) -> Vec<&Finding> {
    findings.iter().filter(|it| it.outcome == Outcome::Rewritten && it.inside.is_none()).collect()
}

/// What is counted of a tree.
#[derive(Debug, Default)]
struct Count {
    files: usize,
    changed: usize,
    parsed_before: usize,
    problems: Vec<String>,
}

#[test]
fn files_of_agents_parse_as_before_and_run_no_comment() {
    let bash = Oracle::on_path("bash");
    let dash = Oracle::on_path("dash");
    let recorders = tempfile::tempdir().unwrap();
    statements::recorders(recorders.path());
    let files = files("agents");
    let mut count = Count { files: files.len(), ..Count::default() };
    let mut pages: Vec<(String, String)> = Vec::new();
    for (nth, file) in files.iter().enumerate() {
        let language = Language::of(Path::new(&file.name), &file.text);
        for steep in transpilers() {
            let out = steep.transpile(&file.text, &language);
            let new = out.text.as_ref();
            if new == file.text {
                continue;
            }
            count.changed += 1;
            let mut problem = |what: &str| {
                count.problems.push(format!("{}: {what}\n{}\n→\n{new}", file.name, file.text));
            };
            match &language {
                Language::Shell => {
                    let is_posix = file.text.starts_with("#!/bin/sh");
                    for shell in [bash.as_deref(), dash.as_deref().filter(|_| is_posix)] {
                        if takes(shell, &["-n"], &file.text) == Some(true) {
                            count.parsed_before += 1;
                            if takes(shell, &["-n"], new) != Some(true) {
                                problem("no shell script any more");
                            }
                        }
                    }
                    // Each script runs with some of its commands.
                    if nth % 4 == 0 {
                        let calls = |text: &str| statements::run(text, recorders.path());
                        let (before, after) = (calls(&file.text), calls(new));
                        if before.values().chain(after.values()).flatten().any(|call| call.contains("acme/comment")) {
                            problem("what is a comment runs");
                        }
                        if before.is_empty() != after.is_empty() {
                            problem("it does nothing any more, or did nothing before");
                        }
                    }
                }
                Language::Markdown => {
                    count.parsed_before += 1;
                    if front_matter(&file.text) == Some(true) && front_matter(new) != Some(true) {
                        problem("its front matter does not parse any more");
                    }
                    let (old, fences) = (fences(&file.text), fences(new));
                    let wrong = |old: &String, new: &String| {
                        takes(bash.as_deref(), &["-n"], old) == Some(true)
                            && takes(bash.as_deref(), &["-n"], new) != Some(true)
                    };
                    if old.len() != fences.len() || old.iter().zip(&fences).any(|(old, new)| wrong(old, new)) {
                        problem("a fence is no shell script any more");
                    }
                    if let Some(what) = rendering::changed_outside(&file.text, new, &applied(&out.findings)) {
                        problem(&what);
                    }
                }
                Language::Mdx => pages.push((file.text.clone(), new.to_owned())),
                _ => problem("a file of another language is changed"),
            }
        }
    }
    if let Some(reader) = Oracle::mdx() {
        let (before, after): (Vec<String>, Vec<String>) = pages.into_iter().unzip();
        let answers = mdx::compile(&reader, &before).into_iter().zip(mdx::compile(&reader, &after));
        for ((old, new), (document, result)) in answers.zip(before.iter().zip(&after)) {
            count.parsed_before += usize::from(old.github.error.is_none());
            if old.github.error.is_none() && (new.github.error.is_some() || old.github.shape != new.github.shape) {
                count.problems.push(format!("no MDX any more:\n{document}\n→\n{result}"));
            }
        }
    }
    eprintln!("{} files, {} results that differ, {} parsed before", count.files, count.changed, count.parsed_before);
    assert!(count.files >= 461 && count.changed > count.files, "{} of {} change", count.changed, count.files);
    assert!(count.problems.is_empty(), "{} problems:\n{}", count.problems.len(), count.problems.join("\n\n"));
}

#[test]
fn files_of_other_languages_stay_and_their_commands_are_reported() {
    let python = Oracle::on_path("python3");
    let files = files("project");
    assert!(files.len() >= 470, "{} files", files.len());
    let mut parsed = 0;
    for file in &files {
        let language = Language::of(Path::new(&file.name), &file.text);
        if let Some(parses) = parses(&file.name, &file.text, python.as_deref()) {
            assert!(parses, "{} is not what its name says:\n{}", file.name, file.text);
            parsed += 1;
        }
        for steep in transpilers() {
            let out = steep.transpile(&file.text, &language);
            assert_eq!(out.text, file.text, "{}", file.name);
            let reported = out.findings.iter().filter(|it| it.outcome == Outcome::Refused).count();
            assert!(reported > 0, "{}: no command is reported in\n{}", file.name, file.text);
        }
    }
    eprintln!("{} files, {parsed} read by a parser of their language", files.len());
}
