use steep_shell::Word;

use super::Page;
use super::owners::{Owners, rename_slug};
use crate::{Limit, Visibility};

/// What is asked about repositories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepositoryOperation {
    /// Clone a repository.
    Clone(RepositoryClone),
    /// The repositories of an owner (`None`: the caller).
    List(RepositoryList),
    /// One repository (the request's).
    View {
        /// The branch whose README is shown to a reader.
        branch: Option<Word>,
    },
    /// Make a repository.
    Create(RepositoryCreate),
    /// Make a fork of the request's repository.
    Fork(RepositoryFork),
    /// Bring a branch up to date: the clone's, where the request is about the clone's repository, else that of a fork.
    Sync(RepositorySync),
    /// Change the request's repository.
    Edit(RepositoryChange),
    /// Delete the request's repository.
    Delete,
    /// The content of a file of the request's repository.
    FileRead(FileRead),
    /// What a folder of the request's repository holds.
    FolderList(FolderList),
    /// The address of a page of the request's repository.
    PageAddress(Page),
    /// The files of a kind that a new repository can begin with.
    StarterList(Starter),
    /// The text of one.
    StarterView {
        /// Of which kind.
        kind: Starter,
        /// Which: `Go`, `mit`.
        name: Word,
    },
}

impl RepositoryOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::Clone(_)
            | Self::List(_)
            | Self::View { .. }
            | Self::FileRead(_)
            | Self::FolderList(_)
            | Self::PageAddress(_)
            | Self::StarterList(_)
            | Self::StarterView { .. } => false,
            Self::Create(_) | Self::Fork(_) | Self::Sync(_) | Self::Edit(_) | Self::Delete => true,
        }
    }

    /// Renames the owners that it names.
    pub(super) fn rename_owners(&mut self, owners: Owners<'_>) {
        match self {
            Self::Clone(clone) => clone.repository.iter_mut().for_each(|word| rename_slug(word, owners)),
            // A word without a slash is a name, not an owner.
            Self::Create(create) => {
                let named = create.name.iter_mut().chain(&mut create.template);
                named.filter(|word| word.split_once('/').is_some()).for_each(|word| rename_slug(word, owners));
            }
            Self::Fork(fork) => fork.organization.iter_mut().for_each(|word| rename_slug(word, owners)),
            Self::List(list) => list.owner.iter_mut().for_each(|word| rename_slug(word, owners)),
            Self::View { .. }
            | Self::FileRead(_)
            | Self::FolderList(_)
            | Self::PageAddress(_)
            | Self::StarterList(_)
            | Self::StarterView { .. }
            | Self::Sync(_)
            | Self::Edit(_)
            | Self::Delete => {}
        }
    }
}

/// A file that is read out of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// Its path from the repository's root; `None` when the text only mentions the command.
    pub path: Option<Word>,
    /// The branch, tag or commit; `None`: the default branch.
    pub revision: Option<Word>,
    /// The file that gets the content; otherwise it is printed.
    pub output: Option<Word>,
    /// That file is overwritten where it is there; otherwise the command fails then.
    pub overwrite: bool,
}

/// A folder of a repository that is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderList {
    /// Its path from the repository's root; `None`: the root.
    pub path: Option<Word>,
    /// The branch, tag or commit; `None`: the default branch.
    pub revision: Option<Word>,
}

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

/// A new repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepositoryCreate {
    /// `OWNER/NAME`, or the name of one of the caller's; `None`: that of the folder whose history it gets. Without a folder
    /// the text only mentions the command.
    pub name: Option<Word>,
    /// Seen by those who were let in only.
    pub private: bool,
    /// What it is.
    pub description: Option<Word>,
    /// Address of its web site.
    pub homepage: Option<Word>,
    /// With a README.
    pub readme: bool,
    /// With this licence (GitHub's key: `mit`).
    pub licence: Option<Word>,
    /// With the `.gitignore` of this name.
    pub gitignore: Option<Word>,
    /// Without issues.
    pub without_issues: bool,
    /// Without a wiki.
    pub without_wiki: bool,
    /// With the files of this repository (`OWNER/NAME`, or the name of one of the caller's).
    pub template: Option<Word>,
    /// What becomes of it here.
    pub copy: CreatedCopy,
}

/// What becomes of a new repository in the working directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreatedCopy {
    /// Nothing.
    None,
    /// It is cloned.
    Clone,
    /// It becomes a remote of a repository that is here.
    Remote {
        /// The folder.
        folder: Word,
        /// What the remote is called.
        name: Option<Word>,
        /// The current branch is pushed.
        push: bool,
    },
}

/// A fork.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepositoryFork {
    /// Who gets it; `None`: the caller.
    pub organization: Option<Word>,
    /// Its name; `None`: that of its parent.
    pub name: Option<Word>,
    /// Only the default branch.
    pub default_branch_only: bool,
    /// What becomes of it here.
    pub copy: ForkedCopy,
}

/// What becomes of a fork in the working directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForkedCopy {
    /// Nothing.
    None,
    /// It is cloned, and its parent becomes the remote `upstream`.
    Clone {
        /// The folder.
        directory: Option<Word>,
        /// Arguments for git, in order.
        git_arguments: Vec<Word>,
    },
    /// It becomes a remote of the clone.
    Remote {
        /// Under this name; `None`: `origin`, and what is called so becomes `upstream`.
        name: Option<Word>,
    },
}

/// A file that a new repository can begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Starter {
    /// A `.gitignore`.
    Gitignore,
    /// A licence.
    Licence,
}

/// A branch that is brought up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepositorySync {
    /// Which; `None`: the default branch.
    pub branch: Option<Word>,
    /// What only it has is thrown away.
    pub force: bool,
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
