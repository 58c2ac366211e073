//! `gh repo rename`.

use steep_forge::operation::{RepositoryChange, RepositoryOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::{Arguments, Unattended};
use crate::lower::{Asked, selector};

/// The clone's repository unless `--repo` names one; then gh asks nobody.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let asks = !arguments.is_on("repo");
    if asks {
        arguments.confirmation(&["yes", "confirm"], Unattended::Fails)?;
    } else {
        // Nothing is left to answer.
        arguments.switch("yes");
        arguments.switch("confirm");
    }
    let name = selector::argument(arguments, "<name>");
    if name.as_literal().is_some_and(|name| name.contains('/')) {
        let error = format!("a new name has no owner in front: {}", name.display());
        return Err(Refusal::UsageError { error });
    }
    let change = RepositoryChange { name: Some(name), ..RepositoryChange::default() };
    let repository = arguments.repository()?;
    Ok(Asked {
        repository,
        operation: Operation::Repository(RepositoryOperation::Edit(change)),
        output: Output::Reader,
    })
}
