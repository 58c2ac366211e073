//! `gh run rerun`.

use steep_forge::operation::{Rerun, RunOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// A run by its id, or one job of it.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let job = arguments.word("job");
    let run = match &job {
        Some(_) => selector::run(arguments)?,
        None => selector::run_or_asked(arguments, "`<run-id>` or `--job` required when not running interactively")?,
    };
    let rerun = Rerun { run, failed: arguments.switch("failed"), job, debug: arguments.switch("debug") };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Run(RunOperation::Rerun(rerun)),
        output: Output::Reader,
    })
}
