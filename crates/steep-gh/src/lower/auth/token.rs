//! `gh auth token`.

use steep_forge::operation::AuthOperation;
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// That of the only account there is, which is never renewed.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.hostname();
    arguments.happens_anyway("no-refresh", "a token is never renewed");
    arguments.refuse_for("user", "another of gh's accounts")?;
    arguments.refuse_for("secure-storage", "gh's own place for tokens")?;
    Ok(Asked { repository: Repository::None, operation: Operation::Auth(AuthOperation::Token), output: Output::Reader })
}
