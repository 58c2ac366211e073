//! `grammars/tea/*.json` → static tables.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

/// Writes `tea_grammars.rs` into `OUT_DIR`: one `Grammar` per file, oldest version first. Returns the versions and their numbers.
pub(crate) fn write() -> Vec<(String, Vec<u32>)> {
    let folder = crate::grammars("tea");
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
            grammars.push((order(&grammar), grammar));
        }
    }
    grammars.sort_by(|a, b| a.0.cmp(&b.0));
    let grammars = completed(grammars);

    let mut out = String::from("&[\n");
    for (numbers, grammar) in &grammars {
        one(&mut out, numbers, grammar);
    }
    out.push_str("]\n");
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("tea_grammars.rs");
    fs::write(target, out).expect("OUT_DIR can be written");
    grammars.into_iter().map(|(numbers, grammar)| (text_of(&grammar, "version").to_owned(), numbers)).collect()
}

/// The numbers of a version; a snapshot of the development branch comes after every patch of the release that it names.
fn order(grammar: &Value) -> Vec<u32> {
    let numbers = |version: &str| version.split('.').map(|number| number.parse().ok()).collect::<Option<Vec<u32>>>();
    let version = text_of(grammar, "version");
    numbers(version).unwrap_or_else(|| {
        let mut release = numbers(text_of(grammar, "after")).unwrap_or_else(|| panic!("{version}: after is a release"));
        release.truncate(2);
        release.push(u32::MAX);
        release
    })
}

/// The grammars, each that `extends` another with all that the other has. What it adds is marked where it is a third party's.
fn completed(grammars: Vec<(Vec<u32>, Value)>) -> Vec<(Vec<u32>, Value)> {
    let mut done: Vec<(Vec<u32>, Value)> = Vec::new();
    for (numbers, mut grammar) in grammars {
        if let Some(base) = grammar["extends"].as_str() {
            let (_, base) = done
                .iter()
                .find(|(_, it)| it["version"] == base)
                .unwrap_or_else(|| panic!("{}: there is no {base} before it", grammar["version"]));
            grammar = extended(base, &grammar);
        }
        done.push((numbers, grammar));
    }
    done
}

fn extended(base: &Value, grammar: &Value) -> Value {
    let mut whole = base.clone();
    for key in ["version", "known_from", "third_party"] {
        whole[key] = grammar[key].clone();
    }
    for (key, flag) in grammar["flags"].as_object().expect("flags is an object") {
        assert!(whole["flags"].get(key).is_none(), "{}: {key} is there already", grammar["version"]);
        whole["flags"][key] = flag.clone();
        whole["flags"][key]["third_party"] = grammar["third_party"].clone();
    }
    for command in grammar["commands"].as_array().expect("commands is a list") {
        let commands = whole["commands"].as_array_mut().expect("commands is a list");
        match commands.iter_mut().find(|it| it["path"] == command["path"]) {
            Some(old) => {
                let flags = old["flags"].as_array_mut().expect("flags is a list");
                flags.extend(command["flags"].as_array().expect("flags is a list").iter().cloned());
            }
            None => {
                let mut new = command.clone();
                new["third_party"] = grammar["third_party"].clone();
                commands.push(new);
            }
        }
    }
    whole
}

fn one(out: &mut String, numbers: &[u32], grammar: &Value) {
    let flags = grammar["flags"].as_object().expect("flags is an object");
    let mut names: Vec<&str> = flags.keys().map(String::as_str).collect();
    names.sort_unstable();

    let [major, minor, patch] = numbers else { panic!("{numbers:?} is not a version") };
    write!(
        out,
        "Grammar {{ version: {:?}, release: ({major}, {minor}, {patch}), known_from: {:?}, third_party: {}, flags_after_positionals: {}, flags: &[",
        text_of(grammar, "version"),
        text_of(grammar, "known_from"),
        is_true(grammar, "third_party"),
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
            "Flag {{ long: {long:?}, kind: FlagKind::{kind}, values: &{:?}, checked: {}, required: {}, third_party: {} }},",
            list(flag, "values"),
            is_true(flag, "checked"),
            is_true(flag, "required"),
            is_true(flag, "third_party"),
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
            "Command {{ path: &{words:?}, aliases: &{:?}, positionals: {:?}, flags: &{indices:?}, third_party: {} }},",
            list(command, "aliases"),
            command["positionals"].as_str().unwrap_or(""),
            is_true(command, "third_party"),
        )
        .expect("writing to a string");
    }
    out.push_str("] },\n");
}

fn text_of<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is not a string in {value}"))
}

fn is_true(value: &Value, key: &str) -> bool {
    value[key].as_bool().unwrap_or(false)
}

fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    let items = value[key].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| item.as_str().expect("a string")).collect()
}
