//! `steep coverage`, and the table that it writes.

use std::path::Path;
use std::{env, fs};

use serde_json::Value;

use crate::program::folder::{Folder, stderr, stdout};

/// What the program says of these commands.
fn report(folder: &Folder, arguments: &[&str]) -> Value {
    let out = folder.run(&[&["coverage", "--format", "json"], arguments].concat());
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    serde_json::from_slice(&out.stdout).unwrap()
}

fn uses(report: &Value) -> &[Value] {
    report["uses"].as_array().unwrap()
}

/// The use of a command, plain or with a flag.
fn find<'r>(report: &'r Value, command: &str, flag: Option<&str>) -> &'r Value {
    let found = uses(report).iter().find(|it| it["command"] == command && it["flag"].as_str() == flag);
    found.unwrap_or_else(|| panic!("{command} {flag:?} is missing"))
}

/// What becomes of a use on a target.
fn on<'r>(it: &'r Value, target: &str) -> &'r Value {
    let results = it["results"].as_array().unwrap();
    let found = results.iter().find(|result| result["targets"].as_array().unwrap().iter().any(|name| name == target));
    found.unwrap_or_else(|| panic!("{target} is missing in {it}"))
}

#[test]
fn the_document_holds_every_command_and_flag() {
    let folder = Folder::new(&[]);
    let out = folder.run(&["coverage", "--format", "markdown", "--no-config"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/coverage.md");
    if env::var_os("STEEP_WRITE_TABLES").is_some() {
        fs::write(&path, &out.stdout).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == stdout(&out), "docs/coverage.md is not what steep says: run `cargo xtask coverage`");
}

/// So many commands have to be exact or equivalent in their plain use, with curl and jq alone.
const LEAST: usize = 100;

#[test]
fn most_of_what_gitea_has_is_written() {
    let folder = Folder::new(&[]);
    let report = report(&folder, &["--target", "curl", "--no-config"]);
    let plain = uses(&report).iter().filter(|it| it["flag"].is_null());
    let good =
        plain.filter(|it| ["exact", "equivalent"].iter().any(|fidelity| on(it, "curl")["fidelity"] == *fidelity));
    let good = good.count();
    assert!(good >= LEAST, "{good} commands are exact or equivalent, fewer than {LEAST}");
}

#[test]
fn every_use_is_there_with_what_becomes_of_it_on_each_target_and_server() {
    let folder = Folder::new(&[("steep.toml", "target = \"curl\"\n")]);
    let pulls = report(&folder, &["pr"]);
    let targets: Vec<&str> = pulls["targets"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert!(targets.starts_with(&["curl", "tea@0.9.2"]), "{targets:?}");
    for it in uses(&pulls) {
        let results = it["results"].as_array().unwrap().iter();
        let columns =
            results.map(|it| it["targets"].as_array().unwrap().len() * it["servers"].as_array().unwrap().len());
        assert_eq!(columns.sum::<usize>(), targets.len() * pulls["servers"].as_array().unwrap().len(), "{it}");
    }
    let merge = find(&pulls, "gh pr merge", None);
    assert_eq!(on(merge, "tea@0.9.2")["tool"], "tea");
    assert_eq!(on(merge, "curl")["tool"], "curl");
    assert_eq!(on(find(&pulls, "gh pr merge", Some("author-email")), "curl")["fidelity"], "partial");
}

#[test]
fn a_refusal_says_whose_fault_it_is() {
    let folder = Folder::new(&[]);
    let of = |command: &str, flag: Option<&str>, target: &str| {
        let report = report(&folder, &["--no-config", command]);
        on(find(&report, &format!("gh {command}"), flag), target)["fault"].clone()
    };
    assert_eq!(of("codespace list", None, "curl"), "no such thing on Gitea");
    // tea keeps logins, curl has the token only.
    assert_eq!(of("auth login", None, "curl"), "not in this tea");
    assert_eq!(of("auth login", None, "tea@0.9.2"), Value::Null);
    assert_eq!(of("pr create", Some("attach"), "curl"), "not yet");
}

#[test]
fn the_table_for_a_person_has_a_line_for_each_command_and_flag() {
    let folder = Folder::new(&[]);
    let curl = report(&folder, &["--target", "curl", "--no-config"]);
    let text = stdout(&folder.run(&["coverage", "--target", "curl", "--no-config"]));
    let plain: Vec<&Value> = uses(&curl).iter().filter(|it| it["flag"].is_null()).collect();
    assert!(text.contains(&format!("{} commands: ", plain.len())), "{text}");
    for it in plain {
        let (name, result) = (it["command"].as_str().unwrap(), on(it, "curl"));
        let Some(fidelity) = result["fidelity"].as_str() else { continue };
        assert!(text.lines().any(|line| line.starts_with(&format!("  {name} ")) && line.contains(fidelity)), "{name}");
    }
    // A family that stays for one reason is one line.
    assert_eq!(text.lines().filter(|line| line.contains("gh codespace")).count(), 1, "{text}");

    let text = stdout(&folder.run(&["coverage", "--no-config", "gh", "pr", "merge"]));
    for flag in ["--squash", "--author-email"] {
        assert_eq!(text.lines().filter(|line| line.trim_start().starts_with(&format!("{flag} "))).count(), 1, "{text}");
    }
    assert!(!text.contains("gh pr list"), "{text}");
}

#[test]
fn a_command_that_gh_does_not_have_is_an_error() {
    let folder = Folder::new(&[]);
    let out = folder.run(&["coverage", "--no-config", "pr", "squash"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("gh has no such command"), "{}", stderr(&out));
}

#[test]
fn a_wrong_target_is_an_error() {
    let folder = Folder::new(&[]);
    let out = folder.run(&["coverage", "--target", "tea@0.0.1", "--no-config"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("known versions are"), "{}", stderr(&out));
}
