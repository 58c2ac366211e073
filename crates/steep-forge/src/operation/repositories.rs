use steep_shell::Word;

use crate::Limit;

/// A clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepositoryClone {
    /// `OWNER/NAME`; a bare name is the caller's own. A URL stays a URL.
    pub repository: Option<Word>,
    /// The folder.
    pub directory: Option<Word>,
    /// Arguments for git, in order.
    pub git_arguments: Vec<Word>,
    /// The remote's name for the parent of a fork.
    pub upstream_remote: Option<Word>,
}

/// Who sees a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Those who were let in.
    Private,
    /// Everybody who is logged in.
    Internal,
}

/// Which repositories are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepositoryList {
    /// Whose; `None`: the caller's.
    pub owner: Option<Word>,
    /// How many.
    pub limit: Limit,
    /// Only those that are seen so.
    pub visibility: Option<Visibility>,
    /// `Some(true)`: only forks; `Some(false)`: none.
    pub fork: Option<bool>,
    /// `Some(true)`: only archived ones; `Some(false)`: none.
    pub archived: Option<bool>,
    /// Only those of this primary language.
    pub language: Option<Word>,
    /// Only those with all of these topics.
    pub topics: Vec<Word>,
}
