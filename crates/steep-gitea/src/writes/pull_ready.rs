use steep_forge::{Item, Refusal};
use steep_shell::{Arg, Script};

use crate::rest::{Among, Jq, Rest};
use crate::{Emission, Fidelity};

/// Marks a pull request as ready, or as a draft: to Gitea a draft is one whose title begins so.
pub(crate) fn pull_ready(mut rest: Rest<'_>, pull: &Item, draft: bool) -> Result<Emission, Refusal> {
    let number = rest.pull(pull, Among::Open)?;
    let address = rest.repo(Arg::text("pulls/").join(number))?;
    let title = if draft {
        "(if .draft then .title else \"WIP: \" + .title end)"
    } else {
        "(.title | sub(\"^(wip:|\\\\[wip\\\\])\\\\s*\"; \"\"; \"i\"))"
    };
    let body = Jq::over(&format!("{{title: {title}}}"), true).script();
    let send = super::silent(super::send_input(rest.send("PATCH", address.clone())));
    let main = rest.get(address).script().pipe(body).pipe(send);
    Ok(super::requests(rest, main).noting_mention(pull))
}

/// Brings the changes of the base branch into the head branch. Where there are none the server fails.
pub(crate) fn pull_update(mut rest: Rest<'_>, pull: &Item, rebase: bool) -> Result<Emission, Refusal> {
    let number = rest.pull(pull, Among::Open)?;
    let address = rest.repo(Arg::text("pulls/").join(number))?;
    // The merge base that the pull request tells is found out in the background, so it may be an old one.
    let range = Jq::over("\"\\(.head.sha)...\\(.base.ref | @uri)\"", true).raw().script();
    let range = rest.set("range", rest.get(address.clone()).script().pipe(range));
    let compare = rest.repo(Arg::text("compare/").join(range))?;
    let look = Jq::over(".total_commits == 0", true).script();
    let current = rest.set("current", rest.get(compare).script().pipe(look));
    let update = rest.send("POST", address.then("/update")).query("style", if rebase { "rebase" } else { "merge" });
    let is_current = Script::call([Arg::text("test"), current, Arg::text("="), Arg::text("true")]);
    let main = Script::Or(Box::new(is_current), Box::new(update.script()));
    // gh says what it did, and programs have no use for that.
    Ok(super::requests(rest, main).at_most(Fidelity::Equivalent).noting_mention(pull))
}
