use steep_forge::Refusal;

use crate::Emission;
use crate::rest::Rest;

/// Deletes a repository, and none that has another name by now: gh fails then, and so does this. The server answers the
/// old name with 301, which is success to curl that does not follow, and to tea.
pub(crate) fn repository_delete(mut rest: Rest<'_>) -> Result<Emission, Refusal> {
    let url = rest.repo("")?;
    let main = rest.send("DELETE", url).option("-L").option("--max-redirs").option("0").script();
    Ok(super::requests(rest, main))
}
