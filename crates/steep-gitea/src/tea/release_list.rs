use steep_forge::Refusal;
use steep_forge::operation::ReleaseList;

use super::{Job, behaviour, list};
use crate::Emission;

/// gh's fields that the table has a column for.
const FIELDS: &[&str] = &["isDraft", "isPrerelease", "name", "publishedAt", "tagName"];

/// A table of releases, the newest first.
pub(super) fn emit(job: Job<'_>, wanted: &ReleaseList) -> Result<Emission, Refusal> {
    if !wanted.drafts || !wanted.prereleases || wanted.oldest_first {
        return Err(Refusal::NoEquivalent { feature: "a filter or an order of releases in tea".to_owned() });
    }
    list::has_columns(job, FIELDS)?;
    let limit = list::limit(&wanted.limit, behaviour::limits_lists(job.release))?;
    let command = list::limited(job.command(&["releases", "list"])?, limit)?;
    Ok(job.finish(job.rest(), command.build()?))
}
