use steep_forge::Refusal;
use steep_forge::operation::{Review, ReviewKind};
use steep_shell::Arg;

use super::text::text;
use crate::Emission;
use crate::rest::{Among, Json, Rest};

/// A review with a verdict.
pub(crate) fn pull_review(mut rest: Rest<'_>, review: &Review) -> Result<Emission, Refusal> {
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
    let main = super::silent(rest.send("POST", url).json(Json::object(entries)));
    Ok(super::requests(rest, main).noting_mention(pull))
}
