//! `steep coverage`.

use serde_json::Value;

use crate::folder::{Folder, stderr, stdout};

#[test]
fn every_command_is_in_the_table_with_what_becomes_of_it() {
    let folder = Folder::new(&[("steep.toml", "target = \"curl\"\n")]);
    let report = |arguments: &[&str]| {
        let out = folder.run(&[&["coverage", "--format", "json"], arguments].concat());
        assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
        serde_json::from_slice::<Value>(&out.stdout).unwrap()
    };
    let (curl, tea) = (report(&[]), report(&["--no-config"]));
    assert_eq!((curl["target"].as_str(), tea["target"].as_str()), (Some("curl"), Some("tea@0.9.2")));
    let find = |report: &Value, name: &str| {
        let all = report["commands"].as_array().unwrap();
        all.iter().find(|it| it["command"] == name).unwrap_or_else(|| panic!("{name} is missing")).clone()
    };
    let merge = find(&tea, "gh pr merge");
    assert_eq!((merge["outcome"].as_str(), merge["tool"].as_str()), (Some("rewritten"), Some("tea")), "{merge}");
    assert_eq!(find(&curl, "gh pr merge")["tool"], "curl");
    assert_eq!(find(&curl, "gh codespace list")["reason"], "no-equivalent");

    // The table for people has the same in fewer lines.
    let text = stdout(&folder.run(&["coverage"]));
    let all = curl["commands"].as_array().unwrap();
    assert!(text.contains(&format!("{} commands: ", all.len())), "{text}");
    for command in all.iter().filter(|it| it["outcome"] == "rewritten") {
        let (name, tool) = (command["command"].as_str().unwrap(), command["tool"].as_str().unwrap());
        assert!(text.lines().any(|line| line.starts_with(&format!("  {name} ")) && line.contains(tool)), "{name}");
    }
    let count = |word: &str| text.lines().filter(|line| line.contains(word)).count();
    assert!(count("gh codespace") == 1 && text.contains("gh codespace …"), "{text}");
}

#[test]
fn a_wrong_target_is_an_error() {
    let folder = Folder::new(&[]);
    let out = folder.run(&["coverage", "--target", "tea@0.0.1", "--no-config"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("known versions are"), "{}", stderr(&out));
}
