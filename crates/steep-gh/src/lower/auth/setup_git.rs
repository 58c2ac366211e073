//! `gh auth setup-git`.

use steep_forge::operation::AuthOperation;
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// For the one server there is, whether or not gh knows it.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.hostname();
    if arguments.switch("force") {
        arguments.note("`--force` is about servers that gh has no login for");
    }
    Ok(Asked {
        repository: Repository::None,
        operation: Operation::Auth(AuthOperation::SetupGit),
        output: Output::Reader,
    })
}
