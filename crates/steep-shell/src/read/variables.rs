//! What commands do to variables that commands of gh use.

use std::collections::HashSet;
use std::sync::Arc;

use super::parser::Parser;
use super::tree::Draft;
use crate::variables::{Change, Changes, Exported, Variables};
use crate::{Expansion, Part, Quote, Word};

/// Values that are made of other variables are followed this many times.
const ROUNDS: usize = 3;

/// Variables that tell gh whom it asks, and as whom: it reads them without their being named.
const OF_GH: [&str; 7] = [
    "GH_HOST",
    "GH_REPO",
    "GH_TOKEN",
    "GITHUB_TOKEN",
    "GH_ENTERPRISE_TOKEN",
    "GITHUB_ENTERPRISE_TOKEN",
    "GH_CONFIG_DIR",
];

/// Programs that set the variables that their arguments name.
const READERS: [&str; 6] = ["read", "mapfile", "readarray", "getopts", "printf", "let"];

/// The variables that commands of gh in a text use, and where they are changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Used {
    names: Arc<HashSet<String>>,
    pub(super) changes: Arc<Changes>,
}

impl Used {
    pub(super) fn of(parser: &Parser<'_>) -> Self {
        let drafts = &parser.drafts;
        let mut names: HashSet<String> = HashSet::new();
        let uses_gh = |word: &Word| word.as_literal().is_some_and(|text| text == "gh" || text.ends_with("/gh"));
        for draft in drafts.iter().filter(|draft| draft.words.iter().any(uses_gh)) {
            let values = draft.assignments.iter().map(|assignment| &assignment.value);
            names.extend(draft.words.iter().chain(values).flat_map(parameters));
            names.extend(OF_GH.map(str::to_owned));
        }
        for _ in 0..ROUNDS {
            let before = names.len();
            let mut more: Vec<String> = Vec::new();
            for draft in drafts {
                each_value(draft, |name, value| {
                    if names.contains(name) {
                        more.extend(parameters(value));
                    }
                });
            }
            names.extend(more);
            if names.len() == before {
                break;
            }
        }
        let mut changes = Changes::default();
        if !names.is_empty() {
            for (nth, draft) in drafts.iter().enumerate() {
                each_change(draft, &names, |name, change| changes.add(name, nth, change));
            }
        }
        Used { names: Arc::new(names), changes: Arc::new(changes) }
    }

    /// Takes in `NAME=value`, `export NAME=value`, `unset NAME`, `read NAME` and their kin. `all_exported`: `set -a`.
    pub(super) fn note(&self, variables: &mut Variables, program: Option<&str>, draft: &Draft, all_exported: bool) {
        if self.names.is_empty() {
            return;
        }
        let was = |variables: &Variables, name: &str| variables.get(name).map_or(Exported::No, |it| it.exported);
        match program {
            None if draft.words.is_empty() => {
                for assignment in draft.assignments.iter().filter(|it| self.names.contains(&it.name)) {
                    let value = Some(assignment.value.clone()).filter(|_| !assignment.append);
                    let exported = if all_exported { Exported::Yes } else { was(variables, &assignment.name) };
                    variables.set(&assignment.name, value, exported);
                }
            }
            Some(program @ ("export" | "declare" | "typeset" | "local" | "readonly")) => {
                let flag = |wanted: char| {
                    let words = draft.words.iter().skip(1).map(Word::display);
                    words.take_while(|word| word.starts_with('-')).any(|word| word.contains(wanted))
                };
                let sets = if program == "export" { !flag('n') } else { flag('x') };
                for word in draft.words.iter().skip(1) {
                    let (name, value) = match word.split_once('=') {
                        Some((name, value)) => (name, Some(value)),
                        None => (word.clone(), None),
                    };
                    let Some(name) = name.as_literal().filter(|name| self.names.contains(name)) else { continue };
                    let exported = match program {
                        _ if sets => Exported::Yes,
                        "export" => Exported::No,
                        _ => was(variables, &name),
                    };
                    let value = value.or_else(|| variables.get(&name).and_then(|it| it.value.cloned()));
                    variables.set(&name, value, exported);
                }
            }
            Some("unset") => {
                for name in draft.words.iter().skip(1).filter_map(Word::as_literal) {
                    if self.names.contains(&name) && variables.get(&name).is_some() {
                        variables.unset(&name);
                    }
                }
            }
            Some("eval" | "source" | ".") => variables.forget_values(),
            Some(program) if READERS.contains(&program) => {
                for name in draft.words.iter().skip(1).filter_map(Word::as_literal) {
                    self.forget(variables, &name);
                }
            }
            _ => {}
        }
    }

