//! `grammars/tea/bugs.toml` → a static table.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use toml::{Table, Value};

const KEYS: &[&str] = &["verbs", "flags", "without", "since", "until", "does", "known", "source", "remedy"];

/// Writes `tea_bugs.rs` into `OUT_DIR`: the bugs in the file's order. `versions` have names that are no numbers.
pub(crate) fn write(versions: &[(String, Vec<u32>)]) {
    let path = crate::grammars("tea").join("bugs.toml");
    println!("cargo::rerun-if-changed={}", path.display());
    println!("cargo::rerun-if-changed=build/bugs.rs");
    let text = fs::read_to_string(&path).expect("grammars/tea/bugs.toml can be read");
    let table: Table = text.parse().unwrap_or_else(|error| panic!("bugs.toml: {error}"));
    let bugs = table.get("bug").and_then(Value::as_array).expect("bugs.toml has bugs");
    let mut out = String::from("&[\n");
    for bug in bugs {
        one(&mut out, bug.as_table().expect("a bug is a table"), versions);
    }
    out.push_str("]\n");
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("tea_bugs.rs");
    fs::write(target, out).expect("OUT_DIR can be written");
}

fn one(out: &mut String, bug: &Table, versions: &[(String, Vec<u32>)]) {
    let does = text(bug, "does").unwrap_or_else(|| panic!("bugs.toml: a bug does something: {bug}"));
    for key in bug.keys() {
        assert!(KEYS.contains(&key.as_str()), "bugs.toml: {does}: unknown key {key}");
    }
    let verbs = names(bug, "verbs");
    assert!(!verbs.is_empty(), "bugs.toml: {does}: no verbs");
    let verbs: Vec<Vec<&str>> = verbs.iter().map(|verb| verb.split_whitespace().collect()).collect();
    let verbs: Vec<String> = verbs.iter().map(|verb| format!("&{verb:?}")).collect();
    let of = match (names(bug, "flags"), names(bug, "without")) {
        (flags, without) if flags.is_empty() && without.is_empty() => "Part::Whole".to_owned(),
        (flags, without) if without.is_empty() => format!("Part::Flags(&{flags:?})"),
        (flags, without) if flags.is_empty() => format!("Part::Without(&{without:?})"),
        _ => panic!("bugs.toml: {does}: flags, or without"),
    };
    let known = match text(bug, "known").as_deref() {
        Some("run") => "Run",
        Some("source") => "Source",
        Some("unproven") => "Unproven",
        Some("third-party") => "ThirdParty",
        other => panic!("bugs.toml: {does}: unknown kind of knowledge {other:?}"),
    };
    let source = text(bug, "source").unwrap_or_else(|| panic!("bugs.toml: {does}: no source"));
    let remedy = match text(bug, "remedy").as_deref() {
        None => "None",
        Some("no-input") => "Some(Remedy::NoInput)",
        Some("look") => "Some(Remedy::Look)",
        Some(other) => panic!("bugs.toml: {does}: unknown remedy {other}"),
    };
    writeln!(
        out,
        "Bug {{ verbs: &[{}], of: {of}, since: {}, until: {}, does: {does:?}, known: Known::{known}, source: {source:?}, \
         remedy: {remedy} }},",
        verbs.join(", "),
        release(text(bug, "since"), versions).unwrap_or_else(|| "(0, 0, 0)".to_owned()),
        release(text(bug, "until"), versions).map_or_else(|| "None".to_owned(), |until| format!("Some({until})")),
    )
    .expect("writing to a string");
}

/// Major, minor and patch of a version, as text of a tuple.
fn release(version: Option<String>, versions: &[(String, Vec<u32>)]) -> Option<String> {
    let version = version?;
    let known = versions.iter().find(|(name, _)| *name == version).map(|(_, numbers)| numbers.clone());
    let numbers = known.or_else(|| version.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>());
    match numbers.as_deref() {
        Some([major, minor, patch]) => Some(format!("({major}, {minor}, {patch})")),
        _ => panic!("bugs.toml: {version} is no version"),
    }
}

fn text(bug: &Table, key: &str) -> Option<String> {
    bug.get(key).map(|value| value.as_str().unwrap_or_else(|| panic!("bugs.toml: {key} is no text")).to_owned())
}

fn names(bug: &Table, key: &str) -> Vec<String> {
    let items = bug.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    items.iter().map(|item| item.as_str().expect("a string").to_owned()).collect()
}
