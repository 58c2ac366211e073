//! The caller's organisations.

use steep_forge::{Fidelity, Limit, Refusal};

use crate::rest::Rest;
use crate::rest::paging::Listing;
use crate::{Emission, Tool};

/// Their names, one a line.
pub(crate) fn organization_list(rest: Rest<'_>, limit: &Limit) -> Result<Emission, Refusal> {
    let items = Listing::new(rest.get(rest.at("user/orgs")), Some(limit.clone())).items();
    let (source, jq) = items.stream(".username", rest.status_is_used());
    let script = source.pipe(jq.raw().script());
    // gh puts how many there are in front of them at a terminal.
    let fidelity = if rest.is_consumed() { Fidelity::Exact } else { Fidelity::Equivalent };
    Ok(Emission::new(Tool::Curl, fidelity, rest.finish(script)))
}
