//! Deleting a run.

use steep_forge::{Emission, Item, Refusal};
use steep_rest::Rest;
use steep_shell::{Arg, Script};

use crate::change;
use crate::mention::Mention;

/// What gh says of it.
const DONE: &str = "✓ Request to delete workflow run submitted.";

/// Deletes a run that is over.
pub(crate) fn by_rest(mut rest: Rest<'_>, run: &Item) -> Result<Emission, Refusal> {
    // A run that is chosen from a list is only mentioned.
    let run = if *run == Item::Current { &Item::Unnamed } else { run };
    let number = rest.number(run)?;
    let url = rest.repo(Arg::text("actions/runs/").join(number))?;
    let main = rest.send("DELETE", url).script().and(Script::call(["echo", DONE]));
    Ok(change::requests(rest, main).noting_mention(run))
}
