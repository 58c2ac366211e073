use steep_forge::operation::{Review, ReviewKind, Text};
use steep_forge::{Item, Refusal};

use super::{Job, UNFINISHED, open_pull};
use crate::Emission;
use crate::rest::words;

/// A review with a verdict.
pub(super) fn emit(job: Job<'_>, review: &Review) -> Result<Emission, Refusal> {
    let Review { pull, kind, body } = review;
    let verb = match kind {
        Some(ReviewKind::Approve) => "approve",
        Some(ReviewKind::RequestChanges) => "reject",
        Some(ReviewKind::Comment) | None => {
            return Err(Refusal::NoEquivalent { feature: "a review that is only a comment in tea".to_owned() });
        }
    };
    let command = job.command(&["pulls", verb])?;
    if *pull == Item::Unnamed {
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    }
    let mut command = command.positional(open_pull(job, pull)?)?;
    match body {
        Some(Text::Word(body)) => command = command.text(words::one(body)?)?,
        Some(Text::File(_) | Text::Stdin) => {
            return Err(Refusal::NoEquivalent { feature: "the text of a review out of a file in tea".to_owned() });
        }
        // It fails without a reason, as gh does.
        None => {}
    }
    Ok(job.finish(job.rest(), command.build()?).noting_lookup(pull))
}
