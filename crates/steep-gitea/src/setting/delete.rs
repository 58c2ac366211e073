//! Deleting a secret or a variable.

use steep_forge::operation::Settings;
use steep_forge::{Emission, Refusal};
use steep_rest::Rest;
use steep_shell::Word;

use crate::change;
use crate::setting::collection::collection;

/// Deletes a secret or variable.
pub(crate) fn by_rest(mut rest: Rest<'_>, settings: &Settings, name: &Word) -> Result<Emission, Refusal> {
    let name = rest.segment("name", name)?;
    let url = collection(&mut rest, settings)?.then("/").join(name);
    let main = rest.send("DELETE", url).script();
    Ok(change::requests(rest, main))
}
