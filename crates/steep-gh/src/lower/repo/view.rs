//! `gh repo view`.

use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output};

/// Without an argument it is the clone's repository. A bare name is one of the caller's own, whose login only the server
/// knows.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let repository = match arguments.positionals().first() {
        Some(word) if word.as_literal().is_some_and(|name| !name.contains('/')) => {
            return Err(Refusal::RuntimeValue { what: format!("the owner of `{}`", word.display()) });
        }
        Some(word) => arguments.named(word)?,
        None => arguments.surrounding_repository()?,
    };
    let operation = Operation::RepositoryView { branch: arguments.word("branch") };
    Ok(Asked { repository, operation, output: output::read(arguments)? })
}
