use steep_forge::Refusal;
use steep_forge::operation::{LabelList, LabelSort};

use super::{Job, behaviour, list};
use crate::Emission;
use crate::reads::LABELS_BY_NAME;

/// gh's fields that the table has a column for.
const FIELDS: &[&str] = &["color", "description", "id", "name"];

/// A table of labels, by name.
pub(super) fn emit(job: Job<'_>, wanted: &LabelList) -> Result<Emission, Refusal> {
    if wanted.search.is_some() || wanted.descending {
        return Err(Refusal::NoEquivalent { feature: "a search or an order of labels in tea".to_owned() });
    }
    list::has_columns(job, FIELDS)?;
    let limit = list::limit(&wanted.limit, behaviour::limits_lists(job.release))?;
    let command = list::limited(job.command(&["labels", "list"])?, limit)?;
    let emission = job.finish(job.rest(), command.build()?);
    Ok(if wanted.sort == LabelSort::Name { emission } else { emission.noting(LABELS_BY_NAME) })
}
