use steep_shell::{Part, Word};

use crate::operation::SettingScope;
use crate::{Operation, Predicate, Query, Repository, Request};

impl Request {
    /// Puts `rename`'s answer in the place of every owner that the request names literally: repositories, owners of
    /// searches and lists, and the owner in an API path. `rename` gets the owner as written and answers `None` to keep
    /// it. An owner that is only known at run time or to the reader is never asked about.
    pub fn rename_owners(&mut self, rename: &dyn Fn(&str) -> Option<String>) {
        if let Repository::Named(word) = &mut self.repository {
            rename_slug(word, rename);
        }
        match &mut self.operation {
            Operation::PullList(query)
            | Operation::IssueList(query)
            | Operation::SearchPulls(query)
            | Operation::SearchIssues(query)
            | Operation::SearchRepositories(query) => rename_query(query, rename),
            Operation::SearchCode { repositories, owners, .. } => {
                for word in repositories.iter_mut().chain(owners) {
                    rename_slug(word, rename);
                }
            }
            Operation::RepositoryClone(clone) => {
                if let Some(word) = &mut clone.repository {
                    rename_slug(word, rename);
                }
            }
            Operation::LabelClone { from: Some(word), .. } => rename_slug(word, rename),
            // A word without a slash is a name, not an owner.
            Operation::RepositoryCreate(create) => {
                let named = create.name.iter_mut().chain(&mut create.template);
                named.filter(|word| word.split_once('/').is_some()).for_each(|word| rename_slug(word, rename));
            }
            Operation::RepositoryFork(fork) => {
                fork.organization.iter_mut().for_each(|word| rename_slug(word, rename));
            }
            Operation::RepositoryList(list) => {
                if let Some(word) = &mut list.owner {
                    rename_slug(word, rename);
                }
            }
            Operation::SettingGet { scope: SettingScope::Organization(word), .. } => rename_slug(word, rename),
            Operation::SettingList(settings)
            | Operation::SettingSet { settings, .. }
            | Operation::SettingDelete { settings, .. } => {
                if let SettingScope::Organization(word) = &mut settings.scope {
                    rename_slug(word, rename);
                }
            }
            Operation::Api(call) => rename_path(&mut call.endpoint, rename),
            _ => {}
        }
    }
}

fn rename_query(query: &mut Query, rename: &dyn Fn(&str) -> Option<String>) {
    fn predicate(it: &mut Predicate, rename: &dyn Fn(&str) -> Option<String>) {
        match it {
            Predicate::All(items) | Predicate::Any(items) => items.iter_mut().for_each(|item| predicate(item, rename)),
            Predicate::Not(inner) => predicate(inner, rename),
            Predicate::Repository(word) | Predicate::Owner(word) => rename_slug(word, rename),
            _ => {}
        }
    }
    query.predicates.iter_mut().for_each(|item| predicate(item, rename));
}

/// `OWNER` or `OWNER/…`.
fn rename_slug(word: &mut Word, rename: &dyn Fn(&str) -> Option<String>) {
    let (owner, rest) = match word.split_once('/') {
        Some((owner, rest)) => (owner, Some(rest)),
        None => (word.clone(), None),
    };
    let Some(new) = owner.as_literal().and_then(|owner| rename(&owner)) else { return };
    let mut parts = vec![Part::Literal { text: new, quote: steep_shell::Quote::None }];
    if let Some(rest) = rest {
        parts.push(Part::Literal { text: "/".to_owned(), quote: steep_shell::Quote::None });
        parts.extend(rest.parts);
    }
    *word = Word::from_parts(joined(parts));
}

/// `repos/OWNER/…`, `orgs/OWNER/…`, `users/OWNER/…`, with or without a leading slash; a query may follow the owner.
fn rename_path(word: &mut Word, rename: &dyn Fn(&str) -> Option<String>) {
    let Some(Part::Literal { text, .. }) = word.parts.first() else { return };
    let path = text.trim_start_matches('/');
    let Some((root, rest)) = path.split_once('/') else { return };
    if !matches!(root, "repos" | "orgs" | "users" | "enterprises") {
        return;
    }
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (Some(owner), Some(tail)) = (rest.get(..end), rest.get(end..)) else { return };
    // An owner that runs on into an expansion (`repos/acme-$x/…`) is not known.
    if tail.is_empty() && word.parts.len() > 1 {
        return;
    }
    let Some(new) = rename(owner) else { return };
    let text = format!("{root}/{new}{tail}");
    if let Some(Part::Literal { text: first, .. }) = word.parts.first_mut() {
        *first = text;
        word.source.clear();
    }
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

    fn slug(word: Word) -> String {
        let mut word = word;
        rename_slug(&mut word, &rename);
        word.display()
    }

    fn path(text: &str) -> String {
        let mut word = Word::literal(text);
        rename_path(&mut word, &rename);
        word.display()
    }

    #[test]
    fn owners_are_renamed_whatever_their_case_and_whatever_follows() {
        assert_eq!(slug(Word::literal("Acme/widgets")), "acme/widgets");
        assert_eq!(slug(Word::literal("ACME")), "acme");
        let repo = Part::Expansion {
            source: "$repo".to_owned(),
            kind: steep_shell::Expansion::Parameter("repo".to_owned()),
            quote: steep_shell::Quote::None,
        };
        let literal = Part::Literal { text: "Acme/".to_owned(), quote: steep_shell::Quote::None };
        assert_eq!(slug(Word::from_parts(vec![literal, repo.clone()])), "acme/$repo");
        assert_eq!(slug(Word::from_parts(vec![repo])), "$repo");
        assert_eq!(slug(Word::literal("Acme-Labs/widgets")), "Acme-Labs/widgets");
    }

    #[test]
    fn owners_in_api_paths_are_renamed_in_their_place_only() {
        assert_eq!(path("repos/Acme/Acme/contents/Acme"), "repos/acme/Acme/contents/Acme");
        assert_eq!(path("/orgs/Acme/packages?package_type=container"), "orgs/acme/packages?package_type=container");
        assert_eq!(path("users/Acme?x=1"), "users/acme?x=1");
        assert_eq!(path("search/repositories?q=org:Acme"), "search/repositories?q=org:Acme");
    }
}
