use steep_forge::operation::IssueClose;
use steep_forge::{Item, Refusal};
use steep_shell::Arg;

use super::text::one;
use crate::Emission;
use crate::rest::{Json, Rest};

/// Closes an issue, after a comment where one is to be left.
pub(crate) fn issue_close(mut rest: Rest<'_>, close: &IssueClose) -> Result<Emission, Refusal> {
    let IssueClose { issue, comment, reason } = close;
    let issue = if *issue == Item::Current { &Item::Unnamed } else { issue };
    let number = rest.number(issue)?;
    let address = rest.repo(Arg::text("issues/").join(number))?;
    let state = Json::object([("state", Json::text("closed"))]);
    let mut main = super::silent(rest.send("PATCH", address.clone()).json(state));
    if let Some(comment) = comment {
        let body = Json::object([("body", one(comment)?)]);
        main = super::silent(rest.send("POST", address.then("/comments")).json(body)).and(main);
    }
    let emission = super::requests(rest, main).noting_mention(issue);
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
