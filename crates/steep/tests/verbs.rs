//! What is left to do of a verb that has a rule.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};

/// What a skeleton has where somebody has to write.
const MARK: &str = "SKELETON";

/// Verbs that no live case runs, and why.
const NOT_LIVE: &[(&str, &str)] = &[("gh auth login", "it changes the login that all other cases run with")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The texts of all files below a folder.
fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
    found
}

/// The commands that have a rule: `gh pr merge`.
fn rules() -> Vec<String> {
    let table = fs::read_to_string(root().join("crates/steep-gh/src/lower/rules.rs")).unwrap();
    let names = table.split("name: \"").skip(1).filter_map(|rest| rest.split('"').next());
    names.map(str::to_owned).collect()
}

/// Whether a text has the command as a whole: `gh pr list` is not in `gh pr list-all`.
fn has(text: &str, command: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '-';
    text.split(command).skip(1).any(|rest| !rest.starts_with(goes_on))
}

#[test]
fn every_verb_has_a_case_and_was_run() {
    let (cases, live) = (texts(&root().join("tests/cases")), texts(&root().join("tests/live/cases")));
    let mut left = Vec::new();
    for rule in rules() {
        if !cases.iter().any(|(_, text)| has(text, &rule)) {
            left.push(format!("`{rule}` has no case in tests/cases"));
        }
        let is_run = live.iter().any(|(_, text)| has(text, &rule));
        match (is_run, NOT_LIVE.iter().find(|(name, _)| *name == rule)) {
            (false, None) => left.push(format!("`{rule}` is run by no case in tests/live/cases")),
            (true, Some((_, why))) => left.push(format!("`{rule}` is run, and said not to be because {why}")),
            _ => {}
        }
    }
    assert!(left.is_empty(), "\n{}", left.join("\n"));
}

#[test]
fn nothing_is_a_skeleton_any_more() {
    for folder in ["crates/steep-forge/src", "crates/steep-gh/src", "crates/steep-gitea/src", "tests"] {
        for (path, text) in texts(&root().join(folder)) {
            let line = text.lines().position(|line| line.contains(MARK));
            assert!(line.is_none(), "{}:{}: a skeleton is left", path.display(), line.unwrap_or_default() + 1);
        }
    }
}
