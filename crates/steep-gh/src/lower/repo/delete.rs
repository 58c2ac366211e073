//! `gh repo delete`.

use steep_forge::operation::RepositoryOperation;
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::{Arguments, Unattended};
use crate::lower::{Asked, selector};

/// Without an argument gh 2.46 deletes the clone's where `--yes` is given; since 2.47 it always asks there.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.confirmation(&["yes", "confirm"], Unattended::Fails)?;
    if arguments.positionals().is_empty() {
        let why = "no repository is named, and a person has to agree to delete the clone's".to_owned();
        return Err(Refusal::Ambiguous { why });
    }
    let repository = selector::repository(arguments)?;
    Ok(Asked { repository, operation: Operation::Repository(RepositoryOperation::Delete), output: Output::Reader })
}
