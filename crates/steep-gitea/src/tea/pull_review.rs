use steep_forge::operation::{Review, ReviewKind};
use steep_forge::{Item, Refusal};

use super::{Job, UNFINISHED, given, open_pull};
use crate::Emission;

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
    // Without a reason it fails, as gh does.
    if let Some(body) = body {
        command = command.text(given(body, "the text of a review")?)?;
    }
    Ok(job.finish(job.rest(), command.build()?).noting_lookup(pull))
}
