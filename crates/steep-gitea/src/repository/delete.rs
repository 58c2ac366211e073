//! Deleting a repository.

use steep_forge::{Emission, Refusal};
use steep_rest::Rest;

use crate::change;

/// Deletes a repository, and none that has another name by now: gh fails then, and so does this. The server answers the
/// old name with 301, which is success to curl that does not follow, and to tea.
pub(crate) fn by_rest(mut rest: Rest<'_>) -> Result<Emission, Refusal> {
    let url = rest.repo("")?;
    let main = rest.send("DELETE", url).option("--max-redirs").option("0").script();
    Ok(change::requests(rest, main))
}
