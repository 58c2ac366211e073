use steep_shell::Word;

use super::owners::{Owners, rename_query, rename_slug};
use crate::{Limit, Query};

/// What is looked for in all repositories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchOperation {
    /// Pull requests of any repository that match.
    Pulls(Query),
    /// Issues of any repository that match.
    Issues(Query),
    /// Issues and pull requests of any repository that match.
    Items(Query),
    /// Repositories that match.
    Repositories(Query),
    /// What waits for the caller, and what happened lately.
    Status(StatusAcross),
    /// Lines of code that hold the words.
    Code(CodeSearch),
}

/// A search of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSearch {
    /// The words, in order.
    pub words: Vec<Word>,
    /// Only in these repositories (`OWNER/NAME`).
    pub repositories: Vec<Word>,
    /// Only in the repositories of these owners.
    pub owners: Vec<Word>,
    /// Only in files of one of these endings (without the dot).
    pub extensions: Vec<Word>,
    /// Only in files of one of these names.
    pub names: Vec<Word>,
    /// How many.
    pub limit: Limit,
}

impl SearchOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::Pulls(_)
            | Self::Issues(_)
            | Self::Items(_)
            | Self::Repositories(_)
            | Self::Status(_)
            | Self::Code(_) => false,
        }
    }

    /// Renames the owners that it names.
    pub(super) fn rename_owners(&mut self, owners: Owners<'_>) {
        match self {
            Self::Pulls(query) | Self::Issues(query) | Self::Items(query) | Self::Repositories(query) => {
                rename_query(query, owners)
            }
            Self::Status(status) => {
                for word in status.owner.iter_mut().chain(&mut status.without) {
                    rename_slug(word, owners);
                }
            }
            Self::Code(search) => {
                for word in search.repositories.iter_mut().chain(&mut search.owners) {
                    rename_slug(word, owners);
                }
            }
        }
    }
}

/// What waits for the caller in all repositories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusAcross {
    /// Only in the repositories of this owner.
    pub owner: Option<Word>,
    /// Not in these repositories (`OWNER/NAME`).
    pub without: Vec<Word>,
}
