use steep_forge::Refusal;

use crate::Emission;
use crate::rest::Rest;

/// Deletes a repository.
pub(crate) fn repository_delete(mut rest: Rest<'_>) -> Result<Emission, Refusal> {
    let url = rest.repo("")?;
    let main = rest.send("DELETE", url).script();
    Ok(super::requests(rest, main))
}
