//! Every question and change that a forge is asked for.

mod api;
mod issues;
mod keys;
mod labels;
mod pages;
mod pulls;
mod releases;
mod repositories;
mod runs;
mod settings;
mod workflows;

pub use api::{ApiBody, ApiCall, ApiField};
pub use issues::{IssueChange, IssueClose, IssueCreate, LastComment, Lock, Reopen};
pub use keys::KeyAdd;
pub use labels::{LabelChange, LabelCreate, LabelList, LabelSort};
pub use pages::{Page, Revision};
pub use pulls::{
    Checkout, MergeStyle, PullChange, PullClose, PullCreate, PullDiff, PullFill, PullMerge, Review, ReviewKind,
};
pub use releases::{
    Download, Existing, Release, ReleaseChange, ReleaseCreate, ReleaseDelete, ReleaseDownload, ReleaseFileDelete,
    ReleaseList, ReleaseNotes, ReleaseUpload,
};
pub use repositories::{
    CreatedCopy, ForkedCopy, RepositoryChange, RepositoryClone, RepositoryCreate, RepositoryFeature, RepositoryFork,
    RepositoryList, RepositorySync, Starter, Visibility,
};
pub use runs::{Rerun, RunDownload, RunList, RunView, RunWatch};
pub use settings::{SettingKind, SettingScope, SettingSource, Settings};
pub use workflows::{WorkflowInputs, WorkflowList, WorkflowRun, WorkflowSwitch, WorkflowView};

use steep_shell::Word;

use crate::{Item, Query};

/// Text that a command sends: given on the command line, read from a file, or from standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// A word.
    Word(Word),
    /// The contents of a file.
    File(Word),
    /// Standard input.
    Stdin,
}

