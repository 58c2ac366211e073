//! `grammars/gitea/answers.json` → static tables: what the answers of Gitea's calls hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use serde_json::Value;
use toml::Table;

/// How deep objects in objects are followed: what a pull request's repository was forked from is three deep.
const DEEPEST: usize = 4;

/// The kinds of objects, and which call answers with which.
pub(crate) struct Answers {
    description: Value,
    /// Fields that hold times although the description does not say so, by the kind of object.
    undescribed_times: BTreeMap<String, Vec<String>>,
    /// Texts that are empty where GitHub's are null, by the kind of object.
    empty_for_null: BTreeMap<String, Vec<String>>,
    /// The kinds that were asked for.
    written: BTreeSet<String>,
}

/// What one kind of object holds, with what is in it.
#[derive(Default)]
struct Held {
    fields: BTreeSet<String>,
    open: BTreeSet<String>,
    times: Vec<String>,
    empties: Vec<String>,
}

impl Answers {
    /// Reads the description, and what `rest` (`rest.toml`) adds to it.
    pub(crate) fn read(rest: &Table) -> Self {
        let path = crate::grammars("gitea").join("answers.json");
        println!("cargo::rerun-if-changed={}", path.display());
        println!("cargo::rerun-if-changed=build/answers.rs");
        let text = fs::read_to_string(&path).expect("grammars/gitea/answers.json can be read");
        let description: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("answers.json: {error}"));
        let answers = Answers {
            undescribed_times: by_kind(rest, "undescribed_times"),
            empty_for_null: by_kind(rest, "empty_for_null"),
            description,
            written: BTreeSet::new(),
        };
        for kind in answers.undescribed_times.keys().chain(answers.empty_for_null.keys()) {
            assert!(answers.kind(kind).is_some(), "rest.toml: no answer holds a {kind}");
        }
        answers
    }

    /// The name of the table of what `call` answers with; writes it to `out` where it is new.
    pub(crate) fn of(&mut self, out: &mut String, call: &str) -> Option<String> {
        let kind = self.description.get("calls")?.get(call)?.as_str()?.to_owned();
        let is_list = kind.ends_with("[]");
        let name = kind.trim_end_matches("[]").to_owned();
        let constant = format!("{}{}", name.to_uppercase(), if is_list { "_LIST" } else { "" });
        if self.written.insert(constant.clone()) {
            let mut held = Held::default();
            self.hold(&mut held, &name, "", &mut Vec::new());
            let fields: Vec<&String> = held.fields.iter().collect();
            let open: Vec<&String> = held.open.iter().collect();
            writeln!(
                out,
                "static {constant}: Answer = Answer {{ is_list: {is_list}, fields: &{fields:?}, open: &{open:?}, times: &{:?}, empties: &{:?} }};",
                held.times, held.empties
            )
            .expect("a string can be written");
        }
        Some(constant)
    }

    fn kind(&self, name: &str) -> Option<&Value> {
        self.description.get("schemas")?.get(name)
    }

    /// Adds what objects of the kind `name` hold that lie at `path`; `open`: the kinds that they lie in.
    fn hold(&self, held: &mut Held, name: &str, path: &str, open: &mut Vec<String>) {
        let Some(kind) = self.kind(name) else { return };
        if open.len() == DEEPEST || open.iter().any(|outer| outer == name) {
            return;
        }
        let words = |key: &str| kind.get(key).and_then(Value::as_str).unwrap_or_default().split_whitespace();
        held.fields.extend(words("fields").map(str::to_owned));
        held.open.extend(words("open").map(str::to_owned));
        let more = |of: &BTreeMap<String, Vec<String>>| of.get(name).cloned().unwrap_or_default();
        let times = words("times").map(str::to_owned).chain(more(&self.undescribed_times));
        held.times.extend(times.filter(|time| is_githubs(time)).map(|time| format!("{path}.{time}")));
        held.empties.extend(more(&self.empty_for_null).iter().map(|text| format!("{path}.{text}")));
        open.push(name.to_owned());
        for (field, of) in kind.get("objects").and_then(Value::as_object).into_iter().flatten() {
            let of = of.as_str().unwrap_or_default();
            let step = if of.ends_with("[]") { "[]?" } else { "" };
            self.hold(held, of.trim_end_matches("[]"), &format!("{path}.{field}{step}"), open);
        }
        open.pop();
    }
}

/// Whether GitHub's API may have a time under that name. Nothing that was written for it reads others.
fn is_githubs(name: &str) -> bool {
    name.ends_with("_at") || name == "due_on" || name == "date"
}

fn by_kind(rest: &Table, key: &str) -> BTreeMap<String, Vec<String>> {
    let table = rest.get(key).and_then(toml::Value::as_table).unwrap_or_else(|| panic!("rest.toml: no {key}"));
    let names = |value: &toml::Value| -> Vec<String> {
        let names = value.as_array().unwrap_or_else(|| panic!("rest.toml: {key}"));
        names.iter().map(|name| name.as_str().expect("a field's name is a text").to_owned()).collect()
    };
    table.iter().map(|(kind, value)| (kind.clone(), names(value))).collect()
}
