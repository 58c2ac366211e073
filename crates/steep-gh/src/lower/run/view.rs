//! `gh run view`.

use steep_forge::operation::{RunOperation, RunView};
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, selector};

/// A run by its id, one job of it, or their logs.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let view = RunView {
        run: selector::run(arguments)?,
        job: arguments.word("job"),
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
