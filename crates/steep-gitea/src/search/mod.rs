//! What is looked for in all repositories.

pub(crate) mod code;
pub(crate) mod items;
pub(crate) mod repositories;
pub(crate) mod status;

use steep_forge::operation::SearchOperation;
use steep_forge::{Emission, Output, Refusal};

use crate::rest::Rest;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &SearchOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        SearchOperation::Pulls(query) => items::pulls(rest, query, output),
        SearchOperation::Issues(query) => items::issues(rest, query, output),
        SearchOperation::Items(query) => items::both(rest, query, output),
        SearchOperation::Repositories(query) => repositories::by_rest(rest, query, output),
        SearchOperation::Status(status) => status::by_rest(rest, status),
        SearchOperation::Code(search) => code::by_rest(rest, search, output),
    }
}

/// Whether its plan asks for one answer or one list, and looks at whether that is an error.
pub(crate) fn looks_at_answers(operation: &SearchOperation) -> bool {
    match operation {
        SearchOperation::Pulls(_) | SearchOperation::Issues(_) | SearchOperation::Items(_) => true,
        SearchOperation::Repositories(_) | SearchOperation::Status(_) | SearchOperation::Code(_) => false,
    }
}
