use steep_shell::Word;

use super::Text;

/// A new key: the caller's, or one that opens a single repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAdd {
    /// The public key.
    pub key: Text,
    /// What it is called.
    pub title: Option<Word>,
    /// It may write; only of a repository's key.
    pub write: bool,
}
