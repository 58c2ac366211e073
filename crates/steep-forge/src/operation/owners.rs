use steep_shell::{Expansion, Part, Quote, Word};

use super::{ApiCall, ApiField, Operation};
use crate::{Item, Predicate, Query, Repository, Request};

/// What is known of owners when a request is read.
#[derive(Clone, Copy)]
pub struct Owners<'a> {
    /// What an owner of repositories is called from now on; `None`: as before. Gets the owner as written.
    pub rename: &'a dyn Fn(&str) -> Option<String>,
    /// The same for a name that may be a person's, or anything else.
    pub rename_name: &'a dyn Fn(&str) -> Option<String>,
    /// What a variable of the shell holds, where that is known.
    pub value: &'a dyn Fn(&str) -> Option<String>,
}

impl Request {
    /// Puts the new name in the place of every owner that the request names: in repositories, in owners of searches and lists, in
    /// heads of pull requests, in paths, queries and fields of API calls. An owner that only the reader knows is never asked
    /// about; one in a variable is, where its value is known: the variable then gives the rest, `acme/${REPO#*/}`.
    pub fn rename_owners(&mut self, owners: Owners<'_>) {
        if let Repository::Named(word) = &mut self.repository {
            rename_slug(word, owners);
        }
        self.operation.rename_owners(owners);
    }
}

impl Operation {
    fn rename_owners(&mut self, owners: Owners<'_>) {
        match self {
            Operation::Pull(pull) => pull.rename_owners(owners),
            Operation::Issue(issue) => issue.rename_owners(owners),
            Operation::Label(label) => label.rename_owners(owners),
            Operation::Repository(repository) => repository.rename_owners(owners),
            Operation::Setting(setting) => setting.rename_owners(owners),
            Operation::Search(search) => search.rename_owners(owners),
            Operation::Api(call) => rename_call(call, owners),
            // These name no owner beside the request's repository.
            Operation::Release(_)
            | Operation::Run(_)
            | Operation::Workflow(_)
            | Operation::Key(_)
            | Operation::Organization(_)
            | Operation::Auth(_) => {}
        }
    }
}

/// Renames the owners of a query.
pub(super) fn rename_query(query: &mut Query, owners: Owners<'_>) {
    fn predicate(it: &mut Predicate, owners: Owners<'_>) {
        match it {
            Predicate::All(items) | Predicate::Any(items) => items.iter_mut().for_each(|item| predicate(item, owners)),
            Predicate::Not(inner) => predicate(inner, owners),
            Predicate::Repository(word) | Predicate::Owner(word) => rename_slug(word, owners),
            _ => {}
        }
    }
    query.predicates.iter_mut().for_each(|item| predicate(item, owners));
}

/// `OWNER` or `OWNER/…`.
pub(super) fn rename_slug(word: &mut Word, owners: Owners<'_>) {
    let (owner, rest) = match word.split_once('/') {
        Some((owner, rest)) => (owner, Some(rest)),
        None => (word.clone(), None),
    };
    if let Some(new) = renamed(&owner, owners) {
        *word = with_slash(new, rest);
    }
}

/// `OWNER:BRANCH`: the owner of a fork may be a person.
pub(super) fn rename_head(word: &mut Word, owners: Owners<'_>) {
    if let Some((owner, branch)) = word.split_once(':')
        && let Some(new) = renamed(&owner, of_people(owners))
    {
        *word = Word::from_parts(joined([new.parts, vec![literal(":")], branch.parts].concat()));
    }
}

/// A pull request by `OWNER:BRANCH`.
pub(super) fn rename_item(item: &mut Item, owners: Owners<'_>) {
    if let Item::Branch(word) = item {
        rename_head(word, owners);
    }
}

/// The new word for one that is an owner, or a variable with an owner or with `OWNER/NAME`.
fn renamed(word: &Word, owners: Owners<'_>) -> Option<Word> {
    if let Some(owner) = word.as_literal() {
        return Some(Word::from_parts(vec![literal((owners.rename)(&owner)?)]));
    }
    let [part @ Part::Expansion { source, kind: Expansion::Parameter(name), quote }] = word.parts.as_slice() else {
        return None;
    };
    if part.variable().is_none() {
        return with_default(source, name, *quote, owners);
    }
    let value = (owners.value)(name)?;
    let (owner, repository) = match value.split_once('/') {
        Some((owner, repository)) => (owner, Some(repository)),
        None => (value.as_str(), None),
    };
    // Neither forge tells names apart by their case.
    let new = (owners.rename)(owner).filter(|new| !new.eq_ignore_ascii_case(owner))?;
    let mut parts = vec![literal(new)];
    if repository.is_some_and(|repository| !repository.contains('/')) {
        parts = joined(vec![parts.remove(0), literal("/")]);
        let source = format!("${{{name}#*/}}");
        parts.push(Part::Expansion { source: source.into(), kind: Expansion::Parameter(name.clone()), quote: *quote });
    } else if repository.is_some() {
        return None;
    }
    Some(Word::from_parts(parts))
}

