use steep_shell::Word;

use super::owners::{Owners, rename_query};
use super::unsaid::number;
use super::{Existing, Text};
use crate::{Item, Limit, Person, Query};

/// What is asked about issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssueOperation {
    /// Issues of a repository that match.
    List(Query),
    /// What concerns the caller: issues assigned to the caller, mentioning the caller, made by the caller.
    Status,
    /// One issue.
    View {
        /// Which.
        issue: Item,
        /// With the comments.
        comments: bool,
    },
    /// Open an issue.
    Create(IssueCreate),
    /// Change issues.
    Edit(IssueChange),
    /// Close one.
    Close(IssueClose),
    /// Open one again.
    Reopen(Reopen),
    /// Delete one.
    Delete(Item),
    /// Let people comment on an issue or a pull request, or not.
    Lock {
        /// Which.
        issue: Item,
        /// Whether they may.
        lock: Lock,
    },
    /// Show one in front of the list, or no more.
    Pin {
        /// Which.
        issue: Item,
        /// In front.
        pinned: bool,
    },
    /// Comment on one.
    Comment {
        /// Which.
        issue: Item,
        /// What; `None` when the text only mentions the command.
        body: Option<Text>,
    },
    /// The files that are attached to one.
    AttachmentList {
        /// To which.
        issue: Item,
        /// How many; `None`: all.
        limit: Option<Limit>,
    },
    /// One file that is attached to one.
    AttachmentView {
        /// To which it is attached.
        issue: Item,
        /// Its number; `None` when the text only mentions the command.
        attachment: Option<Word>,
    },
    /// Download files that are attached to one.
    AttachmentDownload(AttachmentDownload),
    /// Attach files to one.
    AttachmentCreate(AttachmentCreate),
    /// Give an attached file another name.
    AttachmentRename {
        /// To which it is attached.
        issue: Item,
        /// Its number; `None` when the text only mentions the command.
        attachment: Option<Word>,
        /// The name.
        name: Word,
    },
    /// Delete attached files.
    AttachmentDelete {
        /// To which they are attached.
        issue: Item,
        /// Their numbers; empty when the text only mentions the command.
        attachments: Vec<Word>,
    },
    /// Change or delete the caller's last comment on one.
    LastComment {
        /// On which.
        issue: Item,
        /// How.
        change: LastComment,
    },
}

impl IssueOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::List(_)
            | Self::Status
            | Self::View { .. }
            | Self::AttachmentList { .. }
            | Self::AttachmentView { .. }
            | Self::AttachmentDownload(_) => false,
            Self::Create(_)
            | Self::Edit(_)
            | Self::Close(_)
            | Self::Reopen(_)
            | Self::Delete(_)
            | Self::Lock { .. }
            | Self::Pin { .. }
            | Self::Comment { .. }
            | Self::AttachmentCreate(_)
            | Self::AttachmentRename { .. }
            | Self::AttachmentDelete { .. }
            | Self::LastComment { .. } => true,
        }
    }

    /// What is not said and cannot be known without asking a person.
    pub(super) fn unsaid(&self) -> Option<&'static str> {
        match self {
            Self::Create(create) if create.title.is_none() => Some("the title"),
            Self::Create(create) => create.body.is_none().then_some("the description"),
            Self::Comment { body: None, .. } => Some("the text"),
            Self::View { issue, .. }
            | Self::Delete(issue)
            | Self::Lock { issue, .. }
            | Self::Pin { issue, .. }
            | Self::Comment { issue, .. }
            | Self::AttachmentList { issue, .. }
            | Self::AttachmentView { issue, .. }
            | Self::AttachmentRename { issue, .. }
            | Self::AttachmentDelete { issue, .. } => number(issue),
            Self::AttachmentCreate(create) => number(&create.issue),
            Self::AttachmentDownload(download) => number(&download.issue),
            Self::Close(close) => number(&close.issue),
            Self::Reopen(reopen) => number(&reopen.item),
            Self::List(_) | Self::Status | Self::Edit(_) | Self::LastComment { .. } => None,
        }
    }

    /// Renames the owners that it names.
    pub(super) fn rename_owners(&mut self, owners: Owners<'_>) {
        match self {
            Self::List(query) => rename_query(query, owners),
            Self::Status
            | Self::View { .. }
            | Self::Create(_)
            | Self::Edit(_)
            | Self::Close(_)
            | Self::Reopen(_)
            | Self::Delete(_)
            | Self::Lock { .. }
            | Self::Pin { .. }
            | Self::Comment { .. }
            | Self::AttachmentList { .. }
            | Self::AttachmentView { .. }
            | Self::AttachmentDownload(_)
            | Self::AttachmentCreate(_)
            | Self::AttachmentRename { .. }
            | Self::AttachmentDelete { .. }
            | Self::LastComment { .. } => {}
        }
    }
}

/// Getting files that are attached to an issue. Each is called after its number and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentDownload {
    /// To which they are attached.
    pub issue: Item,
    /// Their numbers; empty: all of them.
    pub attachments: Vec<Word>,
    /// Where to; `None`: the working directory.
    pub directory: Option<Word>,
    /// The path of the only one; `-` for standard output.
    pub output: Option<Word>,
    /// What becomes of files that are there already.
    pub existing: Existing,
}

/// Files that are attached to an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentCreate {
    /// To which.
    pub issue: Item,
    /// Files, each with a name of its own where it is not that of the file.
    pub files: Vec<(Word, Option<Word>)>,
    /// A text that becomes a file of this name.
    pub text: Option<(Text, Word)>,
}

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
