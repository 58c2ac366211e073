use steep_forge::operation::IssueClose;
use steep_forge::{Item, Refusal};

use super::pull_close::turn;
use crate::Emission;
use crate::rest::Rest;

/// Closes an issue, after a comment where one is to be left.
pub(crate) fn issue_close(mut rest: Rest<'_>, close: &IssueClose) -> Result<Emission, Refusal> {
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
