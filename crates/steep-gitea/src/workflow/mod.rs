//! Workflows.

pub(crate) mod list;
pub(crate) mod run;
pub(crate) mod switch;
pub(crate) mod view;

use steep_forge::operation::WorkflowOperation;
use steep_forge::{Emission, Output, Refusal};
use steep_rest::Rest;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &WorkflowOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        WorkflowOperation::List(list) => list::by_rest(rest, list, output),
        WorkflowOperation::View(view) => view::by_rest(rest, view),
        WorkflowOperation::Run(run) => run::by_rest(rest, run),
        WorkflowOperation::Switch(switch) => switch::by_rest(rest, switch),
    }
}
