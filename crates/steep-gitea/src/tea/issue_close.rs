use steep_forge::operation::IssueClose;
use steep_forge::{Item, Refusal};

use super::comment::comment;
use super::{Job, UNFINISHED, number};
use crate::Emission;
use crate::rest::words;
use crate::writes::{close_reason, reasoned};

/// Closes an issue, after a comment where one is to be left.
pub(super) fn emit(job: Job<'_>, close: &IssueClose) -> Result<Emission, Refusal> {
    let IssueClose { issue, comment: text, reason } = close;
    let command = job.command(&["issues", "close"])?;
    if matches!(issue, Item::Unnamed | Item::Current) && text.is_none() && reason.is_none() {
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    }
    let number = number(issue)?;
    let mut main = command.positional(number.clone())?.build()?;
    if let Some(text) = text {
        main = comment(job, number, words::one(text)?.into())?.build()?.and(main);
    }
    Ok(reasoned(job.finish(job.rest(), main), close_reason(reason.as_ref())))
}
