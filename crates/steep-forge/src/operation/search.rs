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
    /// Repositories that match.
    Repositories(Query),
    /// What waits for the caller, and what happened lately.
    Status(StatusAcross),
    /// Lines of code that hold the words.
    Code {
        /// The words, in order.
        words: Vec<Word>,
        /// Only in these repositories (`OWNER/NAME`).
        repositories: Vec<Word>,
        /// Only in the repositories of these owners.
        owners: Vec<Word>,
        /// How many.
        limit: Limit,
    },
}

impl SearchOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::Pulls(_) | Self::Issues(_) | Self::Repositories(_) | Self::Status(_) | Self::Code { .. } => false,
        }
    }

    /// Renames the owners that it names.
    pub(super) fn rename_owners(&mut self, owners: Owners<'_>) {
        match self {
            Self::Pulls(query) | Self::Issues(query) | Self::Repositories(query) => rename_query(query, owners),
            Self::Status(status) => {
                for word in status.owner.iter_mut().chain(&mut status.without) {
                    rename_slug(word, owners);
                }
            }
            Self::Code { repositories, owners: of, .. } => {
                for word in repositories.iter_mut().chain(of) {
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
