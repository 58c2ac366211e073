//! `gh pr update-branch`.

use steep_forge::operation::PullOperation;
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// Without an argument it is the current branch's pull request.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let operation =
        Operation::Pull(PullOperation::Update { pull: selector::pull(arguments)?, rebase: arguments.switch("rebase") });
    Ok(Asked { repository: arguments.repository()?, operation, output: Output::Reader })
}
