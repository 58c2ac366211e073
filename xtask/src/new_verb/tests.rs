//! CONTRIBUTING's walk, over a copy of the repository.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::noun::ALL;
use super::write;

/// A copy of what has a part in the walk, without what is built.
fn copy() -> tempfile::TempDir {
    let root = steep_oracle::cache::workspace();
    let to = tempfile::tempdir().unwrap();
    for folder in ["crates", "grammars", "xtask", "benches", ".cargo"] {
        copy_folder(&root.join(folder), &to.path().join(folder));
    }
    for folder in ["tests/cases", "tests/live/cases"] {
        fs::create_dir_all(to.path().join(folder)).unwrap();
    }
    for group in ALL.iter().map(|noun| noun.group) {
        fs::create_dir_all(to.path().join("tests/cases").join(group)).unwrap();
    }
    for file in ["Cargo.toml", "Cargo.lock", "rustfmt.toml", "clippy.toml"] {
        fs::copy(root.join(file), to.path().join(file)).unwrap();
    }
    to
}

fn copy_folder(from: &Path, to: &Path) {
    let Ok(entries) = fs::read_dir(from) else { return };
    fs::create_dir_all(to).unwrap();
    for entry in entries {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}

/// The paths that CONTRIBUTING's walk names, with the names of this verb.
fn named(group: &str, noun: &str, verb: &str) -> Vec<PathBuf> {
    let contributing = fs::read_to_string(steep_oracle::cache::workspace().join("CONTRIBUTING.md")).unwrap();
    let walk = contributing.split("## How to add a gh verb").nth(1).unwrap().split("\n## ").next().unwrap();
    let files = walk.lines().filter_map(|line| line.trim().strip_prefix("- `")?.split('`').next());
    let named = files.map(|it| it.replace("GROUP", group).replace("NOUN", noun).replace("VERB", verb).into());
    let mut named: Vec<PathBuf> = named.collect();
    named.sort();
    named
}

#[test]
fn the_files_that_change_are_those_of_the_walk() {
    let copy = copy();
    let paths = write(copy.path(), "pr", "nudge").unwrap();
    assert_eq!(paths, named("pr", "pull", "nudge"));
    let again = write(copy.path(), "pr", "nudge").unwrap_err().to_string();
    assert!(again.ends_with("is there already"), "{again}");
    for (group, name) in [("nope", "x"), ("pr", "No"), ("pr", "../x"), ("pr", "")] {
        assert!(write(copy.path(), group, name).is_err(), "{group} {name}");
    }
}

#[test]
fn a_skeleton_in_every_noun_compiles() {
    let copy = copy();
    for noun in ALL {
        write(copy.path(), noun.group, "nudge-gently").unwrap();
    }
    let root = steep_oracle::cache::workspace();
    let check = Command::new("cargo")
        .args(["check", "--quiet", "--offline", "--package", "steep-gh", "--package", "steep-gitea"])
        .env("CARGO_TARGET_DIR", root.join("target/new-verb"))
        .current_dir(copy.path())
        .output()
        .unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}
