//! Who the caller is.

use steep_forge::{Output, Refusal};

use crate::rest::{Jq, Rest};
use crate::{Emission, Fidelity, Tool};

/// Whether the caller is logged in: the token is accepted, exit status 0, or not.
pub(crate) fn auth_status(rest: Rest<'_>, output: &Output) -> Result<Emission, Refusal> {
    if *output != Output::Reader {
        return Err(Refusal::NoEquivalent { feature: "gh's own logins as JSON".to_owned() });
    }
    let user = rest.get(rest.at("user")).script();
    let host = rest.host().to_owned();
    let script = user.pipe(Jq::over(&format!("\"{host}: logged in as \\(.login)\""), true).raw().script());
    Ok(Emission::new(Tool::Curl, Fidelity::Equivalent, rest.finish(script)))
}
