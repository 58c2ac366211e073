//! `grammars/tea/*.json` → static tables.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

/// Writes `tea_grammars.rs` into `OUT_DIR`: one `Grammar` per file, oldest version first.
pub(crate) fn write() {
    let manifest = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let folder = Path::new(&manifest).join("../../grammars/tea");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build/tea.rs");

    let mut grammars: Vec<(Vec<u32>, Value)> = Vec::new();
    for entry in fs::read_dir(&folder).expect("grammars/tea can be listed") {
        let path = entry.expect("grammars/tea can be listed").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            println!("cargo::rerun-if-changed={}", path.display());
            let text = fs::read_to_string(&path).expect("a grammar can be read");
            let grammar: Value =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            grammars.push((order(text_of(&grammar, "version")), grammar));
        }
    }
    grammars.sort_by(|a, b| a.0.cmp(&b.0));

    let mut out = String::from("&[\n");
    for (numbers, grammar) in &grammars {
        one(&mut out, numbers, grammar);
    }
    out.push_str("]\n");
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("tea_grammars.rs");
    fs::write(target, out).expect("OUT_DIR can be written");
}

/// The numbers of a version; a snapshot of the development branch comes after every release.
fn order(version: &str) -> Vec<u32> {
    let released = version.split('.').map(|number| number.parse().ok()).collect::<Option<Vec<u32>>>();
    released.unwrap_or_else(|| vec![u32::MAX, 0, 0])
}

fn one(out: &mut String, numbers: &[u32], grammar: &Value) {
    let flags = grammar["flags"].as_object().expect("flags is an object");
    let mut names: Vec<&str> = flags.keys().map(String::as_str).collect();
    names.sort_unstable();

    let [major, minor, patch] = numbers else { panic!("{numbers:?} is not a version") };
    write!(
        out,
        "Grammar {{ version: {:?}, release: ({major}, {minor}, {patch}), known_from: {:?}, flags_after_positionals: {}, flags: &[",
        text_of(grammar, "version"),
        text_of(grammar, "known_from"),
        grammar["flags_after_positionals"].as_bool().expect("a boolean"),
    )
    .expect("writing to a string");
    for key in &names {
        let flag = &flags[*key];
        let kind = match text_of(flag, "value") {
            "bool" => "Switch",
            "text" => "Text",
            "number" => "Number",
            "comma-list" => "CommaList",
            "repeated" => "Repeated",
            other => panic!("{key}: unknown kind of value {other}"),
        };
        let long = key.split('@').next().expect("split gives at least one piece");
        write!(
            out,
            "Flag {{ long: {long:?}, kind: FlagKind::{kind}, values: &{:?}, checked: {}, required: {} }},",
            list(flag, "values"),
            flag["checked"].as_bool().unwrap_or(false),
            flag["required"].as_bool().unwrap_or(false),
        )
        .expect("writing to a string");
    }
    out.push_str("], commands: &[\n");
    for command in grammar["commands"].as_array().expect("commands is a list") {
        let path = text_of(command, "path");
        let words: Vec<&str> = path.split(' ').collect();
        let indices: Vec<usize> = list(command, "flags")
            .iter()
            .map(|key| names.binary_search(key).unwrap_or_else(|_| panic!("{path}: no flag {key}")))
            .collect();
        writeln!(
            out,
            "Command {{ path: &{words:?}, aliases: &{:?}, positionals: {:?}, flags: &{indices:?} }},",
            list(command, "aliases"),
            command["positionals"].as_str().unwrap_or(""),
        )
        .expect("writing to a string");
    }
    out.push_str("] },\n");
}

fn text_of<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is not a string in {value}"))
}

fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    let items = value[key].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| item.as_str().expect("a string")).collect()
}
