use steep_forge::operation::{PullClose, Reopen};
use steep_forge::{Fidelity, Item, Refusal};
use steep_shell::{Arg, Script, Word};

use super::text::one;
use crate::Emission;
use crate::rest::body::quote;
use crate::rest::{Among, Jq, Json, Rest};

/// Closes a pull request, after a comment where one is to be left. The server refuses to for one that is merged, and gh
/// leaves neither a comment at one that is closed nor its branch deleted.
pub(crate) fn pull_close(mut rest: Rest<'_>, close: &PullClose) -> Result<Emission, Refusal> {
    let PullClose { pull, comment, delete_branch } = close;
    let number = rest.pull(pull, Among::All)?;
    let address = rest.repo(Arg::text("pulls/").join(number.clone()))?;
    if *delete_branch {
        // Empty where the branch lies in a fork: that is not ours to delete.
        let of_ours = "input | if .head.repo.full_name == .base.repo.full_name then .head.label | @uri else \"\" end";
        let look = rest.get(address).script().pipe(Jq::new(of_ours).null_input().raw().script());
        rest.set("branch", look);
    }
    let is_open =
        (comment.is_some() || *delete_branch).then(|| is_in(&mut rest, "pulls", &number, "open")).transpose()?;
    let mut main = state(&mut rest, "pulls", number, "closed", comment.as_ref())?;
    if *delete_branch {
        let branch = rest.repo(Arg::text("branches/").join(Arg::variable("branch")))?;
        let none = Script::call([Arg::text("test"), Arg::text("-z"), Arg::variable("branch")]);
        main = main.and(Script::Or(Box::new(none), Box::new(rest.send("DELETE", branch).script())));
    }
    main = only_where(is_open, main);
    let is_here = rest.is_here();
    let emission = super::requests(rest, main).noting_mention(pull);
    Ok(if *delete_branch && is_here {
        emission
            .at_most(Fidelity::Equivalent)
            .noting("the branch is deleted on the server; gh deletes the local one too")
    } else {
        emission
    })
}

/// Opens a pull request again.
pub(crate) fn pull_reopen(mut rest: Rest<'_>, reopen: &Reopen) -> Result<Emission, Refusal> {
    let number = rest.pull(&reopen.item, Among::All)?;
    turn(rest, "pulls", &reopen.item, number, "open", reopen.comment.as_ref())
}

/// Opens an issue again.
pub(crate) fn issue_reopen(mut rest: Rest<'_>, reopen: &Reopen) -> Result<Emission, Refusal> {
    let item = if reopen.item == Item::Current { &Item::Unnamed } else { &reopen.item };
    let number = rest.number(item)?;
    turn(rest, "issues", item, number, "open", reopen.comment.as_ref())
}

/// Gives an item a state, after a comment; gh leaves none where it has that state already.
pub(super) fn turn(
    mut rest: Rest<'_>,
    collection: &str,
    item: &Item,
    number: Arg,
    to: &str,
    comment: Option<&Word>,
) -> Result<Emission, Refusal> {
    let from = if to == "open" { "closed" } else { "open" };
    let changes = comment.map(|_| is_in(&mut rest, collection, &number, from)).transpose()?;
    let main = state(&mut rest, collection, number, to, comment)?;
    let main = only_where(changes, main);
    Ok(super::requests(rest, main).noting_mention(item))
}

/// Whether the item is in `state`: a test of what a step before the first change looks up. That step fails for a pull
/// request that is merged.
fn is_in(rest: &mut Rest<'_>, collection: &str, number: &Arg, state: &str) -> Result<Script, Refusal> {
    let address = rest.repo(Arg::text(format!("{collection}/")).join(number.clone()))?;
    let program = match collection {
        "pulls" => format!("input | if .merged then error({}) else .state end", quote("it is merged")),
        _ => "input.state".to_owned(),
    };
    let look = rest.get(address).script().pipe(Jq::new(program).null_input().raw().script());
    let is = rest.set("state", look);
    Ok(Script::call([Arg::text("test"), is, Arg::text("="), Arg::text(state)]))
}

/// `main` where `condition` holds; nothing, and success, where it does not.
fn only_where(condition: Option<Script>, main: Script) -> Script {
    match condition {
        Some(condition) => Script::If(Box::new(condition), Box::new(main), None),
        None => main,
    }
}

/// Gives the item of `collection` a state, after a comment.
fn state(
    rest: &mut Rest<'_>,
    collection: &str,
    number: Arg,
    state: &str,
    comment: Option<&Word>,
) -> Result<Script, Refusal> {
    let address = rest.repo(Arg::text(format!("{collection}/")).join(number.clone()))?;
    let body = Json::object([("state", Json::text(state))]);
    let main = super::silent(rest.send("PATCH", address).json(body));
    let Some(comment) = comment else { return Ok(main) };
    let comments = rest.repo(Arg::text("issues/").join(number).then("/comments"))?;
    let body = Json::object([("body", one(comment)?)]);
    Ok(super::silent(rest.send("POST", comments).json(body)).and(main))
}
