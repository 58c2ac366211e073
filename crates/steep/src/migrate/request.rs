//! The owners and the server that a request names, as they are on the target.

use std::cell::RefCell;

use steep_forge::operation::Owners;
use steep_forge::{Filter, Loss, Refusal, Request};
use steep_shell::{Expansion, Part, Variables, Word};

use super::OwnerMap;
use super::owners::Fate;

/// Values that are made of other variables are followed this deep.
const DEPTH: usize = 4;

/// Renames the owners of a request. `variables`: those where its command stands.
///
/// # Errors
/// Where an owner did not move, and where it is not sure which owner is meant.
pub(crate) fn rename_owners(request: &mut Request, map: &OwnerMap, variables: &Variables) -> Result<(), Refusal> {
    let refusal: RefCell<Option<Refusal>> = RefCell::new(None);
    let refuse = |why: Refusal| {
        refusal.borrow_mut().get_or_insert(why);
    };
    let rename = |owner: &str| match map.fate(owner) {
        Fate::Renamed(new) => Some(new),
        Fate::Moved => None,
        Fate::Stays => {
            refuse(Refusal::StaysOnGitHub { what: format!("the owner {owner}") });
            None
        }
    };
    let value = |name: &str| {
        let value = variables.get(name)?.value?;
        if let Some(owner) = default(value).and_then(|value| value.split('/').next()) {
            match map.fate(owner) {
                Fate::Renamed(new) if !new.eq_ignore_ascii_case(owner) => {
                    let what = format!("whether `${name}` is the owner {owner}, who is called {new} on the target,");
                    refuse(Refusal::RuntimeValue { what });
                }
                Fate::Stays => refuse(Refusal::StaysOnGitHub { what: format!("the owner {owner} (`${name}`)") }),
                Fate::Renamed(_) | Fate::Moved => {}
            }
        }
        text(value, variables, DEPTH)
    };
    request.rename_owners(Owners { rename: &rename, rename_name: &|name| map.rename(name), value: &value });
    if let Some(Filter::Jq(filter)) = request.output.filter() {
        let filter = filter.display();
        for (old, new) in map.renamed().filter(|(old, _)| has_name(&filter, old)) {
            let why = format!("the owner is called {new} on the target");
            request.losses.push(Loss { what: format!("{old} in the filter"), why });
        }
    }
    refusal.into_inner().map_or(Ok(()), Err)
}

/// Names the server that a request is for as lost, where it is another than `target`, the address of the one that is asked.
pub(crate) fn check_server(request: &mut Request, target: &str) {
    let Some(server) = request.server.take() else { return };
    let host = target.split_once("://").map_or(target, |(_, host)| host);
    let name = host.split(['/', ':']).next().unwrap_or(host);
    if ![host, name].iter().any(|known| known.eq_ignore_ascii_case(&server)) {
        request.losses.push(Loss { what: format!("host {server}"), why: "the target is one server".to_owned() });
    }
}

/// What a word is, where all of it is known. What only its pattern is known of is `*`.
fn text(word: &Word, variables: &Variables, depth: usize) -> Option<String> {
    let mut out = String::new();
    for part in &word.parts {
        match part {
            Part::Literal { text, .. } => out.push_str(text),
            Part::Expansion { source, kind: Expansion::Pattern, .. } if source == "*" => out.push('*'),
            Part::Expansion { .. } if depth > 0 => {
                out.push_str(&text(variables.get(part.variable()?)?.value?, variables, depth - 1)?);
            }
            Part::Expansion { .. } | Part::Placeholder { .. } => return None,
        }
    }
    Some(out)
}

/// `VALUE` of `${NAME:-VALUE}`.
fn default(word: &Word) -> Option<&str> {
    let [Part::Expansion { source, kind: Expansion::Parameter(name), .. }] = word.parts.as_slice() else { return None };
    let inside = source.strip_prefix("${")?.strip_prefix(name.as_str())?.strip_suffix('}')?;
    inside.strip_prefix(":-").or_else(|| inside.strip_prefix('-'))
}

/// Whether `text` has `name` as a name of its own.
fn has_name(text: &str, name: &str) -> bool {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(|c| is_of_name(c) || c == '.') && !after.is_some_and(is_of_name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_whole_word() {
        for text in [r#"select(.login == "Acme")"#, "startswith(\"Acme/\")"] {
            assert!(has_name(text, "Acme"), "{text}");
        }
        for text in [".Acme", "AcmeX", "Acme-Labs", "acme"] {
            assert!(!has_name(text, "Acme"), "{text}");
        }
    }
}
