//! Deleting an issue.

use steep_forge::{Emission, Item, Refusal};
use steep_rest::Rest;
use steep_shell::Arg;

use crate::change;
use crate::mention::Mention;

/// Deletes an issue.
pub(crate) fn by_rest(mut rest: Rest<'_>, issue: &Item) -> Result<Emission, Refusal> {
    let number = rest.number(issue)?;
    let address = rest.repo(Arg::text("issues/").join(number))?;
    let main = rest.send("DELETE", address).script();
    Ok(change::requests(rest, main).noting_mention(issue))
}
