//! What a request leaves out, so that a person would be asked.

use super::Operation;
use crate::Item;

impl Operation {
    /// What is not said and cannot be known without asking a person: `the way to merge`, `the number`. `None` where all that
    /// is needed is said.
    ///
    /// Where nobody can be asked, the source program fails (gh 2.46: "--merge, --rebase, or --squash required when not
    /// running interactively").
    #[must_use]
    pub fn unsaid(&self) -> Option<&'static str> {
        match self {
            Operation::Pull(pull) => pull.unsaid(),
            Operation::Issue(issue) => issue.unsaid(),
            Operation::Release(release) => release.unsaid(),
            Operation::Run(run) => run.unsaid(),
            Operation::Workflow(workflow) => workflow.unsaid(),
            // What these need is said, or a text that only mentions the command.
            Operation::Label(_)
            | Operation::Repository(_)
            | Operation::Setting(_)
            | Operation::Key(_)
            | Operation::Search(_)
            | Operation::Api(_)
            | Operation::Organization(_)
            | Operation::Auth(_) => None,
        }
    }
}

/// The number of an issue or a pull request, where none is named.
pub(super) fn number(item: &Item) -> Option<&'static str> {
    (*item == Item::Unnamed).then_some("the number")
}

/// A run, where none is named.
pub(super) fn run(item: &Item) -> Option<&'static str> {
    matches!(item, Item::Unnamed | Item::Current).then_some("the run")
}
