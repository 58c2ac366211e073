use steep_forge::operation::IssueClose;
use steep_forge::{Item, Refusal};

use super::reopen::comments_first;
use super::{Job, UNFINISHED, number};
use crate::Emission;
use crate::writes::{close_reason, reasoned};

/// Closes an issue.
pub(super) fn emit(job: Job<'_>, close: &IssueClose) -> Result<Emission, Refusal> {
    let IssueClose { issue, comment: text, reason } = close;
    let command = job.command(&["issues", "close"])?;
    if matches!(issue, Item::Unnamed | Item::Current) && text.is_none() && reason.is_none() {
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    }
    comments_first(text.as_ref())?;
    let main = command.positional(number(issue)?)?.build()?;
    Ok(reasoned(job.finish(job.rest(), main), close_reason(reason.as_ref())))
}
