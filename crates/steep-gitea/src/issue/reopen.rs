//! Opening an issue again.

use steep_forge::operation::Reopen;
use steep_forge::{Emission, Item, Refusal};
use steep_rest::Rest;

use crate::issue::state::{turn, turn_by_tea};
use crate::tea::Job;

/// Opens an issue again.
pub(crate) fn by_rest(mut rest: Rest<'_>, reopen: &Reopen) -> Result<Emission, Refusal> {
    let item = if reopen.item == Item::Current { &Item::Unnamed } else { &reopen.item };
    let number = rest.number(item)?;
    turn(rest, "issues", item, number, "open", reopen.comment.as_ref())
}

/// Opens an issue again.
pub(crate) fn by_tea(job: Job<'_>, reopen: &Reopen) -> Result<Emission, Refusal> {
    turn_by_tea(job, &["issues", "reopen"], "open", &reopen.item, reopen.comment.as_ref())
}
