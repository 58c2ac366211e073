//! Having git use the token.

use steep_forge::{Emission, Fidelity, Refusal, TokenIn};
use steep_rest::Rest;
use steep_shell::{Arg, Script};

use super::token::OF_OPTIONS;
use crate::tool::GIT;

/// Has git ask for the token where the server wants a password. The configuration holds the variable's name, not the token.
pub(crate) fn by_rest(rest: Rest<'_>) -> Result<Emission, Refusal> {
    let variable = rest.token_variable();
    let token = match rest.token_in() {
        TokenIn::Environment => format!("${variable}"),
        TokenIn::HeaderFile => format!("$(sed \"s/^Authorization: token //\" \"${variable}\")"),
        TokenIn::OptionFile => format!("$(sed -n '{OF_OPTIONS}' \"${variable}\")"),
    };
    // The server looks at the password only, where that is a token.
    let helper = format!("!f() {{ test \"$1\" = get && printf \"username=token\\npassword=%s\\n\" \"{token}\"; }}; f");
    let key = format!("credential.{}.helper", rest.host());
    let script =
        Script::call(["git", "config", "--global"].map(Arg::text).into_iter().chain([key.into(), helper.into()]));
    let note = format!("git reads the token from `{variable}` whenever it is asked for a password");
    Ok(Emission::new(GIT, Fidelity::Equivalent, rest.finish(script)).noting(note))
}
