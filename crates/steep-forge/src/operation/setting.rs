use steep_shell::Word;

use super::Text;
use super::owners::{Owners, rename_slug};

/// What is asked about secrets and variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingOperation {
    /// Secrets or variables.
    List(Settings),
    /// The value of a variable.
    Get {
        /// Whose.
        scope: SettingScope,
        /// Which.
        name: Word,
    },
    /// Set a secret or variable, whether or not it is there.
    Set {
        /// Secret or variable, and whose.
        settings: Settings,
        /// What.
        source: SettingSource,
    },
    /// Delete a secret or variable.
    Delete {
        /// Secret or variable, and whose.
        settings: Settings,
        /// Which.
        name: Word,
    },
}

impl SettingOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::List(_) | Self::Get { .. } => false,
            Self::Set { .. } | Self::Delete { .. } => true,
        }
    }

    /// Renames the owners that it names.
    pub(super) fn rename_owners(&mut self, owners: Owners<'_>) {
        match self {
            Self::Get { scope, .. } => scope.rename_owner(owners),
            Self::List(settings) | Self::Set { settings, .. } | Self::Delete { settings, .. } => {
                settings.scope.rename_owner(owners);
            }
        }
    }
}

/// A value that workflows are given by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// Nobody can read it again.
    Secret,
    /// Everybody who may change the repository can.
    Variable,
}

/// Whose workflows are given a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingScope {
    /// Those of the request's repository.
    Repository,
    /// Those of all repositories of this organisation.
    Organization(Word),
}

/// Which values: those of a kind in a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Secrets or variables.
    pub kind: SettingKind,
    /// Whose.
    pub scope: SettingScope,
}

/// What is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingSource {
    /// One value.
    One {
        /// Its name; `None` where the text only mentions the command.
        name: Option<Word>,
        /// The value; line ends at the end of standard input are no part of it.
        value: Text,
    },
    /// Lines `NAME=VALUE`, as dotenv files have them.
    Lines(Text),
}

impl SettingScope {
    fn rename_owner(&mut self, owners: Owners<'_>) {
        if let SettingScope::Organization(word) = self {
            rename_slug(word, owners);
        }
    }
}
