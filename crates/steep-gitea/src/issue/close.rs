//! Closing an issue.

use steep_forge::operation::IssueClose;
use steep_forge::{Emission, Item, Refusal};
use steep_shell::{Arg, Redirection, Script, Word};

use crate::issue::comment;
use crate::issue::state::turn;
use crate::rest::{Rest, words};
use crate::tea::{Job, TeaCommand, UNFINISHED, is_in, must_become, number};

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
    let main = closing(job, command, issue, text.as_ref())?;
    Ok(reasoned(job.finish(job.rest(), main), close_reason(reason.as_ref())))
}

/// Closes it. A comment is left only where that changes something; what is neither open nor closed is not there.
fn closing(job: Job<'_>, command: TeaCommand, issue: &Item, text: Option<&Word>) -> Result<Script, Refusal> {
    let close = must_become("closed", command.positional(number(issue)?)?.build()?);
    let Some(text) = text else { return Ok(close) };
    if job.target.companion.is_some() {
        return Err(Refusal::NoEquivalent { feature: "one call that looks at the state in tea".to_owned() });
    }
    let show = || -> Result<Script, Refusal> {
        let show = job.command(&["issues"])?.positional(number(issue)?)?;
        // On a terminal it would ask whether to show the comments.
        show.redirect(Redirection::NoInput).build()
    };
    let comment = comment::command(job, number(issue)?, Arg::from(words::one(text)?))?.build()?;
    Ok(Script::If(
        Box::new(is_in("open", show()?)),
        Box::new(comment.and(close)),
        Some(Box::new(is_in("closed", show()?))),
    ))
}
