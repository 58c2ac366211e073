//! `gh workflow view`.

use steep_forge::operation::{WorkflowOperation, WorkflowView};
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, selector};

/// A summary, or the file; gh takes a branch only for the file.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let view = WorkflowView {
        workflow: selector::workflow(arguments)?,
        reference: arguments.word("ref"),
        file: arguments.switch("yaml"),
    };
    let output = output::browser_or_reader(arguments);
    if view.reference.is_some() && !view.file && output == steep_forge::Output::Reader {
        return Err(Refusal::UsageError { error: "`--yaml` required when specifying `--ref`".to_owned() });
    }
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Workflow(WorkflowOperation::View(view)),
        output,
    })
}