/// `${REPO:-Acme/core}` with the owner renamed that is there when nobody says another.
fn with_default(source: &str, name: &str, quote: Quote, owners: Owners<'_>) -> Option<Word> {
    let inside = source.strip_prefix("${")?.strip_prefix(name)?.strip_suffix('}')?;
    let (sign, value) = inside.split_once('-').filter(|(sign, _)| matches!(*sign, "" | ":"))?;
    let (owner, rest) = value.split_once('/').map_or((value, ""), |(owner, _)| value.split_at(owner.len()));
    let new = (owners.rename)(owner)?;
    let source = format!("${{{name}{sign}-{new}{rest}}}");
    let kind = Expansion::Parameter(name.into());
    Some(Word::from_parts(vec![Part::Expansion { source: source.into(), kind, quote }]))
}

fn of_people(owners: Owners<'_>) -> Owners<'_> {
    Owners { rename: owners.rename_name, ..owners }
}

/// An API call: in its path, its query and its fields.
fn rename_call(call: &mut ApiCall, owners: Owners<'_>) {
    rename_path(&mut call.endpoint, owners);
    for ApiField { key, value, .. } in &mut call.fields {
        let Some(value) = value else { continue };
        match key.as_literal().as_deref() {
            Some("organization" | "owner" | "org" | "new_owner") => rename_slug(value, owners),
            Some("head" | "base") => rename_head(value, owners),
            Some("q") => rename_tokens(value, owners),
            _ => {}
        }
    }
}

/// `repos/OWNER/…`, `orgs/OWNER/…`, `users/OWNER/…`, with or without a leading slash; a query may follow the owner. After it,
/// `OWNER:BRANCH` in a comparison, and owners in a query.
fn rename_path(word: &mut Word, owners: Owners<'_>) {
    let stripped = word.strip_prefix("/").unwrap_or_else(|| word.clone());
    let (path, query) = match stripped.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (stripped, None),
    };
    let mut changed = false;
    let mut path_parts = path.parts.clone();
    if let Some((root, rest)) = path.split_once('/')
        && let Some(root) = root.as_literal()
    {
        let (owner, tail) = match rest.split_once('/') {
            Some((owner, tail)) => (owner, Some(tail)),
            None => (rest, None),
        };
        let new = match root.as_str() {
            "repos" | "orgs" | "enterprises" => renamed(&owner, owners),
            // It may be anybody.
            "users" => renamed(&owner, of_people(owners)),
            _ => None,
        };
        let mut tail = tail;
        if let Some(tail) = tail.as_mut().filter(|_| root == "repos") {
            changed |= in_literals(tail, |text| heads_renamed(text, of_people(owners)));
        }
        if new.is_some() || changed {
            changed = true;
            let below = with_slash(new.unwrap_or(owner), tail);
            path_parts = joined([vec![literal(format!("{root}/"))], below.parts].concat());
        }
    }
    let mut query = query;
    if let Some(query) = &mut query {
        changed |= in_literals(query, |text| tokens_renamed(text, of_people(owners)));
    }
    if changed {
        if let Some(query) = query {
            path_parts = joined([path_parts, vec![literal("?")], query.parts].concat());
        }
        *word = Word::from_parts(path_parts);
    }
}

/// Owners in a search.
fn rename_tokens(word: &mut Word, owners: Owners<'_>) {
    if in_literals(word, |text| tokens_renamed(text, of_people(owners))) {
        word.source.clear();
    }
}

fn in_literals(word: &mut Word, change: impl Fn(&str) -> String) -> bool {
    let mut changed = false;
    for part in &mut word.parts {
        if let Part::Literal { text, .. } = part {
            let new = change(text);
            changed |= new != *text;
            *text = new.into();
        }
    }
    changed
}

/// `compare/main...OWNER:BRANCH`
fn heads_renamed(text: &str, owners: Owners<'_>) -> String {
    let is_owner =
        |before: &str, after: &str| (before.ends_with("...") || before.ends_with("compare/")) && after.starts_with(':');
    names_renamed(text, owners, is_owner)
}

/// `head=OWNER:BRANCH`, `q=repo:OWNER/NAME+org:OWNER`
fn tokens_renamed(text: &str, owners: Owners<'_>) -> String {
    names_renamed(text, owners, |before, after| {
        let is_head = before.ends_with("head=") && after.starts_with(':');
        let qualifier = ["repo:", "org:", "user:", "repo%3A", "org%3A", "user%3A"];
        is_head || qualifier.iter().any(|it| before.ends_with(it))
    })
}

