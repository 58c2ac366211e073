use steep_forge::operation::{PullClose, Reopen};
use steep_forge::{Item, Refusal};
use steep_shell::Word;

use super::{Job, UNFINISHED, behaviour, number};
use crate::Emission;

/// Opens an issue again.
pub(super) fn issue(job: Job<'_>, reopen: &Reopen) -> Result<Emission, Refusal> {
    turn(job, &["issues", "reopen"], &reopen.item, reopen.comment.as_ref())
}

/// Opens a pull request again.
pub(super) fn pull(job: Job<'_>, reopen: &Reopen) -> Result<Emission, Refusal> {
    keeps_description(job)?;
    turn(job, &["pulls", "reopen"], &reopen.item, reopen.comment.as_ref())
}

/// Closes a pull request.
pub(super) fn close_pull(job: Job<'_>, close: &PullClose) -> Result<Emission, Refusal> {
    keeps_description(job)?;
    if close.delete_branch {
        return Err(Refusal::NoEquivalent {
            feature: "deleting the branch of a closed pull request in tea".to_owned(),
        });
    }
    turn(job, &["pulls", "close"], &close.pull, close.comment.as_ref())
}

fn keeps_description(job: Job<'_>) -> Result<(), Refusal> {
    if behaviour::empties_descriptions(job.release) {
        return Err(Refusal::NeedsNewer {
            what: "tea 0.11.1 for a pull request that keeps its description".to_owned(),
        });
    }
    Ok(())
}

/// A comment is left only where the state changes, which tea does not tell beforehand.
pub(super) fn comments_first(comment: Option<&Word>) -> Result<(), Refusal> {
    match comment {
        Some(_) => Err(Refusal::NoEquivalent { feature: "looking at the state in tea".to_owned() }),
        None => Ok(()),
    }
}

fn turn(job: Job<'_>, path: &[&str], item: &Item, text: Option<&Word>) -> Result<Emission, Refusal> {
    let command = job.command(path)?;
    if *item == Item::Unnamed && text.is_none() {
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    }
    comments_first(text)?;
    let main = command.positional(number(item)?)?.build()?;
    Ok(job.finish(job.rest(), main))
}
