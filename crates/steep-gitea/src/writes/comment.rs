use steep_forge::operation::Text;
use steep_forge::{Item, Refusal};

use super::text::text;
use crate::Emission;
use crate::rest::{Among, Json, Rest};

/// A comment on a pull request: to Gitea it is one on the issue of the same number.
pub(crate) fn pull_comment(mut rest: Rest<'_>, pull: &Item, body: Option<&Text>) -> Result<Emission, Refusal> {
    let pull = mention(pull, body);
    let number = rest.pull(pull, Among::All)?;
    comment(rest, number, pull, body)
}

/// A comment on an issue.
pub(crate) fn issue_comment(mut rest: Rest<'_>, issue: &Item, body: Option<&Text>) -> Result<Emission, Refusal> {
    let issue = mention(issue, body);
    let number = rest.number(issue)?;
    comment(rest, number, issue, body)
}

/// The item meant: where no text is given the command is only mentioned, and so is the item of the current branch.
fn mention<'a>(item: &'a Item, body: Option<&Text>) -> &'a Item {
    if body.is_none() && *item == Item::Current { &Item::Unnamed } else { item }
}

fn comment(
    mut rest: Rest<'_>,
    number: steep_shell::Arg,
    item: &Item,
    body: Option<&Text>,
) -> Result<Emission, Refusal> {
    let content = match body {
        Some(body) => text(body)?,
        // Gitea refuses an empty comment.
        None => Json::text(""),
    };
    let url = rest.repo(steep_shell::Arg::text("issues/").join(number).then("/comments"))?;
    let call = rest.send("POST", url).json(Json::object([("body", content)]));
    let main = super::showing_address(call);
    let emission = super::requests(rest, main).noting_mention(item);
    Ok(if body.is_none() { emission.noting("no text is given: an empty one is refused") } else { emission })
}