    /// Takes in the head of a loop, `NAME in WORDS`. Where all words begin with the same `OWNER/`, that is known of the variable: the
    /// rest is a pattern.
    pub(super) fn note_head(&self, variables: &mut Variables, head: &[Word]) {
        let Some(name) = head.first().and_then(Word::as_literal).filter(|name| self.names.contains(name)) else {
            return;
        };
        let items = head.get(2..).unwrap_or_default();
        let owner =
            |word: &Word| word.as_literal().and_then(|text| text.split_once('/').map(|(owner, _)| owner.to_owned()));
        let first = items.first().and_then(owner);
        let value = first.filter(|first| items.iter().all(|word| owner(word).as_ref() == Some(first))).map(|owner| {
            let literal = Part::Literal { text: format!("{owner}/").into(), quote: Quote::None };
            let rest = Part::Expansion { source: "*".into(), kind: Expansion::Pattern, quote: Quote::None };
            Word::from_parts(vec![literal, rest])
        });
        let exported = variables.get(&name).map_or(Exported::No, |it| it.exported);
        variables.set(&name, value, exported);
    }

    /// Says that a variable has a value that is not known.
    fn forget(&self, variables: &mut Variables, name: &str) {
        if self.names.contains(name) {
            let exported = variables.get(name).map_or(Exported::No, |it| it.exported);
            variables.set(name, None, exported);
        }
    }
}

fn parameters(word: &Word) -> impl Iterator<Item = String> {
    word.parts.iter().filter_map(|part| match part {
        Part::Expansion { kind: Expansion::Parameter(name), .. } => Some(name.to_string()),
        _ => None,
    })
}

fn each_value(draft: &Draft, mut with: impl FnMut(&str, &Word)) {
    for assignment in &draft.assignments {
        with(&assignment.name, &assignment.value);
    }
    if draft.words.first().is_some_and(declares) {
        for (name, value) in draft.words.iter().skip(1).filter_map(|word| word.split_once('=')) {
            if let Some(name) = name.as_literal() {
                with(&name, &value);
            }
        }
    }
}

fn declares(word: &Word) -> bool {
    matches!(word.as_literal().as_deref(), Some("export" | "declare" | "typeset" | "local" | "readonly"))
}

fn each_change(draft: &Draft, names: &HashSet<String>, mut with: impl FnMut(&str, Change)) {
    if draft.words.is_empty() {
        for assignment in draft.assignments.iter().filter(|it| names.contains(&it.name)) {
            with(&assignment.name, Change::Value);
        }
        return;
    }
    let program = draft.words.first().and_then(Word::as_literal).unwrap_or_default();
    let declares = draft.words.first().is_some_and(declares);
    let change = match program.as_str() {
        "export" => Change::Export,
        "unset" => Change::Unset,
        _ => Change::Value,
    };
    let reads = READERS.contains(&program.as_str());
    for (nth, word) in draft.words.iter().enumerate() {
        let name = match word.split_once('=') {
            Some((name, _)) if declares => name,
            _ => word.clone(),
        };
        // The first word of the head of a `for` is its variable.
        let is_changed = if nth == 0 { true } else { declares || reads || change == Change::Unset };
        if let Some(name) = name.as_literal().filter(|name| is_changed && names.contains(name)) {
            let is_export = declares && program != "export" && draft.words.iter().any(|word| word.display() == "-x");
            with(&name, if is_export { Change::Export } else { change });
        }
    }
}
