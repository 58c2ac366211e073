//! Open or closed: what the forms of issues and pull requests share.

use steep_forge::{Emission, Item, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Json, Rest, words};
use steep_shell::{Arg, Script, Word};

use crate::change;
use crate::change::text::one;
use crate::mention::Mention;
use crate::tea::{Job, UNFINISHED, must_become, number};

/// Gives an item a state, after a comment; gh leaves none where it has that state already.
pub(crate) fn turn(
    mut rest: Rest<'_>,
    collection: &str,
    item: &Item,
    number: Arg,
    to: &str,
    comment: Option<&Word>,
) -> Result<Emission, Refusal> {
    if let Some(comment) = comment {
        let address = rest.repo(Arg::text(format!("{collection}/")).join(number.clone()))?;
        let call = rest.send("POST", address).json(Json::object([("body", one(comment)?)]));
        let command = if to == "open" { "reopen" } else { "close" };
        if let Some(main) = call.commanding(command, Vec::new()) {
            return Ok(change::requests(rest, main).noting_mention(item));
        }
    }
    let from = if to == "open" { "closed" } else { "open" };
    let changes = comment.map(|_| is_in(&mut rest, collection, &number, from)).transpose()?;
    let main = state(&mut rest, collection, number, to, comment)?;
    let main = only_where(changes, main);
    Ok(change::requests(rest, main).noting_mention(item))
}

/// Whether the item is in `state`: a test of what a step before the first change looks up. That step fails for a pull
/// request that is merged.
pub(crate) fn is_in(rest: &mut Rest<'_>, collection: &str, number: &Arg, state: &str) -> Result<Script, Refusal> {
    let address = rest.repo(Arg::text(format!("{collection}/")).join(number.clone()))?;
    let program = match collection {
        "pulls" => jq("input | if .merged then error(\"it is merged\") else .state end"),
        _ => jq("input.state"),
    };
    let look = rest.get(address).script().pipe(Jq::new(program).null_input().raw().script());
    let is = rest.set("state", look);
    Ok(Script::call([Arg::text("test"), is, Arg::text("="), Arg::text(state)]))
}

/// `main` where `condition` holds; nothing, and success, where it does not.
pub(crate) fn only_where(condition: Option<Script>, main: Script) -> Script {
    match condition {
        Some(condition) => Script::If(Box::new(condition), Box::new(main), None),
        None => main,
    }
}

/// Gives the item of `collection` a state, after a comment. One that is empty gh does not post.
pub(crate) fn state(
    rest: &mut Rest<'_>,
    collection: &str,
    number: Arg,
    state: &str,
    comment: Option<&Word>,
) -> Result<Script, Refusal> {
    let address = rest.repo(Arg::text(format!("{collection}/")).join(number.clone()))?;
    let body = Json::object([("state", Json::text(state))]);
    let main = change::silent(rest.send("PATCH", address).json(body));
    let Some(comment) = comment else { return Ok(main) };
    let comments = rest.repo(Arg::text("issues/").join(number).then("/comments"))?;
    let body = Json::object([("body", one(comment)?)]);
    let post = change::silent(rest.send("POST", comments).json(body));
    if !words::may_be_empty(comment) {
        return Ok(post.and(main));
    }
    let is_empty = Script::call([Arg::text("test"), Arg::text("-z"), Arg::from(words::one(comment)?)]);
    Ok(Script::Or(Box::new(is_empty), Box::new(post)).and(main))
}

/// Gives an item a state, by the command `path`.
pub(crate) fn turn_by_tea(
    job: Job<'_>,
    path: &[&str],
    to: &str,
    item: &Item,
    text: Option<&Word>,
) -> Result<Emission, Refusal> {
    let command = job.command(path)?;
    if *item == Item::Unnamed && text.is_none() {
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    }
    comments_first(text)?;
    let main = must_become(to, command.positional(number(item)?)?.build()?);
    Ok(job.finish(job.rest(), main))
}

/// A comment is left only where the state changes, which tea does not tell beforehand.
pub(crate) fn comments_first(comment: Option<&Word>) -> Result<(), Refusal> {
    match comment {
        Some(_) => Err(Refusal::NoEquivalent { feature: "looking at the state in tea".to_owned() }),
        None => Ok(()),
    }
}
