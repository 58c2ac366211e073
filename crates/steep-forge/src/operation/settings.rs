use steep_shell::Word;

use super::Text;

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
