//! Closing an issue.

use steep_forge::operation::IssueClose;
use steep_forge::{Emission, Item, Refusal};
use steep_rest::Rest;

use crate::issue::state::{comments_first, turn};
use crate::tea::{Job, UNFINISHED, must_become, number};

/// Closes an issue, after a comment where one is to be left.
pub(crate) fn by_rest(mut rest: Rest<'_>, close: &IssueClose) -> Result<Emission, Refusal> {
    let IssueClose { issue, comment, reason } = close;
    let issue = if *issue == Item::Current { &Item::Unnamed } else { issue };
    let number = rest.number(issue)?;
    let emission = turn(rest, "issues", issue, number, "closed", comment.as_ref())?;
    Ok(reasoned(emission, close_reason(reason.as_ref())))
}

/// The reason as written where it says more than that the issue is done, which is what closing means without one.
pub(crate) fn close_reason(reason: Option<&steep_shell::Word>) -> Option<String> {
    let reason = reason?;
    (reason.as_literal().as_deref() != Some("completed")).then(|| reason.display())
}

/// The form, with the reason as lost.
pub(crate) fn reasoned(emission: Emission, reason: Option<String>) -> Emission {
    match reason {
        Some(reason) => emission.losing(format!("--reason {reason}"), "Gitea keeps no reason for closing"),
        None => emission,
    }
}

/// Closes an issue.
pub(crate) fn by_tea(job: Job<'_>, close: &IssueClose) -> Result<Emission, Refusal> {
    let IssueClose { issue, comment: text, reason } = close;
    let command = job.command(&["issues", "close"])?;
    if matches!(issue, Item::Unnamed | Item::Current) && text.is_none() && reason.is_none() {
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    }
    comments_first(text.as_ref())?;
    let main = must_become("closed", command.positional(number(issue)?)?.build()?);
    Ok(reasoned(job.finish(job.rest(), main), close_reason(reason.as_ref())))
}
