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

/// A change of a repository. What is `None` or empty stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepositoryChange {
    /// New name.
    pub name: Option<Word>,
    /// New description.
    pub description: Option<Word>,
    /// New address of its web site.
    pub homepage: Option<Word>,
    /// New default branch.
    pub default_branch: Option<Word>,
    /// Seen by those who were let in only, or by everybody.
    pub private: Option<bool>,
    /// Read-only, or no longer.
    pub archived: Option<bool>,
    /// What it has and may, on or off.
    pub features: Vec<(RepositoryFeature, bool)>,
    /// Topics to add.
    pub add_topics: Vec<Word>,
    /// Topics to take off.
    pub remove_topics: Vec<Word>,
}

/// What a repository has or may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepositoryFeature {
    /// GitHub Advanced Security.
    AdvancedSecurity,
    /// A pull request can be told to merge itself later.
    AutoMerge,
    /// The head branch of a pull request can be brought up to date.
    BranchUpdates,
    /// The head branch goes when a pull request is merged.
    DeleteBranchOnMerge,
    /// Discussions.
    Discussions,
    /// It may be forked.
    Forking,
    /// Issues.
    Issues,
    /// Merge commits.
    MergeCommits,
    /// Projects.
    Projects,
    /// Pushes that hold secrets are refused.
    PushProtection,
    /// Rebasing a pull request.
    RebaseMerge,
    /// Secrets are looked for.
    SecretScanning,
    /// Squashing a pull request.
    SquashMerge,
    /// New repositories can be made from it.
    Template,
    /// A wiki.
    Wiki,
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
