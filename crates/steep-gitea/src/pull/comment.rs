//! A comment on a pull request: to Gitea it is one on the issue of the same number.

use steep_forge::operation::{LastComment, Text};
use steep_forge::{Emission, Item, Refusal};
use steep_rest::Rest;

use crate::issue::comment::{command, given, meant, mentioned, posted};
use crate::issue::last_comment;
use crate::mention::Mention;
use crate::rest::lookup::{Among, LookUp};
use crate::tea::{Job, open_pull};

/// A comment on a pull request: to Gitea it is one on the issue of the same number.
pub(crate) fn by_rest(mut rest: Rest<'_>, pull: &Item, body: Option<&Text>) -> Result<Emission, Refusal> {
    let pull = meant(pull, body);
    let number = rest.pull(pull, Among::All)?;
    posted(rest, number, pull, body)
}

/// A comment on a pull request.
pub(crate) fn by_tea(job: Job<'_>, pull: &Item, body: Option<&Text>) -> Result<Emission, Refusal> {
    let Some(body) = body else { return mentioned(job, pull) };
    let main = command(job, open_pull(job, pull)?, given(body)?)?.build()?;
    Ok(job.finish(job.rest(), main).noting_lookup(pull))
}

/// Changes or deletes the caller's last comment on a pull request.
pub(crate) fn last_by_rest(mut rest: Rest<'_>, pull: &Item, change: &LastComment) -> Result<Emission, Refusal> {
    let number = rest.pull(pull, Among::All)?;
    last_comment::of_item(rest, pull, number, change)
}
