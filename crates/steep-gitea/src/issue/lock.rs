//! Locking and unlocking the conversation of an issue or a pull request.

use steep_forge::operation::Lock;
use steep_forge::{Emission, Item, Refusal};
use steep_rest::{Json, Rest};
use steep_shell::Arg;

use crate::change;
use crate::mention::Mention;

/// Locks the conversation of an issue or a pull request, or unlocks it.
pub(crate) fn by_rest(mut rest: Rest<'_>, issue: &Item, lock: &Lock) -> Result<Emission, Refusal> {
    let number = rest.number(issue)?;
    let address = rest.repo(Arg::text("issues/").join(number).then("/lock"))?;
    let call = match lock {
        Lock::Locked(reason) => {
            let reason = reason.as_ref().and_then(|reason| reason.as_literal());
            let entries = reason.map(|reason| ("lock_reason", Json::text(in_words(&reason))));
            rest.send("PUT", address).json(Json::object(entries))
        }
        Lock::Unlocked => rest.send("DELETE", address),
    };
    let main = call.script();
    Ok(change::requests(rest, main).noting_mention(issue))
}

/// A reason as Gitea's own pages spell it.
fn in_words(reason: &str) -> &str {
    match reason {
        "off_topic" => "Off-topic",
        "too_heated" => "Too heated",
        "resolved" => "Resolved",
        "spam" => "Spam",
        other => other,
    }
}
