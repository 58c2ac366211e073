//! Turns gh's grammar (`grammars/gh/*.json`) into static tables, so that a program that uses them reads no file and
//! parses nothing when it starts.

#![allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "a build script reports by failing, and speaks to cargo on stdout"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

fn main() {
    let grammars = grammars("gh");
    let mut out = String::new();
    commands(&read(&grammars.join("commands.json")), &mut out);
    rest(&read(&grammars.join("rest.json")), &mut out);
    let target = PathBuf::from(env::var_os("OUT_DIR").expect("invariant: cargo sets OUT_DIR")).join("grammar.rs");
    fs::write(&target, out).unwrap_or_else(|error| fail(&target, &error.to_string()));
}

/// A folder of grammars: a link in this package, which a published package has as files; the workspace's own where the
/// checkout has no links.
fn grammars(name: &str) -> PathBuf {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("invariant: cargo sets CARGO_MANIFEST_DIR"));
    let linked = package.join("grammars").join(name);
    if linked.is_dir() { linked } else { package.join("../../grammars").join(name) }
}

fn read(path: &Path) -> Value {
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path).unwrap_or_else(|error| fail(path, &error.to_string()));
    serde_json::from_str(&text).unwrap_or_else(|error| fail(path, &error.to_string()))
}

fn fail(path: &Path, why: &str) -> ! {
    panic!("cannot use {}: {why}", path.display())
}

fn commands(grammar: &Value, out: &mut String) {
    out.push_str("pub(crate) static COMMANDS: &[Command] = &[\n");
    for command in array(grammar, "commands") {
        let path: Vec<&str> = text(&command["path"]).split_whitespace().collect();
        let args = &command["args"];
        let min = args["min"].as_u64().unwrap_or(0);
        let later = match args.get("later") {
            Some(later) => {
                let min = later["min"].as_u64().unwrap_or(0);
                format!("Some(({}, Arity {{ min: {min}, max: {} }}))", version(later.get("since")), max(later))
            }
            None => "None".to_owned(),
        };
        put(
            out,
            &format!(
                "Command {{ path: &{path:?}, aliases: {}, since: {}, hidden: {}, group: {}, runnable: {}, raw: {}, \
                 stands_for: {}, arity: Arity {{ min: {min}, max: {} }}, later_arity: {later}, few: {}, many: {}, takes: {}, \
                 exclusive: {}, requires: {}, one_required: {}, together: {}, no_positional_with: {}, ",
                aliases(command),
                version(command.get("since")),
                yes(command, "hidden"),
                yes(command, "group"),
                !yes(command, "group") || yes(command, "runnable"),
                yes(command, "raw"),
                strings(command.get("stands_for")),
                max(args),
                option(args.get("few")),
                many(args.get("many")),
                positional(args.get("takes")),
                lists(command.get("exclusive")),
                lists(command.get("requires")),
                lists(command.get("one_required")),
                lists(command.get("required_together")),
                lists(command.get("no_positional_with")),
            ),
        );
        fields(command, out);
        flags(command, out);
        out.push_str("},\n");
    }
    out.push_str("];\n");
}

fn aliases(command: &Value) -> String {
    let mut out = String::from("&[");
    for name in command.get("aliases").and_then(Value::as_array).into_iter().flatten() {
        put(&mut out, &format!("({:?}, Version::FIRST), ", text(name)));
    }
    for (name, since) in command.get("aliases_later").and_then(Value::as_object).into_iter().flatten() {
        put(&mut out, &format!("({name:?}, {}), ", version(Some(since))));
    }
    out.push(']');
    out
}

fn fields(command: &Value, out: &mut String) {
    out.push_str("json: &[");
    if command.get("json").is_some() {
        for name in array(command, "json") {
            put(out, &format!("JsonField {{ name: {:?}, since: Version::FIRST }}, ", text(name)));
        }
        for (name, since) in command["json_later"].as_object().into_iter().flatten() {
            put(out, &format!("JsonField {{ name: {name:?}, since: {} }}, ", version(Some(since))));
        }
    }
    out.push_str("], ");
}

