use steep_forge::operation::LastComment;
use steep_forge::{Item, Refusal};
use steep_shell::{Arg, Script};

use super::text::text;
use crate::Emission;
use crate::rest::body::quote;
use crate::rest::{Among, Jq, Json, Rest, Vars};

/// Changes or deletes the caller's last comment. The server lists all comments at once, the oldest first.
pub(crate) fn last_comment(
    mut rest: Rest<'_>,
    item: &Item,
    is_pull: bool,
    change: &LastComment,
) -> Result<Emission, Refusal> {
    let number = if is_pull { rest.pull(item, Among::All)? } else { rest.number(item)? };
    let comments = rest.repo(Arg::text("issues/").join(number).then("/comments"))?;
    let creates = matches!(change, LastComment::Edit { or_create: true, .. });
    let mut vars = Vars::default();
    let me = vars.text("me", rest.me());
    let none = if creates { "\"\"".to_owned() } else { format!("error({})", quote("no comment of yours")) };
    let program = format!("[input[] | select(.user.login == {me}) | .id] | last // {none}");
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
            let edit = super::showing_address(rest.send("PATCH", comment).json(body.clone()));
            if creates {
                let make = super::showing_address(rest.send("POST", comments).json(body));
                let is_there = Script::call([Arg::text("test"), Arg::text("-n"), id]);
                Script::If(Box::new(is_there), Box::new(edit), Some(Box::new(make)))
            } else {
                edit
            }
        }
    };
    Ok(super::requests(rest, main).noting_mention(item))
}
