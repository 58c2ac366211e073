//! `gh run rerun`.

use steep_forge::operation::{Rerun, RunOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// A run by its id, or one job of it.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let rerun = Rerun {
        run: selector::run(arguments)?,
        failed: arguments.switch("failed"),
        job: arguments.word("job"),
        debug: arguments.switch("debug"),
    };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Run(RunOperation::Rerun(rerun)),
        output: Output::Reader,
    })
}
