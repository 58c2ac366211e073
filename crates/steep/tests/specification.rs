//! The examples of the CommonMark specification, of GitHub's extensions to it, and of pulldown-cmark's own tests, as
//! documents: alone, two by two, and with a command put in each of their texts.
//!
//! The specifications are under licences of their own and not part of this repository: the examples are read from
//! pulldown-cmark's package, which cargo has fetched to build steep.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::process::Command;

use pulldown_cmark::Event;
use steep::{Outcome, Transpiler};

use crate::promises::{Kind, check, events, transpilers};

/// Files of the package, and how many examples each has at least: fewer mean that this reader of them is wrong.
const FILES: [(&str, usize); 9] = [
    ("spec", 652),
    ("gfm_table", 8),
    ("gfm_strikethrough", 2),
    ("gfm_tasklist", 2),
    ("blockquotes_tags", 10),
    ("definition_lists", 20),
    ("footnotes", 20),
    ("table", 20),
    ("regression", 200),
];

/// The folder of pulldown-cmark's package.
fn package() -> PathBuf {
    // Packages of other platforms need not have been fetched.
    let out = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(out.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "pulldown-cmark").unwrap();
    let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
    manifest.parent().unwrap().to_owned()
}

/// The texts between `let original = r##"` and `"##;`.
fn examples() -> Vec<String> {
    let folder = package().join("tests/suite");
    let mut all = Vec::new();
    for (name, least) in FILES {
        let source = std::fs::read_to_string(folder.join(name).with_extension("rs")).unwrap();
        let found: Vec<String> = source
            .split("let original = r##\"")
            .skip(1)
            .map(|rest| rest.split("\"##;").next().unwrap().to_owned())
            .collect();
        assert!(found.len() >= least, "{name} has {} examples", found.len());
        all.extend(found);
    }
    all
}

/// Without a word gh the text is what comes back, and nothing was copied.
fn check_identity(steep: &Transpiler, source: &str) {
    let out = check(steep, Kind::Markdown, source).unwrap_or_else(|problem| panic!("{problem}\nof {source:?}"));
    if !source.contains("gh") {
        assert!(out.findings.is_empty(), "{source:?}");
    }
    if out.summary.rewritten() == 0 {
        assert!(matches!(out.text, std::borrow::Cow::Borrowed(_)) && out.text == source, "{source:?}");
    }
}

#[test]
fn examples_alone_and_in_pairs_stay_as_they_are() {
    let [steep, _] = transpilers();
    let examples = examples();
    for (nth, first) in examples.iter().enumerate() {
        check_identity(&steep, first);
        // Strides without a common factor: each example meets others before it and after it.
        for stride in [1, 211] {
            let second = &examples[(nth * stride + stride) % examples.len()];
            check_identity(&steep, &format!("{first}{second}"));
            check_identity(&steep, &format!("{first}\n{second}"));
        }
    }
}

#[test]
#[ignore = "takes minutes; cargo test --release -- --ignored"]
fn all_pairs_of_examples_stay_as_they_are() {
    let [steep, _] = transpilers();
    let examples = examples();
    for first in &examples {
        for second in &examples {
            check_identity(&steep, &format!("{first}{second}"));
        }
    }
}

const COMMANDS: [&str; 3] = [
    "gh issue close 12 --repo Acme/widgets",
    "gh pr list --repo Acme/widgets --json number,title --jq '.[].title'",
    "gh pr create --repo Acme/widgets --head topic --base main --title 'x *y* `z` <w>' --body \"a|b & $c\"",
];

/// The document with `command` in the place of each text, one at a time, and of all texts at once.
fn with_commands(source: &str, command: &str) -> Vec<String> {
    let places: Vec<std::ops::Range<usize>> = events(source)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Text(text) if source.get(range.clone()) == Some(&*text) => {
                let end = range.start + text.trim_end_matches('\n').len();
                (end > range.start).then_some(range.start..end)
            }
            Event::Code(code) => {
                let start = range.start + source.get(range.clone())?.find(&*code)?;
                Some(start..start + code.len())
            }
            _ => None,
        })
        .collect();
    let mut documents: Vec<String> = places
        .iter()
        .map(|range| {
            let mut document = source.to_owned();
            document.replace_range(range.clone(), command);
            document
        })
        .collect();
    let mut all = source.to_owned();
    for range in places.into_iter().rev() {
        all.replace_range(range, command);
    }
    documents.push(all);
    documents
}

#[test]
fn a_command_in_any_text_of_an_example_keeps_the_blocks() {
    let targets = transpilers();
    let (mut commands, mut rewritten) = (0, 0);
    let mut problems = Vec::new();
    for (nth, example) in examples().iter().enumerate() {
        let command = COMMANDS[nth % COMMANDS.len()];
        for (which, source) in with_commands(example, command).into_iter().enumerate() {
            // Promises hold whatever the document is; that the blocks stay is one of them.
            let out = match check(&targets[which % 2], Kind::Markdown, &source) {
                Ok(out) => out,
                Err(problem) => {
                    problems.push(format!("{problem}\nof {source:?}"));
                    continue;
                }
            };
            let found = |outcome| out.findings.iter().filter(|finding| finding.outcome == outcome).count();
            commands += out.findings.len() - found(Outcome::Skipped);
            rewritten += found(Outcome::Rewritten);
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
    // The texts of a specification are full of unclosed quotes and markup, but most can be written.
    assert!(commands > 3000 && rewritten * 10 > commands * 8, "{rewritten} of {commands} commands were rewritten");
}
