//! `gh run cancel`.

use steep_forge::operation::RunOperation;
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// By its id.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_for("force", "cancelling a workflow run")?;
    let run = selector::run_or_asked(arguments, "run ID required when not running interactively")?;
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Run(RunOperation::Cancel(run)),
        output: Output::Reader,
    })
}