/// The text with the names in it renamed between such texts.
fn names_renamed(text: &str, owners: Owners<'_>, is_owner: impl Fn(&str, &str) -> bool) -> String {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest.find(is_of_name).unwrap_or(rest.len());
        let (between, from_name) = rest.split_at(start);
        out.push_str(between);
        let end = from_name.find(|c| !is_of_name(c)).unwrap_or(from_name.len());
        let (name, after) = from_name.split_at(end);
        // `%3A` before a name is part of what looks like it.
        let cut = if name.len() > 2 && out.ends_with('%') && name.starts_with("3A") { 2 } else { 0 };
        let (escape, name) = name.split_at(cut);
        out.push_str(escape);
        match (owners.rename)(name).filter(|_| !name.is_empty() && is_owner(&out, after)) {
            Some(new) => out.push_str(&new),
            None => out.push_str(name),
        }
        rest = after;
    }
    out
}

fn literal(text: impl AsRef<str>) -> Part {
    Part::Literal { text: text.as_ref().into(), quote: Quote::None }
}

fn with_slash(owner: Word, rest: Option<Word>) -> Word {
    let mut parts = owner.parts;
    if let Some(rest) = rest {
        parts.push(literal("/"));
        parts.extend(rest.parts);
    }
    Word::from_parts(joined(parts))
}

fn joined(parts: Vec<Part>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for part in parts {
        if let (Some(Part::Literal { text, quote }), Part::Literal { text: more, quote: next }) =
            (out.last_mut(), &part)
            && quote == next
        {
            text.push_str(more);
            continue;
        }
        out.push(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rename(owner: &str) -> Option<String> {
        owner.eq_ignore_ascii_case("Acme").then(|| "acme".to_owned())
    }

    const OWNERS: Owners<'_> = Owners { rename: &rename, rename_name: &rename, value: &|_| None };

    fn slug(word: Word) -> String {
        let mut word = word;
        rename_slug(&mut word, OWNERS);
        word.display()
    }

    fn path(text: &str) -> String {
        let mut word = Word::parse(text).unwrap_or_else(|| Word::literal(text));
        let value = |name: &str| match name {
            "REPO" => Some("Old/core".to_owned()),
            "OWNER" => Some("Old".to_owned()),
            _ => None,
        };
        let rename = |owner: &str| if owner == "Old" { Some("new".to_owned()) } else { rename(owner) };
        rename_path(&mut word, Owners { rename: &rename, rename_name: &rename, value: &value });
        word.display()
    }

    #[test]
    fn owners_are_renamed_whatever_their_case_and_whatever_follows() {
        assert_eq!(slug(Word::literal("Acme/widgets")), "acme/widgets");
        assert_eq!(slug(Word::literal("ACME")), "acme");
        let repo = Part::Expansion {
            source: "$repo".into(),
            kind: steep_shell::Expansion::Parameter("repo".into()),
            quote: steep_shell::Quote::None,
        };
        let literal = Part::Literal { text: "Acme/".into(), quote: steep_shell::Quote::None };
        assert_eq!(slug(Word::from_parts(vec![literal, repo.clone()])), "acme/$repo");
        assert_eq!(slug(Word::from_parts(vec![repo])), "$repo");
        assert_eq!(slug(Word::literal("Acme-Labs/widgets")), "Acme-Labs/widgets");
    }

    #[test]
    fn owners_in_api_paths_are_renamed_in_their_place_only() {
        assert_eq!(path("repos/Acme/Acme/contents/Acme"), "repos/acme/Acme/contents/Acme");
        assert_eq!(path("/orgs/Acme/packages?package_type=container"), "orgs/acme/packages?package_type=container");
        assert_eq!(path("users/Acme?x=1"), "users/acme?x=1");
        assert_eq!(path("search/repositories?q=org:Acme"), "search/repositories?q=org:acme");
        assert_eq!(path("search/issues?q=repo:Acme/w+is:pr"), "search/issues?q=repo:acme/w+is:pr");
        assert_eq!(path("search/issues?q=repo%3AAcme%2Fw+Acme"), "search/issues?q=repo%3Aacme%2Fw+Acme");
        assert_eq!(path("repos/Acme/w/pulls?head=Acme:x&base=Acme"), "repos/acme/w/pulls?head=acme:x&base=Acme");
        assert_eq!(path("repos/Acme/w/compare/main...Acme:x"), "repos/acme/w/compare/main...acme:x");
        assert_eq!(path("repos/Acme/w/contents/Acme:x"), "repos/acme/w/contents/Acme:x");
        assert_eq!(path("/repos/x/y"), "/repos/x/y");
    }

    #[test]
    fn owners_in_variables_are_renamed_where_their_values_are_known() {
        assert_eq!(path("repos/$REPO/pulls"), "repos/new/${REPO#*/}/pulls");
        assert_eq!(path("repos/${REPO}"), "repos/new/${REPO#*/}");
        assert_eq!(path("repos/$OWNER/core/pulls"), "repos/new/core/pulls");
        assert_eq!(path("repos/$OTHER/pulls"), "repos/$OTHER/pulls");
        assert_eq!(path("repos/${REPO%/*}/pulls"), "repos/${REPO%/*}/pulls");
        assert_eq!(path("repos/${REPO:-Old/core}/pulls"), "repos/${REPO:-new/core}/pulls");
        assert_eq!(path("repos/${OWNER-Old}/core"), "repos/${OWNER-new}/core");
    }
}
