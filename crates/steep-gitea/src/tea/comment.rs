use steep_forge::operation::Text;
use steep_forge::{Item, Refusal};
use steep_shell::{Arg, Redirection};

use super::{Job, TeaCommand, UNFINISHED, number, open_pull};
use crate::Emission;
use crate::rest::words;

/// A comment on a pull request.
pub(super) fn on_pull(job: Job<'_>, pull: &Item, body: Option<&Text>) -> Result<Emission, Refusal> {
    let Some(body) = body else { return mention(job, pull) };
    let main = comment(job, open_pull(job, pull)?, given(body)?)?.build()?;
    Ok(job.finish(job.rest(), main).noting_lookup(pull))
}

/// A comment on an issue.
pub(super) fn on_issue(job: Job<'_>, issue: &Item, body: Option<&Text>) -> Result<Emission, Refusal> {
    let Some(body) = body else { return mention(job, issue) };
    Ok(job.finish(job.rest(), comment(job, number(issue)?, given(body)?)?.build()?))
}

/// The command that posts `text`. Whatever it finds on its standard input it would append.
pub(super) fn comment(job: Job<'_>, number: Arg, text: Arg) -> Result<TeaCommand, Refusal> {
    Ok(job.command(&["comment"])?.positional(number)?.text(text)?.redirect(Redirection::NoInput))
}

/// The text where it is given on the command line. One that tea reads itself gets two empty lines in front.
fn given(body: &Text) -> Result<Arg, Refusal> {
    match body {
        Text::Word(body) => Ok(Arg::from(words::one(body)?)),
        Text::File(_) | Text::Stdin => {
            Err(Refusal::NoEquivalent { feature: "a comment out of a file, unchanged, in tea".to_owned() })
        }
    }
}

/// The command without a text, which gh would ask for. With a number tea would wait for one on its standard input.
fn mention(job: Job<'_>, item: &Item) -> Result<Emission, Refusal> {
    if !matches!(item, Item::Unnamed | Item::Current) {
        return Err(Refusal::RuntimeValue { what: "the text of the comment".to_owned() });
    }
    Ok(job.finish(job.rest(), job.command(&["comment"])?.build()?).noting(UNFINISHED))
}
