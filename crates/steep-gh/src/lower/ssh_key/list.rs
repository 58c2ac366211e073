//! `gh ssh-key list`.

use steep_forge::operation::KeyOperation;
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// The caller's.
pub(in crate::lower) fn lower(_arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    Ok(Asked { repository: Repository::None, operation: Operation::Key(KeyOperation::SshList), output: Output::Reader })
}