fn flags(command: &Value, out: &mut String) {
    out.push_str("flags: &[HELP, ");
    for flag in array(command, "flags") {
        let short = flag.get("short").map_or("None".to_owned(), |short| format!("Some({:?})", char_of(text(short))));
        let mut values = String::new();
        for value in flag["values"].as_array().into_iter().flatten() {
            put(&mut values, &format!("EnumValue {{ name: {:?}, since: Version::FIRST }}, ", text(value)));
        }
        for (value, since) in flag["values_later"].as_object().into_iter().flatten() {
            put(&mut values, &format!("EnumValue {{ name: {value:?}, since: {} }}, ", version(Some(since))));
        }
        put(
            out,
            &format!(
                "Flag {{ long: {:?}, short: {short}, kind: Kind::{}, values: &[{values}], default: {}, bare: {}, \
                 hidden: {}, deprecated: {}, required: {}, tri_state: {}, nilable: {}, since: {} }}, ",
                text(&flag["long"]),
                kind(text(&flag["kind"])),
                option(flag.get("default")),
                option(flag.get("bare")),
                yes(flag, "hidden"),
                yes(flag, "deprecated"),
                yes(flag, "required"),
                yes(flag, "tri_state"),
                yes(flag, "nilable"),
                version(flag.get("since")),
            ),
        );
    }
    out.push_str("] ");
}

fn rest(rest: &Value, out: &mut String) {
    put(out, &format!("pub(crate) static REST_ROOTS: &[&str] = {};\n", strings(rest.get("roots"))));
}

fn put(out: &mut String, text: &str) {
    out.write_str(text).expect("invariant: writing to a string does not fail");
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("expected a string, found {value}"))
}

fn char_of(text: &str) -> char {
    text.chars().next().unwrap_or_else(|| panic!("a shorthand is empty"))
}

fn array<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("expected the list `{key}` in {value}"))
}

fn yes(value: &Value, key: &str) -> bool {
    value[key].as_bool().unwrap_or(false)
}

fn option(value: Option<&Value>) -> String {
    value.map_or("None".to_owned(), |value| format!("Some({:?})", text(value)))
}

fn strings(value: Option<&Value>) -> String {
    let items: Vec<&str> = value.and_then(Value::as_array).into_iter().flatten().map(text).collect();
    format!("&{items:?}")
}

fn lists(value: Option<&Value>) -> String {
    let items: Vec<String> =
        value.and_then(Value::as_array).into_iter().flatten().map(|item| strings(Some(item))).collect();
    format!("&[{}]", items.join(", "))
}

fn max(args: &Value) -> String {
    args["max"].as_u64().map_or("None".to_owned(), |max| format!("Some({max})"))
}

fn version(value: Option<&Value>) -> String {
    let Some(value) = value else { return "Version::FIRST".to_owned() };
    let (major, minor) = text(value).split_once('.').unwrap_or_else(|| panic!("{value} is no version"));
    format!("Version::new({major}, {minor})")
}

fn kind(name: &str) -> &'static str {
    match name {
        "bool" => "Bool",
        "string" => "String",
        "int" => "Int",
        "uint" => "Uint",
        "float" => "Float",
        "duration" => "Duration",
        "optional" => "Optional",
        "csv" => "Csv",
        "plain" => "Plain",
        "array" => "Array",
        other => panic!("{other} is no kind of flag"),
    }
}

fn many(value: Option<&Value>) -> String {
    match value.map(text) {
        None => "Many::Counts".to_owned(),
        Some("unknown argument") => "Many::UnknownArgument".to_owned(),
        Some("unknown command") => "Many::UnknownCommand".to_owned(),
        Some(says) => format!("Many::Says({says:?})"),
    }
}

fn positional(value: Option<&Value>) -> &'static str {
    match value.map_or("none", text) {
        "none" => "Positional::Nothing",
        "pull" => "Positional::Pull",
        "issue" => "Positional::Issue",
        "run" => "Positional::Run",
        "repository" => "Positional::Repository",
        "owner" => "Positional::Owner",
        "endpoint" => "Positional::Endpoint",
        "query" => "Positional::Query",
        "word" => "Positional::Word",
        other => panic!("{other} is no kind of positional argument"),
    }
}
