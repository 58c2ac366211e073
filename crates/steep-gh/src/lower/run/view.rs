//! `gh run view`.

use steep_forge::operation::{RunOperation, RunView};
use steep_forge::{Item, Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, selector};

/// A run by its id, one job of it, or their logs.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let job = arguments.word("job");
    let run = match &job {
        // It is of no interest then.
        Some(_) => Item::Current,
        None => selector::run_or_asked(arguments, "run or job ID required when not running interactively")?,
    };
    if run == Item::Current && job.is_none() && !arguments.is_bare() {
        arguments.unasked("gh asks which run; this takes the latest");
    }
    let view = RunView {
        run,
        job,
        attempt: arguments.word("attempt"),
        log: arguments.switch("log"),
        log_failed: arguments.switch("log-failed"),
        exit_status: arguments.switch("exit-status"),
        verbose: arguments.switch("verbose"),
    };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Run(RunOperation::View(view)),
        output: output::read(arguments)?,
    })
}
