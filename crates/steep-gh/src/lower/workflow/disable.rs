//! `gh workflow disable`.

use steep_forge::operation::{WorkflowOperation, WorkflowSwitch};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// By its file's name, or its name.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let switch = WorkflowSwitch { workflow: selector::workflow(arguments)?, on: false };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Workflow(WorkflowOperation::Switch(switch)),
        output: Output::Reader,
    })
}
