//! `gh run watch`.

use steep_forge::operation::{RunOperation, RunWatch};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// gh looks at the first argument only.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let watch = RunWatch {
        run: selector::run_or_asked(arguments, "run ID required when not running interactively")?,
        exit_status: arguments.switch("exit-status"),
        interval: arguments.word("interval"),
    };
    arguments.lose("compact", "the layout of what is shown while waiting");
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Run(RunOperation::Watch(watch)),
        output: Output::Reader,
    })
}
