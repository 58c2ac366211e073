//! Reviewing a pull request.

use steep_forge::operation::{Review, ReviewKind};
use steep_forge::{Emission, Item, Refusal};
use steep_rest::{Json, Rest};
use steep_shell::Arg;

use crate::change;
use crate::change::text::text;
use crate::mention::Mention;
use crate::rest::lookup::{Among, LookUp};
use crate::tea::{Job, UNFINISHED, given, open_pull};

/// A review with a verdict.
pub(crate) fn by_rest(mut rest: Rest<'_>, review: &Review) -> Result<Emission, Refusal> {
    let Review { pull, kind, body } = review;
    // A word that the server does not know would file an invisible draft of a review, with success.
    let event = match kind {
        Some(ReviewKind::Approve) => "APPROVED",
        Some(ReviewKind::RequestChanges) => "REQUEST_CHANGES",
        Some(ReviewKind::Comment) => "COMMENT",
        None => return Err(Refusal::RuntimeValue { what: "the verdict of the review".to_owned() }),
    };
    let number = rest.pull(pull, Among::Open)?;
    let mut entries = vec![("event", Json::text(event))];
    if let Some(body) = body {
        entries.push(("body", text(body)?));
    }
    let url = rest.repo(Arg::text("pulls/").join(number).then("/reviews"))?;
    let main = change::silent(rest.send("POST", url).json(Json::object(entries)));
    Ok(change::requests(rest, main).noting_mention(pull))
}

/// A review with a verdict.
pub(crate) fn by_tea(job: Job<'_>, review: &Review) -> Result<Emission, Refusal> {
    let Review { pull, kind, body } = review;
    let verb = match kind {
        Some(ReviewKind::Approve) => "approve",
        Some(ReviewKind::RequestChanges) => "reject",
        Some(ReviewKind::Comment) | None => {
            return Err(Refusal::NoEquivalent { feature: "a review that is only a comment in tea".to_owned() });
        }
    };
    let command = job.command(&["pulls", verb])?;
    if *pull == Item::Unnamed {
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    }
    let mut command = command.positional(open_pull(job, pull)?)?;
    // Without a reason it fails, as gh does.
    if let Some(body) = body {
        command = command.text(given(body, "the text of a review")?)?;
    }
    Ok(job.finish(job.rest(), command.build()?).noting_lookup(pull))
}
