//! `gh ssh-key delete`.

use steep_forge::operation::KeyOperation;
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::arguments::{Arguments, Unattended};
use crate::lower::{Asked, selector};

/// By its id.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.confirmation(&["yes", "confirm"], Unattended::Fails)?;
    let operation = Operation::Key(KeyOperation::SshDelete { id: selector::argument(arguments, "<id>") });
    Ok(Asked { repository: Repository::None, operation, output: Output::Reader })
}
