//! `gh label delete`.

use steep_forge::operation::LabelOperation;
use steep_forge::{Operation, Output, Refusal};

use crate::lower::Asked;
use crate::lower::arguments::{Arguments, Unattended};

/// Without `--yes` gh asks, and fails where there is no terminal.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let operation = Operation::Label(LabelOperation::Delete(arguments.positionals().first().cloned()));
    arguments.confirmation(&["yes", "confirm"], Unattended::Fails)?;
    Ok(Asked { repository: arguments.repository()?, operation, output: Output::Reader })
}
