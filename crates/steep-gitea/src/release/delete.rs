//! Deleting a release.

use steep_forge::operation::ReleaseDelete;
use steep_forge::{Emission, Refusal};
use steep_rest::Rest;
use steep_shell::Arg;

use crate::change;
use crate::change::named;
use crate::mention::Mention;
use crate::tea::{Job, UNFINISHED, does_not_follow};

/// Deletes a release; its tag stays unless it is to go, too.
pub(crate) fn by_rest(mut rest: Rest<'_>, delete: &ReleaseDelete) -> Result<Emission, Refusal> {
    let tag = rest.segment("tag", &named(delete.tag.as_ref(), "<tag>"))?;
    let release = rest.repo(Arg::text("releases/tags/").join(tag.clone()))?;
    let mut main = rest.send("DELETE", release).script();
    if delete.with_tag {
        let tag = rest.repo(Arg::text("tags/").join(tag))?;
        main = main.and(rest.send("DELETE", tag).script());
    }
    Ok(change::requests(rest, main).noting_tag(delete.tag.as_ref()))
}

/// Deletes a release, where the text only mentions it.
pub(crate) fn by_tea(job: Job<'_>, delete: &ReleaseDelete) -> Result<Emission, Refusal> {
    if delete.tag.is_some() {
        return Err(does_not_follow("deleting a release"));
    }
    Ok(job.finish(job.rest(), job.command(&["releases", "delete"])?.build()?).noting(UNFINISHED))
}
