//! Bringing a pull request's branch up to date.

use steep_forge::{Emission, Fidelity, Item, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest};
use steep_shell::{Arg, Script};

use crate::change;
use crate::mention::Mention;
use crate::rest::lookup::{Among, LookUp};

/// Brings the changes of the base branch into the head branch. Where there are none the server fails.
pub(crate) fn by_rest(mut rest: Rest<'_>, pull: &Item, rebase: bool) -> Result<Emission, Refusal> {
    let number = rest.pull(pull, Among::Open)?;
    let address = rest.repo(Arg::text("pulls/").join(number))?;
    // The merge base that the pull request tells is found out in the background, so it may be an old one.
    let range = Jq::over(jq("\"\\(.head.sha)...\\(.base.ref | @uri)\""), true).raw().script();
    let range = rest.set("range", rest.get(address.clone()).script().pipe(range));
    let compare = rest.repo(Arg::text("compare/").join(range))?;
    let look = Jq::over(jq(".total_commits == 0"), true).script();
    let current = rest.set("current", rest.get(compare).script().pipe(look));
    let update = rest.send("POST", address.then("/update")).query("style", if rebase { "rebase" } else { "merge" });
    let is_current = Script::call([Arg::text("test"), current, Arg::text("="), Arg::text("true")]);
    let main = Script::Or(Box::new(is_current), Box::new(update.script()));
    // gh says what it did, and programs have no use for that.
    Ok(change::requests(rest, main).at_most(Fidelity::Equivalent).noting_mention(pull))
}
