//! Marking a pull request as ready for review, or as a draft.

use steep_forge::{Emission, Item, Refusal};
use steep_jq::{Expr, jq};
use steep_rest::{Jq, Rest};
use steep_shell::Arg;

use crate::change;
use crate::mention::Mention;
use crate::rest::lookup::{Among, LookUp};

/// Marks a pull request as ready, or as a draft: to Gitea a draft is one whose title begins so.
pub(crate) fn by_rest(mut rest: Rest<'_>, pull: &Item, draft: bool) -> Result<Emission, Refusal> {
    let number = rest.pull(pull, Among::Open)?;
    let address = rest.repo(Arg::text("pulls/").join(number))?;
    let title = if draft {
        "(if .draft then .title else \"WIP: \" + .title end)"
    } else {
        "(.title | sub(\"^(wip:|\\\\[wip\\\\])\\\\s*\"; \"\"; \"i\"))"
    };
    let body = Jq::over(Expr::object([("title", jq(title))]), true).script();
    let send = change::silent(change::send_input(rest.send("PATCH", address.clone())));
    let main = rest.get(address).script().pipe(body).pipe(send);
    Ok(change::requests(rest, main).noting_mention(pull))
}
