use steep_shell::Word;

use super::Text;
use crate::{Item, Person};

/// A new issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueCreate {
    /// The title; `None`: the person is asked.
    pub title: Option<Word>,
    /// The description; `None`: the person is asked.
    pub body: Option<Text>,
    /// Labels by name.
    pub labels: Vec<Word>,
    /// Who is assigned.
    pub assignees: Vec<Person>,
    /// The milestone by title.
    pub milestone: Option<Word>,
    /// The text leaves further arguments out (`...`).
    pub elided: bool,
}

/// A change of issues (or of one pull request). Fields that are `None` or empty stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IssueChange {
    /// Which; empty in the change of a pull request, which names its own.
    pub issues: Vec<Item>,
    /// New title.
    pub title: Option<Word>,
    /// New description.
    pub body: Option<Text>,
    /// Labels to add, by name.
    pub add_labels: Vec<Word>,
    /// Labels to take off, by name.
    pub remove_labels: Vec<Word>,
    /// Who is assigned in addition.
    pub add_assignees: Vec<Person>,
    /// Who is assigned no longer.
    pub remove_assignees: Vec<Person>,
    /// New milestone, by title.
    pub milestone: Option<Word>,
    /// No milestone any more.
    pub remove_milestone: bool,
}

/// Closing an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueClose {
    /// Which.
    pub issue: Item,
    /// A comment to leave first.
    pub comment: Option<Word>,
    /// `completed`, `not planned` or `duplicate`.
    pub reason: Option<Word>,
}

/// Opening an issue or a pull request again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopen {
    /// Which.
    pub item: Item,
    /// A comment to leave first.
    pub comment: Option<Word>,
}

/// Whether people without rights of their own may comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lock {
    /// No more, for this reason of GitHub's: `off_topic`, `resolved`, `spam`, `too_heated`.
    Locked(Option<Word>),
    /// Again.
    Unlocked,
}

/// What becomes of the caller's last comment on an issue or a pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastComment {
    /// It gets this text.
    Edit {
        /// The text; `None` when the text only mentions the command.
        body: Option<Text>,
        /// Where there is none, one is made.
        or_create: bool,
    },
    /// It is deleted.
    Delete,
}
