use crate::error::BuildError;

/// Owners that GitHub itself has: nobody else's repositories are there.
const GITHUBS_OWN: [&str; 4] = ["actions", "cli", "dependabot", "github"];

/// What documents write where a reader puts an owner.
const STAND_INS: [&str; 15] = [
    "owner",
    "org",
    "organization",
    "organisation",
    "user",
    "username",
    "login",
    "account",
    "name",
    "repo-owner",
    "o",
    "you",
    "me",
    "someone",
    "upstream-owner",
];

/// What such a name begins with.
const STAND_IN_STARTS: [&str; 6] = ["your", "my-", "some-", "example", "target-", "the-"];

/// As an old and a new name: all others, under the names that they have.
const ANY: &str = "*";

/// What is known of an owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is called so on the target.
    Renamed(String),
    /// It is called there as before.
    Moved,
    /// It did not move.
    Stays,
}

/// Old owner names and their new ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnerMap {
    pairs: Vec<(String, String)>,
}

/// Whether it is of the characters that names of owners and repositories have.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

impl OwnerMap {
    pub(crate) fn new(pairs: Vec<(String, String)>) -> Result<Self, BuildError> {
        for (old, new) in pairs.iter().filter(|(old, new)| old != ANY || new != ANY) {
            if let Some(bad) = [old, new].into_iter().find(|name| !is_name(name)) {
                return Err(BuildError::Owner(bad.clone()));
            }
        }
        Ok(OwnerMap { pairs })
    }

    /// The new name of `owner`, compared without regard to case; `None` where it is not mapped.
    pub(crate) fn rename(&self, owner: &str) -> Option<String> {
        self.pairs.iter().find(|(old, _)| old.eq_ignore_ascii_case(owner)).map(|(_, new)| new.clone())
    }

    /// What became of `owner`, which owns repositories. With owners that are named, those moved and no others; without, all but
    /// GitHub's own. What stands for an owner, or cannot be one, counts as moved.
    pub(crate) fn fate(&self, owner: &str) -> Fate {
        if let Some(new) = self.rename(owner) {
            return Fate::Renamed(new);
        }
        let lower = owner.to_ascii_lowercase();
        let is_name = is_name(owner);
        let stands_in = STAND_INS.contains(&lower.as_str())
            || STAND_IN_STARTS.iter().any(|start| lower.starts_with(start))
            // `OWNER`, `ORG_NAME`
            || (owner.len() > 1 && !owner.chars().any(|c| c.is_ascii_lowercase()) && lower.contains(['_']));
        let is_new = self.pairs.iter().any(|(_, new)| new.eq_ignore_ascii_case(owner));
        let all_moved = self.pairs.iter().any(|(old, _)| old == ANY);
        match self.pairs.is_empty() {
            _ if !is_name || stands_in || is_new || all_moved => Fate::Moved,
            true if !GITHUBS_OWN.contains(&lower.as_str()) => Fate::Moved,
            _ => Fate::Stays,
        }
    }

    /// Owners with a new name, old and new.
    pub(crate) fn renamed(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.pairs.iter().map(|(old, new)| (old.as_str(), new.as_str()));
        pairs.filter(|(old, new)| old != new)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> OwnerMap {
        let pairs = pairs.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned()));
        OwnerMap::new(pairs.collect()).unwrap()
    }

    #[test]
    fn with_owners_the_others_stay() {
        let owners = map(&[("Acme", "platform"), ("tools", "tools")]);
        assert_eq!(owners.fate("ACME"), Fate::Renamed("platform".to_owned()));
        assert_eq!(owners.fate("tools"), Fate::Renamed("tools".to_owned()));
        for owner in ["cli", "octocat", "Acme-Labs"] {
            assert_eq!(owners.fate(owner), Fate::Stays, "{owner}");
        }
        for owner in ["Platform", "{owner}", "OWNER", "org", "your-org", "YOUR_ORG", "MY_TEAM", ""] {
            assert_eq!(owners.fate(owner), Fate::Moved, "{owner}");
        }
    }

    #[test]
    fn without_owners_only_githubs_own_stay() {
        let owners = map(&[]);
        assert_eq!(owners.fate("octocat"), Fate::Moved);
        assert_eq!(owners.fate("Actions"), Fate::Stays);
    }

    #[test]
    fn an_asterisk_is_all_others() {
        let owners = map(&[("Acme", "platform"), ("*", "*")]);
        assert_eq!(owners.fate("acme"), Fate::Renamed("platform".to_owned()));
        assert_eq!(owners.fate("cli"), Fate::Moved);
        let half = vec![("*".to_owned(), "acme".to_owned())];
        assert!(OwnerMap::new(half).is_err());
    }
}
