//! `gh repo view`.

use steep_forge::operation::RepositoryOperation;
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, selector};

/// Without an argument it is the clone's repository.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let repository = selector::repository(arguments)?;
    let operation = Operation::Repository(RepositoryOperation::View { branch: arguments.word("branch") });
    Ok(Asked { repository, operation, output: output::read(arguments)? })
}
