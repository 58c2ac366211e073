//! `gh repo sync`.

use steep_forge::operation::{RepositoryOperation, RepositorySync};
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// Without an argument a branch of the clone follows the server's, otherwise a branch of a fork its parent's.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_for("source", "a repository that is neither the parent of the fork nor the clone's")?;
    let sync = RepositorySync { branch: arguments.word("branch"), force: arguments.switch("force") };
    let repository = match arguments.positionals().first() {
        Some(word) => arguments.named(word)?,
        None => Repository::Here,
    };
    Ok(Asked { repository, operation: Operation::Repository(RepositoryOperation::Sync(sync)), output: Output::Reader })
}
