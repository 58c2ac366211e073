//! Who the caller is.

use steep_forge::{Output, Refusal};
use steep_shell::{Arg, Script};

use crate::rest::{Jq, Rest};
use crate::{Emission, Fidelity, TokenIn, Tool};

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

/// The token that every request carries; fails without one, as gh does.
pub(crate) fn auth_token(rest: Rest<'_>) -> Result<Emission, Refusal> {
    let variable = Arg::variable(rest.token_variable());
    let script = match rest.token_in() {
        TokenIn::Environment => {
            let is_set = Script::call([Arg::text("test"), Arg::text("-n"), variable.clone()]);
            is_set.and(Script::call([Arg::text("printf"), Arg::text("%s\\n"), variable]))
        }
        TokenIn::HeaderFile => Script::call([Arg::text("sed"), Arg::text("s/^Authorization: token //"), variable]),
    };
    Ok(Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script)))
}
