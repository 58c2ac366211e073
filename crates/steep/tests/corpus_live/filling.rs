//! `tests/live/corpus.toml`: what stands for what commands leave open.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

/// What written texts have in the place of the server's address until they are run.
pub(crate) const ADDRESS: &str = "https://git.example.org";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filling {
    pub(crate) owners: BTreeMap<String, String>,
    people: BTreeMap<String, String>,
    repositories: BTreeMap<String, String>,
    numbers: BTreeMap<String, String>,
    numbered: Vec<String>,
    placeholders: BTreeMap<String, String>,
    variables: BTreeMap<String, String>,
    branches: BTreeMap<String, String>,
    complete: Vec<Completion>,
    names: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Completion {
    verb: String,
    when: Option<String>,
    unless: Option<String>,
    with: String,
}

/// What is only known of the running server.
#[derive(Debug)]
pub(crate) struct Known {
    /// The run that failed.
    pub(crate) run: String,
    /// The day of the merge.
    pub(crate) merged: String,
}

impl Filling {
    pub(crate) fn load(text: &str) -> Result<Self> {
        toml::from_str(text).context("cannot read the filling of the real documents")
    }

    /// The repository that commands of this verb (`pr list`) are about, without its owner.
    pub(crate) fn repository(&self, verb: &str) -> &str {
        of_verb(&self.repositories, verb)
    }

    /// The branch that they find themselves on.
    pub(crate) fn branch(&self, verb: &str) -> &str {
        of_verb(&self.branches, verb)
    }

    /// Their environment.
    pub(crate) fn environment(&self, verb: &str, known: &Known) -> BTreeMap<String, String> {
        let value = |value: &String| value.replace("{repo}", self.repository(verb)).replace("{merged}", &known.merged);
        self.variables.iter().map(|(name, text)| (name.clone(), value(text))).collect()
    }

    /// gh's text, filled; and whether it only names a command: it is completed then, where gh has to be told more.
    pub(crate) fn gh(&self, verb: &str, text: &str, known: &Known) -> (String, bool) {
        let words: Vec<&str> = text.split_whitespace().skip(1).collect();
        let has = |flag: &Option<String>| flag.as_ref().map(|flag| words.contains(&flag.as_str()));
        let needed = self.complete.iter().find(|it| {
            let alone = words.get(2).is_none_or(|word| word.starts_with('-'));
            it.verb == verb && alone && has(&it.when) != Some(false) && has(&it.unless) != Some(true)
        });
        let mut filled = text.replace(" ...", "");
        if let Some(Completion { with, .. }) = needed {
            let number = self.placeholder(verb, "number", known);
            let more = with.replace("{number}", &number);
            let more =
                self.placeholders.iter().fold(more, |more, (name, value)| more.replace(&format!("{{{name}}}"), value));
            filled = format!("{filled} {more}");
        }
        for (old, new) in &self.owners {
            filled = filled.replace(&format!("{old}/"), &format!("{new}/")).replace(old, new);
        }
        let names = placeholders(text);
        let names_only = needed.is_some() || words.len() <= verb.split(' ').count();
        (self.fill(verb, &filled, &names, known), names_only)
    }

    /// What steep wrote, filled with the same, and without the dots that keep what is left out from being sent. `original`
    /// is gh's text, whose placeholders can be in it.
    pub(crate) fn written(&self, verb: &str, text: &str, original: &str, known: &Known) -> String {
        let text = self.names.get(text).map_or(text, String::as_str);
        let mut names = placeholders(original);
        names.extend(["number", "style", "title", "body"].map(str::to_owned));
        let complete =
            [" --repo ...", " ..."].iter().fold(text.replace(", ...}", "}"), |text, dots| text.replace(dots, ""));
        self.fill(verb, &complete, &names, known)
    }

    fn fill(&self, verb: &str, text: &str, names: &[String], known: &Known) -> String {
        let mut filled = text.to_owned();
        for name in names {
            filled = filled.replace(&format!("<{name}>"), &self.placeholder(verb, name, known));
        }
        // A login may be a part of another word: only where it is all of a value it is one.
        for (old, new) in &self.people {
            let quoted = |name: &str| [format!(":{name}\""), format!("\"{name}\"")];
            for (old, new) in quoted(old).iter().zip(quoted(new)) {
                filled = filled.replace(old, &new);
            }
        }
        for owner in self.owners.values() {
            filled = with_repository(&filled, &format!("{owner}/"), self.repository(verb));
        }
        // Files of a run lie in its own folder.
        filled.replace("/tmp/", "$TMPDIR/")
    }

    fn placeholder(&self, verb: &str, name: &str, known: &Known) -> String {
        if name == "repo" {
            return self.repository(verb).to_owned();
        }
        let group = verb.split(' ').next().unwrap_or_default();
        match self.numbers.get(group).filter(|_| self.numbered.iter().any(|it| it == name)) {
            Some(number) => number.replace("{run}", &known.run),
            None => self.placeholders.get(name).map_or("thing", String::as_str).to_owned(),
        }
    }
}

fn of_verb<'t>(table: &'t BTreeMap<String, String>, verb: &str) -> &'t str {
    let group = verb.split(' ').next().unwrap_or_default();
    let found = table.get(verb).or_else(|| table.get(group)).or_else(|| table.get("other"));
    found.map(String::as_str).unwrap_or_default()
}

/// The names between `<` and `>`, in their order.
fn placeholders(text: &str) -> Vec<String> {
    text.split('<')
        .skip(1)
        .filter_map(|part| part.split_once('>'))
        .map(|(name, _)| name.to_owned())
        .filter(|name| !name.is_empty() && !name.contains(['\n', '<']))
        .collect()
}

/// The text with each name after `owner/` (a plain one, no placeholder or expansion) replaced.
fn with_repository(text: &str, owner: &str, repository: &str) -> String {
    let mut parts = text.split(owner);
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        // `orgs/OWNER/packages` has no repository; nor has what follows an expansion.
        let plain = !name.is_empty() && name != "packages";
        filled.push_str(owner);
        filled.push_str(if plain { repository } else { name });
        filled.push_str(rest);
    }
    filled
}
