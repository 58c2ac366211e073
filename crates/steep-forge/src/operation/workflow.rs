use steep_shell::Word;

use super::Text;

use crate::Limit;

/// What is asked about workflows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkflowOperation {
    /// The workflows of a repository.
    List(WorkflowList),
    /// One workflow.
    View(WorkflowView),
    /// Start one.
    Run(WorkflowRun),
    /// Enable or disable one.
    Switch(WorkflowSwitch),
}

impl WorkflowOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::List(_) | Self::View(_) => false,
            Self::Run(_) | Self::Switch(_) => true,
        }
    }

    /// What is not said and cannot be known without asking a person.
    pub(super) fn unsaid(&self) -> Option<&'static str> {
        match self {
            Self::View(view) => view.workflow.is_none().then_some("the workflow"),
            Self::Run(run) => run.workflow.is_none().then_some("the workflow"),
            Self::Switch(switch) => switch.workflow.is_none().then_some("the workflow"),
            Self::List(_) => None,
        }
    }
}

/// Which workflows are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowList {
    /// Disabled ones too.
    pub all: bool,
    /// How many.
    pub limit: Limit,
}

/// One workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowView {
    /// Its file's name, or its name; `None`: the person is asked.
    pub workflow: Option<Word>,
    /// The branch or tag whose file is shown.
    pub reference: Option<Word>,
    /// The file itself.
    pub file: bool,
}

/// Starting a workflow by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowRun {
    /// Its file's name, or its name; `None`: the person is asked.
    pub workflow: Option<Word>,
    /// The branch or tag that it runs on; `None`: the default branch.
    pub reference: Option<Word>,
    /// What it is given.
    pub inputs: WorkflowInputs,
}

/// What a workflow is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkflowInputs {
    /// Values by name.
    Given(Vec<(Word, Text)>),
    /// A JSON object on standard input.
    Stdin,
}

/// Enabling or disabling a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowSwitch {
    /// Its file's name, or its name; `None`: the person is asked.
    pub workflow: Option<Word>,
    /// Enabled from now on.
    pub on: bool,
}
