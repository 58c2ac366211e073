//! `gh issue pin` and `unpin`.

use steep_forge::operation::IssueOperation;
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// In front of the list.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    asked(arguments, true)
}

/// No more.
pub(in crate::lower) fn unpin(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    asked(arguments, false)
}

fn asked(arguments: &mut Arguments<'_>, pinned: bool) -> Result<Asked, Refusal> {
    let operation = Operation::Issue(IssueOperation::Pin { issue: selector::issue(arguments)?, pinned });
    Ok(Asked { repository: arguments.repository()?, operation, output: Output::Reader })
}
