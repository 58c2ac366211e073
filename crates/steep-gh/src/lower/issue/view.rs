//! `gh issue view`.

use steep_forge::operation::IssueOperation;
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, selector};

/// Pull requests can be viewed by it too, by number or URL.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let operation = Operation::Issue(IssueOperation::View {
        issue: selector::issue(arguments)?,
        comments: arguments.switch("comments"),
    });
    Ok(Asked { repository: arguments.repository()?, operation, output: output::read(arguments)? })
}
