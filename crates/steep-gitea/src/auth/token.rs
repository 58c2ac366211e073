//! The token that every request carries.

use steep_forge::{Emission, Fidelity, Refusal, TokenIn};
use steep_rest::Rest;
use steep_shell::{Arg, Script};

use crate::tool::CURL;

/// What sed takes the token out of a file of curl's options with.
pub(super) const OF_OPTIONS: &str = "s/^header.*: token \\([^\"]*\\).*/\\1/p";

/// The token that every request carries; fails without one, as gh does.
pub(crate) fn by_rest(rest: Rest<'_>) -> Result<Emission, Refusal> {
    let script = printed(&rest);
    Ok(Emission::new(CURL, Fidelity::Exact, rest.finish(script)))
}

/// Prints the token.
pub(super) fn printed(rest: &Rest<'_>) -> Script {
    let variable = Arg::variable(rest.token_variable());
    match rest.token_in() {
        TokenIn::Environment => {
            let is_set = Script::call([Arg::text("test"), Arg::text("-n"), variable.clone()]);
            is_set.and(Script::call([Arg::text("printf"), Arg::text("%s\\n"), variable]))
        }
        TokenIn::HeaderFile => Script::call([Arg::text("sed"), Arg::text("s/^Authorization: token //"), variable]),
        TokenIn::OptionFile => Script::call([Arg::text("sed"), Arg::text("-n"), Arg::text(OF_OPTIONS), variable]),
    }
}
