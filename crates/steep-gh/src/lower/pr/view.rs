//! `gh pr view`.

use steep_forge::operation::PullOperation;
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, selector};

/// Without an argument it is the current branch's pull request.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let operation = Operation::Pull(PullOperation::View {
        pull: selector::pull(arguments)?,
        comments: arguments.switch("comments"),
    });
    Ok(Asked { repository: arguments.repository()?, operation, output: output::read(arguments)? })
}
