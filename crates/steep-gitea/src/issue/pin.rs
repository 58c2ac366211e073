//! Pinning an issue.

use steep_forge::{Emission, Item, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest};
use steep_shell::{Arg, Script};

use crate::change;
use crate::mention::Mention;

/// Pins an issue, or takes it down. The server fails for one that is pinned.
pub(crate) fn by_rest(mut rest: Rest<'_>, issue: &Item, pinned: bool) -> Result<Emission, Refusal> {
    let number = rest.number(issue)?;
    let address = rest.repo(Arg::text("issues/").join(number))?;
    let main = if pinned {
        let look = rest.get(address.clone()).script().pipe(Jq::over(jq(".pin_order > 0"), true).script());
        let place = rest.set("pinned", look);
        let is_pinned = Script::call([Arg::text("test"), place, Arg::text("="), Arg::text("true")]);
        Script::Or(Box::new(is_pinned), Box::new(rest.send("POST", address.then("/pin")).script()))
    } else {
        rest.send("DELETE", address.then("/pin")).script()
    };
    Ok(change::requests(rest, main).noting_mention(issue))
}
