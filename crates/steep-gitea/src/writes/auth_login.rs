use steep_forge::Refusal;

use crate::Emission;
use crate::rest::Rest;

/// curl logs in with every request anew: there is nothing to do once.
pub(crate) fn auth_login(rest: Rest<'_>, _token_from_stdin: bool) -> Result<Emission, Refusal> {
    let feature = format!("a login that is kept: every request carries the token in `{}`", rest.token_variable());
    Err(Refusal::NoEquivalent { feature })
}
