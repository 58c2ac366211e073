//! `gh repo gitignore` and `gh repo license`.

use steep_forge::operation::{RepositoryOperation, Starter};
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// `gh repo gitignore list`.
pub(in crate::lower) fn gitignores(_arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    Ok(asked(Operation::Repository(RepositoryOperation::StarterList(Starter::Gitignore))))
}

/// `gh repo gitignore view`.
pub(in crate::lower) fn gitignore(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let name = selector::argument(arguments, "<name>");
    Ok(asked(Operation::Repository(RepositoryOperation::StarterView { kind: Starter::Gitignore, name })))
}

/// `gh repo license list`.
pub(in crate::lower) fn licences(_arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    Ok(asked(Operation::Repository(RepositoryOperation::StarterList(Starter::Licence))))
}

/// `gh repo license view`.
pub(in crate::lower) fn licence(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_for("web", "opening a browser")?;
    let name = selector::argument(arguments, "<key>");
    Ok(asked(Operation::Repository(RepositoryOperation::StarterView { kind: Starter::Licence, name })))
}

fn asked(operation: Operation) -> Asked {
    Asked { repository: Repository::None, operation, output: Output::Reader }
}
