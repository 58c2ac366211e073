//! A comment on an issue, and what one on a pull request shares with it.

use steep_forge::operation::Text;
use steep_forge::{Emission, Item, Refusal};
use steep_rest::{Json, Rest, words};
use steep_shell::{Arg, Redirection};

use crate::change;
use crate::change::text::text;
use crate::mention::Mention;
use crate::tea::{Job, TeaCommand, UNFINISHED, number};

/// A comment on an issue.
pub(crate) fn by_rest(mut rest: Rest<'_>, issue: &Item, body: Option<&Text>) -> Result<Emission, Refusal> {
    let issue = meant(issue, body);
    let number = rest.number(issue)?;
    posted(rest, number, issue, body)
}

/// The item meant: where no text is given the command is only mentioned, and so is the item of the current branch.
pub(crate) fn meant<'a>(item: &'a Item, body: Option<&Text>) -> &'a Item {
    if body.is_none() && *item == Item::Current { &Item::Unnamed } else { item }
}

/// Posts it.
pub(crate) fn posted(
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
    let main = change::showing_address(call);
    let emission = change::requests(rest, main).noting_mention(item);
    Ok(if body.is_none() { emission.noting("no text is given: an empty one is refused") } else { emission })
}

/// A comment on an issue.
pub(crate) fn by_tea(job: Job<'_>, issue: &Item, body: Option<&Text>) -> Result<Emission, Refusal> {
    let Some(body) = body else { return mentioned(job, issue) };
    Ok(job.finish(job.rest(), command(job, number(issue)?, given(body)?)?.build()?))
}

/// The command that posts `text`. Whatever it finds on its standard input it would append.
pub(crate) fn command(job: Job<'_>, number: Arg, text: Arg) -> Result<TeaCommand, Refusal> {
    Ok(job.command(&["comment"])?.positional(number)?.text(text)?.redirect(Redirection::NoInput))
}

/// The text where it is given on the command line. One that tea reads itself gets two empty lines in front.
pub(crate) fn given(body: &Text) -> Result<Arg, Refusal> {
    match body {
        Text::Word(body) => Ok(Arg::from(words::one(body)?)),
        Text::File(_) | Text::Stdin => {
            Err(Refusal::NoEquivalent { feature: "a comment out of a file, unchanged, in tea".to_owned() })
        }
    }
}

/// The command without a text, which gh would ask for. With a number tea would wait for one on its standard input.
pub(crate) fn mentioned(job: Job<'_>, item: &Item) -> Result<Emission, Refusal> {
    if !matches!(item, Item::Unnamed | Item::Current) {
        return Err(Refusal::RuntimeValue { what: "the text of the comment".to_owned() });
    }
    Ok(job.finish(job.rest(), job.command(&["comment"])?.build()?).noting(UNFINISHED))
}
