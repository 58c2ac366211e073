//! Releases.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod delete_file;
pub(crate) mod download;
pub(crate) mod edit;
pub(crate) mod files;
pub(crate) mod list;
pub(crate) mod tag;
pub(crate) mod upload;
pub(crate) mod view;

use steep_forge::operation::ReleaseOperation;
use steep_forge::{Emission, Output, Refusal};
use steep_rest::Rest;

use crate::tea::Job;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &ReleaseOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        ReleaseOperation::List(list) => list::by_rest(rest, list, output),
        ReleaseOperation::View(release) => view::by_rest(rest, release, output),
        ReleaseOperation::Create(create) => create::by_rest(rest, create),
        ReleaseOperation::Edit(change) => edit::by_rest(rest, change),
        ReleaseOperation::Delete(delete) => delete::by_rest(rest, delete),
        ReleaseOperation::Upload(upload) => upload::by_rest(rest, upload),
        ReleaseOperation::FileDelete(delete) => delete_file::by_rest(rest, delete),
        ReleaseOperation::Download(download) => download::by_rest(rest, download),
    }
}

/// As a tea command.
pub(crate) fn by_tea(job: Job<'_>, operation: &ReleaseOperation) -> Result<Emission, Refusal> {
    match operation {
        ReleaseOperation::List(list) => list::by_tea(job, list),
        ReleaseOperation::Create(create) => create::by_tea(job, create),
        ReleaseOperation::Edit(change) => edit::by_tea(job, change),
        ReleaseOperation::Delete(delete) => delete::by_tea(job, delete),
        ReleaseOperation::FileDelete(delete) => delete_file::by_tea(job, delete),
        ReleaseOperation::View(_) | ReleaseOperation::Upload(_) | ReleaseOperation::Download(_) => {
            Err(job.is_not_in_tea())
        }
    }
}
