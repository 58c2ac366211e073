use steep_shell::Word;

use super::owners::{Owners, rename_head, rename_item, rename_query};
use super::unsaid::number;
use super::{LastComment, Reopen, Text};
use crate::{Item, Person, Query};

/// What is asked about pull requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PullOperation {
    /// Pull requests of a repository that match.
    List(Query),
    /// One pull request. `comments`: its comments for a reader (GitHub's `--comments`).
    View {
        /// Which.
        pull: Item,
        /// With the comments.
        comments: bool,
    },
    /// What waits for the caller: the current branch's pull request, the caller's, those to review.
    Status,
    /// Open a pull request.
    Create(PullCreate),
    /// Merge one.
    Merge(PullMerge),
    /// The checks of one's head commit: a table, and an exit status (0 all passed, 8 some pending, 1 otherwise).
    Checks {
        /// Which.
        pull: Item,
        /// Only those that must pass.
        required: bool,
        /// Wait until none is pending.
        watch: Option<Watch>,
    },
    /// Review one.
    Review(Review),
    /// Its diff.
    Diff(PullDiff),
    /// Get its head into the clone.
    Checkout(Checkout),
    /// Change it.
    Edit(PullChange),
    /// Close one.
    Close(PullClose),
    /// Open one again.
    Reopen(Reopen),
    /// Mark one as ready for review, or as a draft.
    Ready {
        /// Which.
        pull: Item,
        /// As a draft.
        draft: bool,
    },
    /// Bring the changes of its base branch into its head branch.
    Update {
        /// Which.
        pull: Item,
        /// By a rebase, not by a merge.
        rebase: bool,
    },
    /// Comment on one.
    Comment {
        /// Which.
        pull: Item,
        /// What.
        body: Option<Text>,
    },
    /// Change or delete the caller's last comment on one.
    LastComment {
        /// On which.
        pull: Item,
        /// How.
        change: LastComment,
    },
}

impl PullOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::List(_)
            | Self::View { .. }
            | Self::Status
            | Self::Checks { .. }
            | Self::Diff(_)
            | Self::Checkout(_) => false,
            Self::Create(_)
            | Self::Merge(_)
            | Self::Review(_)
            | Self::Edit(_)
            | Self::Close(_)
            | Self::Reopen(_)
            | Self::Ready { .. }
            | Self::Update { .. }
            | Self::Comment { .. }
            | Self::LastComment { .. } => true,
        }
    }

    /// What is not said and cannot be known without asking a person.
    pub(super) fn unsaid(&self) -> Option<&'static str> {
        match self {
            Self::Merge(merge) => {
                let style = merge.style.is_none() && !merge.disable_auto;
                style.then_some("the way to merge (merge, rebase or squash)").or_else(|| number(&merge.pull))
            }
            Self::Create(create) if create.fill.is_some() => None,
            Self::Create(create) if create.title.is_none() => Some("the title"),
            Self::Create(create) => create.body.is_none().then_some("the description"),
            Self::Review(review) if review.kind.is_none() => {
                Some("the verdict (to approve, to ask for changes or to comment)")
            }
            Self::Review(review) => number(&review.pull),
            Self::Comment { body: None, .. } => Some("the text"),
            Self::View { pull, .. }
            | Self::Checks { pull, .. }
            | Self::Ready { pull, .. }
            | Self::Update { pull, .. }
            | Self::Comment { pull, .. } => number(pull),
            Self::Close(close) => number(&close.pull),
            Self::Reopen(reopen) => number(&reopen.item),
            Self::List(_)
            | Self::Status
            | Self::Diff(_)
            | Self::Checkout(_)
            | Self::Edit(_)
            | Self::LastComment { .. } => None,
        }
    }

    /// Renames the owners that it names.
    pub(super) fn rename_owners(&mut self, owners: Owners<'_>) {
        match self {
            Self::List(query) => rename_query(query, owners),
            Self::Create(create) => create.head.iter_mut().for_each(|head| rename_head(head, owners)),
            Self::View { pull, .. }
            | Self::Checks { pull, .. }
            | Self::Ready { pull, .. }
            | Self::Update { pull, .. }
            | Self::Comment { pull, .. }
            | Self::LastComment { pull, .. } => rename_item(pull, owners),
            Self::Diff(diff) => rename_item(&mut diff.pull, owners),
            Self::Checkout(checkout) => rename_item(&mut checkout.pull, owners),
            Self::Merge(merge) => rename_item(&mut merge.pull, owners),
            Self::Review(review) => rename_item(&mut review.pull, owners),
            Self::Close(close) => rename_item(&mut close.pull, owners),
            Self::Reopen(reopen) => rename_item(&mut reopen.item, owners),
            Self::Edit(change) => rename_item(&mut change.pull, owners),
            Self::Status => {}
        }
    }
}

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

/// How checks are waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// No longer than until one has failed.
    pub fail_fast: bool,
    /// Seconds between two looks; `None`: the source's own, 10.
    pub interval: Option<Word>,
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
    /// Without the files whose path or name one of these patterns matches: `*` and `?` match no `/`, `[…]` is a class.
    pub exclude: Vec<Word>,
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
    /// Into a new worktree at this path, not into the one at hand.
    pub worktree: Option<Word>,
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
