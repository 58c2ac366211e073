use steep_forge::Refusal;
use steep_forge::operation::{ReleaseDelete, ReleaseFileDelete};

use super::release_edit::AMONG_THE_NEWEST;
use super::{Job, UNFINISHED};
use crate::Emission;
use crate::rest::words;

/// Deletes a release. Without `--confirm` tea only asks, and succeeds.
pub(super) fn release(job: Job<'_>, delete: &ReleaseDelete) -> Result<Emission, Refusal> {
    let mut command = job.command(&["releases", "delete"])?;
    let Some(tag) = &delete.tag else { return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED)) };
    command = command.switch("confirm")?;
    if delete.with_tag {
        command = command.switch("delete-tag")?;
    }
    let command = command.text(words::one(tag)?)?;
    Ok(job.finish(job.rest(), command.build()?).noting(AMONG_THE_NEWEST))
}

/// Takes a file off a release.
pub(super) fn file(job: Job<'_>, delete: &ReleaseFileDelete) -> Result<Emission, Refusal> {
    let command = job.command(&["releases", "assets", "delete"])?;
    let (Some(tag), Some(file)) = (&delete.tag, &delete.file) else {
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    };
    let command = command.switch("confirm")?.text(words::one(tag)?)?.text(words::one(file)?)?;
    Ok(job.finish(job.rest(), command.build()?).noting(AMONG_THE_NEWEST))
}
