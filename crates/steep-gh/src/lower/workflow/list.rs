//! `gh workflow list`.

use steep_forge::operation::{WorkflowList, WorkflowOperation};
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter, output};

/// The first 50 that are enabled unless a flag says otherwise.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let list = WorkflowList { all: arguments.switch("all"), limit: filter::limit(arguments)? };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Workflow(WorkflowOperation::List(list)),
        output: output::read(arguments)?,
    })
}
