//! `gh issue status`.

use steep_forge::operation::IssueOperation;
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output};

/// There is nothing to choose but the repository and the output.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Issue(IssueOperation::Status),
        output: output::read(arguments)?,
    })
}
