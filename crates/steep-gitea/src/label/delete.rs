//! Deleting a label.

use steep_forge::{Emission, Refusal};
use steep_rest::Rest;
use steep_shell::Word;

use crate::change;
use crate::label::lookup::{address, noting};

/// Deletes a label.
pub(crate) fn by_rest(mut rest: Rest<'_>, name: Option<&Word>) -> Result<Emission, Refusal> {
    let label = address(&mut rest, name)?;
    let main = rest.send("DELETE", label).script();
    Ok(noting(change::requests(rest, main), name))
}
