//! `grammars/projections/*.toml` → static tables.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use steep_jq::Type;
use toml::{Table, Value};

use crate::expressions::{self, Place};
use crate::names::Gitea;

/// Writes `projections.rs` into `OUT_DIR`: one `Projection` constant per file, named after it, and `ALL` of them.
pub(crate) fn write() {
    let folder = crate::grammars("projections");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build/projections.rs");

    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("grammars/projections can be listed")
        .map(|entry| entry.expect("grammars/projections can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();

    let mut out = String::new();
    for path in &files {
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a projection has a plain name");
        let text = fs::read_to_string(path).expect("a projection can be read");
        let table: Table = text.parse().unwrap_or_else(|error| panic!("{name}.toml: {error}"));
        one(&mut out, name, &text, &table);
    }
    let names: Vec<String> = files
        .iter()
        .filter_map(|path| path.file_stem().and_then(|stem| stem.to_str()).map(str::to_uppercase))
        .collect();
    writeln!(
        out,
        "static ALL: &[&Projection] = &[{}];",
        names.iter().map(|name| format!("&{name}")).collect::<Vec<_>>().join(", ")
    )
    .expect("a string can be written");
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("projections.rs");
    fs::write(target, out).expect("OUT_DIR can be written");
}

fn one(out: &mut String, name: &str, source: &str, table: &Table) {
    let file = format!("{name}.toml");
    let at = |key: &str| format!("{name}.toml: {key}");
    only(table, &["object", "commands", "keys", "nothing_when_empty", "requests", "fields"], name);
    let nothing_when_empty = table.get("nothing_when_empty").and_then(Value::as_bool).unwrap_or(false);
    let object = text(table, "object").unwrap_or_else(|| panic!("{}", at("object")));
    let commands: Vec<&str> = table
        .get("commands")
        .and_then(Value::as_array)
        .unwrap_or_else(|| panic!("{}: the gh commands that print these objects", at("commands")))
        .iter()
        .map(|command| command.as_str().unwrap_or_else(|| panic!("{}", at("commands"))))
        .collect();
    let keys: Vec<(String, String)> = inner(table, "keys")
        .iter()
        .map(|(key, value)| (key.clone(), value.as_str().unwrap_or_else(|| panic!("{}", at(key))).to_owned()))
        .collect();
    for (key, jq) in &keys {
        expressions::typed(jq, &Type::OBJECT, &Gitea, Place { file: &file, text: source, key });
    }
    let requests = inner(table, "requests");
    let fields = inner(table, "fields");

    writeln!(out, "/// Of `{name}.toml`.").expect("a string can be written");
    writeln!(out, "pub(crate) const {}: Projection = Projection {{", name.to_uppercase()).expect("as above");
    writeln!(
        out,
        "    object: {object:?},\n    commands: &{commands:?},\n    keys: &{keys:?},\n    nothing_when_empty: {nothing_when_empty},\n    requests: &["
    )
    .expect("as above");
    let exists = |request: &Value| request.get("exists").and_then(Value::as_bool).unwrap_or(false);
    let mut in_order: Vec<_> = requests.iter().collect();
    // They are made last.
    in_order.sort_by_key(|(_, request)| exists(request));
    for (name, request) in in_order {
        let exists = exists(request);
        let request = request.as_table().unwrap_or_else(|| panic!("{}", at(name)));
        only(request, &["path", "at", "query", "pages", "list", "only_for_lists", "exists"], name);
        let (path, below) = match (text(request, "path"), text(request, "at")) {
            (Some(path), None) => (path, "Repository"),
            (None, Some(path)) => (path, "Server"),
            _ => panic!("{}: either `path` or `at`", at(name)),
        };
        let query = text(request, "query").unwrap_or_default();
        let pages =
            request.get("pages").map_or(1, |pages| pages.as_integer().unwrap_or_else(|| panic!("{}", at(name))));
        let only_for_lists = request.get("only_for_lists").and_then(Value::as_bool).unwrap_or(false);
        let list = request.get("list").and_then(Value::as_bool).unwrap_or(false);
        writeln!(
            out,
            "        Request {{ name: {name:?}, below: Below::{below}, path: {path:?}, query: {query:?}, \
             pages: {pages}, list: {list}, only_for_lists: {only_for_lists}, exists: {exists} }},"
        )
        .expect("as above");
    }
    writeln!(out, "    ],\n    fields: &[").expect("as above");
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_by_key(|(name, _)| name.as_str());
    for (name, field) in sorted {
        let field = field.as_table().unwrap_or_else(|| panic!("{}", at(name)));
        only(field, &["jq", "brief", "request", "approximate", "missing"], name);
        let jq = text(field, "jq").unwrap_or_else(|| panic!("{}", at(name)));
        let brief = text(field, "brief").unwrap_or_else(|| jq.clone());
        let request = text(field, "request");
        let input = request.as_ref().and_then(|name| requests.get(name)).map_or(Type::OBJECT, answer);
        for jq in [&jq, &brief] {
            expressions::typed(jq, &input, &Gitea, Place { file: &file, text: source, key: name });
        }
        if let Some(request) = &request {
            assert!(requests.contains_key(request), "{}: no request {request}", at(name));
        }
        let approximate = text(field, "approximate");
        let missing = text(field, "missing");
        writeln!(
            out,
            "        Field {{ name: {name:?}, jq: {jq:?}, brief: {brief:?}, request: {request:?}, \
             approximate: {approximate:?}, missing: {missing:?} }},"
        )
        .expect("as above");
    }
    writeln!(out, "    ],\n    answers: &Gitea,\n}};").expect("as above");
}

/// What a request answers with.
fn answer(request: &Value) -> Type {
    let is = |key: &str| request.get(key).and_then(Value::as_bool).unwrap_or(false);
    if is("exists") {
        Type::BOOLEAN
    } else if is("list") || request.get("pages").is_some() {
        Type::OBJECT.list()
    } else {
        Type::OBJECT
    }
}

fn text(table: &Table, key: &str) -> Option<String> {
    table.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn inner<'t>(table: &'t Table, key: &str) -> &'t Table {
    table.get(key).and_then(Value::as_table).unwrap_or_else(|| panic!("no table {key}"))
}

/// A misspelt key must not be ignored.
fn only(table: &Table, known: &[&str], place: &str) {
    for key in table.keys() {
        assert!(known.contains(&key.as_str()), "{place}: unknown key {key}");
    }
}
