//! Each form of the report, as its readers take it.

use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use steep_oracle::Oracle;
use steep_oracle::process::{Input, run};

use crate::program::folder::{COMMAND, Folder, stderr, stdout, with_settings};
use crate::program::report::{all_outcomes, schema};
use crate::program::schema::problems;

fn report(folder: &Folder, arguments: &[&str], format: &str) -> String {
    stdout(&folder.run(&with_settings(&[arguments, &["--format", format]].concat())))
}

/// What the real validator finds wrong with each of `values`; `None` where it cannot be had.
fn wrong(schema: &Value, values: &[Value]) -> Option<Vec<Vec<String>>> {
    let validator = Oracle::json_validator()?;
    let input = json!({ "schema": schema, "values": values }).to_string();
    let out = run(&mut Command::new(validator), Input::Text(&input), Duration::from_secs(60)).unwrap();
    Some(serde_json::from_str(&out.success("the validator").unwrap()).unwrap())
}

#[test]
fn a_sarif_log_is_one() {
    let folder = all_outcomes();
    folder.write("docs/a b,ü.md", COMMAND);
    let runs: [&[&str]; 4] = [
        &["check", "docs"],
        &["diff", "docs"],
        &["check", "docs", "--accept", "partial", "--urls"],
        &["rewrite", "docs"],
    ];
    let logs: Vec<Value> =
        runs.iter().map(|arguments| serde_json::from_str(&report(&folder, arguments, "sarif")).unwrap()).collect();
    for log in &logs {
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert!(results.len() >= 5, "{log}");
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false, "a file cannot be read");
        for result in results {
            let rule = &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
        }
    }
    assert!(logs[0].to_string().contains("docs/a%20b%2C%C3%BC.md"), "{}", logs[0]);
    let Some(problems) = wrong(&"sarif".into(), &[logs.clone(), vec![json!({ "version": "2.1.0" })]].concat()) else {
        return;
    };
    let (last, all) = problems.split_last().unwrap();
    assert!(all.iter().all(Vec::is_empty), "{all:#?}");
    assert!(!last.is_empty(), "the validator would object");
}

#[test]
fn a_fix_of_a_sarif_log_gives_the_rewritten_file() {
    let text = "é `gh issue close 12 --repo Acme/widgets` – gh api graphql -f query=x\n";
    let folder = Folder::new(&[("a.md", text)]);
    let log: Value = serde_json::from_str(&report(&folder, &["check", "a.md"], "sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2, "{log:#}");
    let replacement = &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    let number = |key: &str| usize::try_from(replacement["deletedRegion"][key].as_u64().unwrap()).unwrap();
    let (start, length) = (number("byteOffset"), number("byteLength"));
    let mut fixed = text.to_owned();
    fixed.replace_range(start..start + length, replacement["insertedContent"]["text"].as_str().unwrap());
    assert_eq!((number("startLine"), number("startColumn")), (1, 4));
    assert_eq!((number("endLine"), number("endColumn")), (1, 4 + "gh issue close 12 --repo Acme/widgets".len()));
    folder.run(&with_settings(&["rewrite", "a.md"]));
    assert_eq!(folder.read("a.md"), fixed);
}

#[test]
fn json_lines_say_what_the_document_says() {
    let folder = all_outcomes();
    let document: Value = serde_json::from_str(&report(&folder, &["check", "docs"], "json")).unwrap();
    let lines = report(&folder, &["check", "docs"], "json-lines");
    let mut lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(wrong(&schema(), std::slice::from_ref(&document)).unwrap_or_default().concat(), [""; 0]);
    let root = schema();
    for line in &mut lines {
        assert_eq!(problems(&definition(&root, "line"), line), [""; 0]);
    }
    let of = |kind: &str| -> Vec<Value> {
        let mut of_kind: Vec<Value> = lines.iter().filter(|line| line["type"] == kind).cloned().collect();
        of_kind.iter_mut().for_each(|line| drop(line.as_object_mut().unwrap().shift_remove("type")));
        of_kind
    };
    assert_eq!(Value::from(of("finding")), document["findings"]);
    assert_eq!(Value::from(of("error")), document["errors"]);
    assert_eq!(of("summary"), [document["summary"].clone()]);
    let mut left = Vec::new();
    for group in document["left"].as_array().unwrap() {
        for place in group["places"].as_array().unwrap() {
            let mut line = json!({ "outcome": group["outcome"], "reason": group["reason"] });
            line.as_object_mut().unwrap().extend(place.as_object().unwrap().clone());
            left.push(line);
        }
    }
    assert_eq!(of("left"), left);
    assert_eq!(lines.last().unwrap()["type"], "summary");
}

/// The part of a schema of that name, with the whole's definitions.
fn definition(root: &Value, name: &str) -> Value {
    let mut part = root["$defs"][name].clone();
    part["$defs"] = root["$defs"].clone();
    part
}

#[test]
fn of_annotations() {
    let folder = all_outcomes();
    insta::assert_snapshot!(report(&folder, &["check", "docs"], "github"));
    assert_eq!(report(&folder, &["check", "docs"], "gitea"), report(&folder, &["check", "docs"], "github"));
}

#[test]
fn of_markdown() {
    insta::assert_snapshot!(report(&all_outcomes(), &["check", "docs"], "markdown"));
}

#[test]
fn no_form_shows_a_secret() {
    let secret = "ghp_0123456789abcdefABCDEF0123456789abcd";
    let text =
        format!("```sh\nGH_TOKEN={secret} gh pr list --repo Acme/widgets\nGH_TOKEN={secret} gh gist list\n```\n");
    let folder = Folder::new(&[("a.md", &text)]);
    for format in ["human", "json", "json-lines", "sarif", "github", "markdown"] {
        let out = folder.run(&with_settings(&["check", "a.md", "--format", format]));
        let text = stdout(&out) + &stderr(&out);
        assert!(text.contains("gist") && !text.contains(secret), "{format}: {text}");
    }
}
