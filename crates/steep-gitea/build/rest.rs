//! `grammars/gitea/rest.toml` → a static table.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use toml::{Table, Value};

use crate::answers::Answers;
use crate::expressions::{self, Place};

const KEYS: &[&str] = &[
    "github", "gitea", "none", "since", "instead", "accept", "list", "wrapped", "rename", "values", "defaults",
    "ignored", "cannot", "body", "over", "which", "ids", "number", "shape", "assign", "lacks", "nullable", "differs",
    "loses",
];

/// Writes `rest_calls.rs` into `OUT_DIR`: the `ROUTES` in the file's order, and the `RESOURCES`.
pub(crate) fn write() {
    let path = crate::grammars("gitea").join("rest.toml");
    println!("cargo::rerun-if-changed={}", path.display());
    println!("cargo::rerun-if-changed=build/rest.rs");
    let text = fs::read_to_string(&path).expect("grammars/gitea/rest.toml can be read");
    let table: Table = text.parse().unwrap_or_else(|error| panic!("rest.toml: {error}"));
    let calls = table.get("calls").and_then(Value::as_array).expect("rest.toml has calls");

    let mut out = format!("static RESOURCES: &[&str] = &{:?};\n", names(&table, "resources"));
    let mut answers = Answers::read(&table);
    let mut routes = String::new();
    for call in calls {
        let call = call.as_table().expect("a call is a table");
        let gitea = call.get("gitea").or_else(|| call.get("github")).and_then(Value::as_str);
        let answer = answers.of(&mut out, gitea.expect("a call has GitHub's name"));
        let is_text = call.contains_key("accept") && answer.is_some();
        assert!(!is_text, "answers.json: {gitea:?} is asked for in another form than JSON");
        one(&mut routes, &text, call, answer.as_deref());
    }
    writeln!(out, "static ROUTES: &[Route] = &[\n{routes}];").expect("a string can be written");
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("rest_calls.rs");
    fs::write(target, out).expect("OUT_DIR can be written");
}

fn one(out: &mut String, source: &str, call: &Table, answer: Option<&str>) {
    let github = text(call, "github").expect("a call has GitHub's name");
    for key in call.keys() {
        assert!(KEYS.contains(&key.as_str()), "rest.toml: {github}: unknown key {key}");
    }
    let gitea = text(call, "gitea").unwrap_or_else(|| github.clone());
    let split = |name: &str| {
        let (method, path) = name.split_once(' ').unwrap_or_else(|| panic!("rest.toml: {name}: no method"));
        (method.to_owned(), path.to_owned())
    };
    let (method, path) = split(&github);
    let (to_method, to) = split(&gitea);
    let values: Vec<(String, Vec<(String, String)>)> = call
        .get("values")
        .and_then(Value::as_table)
        .into_iter()
        .flatten()
        .map(|(key, words)| {
            (key.clone(), pairs(words.as_table().unwrap_or_else(|| panic!("rest.toml: {github}: {key}"))))
        })
        .collect();
    let values: Vec<String> = values.iter().map(|(key, words)| format!("({key:?}, &{words:?})")).collect();
    let assigned: Vec<(String, String)> = call.get("assign").and_then(Value::as_table).map(pairs).unwrap_or_default();
    for jq in assigned
        .iter()
        .map(|(_, jq)| jq.clone())
        .chain(text(call, "shape"))
        .chain(text(call, "body"))
        .chain(text(call, "which"))
    {
        expressions::read(&jq, Place { file: "rest.toml", text: source, key: &github });
    }
    let inner = |key: &str| call.get(key).and_then(Value::as_table).map(pairs).unwrap_or_default();
    writeln!(
        out,
        "    Route {{ method: {method:?}, path: {path:?}, to_method: {to_method:?}, to: {to:?}, none: {:?}, since: {}, instead: {:?}, \
         accept: {:?}, is_list: {}, wrapped: {:?}, rename: &{:?}, values: &[{}], defaults: &{:?}, ignored: &{:?}, cannot: &{:?}, \
         body: {:?}, over: {:?}, which: {:?}, ids: &{:?}, number: {:?}, shape: {:?}, assign: &{:?}, lacks: &{:?}, nullable: &{:?}, differs: {:?}, loses: {:?}, answer: {} }},",
        text(call, "none"),
        release(call, &github),
        text(call, "instead"),
        text(call, "accept"),
        call.get("list").and_then(Value::as_bool).unwrap_or(false),
        text(call, "wrapped"),
        inner("rename"),
        values.join(", "),
        inner("defaults"),
        names(call, "ignored"),
        inner("cannot"),
        text(call, "body"),
        text(call, "over"),
        text(call, "which"),
        inner("ids"),
        text(call, "number"),
        text(call, "shape"),
        inner("assign"),
        names(call, "lacks"),
        names(call, "nullable"),
        text(call, "differs"),
        text(call, "loses"),
        answer.map_or_else(|| "None".to_owned(), |answer| format!("Some(&{answer})")),
    )
    .expect("a string can be written");
}

/// The release of Gitea that `since` names, as `Some((1, 27))`.
fn release(call: &Table, github: &str) -> String {
    let Some(since) = text(call, "since") else { return "None".to_owned() };
    let number = |part: &str| part.parse::<u16>().unwrap_or_else(|_| panic!("rest.toml: {github}: since {since}"));
    let (major, minor) = since.split_once('.').unwrap_or_else(|| panic!("rest.toml: {github}: since {since}"));
    format!("Some(({}, {}))", number(major), number(minor))
}

fn text(table: &Table, key: &str) -> Option<String> {
    table.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn pairs(table: &Table) -> Vec<(String, String)> {
    table
        .iter()
        .map(|(key, value)| (key.clone(), value.as_str().unwrap_or_else(|| panic!("rest.toml: {key}")).to_owned()))
        .collect()
}

fn names(table: &Table, key: &str) -> Vec<String> {
    let all = table.get(key).and_then(Value::as_array).into_iter().flatten();
    all.map(|name| name.as_str().unwrap_or_else(|| panic!("rest.toml: {key}")).to_owned()).collect()
}
