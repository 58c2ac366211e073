//! `gh issue delete`.

use steep_forge::operation::IssueOperation;
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::{Arguments, Unattended};
use crate::lower::{Asked, selector};

/// Without `--yes` gh asks where there is a terminal.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let operation = Operation::Issue(IssueOperation::Delete(selector::issue(arguments)?));
    arguments.confirmation(&["yes", "confirm"], Unattended::Proceeds)?;
    Ok(Asked { repository: arguments.repository()?, operation, output: Output::Reader })
}
