//! `gh status`.

use steep_forge::operation::{SearchOperation, StatusAcross};
use steep_forge::{Output, Refusal, Repository};

use super::Asked;
use super::arguments::Arguments;

/// What waits for the caller in all repositories.
pub(super) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let status = StatusAcross { owner: arguments.word("org"), without: arguments.list("exclude") };
    Ok(Asked {
        repository: Repository::None,
        operation: SearchOperation::Status(status).into(),
        output: Output::Reader,
    })
}
