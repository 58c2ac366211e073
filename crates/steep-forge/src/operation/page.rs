use steep_shell::Word;

/// A page of a repository's web site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Its home page.
    Home,
    /// An issue or a pull request.
    Item(Word),
    /// A commit.
    Commit(Word),
    /// Its runs.
    Actions,
    /// Its projects.
    Projects,
    /// Its releases.
    Releases,
    /// Its settings.
    Settings,
    /// Its wiki.
    Wiki,
    /// A folder or a file.
    File(Box<FilePage>),
}

/// The page of a folder or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePage {
    /// As of which commit.
    pub at: Revision,
    /// Its path; `None`: the whole.
    pub path: Option<Word>,
    /// Its lines, the first and the last, counted from 1.
    pub lines: Option<(Word, Option<Word>)>,
    /// With who changed each line last.
    pub blame: bool,
}

/// A state of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    /// That of the default branch.
    DefaultBranch,
    /// That of a branch.
    Branch(Word),
    /// A commit.
    Commit(Word),
    /// The last commit of the default branch.
    LastCommit,
}
