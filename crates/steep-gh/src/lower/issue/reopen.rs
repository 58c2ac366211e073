//! `gh issue reopen`.

use steep_forge::operation::{IssueOperation, Reopen};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// A comment is left first.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let reopen = Reopen { item: selector::issue(arguments)?, comment: arguments.word("comment") };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Issue(IssueOperation::Reopen(reopen)),
        output: Output::Reader,
    })
}
