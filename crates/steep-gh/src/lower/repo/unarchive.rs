//! `gh repo unarchive`.

use steep_forge::operation::{RepositoryChange, RepositoryOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::{Arguments, Unattended};
use crate::lower::{Asked, selector};

/// Without an argument it is the clone's repository.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.confirmation(&["yes", "confirm"], Unattended::Fails)?;
    let change = RepositoryChange { archived: Some(false), ..RepositoryChange::default() };
    let repository = selector::repository(arguments)?;
    Ok(Asked {
        repository,
        operation: Operation::Repository(RepositoryOperation::Edit(change)),
        output: Output::Reader,
    })
}
