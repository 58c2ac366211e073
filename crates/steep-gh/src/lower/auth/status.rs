//! `gh auth status`.

use steep_forge::operation::AuthOperation;
use steep_forge::{Operation, Refusal, Repository};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output};

/// An exit status, and a text for a reader. Showing the token has no rule.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.hostname();
    arguments.refuse("show-token")?;
    if arguments.switch("active") {
        arguments.note("only one account is looked at anyway");
    }
    Ok(Asked {
        repository: Repository::None,
        operation: Operation::Auth(AuthOperation::Status),
        output: output::read(arguments)?,
    })
}
