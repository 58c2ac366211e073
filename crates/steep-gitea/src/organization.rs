//! Organisations.

use steep_forge::operation::OrganizationOperation;
use steep_forge::{Emission, Fidelity, Limit, Refusal};
use steep_jq::jq;
use steep_rest::Rest;
use steep_rest::paging::Listing;

use crate::tool::CURL;

/// As curl and jq.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &OrganizationOperation) -> Result<Emission, Refusal> {
    match operation {
        OrganizationOperation::List(limit) => list(rest, limit),
    }
}

/// Their names, one a line.
fn list(rest: Rest<'_>, limit: &Limit) -> Result<Emission, Refusal> {
    let items = Listing::new(rest.get(rest.at("user/orgs")), Some(limit.clone())).items();
    let (source, stage) = items.stream(jq(".username"), rest.status_is_used());
    let script = source.pipe(stage.raw().script());
    // gh puts how many there are in front of them at a terminal.
    let fidelity = if rest.is_consumed() { Fidelity::Exact } else { Fidelity::Equivalent };
    Ok(Emission::new(CURL, fidelity, rest.finish(script)))
}
