use steep_forge::{Item, Refusal};
use steep_shell::{Arg, Script};

use crate::Emission;
use crate::rest::Rest;

/// What gh says of it.
const DONE: &str = "✓ Request to delete workflow run submitted.";

/// Deletes a run that is over.
pub(crate) fn run_delete(mut rest: Rest<'_>, run: &Item) -> Result<Emission, Refusal> {
    // A run that is chosen from a list is only mentioned.
    let run = if *run == Item::Current { &Item::Unnamed } else { run };
    let number = rest.number(run)?;
    let url = rest.repo(Arg::text("actions/runs/").join(number))?;
    let main = rest.send("DELETE", url).script().and(Script::call(["echo", DONE]));
    Ok(super::requests(rest, main).noting_mention(run))
}
