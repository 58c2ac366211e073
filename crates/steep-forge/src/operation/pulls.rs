use steep_shell::Word;

use super::Text;
use crate::{Item, Person};

/// Where title and body come from when they are not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PullFill {
    /// From the commits: one commit's subject and body, or the branch name and the list of subjects.
    Commits,
    /// From the first commit.
    FirstCommit,
    /// From all commits, with their bodies.
    Verbose,
}

/// A new pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullCreate {
    /// The title.
    pub title: Option<Word>,
    /// The description.
    pub body: Option<Text>,
    /// Where missing title and body come from; `None`: the person is asked.
    pub fill: Option<PullFill>,
    /// The branch to merge into; `None`: the default branch.
    pub base: Option<Word>,
    /// The branch to merge (`BRANCH` or `OWNER:BRANCH`); `None`: the current one.
    pub head: Option<Word>,
    /// As a draft.
    pub draft: bool,
    /// Labels by name.
    pub labels: Vec<Word>,
    /// Who is assigned.
    pub assignees: Vec<Person>,
    /// Whose review is asked for.
    pub reviewers: Vec<Person>,
    /// The milestone by title.
    pub milestone: Option<Word>,
    /// Whether maintainers of the base may push to the head branch; GitHub's default is yes.
    pub maintainer_edit: bool,
}

/// How a pull request is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeStyle {
    /// A merge commit.
    Merge,
    /// Commits replayed on the base.
    Rebase,
    /// One commit.
    Squash,
}

/// A merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullMerge {
    /// Which pull request.
    pub pull: Item,
    /// How; `None`: the person is asked (an error without a terminal).
    pub style: Option<MergeStyle>,
    /// Delete the head branch.
    pub delete_branch: bool,
    /// Merge when the requirements are met, not now.
    pub auto: bool,
    /// Take such a plan back.
    pub disable_auto: bool,
    /// Merge although requirements are not met.
    pub admin: bool,
    /// The merge commit's subject.
    pub subject: Option<Word>,
    /// The merge commit's body.
    pub body: Option<Text>,
    /// Only when the head is this commit.
    pub match_head: Option<Word>,
}

/// The verdict of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewKind {
    /// Approve.
    Approve,
    /// Ask for changes.
    RequestChanges,
    /// Comment only.
    Comment,
}

/// A review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Which pull request.
    pub pull: Item,
    /// The verdict; `None`: the person is asked.
    pub kind: Option<ReviewKind>,
    /// Its text.
    pub body: Option<Text>,
}

/// A diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullDiff {
    /// Which pull request.
    pub pull: Item,
    /// Only the paths.
    pub name_only: bool,
    /// As a series of patches.
    pub patch: bool,
}

/// Getting a pull request's head into the clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    /// Which pull request.
    pub pull: Item,
    /// The local branch's name; `None`: the head branch's.
    pub branch: Option<Word>,
    /// No branch.
    pub detach: bool,
    /// Reset an existing local branch.
    pub force: bool,
    /// Update submodules too.
    pub recurse_submodules: bool,
}

/// A change of a pull request. Fields that are `None` or empty stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullChange {
    /// Which.
    pub pull: Item,
    /// The branch to merge into.
    pub base: Option<Word>,
    /// What pull requests and issues share.
    pub change: super::IssueChange,
    /// Ask these for a review.
    pub add_reviewers: Vec<Person>,
    /// Ask these no longer.
    pub remove_reviewers: Vec<Person>,
}

/// Closing a pull request without merging it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullClose {
    /// Which.
    pub pull: Item,
    /// A comment to leave first.
    pub comment: Option<Word>,
    /// Delete the head branch, where it lies in the same repository.
    pub delete_branch: bool,
}
