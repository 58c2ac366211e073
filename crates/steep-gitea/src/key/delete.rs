//! Deleting public keys.

use steep_forge::{Emission, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest, Vars};
use steep_shell::{Arg, Word};

use crate::change;
use crate::connection::PAGE;

/// Deletes an SSH key of the caller's.
pub(crate) fn ssh(mut rest: Rest<'_>, id: &Word) -> Result<Emission, Refusal> {
    let id = rest.numeric(id)?;
    let url = rest.at(Arg::text("user/keys/").join(id));
    let main = rest.send("DELETE", url).script();
    Ok(change::requests(rest, main))
}

/// Deletes an SSH key that opens a repository.
pub(crate) fn deploy(mut rest: Rest<'_>, id: &Word) -> Result<Emission, Refusal> {
    let id = rest.numeric(id)?;
    let url = rest.repo(Arg::text("keys/").join(id))?;
    let main = rest.send("DELETE", url).script();
    Ok(change::requests(rest, main))
}

/// Deletes an OpenPGP key of the caller's, which is looked for by its own id.
pub(crate) fn gpg(mut rest: Rest<'_>, key: &Word) -> Result<Emission, Refusal> {
    let mut vars = Vars::default();
    let wanted = vars.word("key", key)?;
    let keys = rest.get(rest.at("user/gpg_keys")).query("limit", PAGE.to_string()).script();
    let program = jq("[input[] | select(.key_id == $_wanted) | .id][0] // error(\"no such key\")");
    let program = program.with("wanted", wanted);
    let id = rest.set("id", keys.pipe(Jq::new(program).null_input().vars(vars).script()));
    let main = rest.send("DELETE", rest.at(Arg::text("user/gpg_keys/").join(id))).script();
    Ok(change::requests(rest, main))
}
