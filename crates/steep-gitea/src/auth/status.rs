//! Whether the caller is logged in.

use steep_forge::{Emission, Fidelity, Output, Refusal};
use steep_jq::{Expr, TextPart, jq};
use steep_rest::{Jq, Rest};
use steep_shell::{Arg, Script};

use crate::auth::token;
use crate::tool::CURL;

/// Whether the caller is logged in: the token is accepted, exit status 0, or not.
pub(crate) fn by_rest(rest: Rest<'_>, with_token: bool, output: &Output) -> Result<Emission, Refusal> {
    if *output != Output::Reader {
        return Err(Refusal::NoEquivalent { feature: "gh's own logins as JSON".to_owned() });
    }
    let user = rest.get(rest.at("user")).script();
    // In gh's words, for who looks for them.
    let host = rest.host().split_once("://").map_or(rest.host(), |(_, host)| host);
    let said = vec![TextPart::Literal(format!("✓ Logged in to {host} account ")), TextPart::Filled(jq(".login"))];
    let mut script = user.pipe(Jq::over(Expr::Text(None, said), true).raw().script());
    if with_token {
        let label = Script::call([Arg::text("printf"), Arg::text("%s"), Arg::text("  - Token: ")]);
        script = script.and(label).and(token::printed(&rest));
    }
    Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)))
}
