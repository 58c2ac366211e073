//! `gh pr status`.

use steep_forge::operation::PullOperation;
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, loss, output};

/// `--conflict-status` is for a reader alone.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let repository = arguments.repository()?;
    let output = output::read(arguments)?;
    if arguments.switch("conflict-status") && output == Output::Reader {
        arguments.lost(loss("conflict-status", "the lines do not tell conflicts"));
    }
    Ok(Asked { repository, operation: Operation::Pull(PullOperation::Status), output })
}
