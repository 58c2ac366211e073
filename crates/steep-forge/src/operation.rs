//! Every question and change that a forge is asked for, by noun.

mod api;
mod auth;
mod issue;
mod key;
mod label;
mod organization;
mod owners;
mod page;
mod pull;
mod release;
mod repository;
mod run;
mod search;
mod setting;
mod unsaid;
mod workflow;

pub use api::{ApiBody, ApiCall, ApiField};
pub use auth::AuthOperation;
pub use issue::{
    AttachmentCreate, AttachmentDownload, IssueChange, IssueClose, IssueCreate, IssueOperation, LastComment, Lock,
    Reopen,
};
pub use key::{KeyAdd, KeyOperation};
pub use label::{LabelChange, LabelCreate, LabelList, LabelOperation, LabelSort};
pub use organization::OrganizationOperation;
pub use owners::Owners;
pub use page::{FilePage, Page, Revision};
pub use pull::{
    Checkout, MergeStyle, PullChange, PullClose, PullCreate, PullDiff, PullFill, PullMerge, PullOperation, Review,
    ReviewKind, Watch,
};
pub use release::{
    Download, Existing, Release, ReleaseChange, ReleaseCreate, ReleaseDelete, ReleaseDownload, ReleaseFileDelete,
    ReleaseList, ReleaseNotes, ReleaseOperation, ReleaseUpload,
};
pub use repository::{
    CreatedCopy, FileRead, FolderList, ForkedCopy, RepositoryChange, RepositoryClone, RepositoryCreate,
    RepositoryFeature, RepositoryFork, RepositoryList, RepositoryOperation, RepositorySync, Starter,
};
pub use run::{Rerun, RunDownload, RunList, RunOperation, RunView, RunWatch};
pub use search::{CodeSearch, SearchOperation, StatusAcross};
pub use setting::{SettingKind, SettingOperation, SettingScope, SettingSource, Settings};
pub use workflow::{WorkflowInputs, WorkflowList, WorkflowOperation, WorkflowRun, WorkflowSwitch, WorkflowView};

use steep_shell::Word;

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

/// What a command asks of a forge: one enumeration for each noun, so that a target that lacks a verb does not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Pull requests.
    Pull(PullOperation),
    /// Issues.
    Issue(IssueOperation),
    /// Labels of a repository.
    Label(LabelOperation),
    /// Releases.
    Release(ReleaseOperation),
    /// Repositories.
    Repository(RepositoryOperation),
    /// Workflow runs.
    Run(RunOperation),
    /// Workflows.
    Workflow(WorkflowOperation),
    /// Secrets and variables of workflows.
    Setting(SettingOperation),
    /// Public keys.
    Key(KeyOperation),
    /// What is looked for in all repositories.
    Search(SearchOperation),
    /// Organisations.
    Organization(OrganizationOperation),
    /// The caller's login.
    Auth(AuthOperation),
    /// A raw call of the forge's REST API, in GitHub's paths.
    Api(ApiCall),
}

impl From<PullOperation> for Operation {
    fn from(operation: PullOperation) -> Self {
        Operation::Pull(operation)
    }
}

impl From<IssueOperation> for Operation {
    fn from(operation: IssueOperation) -> Self {
        Operation::Issue(operation)
    }
}

impl From<LabelOperation> for Operation {
    fn from(operation: LabelOperation) -> Self {
        Operation::Label(operation)
    }
}

impl From<ReleaseOperation> for Operation {
    fn from(operation: ReleaseOperation) -> Self {
        Operation::Release(operation)
    }
}

impl From<RepositoryOperation> for Operation {
    fn from(operation: RepositoryOperation) -> Self {
        Operation::Repository(operation)
    }
}

impl From<RunOperation> for Operation {
    fn from(operation: RunOperation) -> Self {
        Operation::Run(operation)
    }
}

impl From<WorkflowOperation> for Operation {
    fn from(operation: WorkflowOperation) -> Self {
        Operation::Workflow(operation)
    }
}

impl From<SettingOperation> for Operation {
    fn from(operation: SettingOperation) -> Self {
        Operation::Setting(operation)
    }
}

impl From<KeyOperation> for Operation {
    fn from(operation: KeyOperation) -> Self {
        Operation::Key(operation)
    }
}

impl From<SearchOperation> for Operation {
    fn from(operation: SearchOperation) -> Self {
        Operation::Search(operation)
    }
}

impl From<OrganizationOperation> for Operation {
    fn from(operation: OrganizationOperation) -> Self {
        Operation::Organization(operation)
    }
}

impl From<AuthOperation> for Operation {
    fn from(operation: AuthOperation) -> Self {
        Operation::Auth(operation)
    }
}

impl Operation {
    /// Whether it changes something on the forge. A raw call is taken for one that reads: what it does is said by its method.
    #[must_use]
    pub fn changes(&self) -> bool {
        match self {
            Operation::Pull(operation) => operation.changes(),
            Operation::Issue(operation) => operation.changes(),
            Operation::Label(operation) => operation.changes(),
            Operation::Release(operation) => operation.changes(),
            Operation::Repository(operation) => operation.changes(),
            Operation::Run(operation) => operation.changes(),
            Operation::Workflow(operation) => operation.changes(),
            Operation::Setting(operation) => operation.changes(),
            Operation::Key(operation) => operation.changes(),
            Operation::Search(operation) => operation.changes(),
            Operation::Organization(operation) => operation.changes(),
            Operation::Auth(operation) => operation.changes(),
            Operation::Api(_) => false,
        }
    }
}