/// What a command asks of a forge.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Operation {
    /// Pull requests of a repository that match.
    PullList(Query),
    /// One pull request. `comments`: its comments for a reader (GitHub's `--comments`).
    PullView {
        /// Which.
        pull: Item,
        /// With the comments.
        comments: bool,
    },
    /// What waits for the caller: the current branch's pull request, the caller's, those to review.
    PullStatus,
    /// Open a pull request.
    PullCreate(PullCreate),
    /// Merge one.
    PullMerge(PullMerge),
    /// The checks of one's head commit: a table, and an exit status (0 all passed, 8 some pending, 1 otherwise).
    PullChecks {
        /// Which.
        pull: Item,
        /// Only those that must pass.
        required: bool,
        /// Wait until none is pending.
        watch: bool,
    },
    /// Review one.
    PullReview(Review),
    /// Its diff.
    PullDiff(PullDiff),
    /// Get its head into the clone.
    PullCheckout(Checkout),
    /// Change it.
    PullEdit(PullChange),
    /// Close one.
    PullClose(PullClose),
    /// Open one again.
    PullReopen(Reopen),
    /// Mark one as ready for review, or as a draft.
    PullReady {
        /// Which.
        pull: Item,
        /// As a draft.
        draft: bool,
    },
    /// Bring the changes of its base branch into its head branch.
    PullUpdate {
        /// Which.
        pull: Item,
        /// By a rebase, not by a merge.
        rebase: bool,
    },
    /// Comment on one.
    PullComment {
        /// Which.
        pull: Item,
        /// What.
        body: Option<Text>,
    },
    /// Issues of a repository that match.
    IssueList(Query),
    /// What concerns the caller: issues assigned to the caller, mentioning the caller, made by the caller.
    IssueStatus,
    /// One issue.
    IssueView {
        /// Which.
        issue: Item,
        /// With the comments.
        comments: bool,
    },
    /// Open an issue.
    IssueCreate(IssueCreate),
    /// Change issues.
    IssueEdit(IssueChange),
    /// Close one.
    IssueClose(IssueClose),
    /// Open one again.
    IssueReopen(Reopen),
    /// Delete one.
    IssueDelete(Item),
    /// Let people comment on an issue or a pull request, or not.
    IssueLock {
        /// Which.
        issue: Item,
        /// Whether they may.
        lock: Lock,
    },
    /// Show one in front of the list, or no more.
    IssuePin {
        /// Which.
        issue: Item,
        /// In front.
        pinned: bool,
    },
    /// Comment on one.
    IssueComment {
        /// Which.
        issue: Item,
        /// What; `None` when the text only mentions the command.
        body: Option<Text>,
    },
    /// Change or delete the caller's last comment on an issue or, where `is_pull`, on a pull request.
    LastComment {
        /// On which.
        item: Item,
        /// It is a pull request.
        is_pull: bool,
        /// How.
        change: LastComment,
    },
    /// Labels of a repository.
    LabelList(LabelList),
    /// Make a label.
    LabelCreate(LabelCreate),
    /// Change one.
    LabelEdit(LabelChange),
    /// Delete one, by its name; `None` when the text only mentions the command.
    LabelDelete(Option<Word>),
    /// Copy the labels of another repository that this one lacks.
    LabelClone {
        /// Which (`OWNER/NAME`); `None` when the text only mentions the command.
        from: Option<Word>,
        /// Change those that it has.
        overwrite: bool,
    },
    /// Releases of a repository.
    ReleaseList(ReleaseList),
    /// One release.
    ReleaseView(Release),
    /// Make a release.
    ReleaseCreate(ReleaseCreate),
    /// Change one.
    ReleaseEdit(ReleaseChange),
    /// Delete one.
    ReleaseDelete(ReleaseDelete),
    /// Add files to one.
    ReleaseUpload(ReleaseUpload),
    /// Take a file off one.
    ReleaseFileDelete(ReleaseFileDelete),
    /// Get what belongs to one.
    ReleaseDownload(ReleaseDownload),
    /// Clone a repository.
    RepositoryClone(RepositoryClone),
    /// The repositories of an owner (`None`: the caller).
    RepositoryList(RepositoryList),
    /// One repository (the request's).
    RepositoryView {
        /// The branch whose README is shown to a reader.
        branch: Option<Word>,
    },
    /// Make a repository.
    RepositoryCreate(RepositoryCreate),
    /// Make a fork of the request's repository.
    RepositoryFork(RepositoryFork),
    /// Bring a branch up to date: the clone's, where the request is about the clone's repository, else that of a fork.
    RepositorySync(RepositorySync),
    /// Change the request's repository.
    RepositoryEdit(RepositoryChange),
    /// Delete the request's repository.
    RepositoryDelete,
    /// The address of a page of the request's repository.
    PageAddress(Page),
    /// Workflow runs that match.
    RunList(RunList),
    /// One run.
    RunView(RunView),
    /// Get what one left.
    RunDownload(RunDownload),
    /// Wait for one.
    RunWatch(RunWatch),
    /// Run one again.
    RunRerun(Rerun),
    /// Stop one.
    RunCancel(Item),
    /// Delete one.
    RunDelete(Item),
    /// The workflows of a repository.
    WorkflowList(WorkflowList),
    /// One workflow.
    WorkflowView(WorkflowView),
    /// Start one.
    WorkflowRun(WorkflowRun),
    /// Enable or disable one.
    WorkflowSwitch(WorkflowSwitch),
    /// Secrets or variables.
    SettingList(Settings),
    /// The value of a variable.
    SettingGet {
        /// Whose.
        scope: SettingScope,
        /// Which.
        name: Word,
    },
    /// Set a secret or variable, whether or not it is there.
    SettingSet {
        /// Secret or variable, and whose.
        settings: Settings,
        /// What.
        source: SettingSource,
    },
    /// Delete a secret or variable.
    SettingDelete {
        /// Secret or variable, and whose.
        settings: Settings,
        /// Which.
        name: Word,
    },
    /// The caller's SSH keys.
    SshKeyList,
    /// A new one.
    SshKeyAdd(KeyAdd),
    /// Delete one.
    SshKeyDelete {
        /// Its id.
        id: Word,
    },
    /// The caller's OpenPGP keys.
    GpgKeyList,
    /// A new one.
    GpgKeyAdd {
        /// It, armoured.
        key: Text,
    },
    /// Delete one.
    GpgKeyDelete {
        /// Its OpenPGP key id.
        key: Word,
    },
    /// The SSH keys that open a repository.
    DeployKeyList,
    /// A new one.
    DeployKeyAdd(KeyAdd),
    /// Delete one.
    DeployKeyDelete {
        /// Its id.
        id: Word,
    },
    /// Pull requests of any repository that match.
    SearchPulls(Query),
    /// Issues of any repository that match.
    SearchIssues(Query),
    /// Repositories that match.
    SearchRepositories(Query),
    /// Lines of code that hold the words.
    SearchCode {
        /// The words, in order.
        words: Vec<Word>,
        /// Only in these repositories (`OWNER/NAME`).
        repositories: Vec<Word>,
        /// Only in the repositories of these owners.
        owners: Vec<Word>,
        /// How many.
        limit: crate::Limit,
    },
    /// A raw call of the forge's REST API, in GitHub's paths.
    Api(ApiCall),
    /// The organisations of the caller.
    OrganizationList(crate::Limit),
    /// The files of a kind that a new repository can begin with.
    StarterList(Starter),
    /// The text of one.
    StarterView {
        /// Of which kind.
        kind: Starter,
        /// Which: `Go`, `mit`.
        name: Word,
    },
    /// The token that requests are made with.
    AuthToken,
    /// Have git use that token.
    AuthSetupGit,
    /// Log in; `token_from_stdin` when the token is read from standard input.
    AuthLogin {
        /// The token comes from standard input.
        token_from_stdin: bool,
    },
    /// Whether the caller is logged in.
    AuthStatus,
}

impl Operation {
    /// Whether it changes something on the forge. A raw call is taken for one that reads: what it does is said by its method.
    #[must_use]
    pub fn changes(&self) -> bool {
        !matches!(
            self,
            Operation::PullList(_)
                | Operation::PullView { .. }
                | Operation::PullStatus
                | Operation::PullChecks { .. }
                | Operation::PullDiff(_)
                | Operation::PullCheckout(_)
                | Operation::IssueList(_)
                | Operation::IssueStatus
                | Operation::IssueView { .. }
                | Operation::LabelList(_)
                | Operation::ReleaseList(_)
                | Operation::ReleaseView(_)
                | Operation::ReleaseDownload(_)
                | Operation::RepositoryClone(_)
                | Operation::RepositoryList(_)
                | Operation::RepositoryView { .. }
                | Operation::RunList(_)
                | Operation::RunView(_)
                | Operation::RunWatch(_)
                | Operation::WorkflowList(_)
                | Operation::WorkflowView(_)
                | Operation::SettingList(_)
                | Operation::SettingGet { .. }
                | Operation::SshKeyList
                | Operation::GpgKeyList
                | Operation::DeployKeyList
                | Operation::SearchPulls(_)
                | Operation::SearchIssues(_)
                | Operation::SearchRepositories(_)
                | Operation::SearchCode { .. }
                | Operation::Api(_)
                | Operation::AuthStatus
                | Operation::AuthToken
                | Operation::AuthSetupGit
                | Operation::PageAddress(_)
                | Operation::RunDownload(_)
                | Operation::OrganizationList(_)
                | Operation::StarterList(_)
                | Operation::StarterView { .. }
        )
    }
}
