//! `gh pr reopen`.

use steep_forge::operation::{PullOperation, Reopen};
use steep_forge::{Operation, Output, Refusal};

use super::close::named;
use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// A comment is left first.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let reopen = Reopen { item: named(arguments)?, comment: arguments.word("comment") };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Pull(PullOperation::Reopen(reopen)),
        output: Output::Reader,
    })
}
