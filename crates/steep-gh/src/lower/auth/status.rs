//! `gh auth status`.

use steep_forge::operation::AuthOperation;
use steep_forge::{Operation, Refusal, Repository};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output};

/// An exit status, and a text for a reader. A token that is not gh's is never renewed.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.hostname();
    arguments.happens_anyway("no-refresh", "a token is never renewed");
    let with_token = arguments.switch("show-token");
    if arguments.switch("active") {
        arguments.note("only one account is looked at anyway");
    }
    Ok(Asked {
        repository: Repository::None,
        operation: Operation::Auth(AuthOperation::Status { with_token }),
        output: output::read(arguments)?,
    })
}
