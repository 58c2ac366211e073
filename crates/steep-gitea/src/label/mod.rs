//! Labels of a repository.

pub(crate) mod clone;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod lookup;

use steep_forge::operation::LabelOperation;
use steep_forge::{Emission, Output, Refusal};
use steep_rest::Rest;

use crate::tea::Job;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &LabelOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        LabelOperation::List(list) => list::by_rest(rest, list, output),
        LabelOperation::Create(create) => create::by_rest(rest, create),
        LabelOperation::Edit(change) => edit::by_rest(rest, change),
        LabelOperation::Delete(name) => delete::by_rest(rest, name.as_ref()),
        LabelOperation::Clone { from, overwrite } => clone::by_rest(rest, from.as_ref(), *overwrite),
    }
}

/// As a tea command.
pub(crate) fn by_tea(job: Job<'_>, operation: &LabelOperation) -> Result<Emission, Refusal> {
    match operation {
        LabelOperation::List(list) => list::by_tea(job, list),
        LabelOperation::Create(_)
        | LabelOperation::Edit(_)
        | LabelOperation::Delete(_)
        | LabelOperation::Clone { .. } => Err(job.is_not_in_tea()),
    }
}
