//! The published schema says what the program takes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../steep.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// A value that the schema of a setting takes.
fn example(schema: &Value) -> String {
    if let Some(first) = schema["enum"].get(0) {
        return first.to_string();
    }
    match schema["type"].as_str().unwrap() {
        "string" => {
            let known = schema.get("default").or_else(|| schema.get("examples")?.get(0));
            known.map_or("\"text\"".to_owned(), Value::to_string)
        }
        "boolean" => "true".to_owned(),
        "integer" => "300".to_owned(),
        "array" => format!("[{}]", example(&schema["items"])),
        "object" => match schema.get("properties") {
            Some(properties) => {
                let pairs = properties.as_object().unwrap().iter();
                format!(
                    "{{{}}}",
                    pairs.map(|(key, it)| format!("{key} = {}", example(it))).collect::<Vec<_>>().join(", ")
                )
            }
            None => format!("{{Old = {}}}", example(&schema["additionalProperties"])),
        },
        other => panic!("this test does not know the type {other}"),
    }
}

/// The keys that a table takes, as the parser lists them when it is given another one.
fn taken(document: &str) -> BTreeSet<String> {
    let error = toml::from_str::<Config>(document).unwrap_err().to_string();
    let (_, list) = error.split_once("expected").unwrap_or_else(|| panic!("{error}"));
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn keys(schema: &Value) -> BTreeSet<String> {
    assert_eq!(schema["additionalProperties"], false);
    schema["properties"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn the_schema_has_exactly_the_keys_that_are_taken() {
    let schema = schema();
    assert_eq!(keys(&schema), taken("no-such-key = 1"));
    assert_eq!(keys(&schema["properties"]["files"]), taken("[files]\nno-such-key = 1"));
}

#[test]
fn every_key_of_the_schema_is_taken_with_its_values() {
    for (key, setting) in schema()["properties"].as_object().unwrap() {
        let line = format!("{key} = {}", example(setting));
        toml::from_str::<Config>(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
        for value in setting["enum"].as_array().into_iter().flatten() {
            let line = format!("{key} = {value}");
            toml::from_str::<Config>(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
        }
        let other = if setting["type"] == "boolean" { "\"text\"" } else { "true" };
        assert!(toml::from_str::<Config>(&format!("{key} = {other}")).is_err(), "{key} takes {other}");
    }
}

#[test]
fn the_values_of_a_choice_are_all_in_the_schema() {
    let schema = schema();
    let values = |key: &str| {
        let error = toml::from_str::<Config>(&format!("{key} = \"no such value\"")).unwrap_err().to_string();
        let (_, list) = error.split_once("expected").unwrap();
        list.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    for key in ["accept", "connection", "only", "prefer"] {
        let listed = schema["properties"][key]["enum"].as_array().unwrap();
        assert_eq!(listed.iter().map(|it| it.as_str().unwrap().to_owned()).collect::<BTreeSet<_>>(), values(key));
    }
}

#[test]
fn the_defaults_in_the_schema_are_the_programs() {
    let schema = schema();
    let default = |key: &str| schema["properties"][key]["default"].as_str().unwrap().to_owned();
    assert_eq!(default("target"), format!("tea@{DEFAULT_TEA}"));
    let written = |document: &str| {
        let config: Config = toml::from_str(document).unwrap();
        let arguments = clap::Parser::parse_from(["steep", "explain", "x"]);
        let crate::args::Arguments { action: crate::args::Action::Explain(explain), .. } = arguments else { panic!() };
        let target = config.target(&explain.settings).unwrap().target;
        let steep = config.transpiler(&explain.settings, &target, Some("https://git.example.org")).unwrap();
        let text = "gh pr merge 12 --squash\ngh pr list --json number\ngh pr view 12 --json body | jq .\n";
        steep.shell(&format!("{text}gh pr close 12 --comment x --delete-branch\n")).text.into_owned()
    };
    for key in ["target", "tea-bin", "token-variable", "accept", "prefer", "connection"] {
        assert_eq!(written(""), written(&format!("{key} = \"{}\"", default(key))), "{key}");
    }
    assert_eq!(schema["properties"]["urls"]["default"], Config::default().urls);
}
