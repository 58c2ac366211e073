//! Changing or deleting the caller's last comment.

use steep_forge::operation::LastComment;
use steep_forge::{Emission, Item, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Json, Rest, Vars};
use steep_shell::{Arg, Script};

use crate::change;
use crate::change::text::text;
use crate::mention::Mention;

/// Changes or deletes the caller's last comment. The server lists all comments at once, the oldest first.
pub(crate) fn by_rest(mut rest: Rest<'_>, issue: &Item, change: &LastComment) -> Result<Emission, Refusal> {
    let number = rest.number(issue)?;
    of_item(rest, issue, number, change)
}

/// The same for an issue or a pull request of that number.
pub(crate) fn of_item(mut rest: Rest<'_>, item: &Item, number: Arg, change: &LastComment) -> Result<Emission, Refusal> {
    let comments = rest.repo(Arg::text("issues/").join(number).then("/comments"))?;
    let creates = matches!(change, LastComment::Edit { or_create: true, .. });
    let mut vars = Vars::default();
    let me = vars.text("me", rest.me());
    let none = jq(if creates { "\"\"" } else { "error(\"no comment of yours\")" });
    let program =
        jq("[input[] | select(.user.login == $_me) | .id] | last // $_none").with("me", me).with("none", none);
    let look = rest.get(comments.clone()).script();
    let id = rest.set("comment", look.pipe(Jq::new(program).null_input().raw().vars(vars).script()));
    let comment = rest.repo(Arg::text("issues/comments/").join(id.clone()))?;
    let main = match change {
        LastComment::Delete => rest.send("DELETE", comment).script(),
        LastComment::Edit { body, .. } => {
            let content = match body {
                Some(body) => text(body)?,
                // Gitea refuses an empty comment.
                None => Json::text(""),
            };
            let body = Json::object([("body", content)]);
            let edit = change::showing_address(rest.send("PATCH", comment).json(body.clone()));
            if creates {
                let make = change::showing_address(rest.send("POST", comments).json(body));
                let is_there = Script::call([Arg::text("test"), Arg::text("-n"), id]);
                Script::If(Box::new(is_there), Box::new(edit), Some(Box::new(make)))
            } else {
                edit
            }
        }
    };
    Ok(change::requests(rest, main).noting_mention(item))
}
