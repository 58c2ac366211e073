use steep_forge::operation::Lock;
use steep_forge::{Item, Refusal};
use steep_shell::{Arg, Script};

use crate::Emission;
use crate::rest::{Jq, Json, Rest};

/// Deletes an issue.
pub(crate) fn issue_delete(mut rest: Rest<'_>, issue: &Item) -> Result<Emission, Refusal> {
    let number = rest.number(issue)?;
    let address = rest.repo(Arg::text("issues/").join(number))?;
    let main = rest.send("DELETE", address).script();
    Ok(super::requests(rest, main).noting_mention(issue))
}

/// Locks the conversation of an issue or a pull request, or unlocks it.
pub(crate) fn issue_lock(mut rest: Rest<'_>, issue: &Item, lock: &Lock) -> Result<Emission, Refusal> {
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
    Ok(super::requests(rest, main).noting_mention(issue))
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

/// Pins an issue, or takes it down. The server fails for one that is pinned.
pub(crate) fn issue_pin(mut rest: Rest<'_>, issue: &Item, pinned: bool) -> Result<Emission, Refusal> {
    let number = rest.number(issue)?;
    let address = rest.repo(Arg::text("issues/").join(number))?;
    let main = if pinned {
        let look = rest.get(address.clone()).script().pipe(Jq::over(".pin_order", true).script());
        let place = rest.set("pinned", look);
        let is_pinned = Script::call([Arg::text("test"), place, Arg::text("-gt"), Arg::text("0")]);
        Script::Or(Box::new(is_pinned), Box::new(rest.send("POST", address.then("/pin")).script()))
    } else {
        rest.send("DELETE", address.then("/pin")).script()
    };
    Ok(super::requests(rest, main).noting_mention(issue))
}
