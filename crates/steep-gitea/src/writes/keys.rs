//! Public keys: the caller's, and those that open a repository.

use steep_forge::operation::{KeyAdd, Text};
use steep_forge::{Fidelity, Refusal};
use steep_shell::{Arg, Word};

use super::text::{one, text};
use crate::Emission;
use crate::rest::body::quote;
use crate::rest::paging::PAGE;
use crate::rest::{Jq, Json, Rest, Vars, words};

/// The title of a key that is given none: its comment.
const TITLE_OF_ITS_OWN: &str = "($key | split(\" \")[2:] | join(\" \") | rtrimstr(\"\\n\"))";

/// Adds an SSH key of the caller's.
pub(crate) fn ssh_key_add(rest: Rest<'_>, add: &KeyAdd) -> Result<Emission, Refusal> {
    let url = rest.at("user/keys");
    key_add(rest, url, add, "")
}

/// Deletes an SSH key of the caller's.
pub(crate) fn ssh_key_delete(mut rest: Rest<'_>, id: &Word) -> Result<Emission, Refusal> {
    let id = rest.numeric(id)?;
    let url = rest.at(Arg::text("user/keys/").join(id));
    let main = rest.send("DELETE", url).script();
    Ok(super::requests(rest, main))
}

/// Adds an SSH key that opens a repository.
pub(crate) fn deploy_key_add(mut rest: Rest<'_>, add: &KeyAdd) -> Result<Emission, Refusal> {
    let url = rest.repo("keys")?;
    key_add(rest, url, add, if add.write { ", read_only: false" } else { ", read_only: true" })
}

/// Deletes an SSH key that opens a repository.
pub(crate) fn deploy_key_delete(mut rest: Rest<'_>, id: &Word) -> Result<Emission, Refusal> {
    let id = rest.numeric(id)?;
    let url = rest.repo(Arg::text("keys/").join(id))?;
    let main = rest.send("DELETE", url).script();
    Ok(super::requests(rest, main))
}

/// Adds an OpenPGP key of the caller's. The server takes it only where one of the key's addresses is the caller's.
pub(crate) fn gpg_key_add(rest: Rest<'_>, key: &Text) -> Result<Emission, Refusal> {
    let body = Json::object([("armored_public_key", text(key)?)]);
    let main = super::silent(rest.send("POST", rest.at("user/gpg_keys")).json(body));
    Ok(super::requests(rest, main))
}

/// Deletes an OpenPGP key of the caller's, which is looked for by its own id.
pub(crate) fn gpg_key_delete(mut rest: Rest<'_>, key: &Word) -> Result<Emission, Refusal> {
    words::one(key)?;
    let mut vars = Vars::default();
    let wanted = vars.word("key", key);
    let keys = rest.get(rest.at("user/gpg_keys")).query("limit", PAGE.to_string()).script();
    let program = format!("[input[] | select(.key_id == {wanted}) | .id][0] // error({})", quote("no such key"));
    let id = rest.set("id", keys.pipe(Jq::new(program).null_input().vars(vars).script()));
    let main = rest.send("DELETE", rest.at(Arg::text("user/gpg_keys/").join(id))).script();
    Ok(super::requests(rest, main))
}

fn key_add(rest: Rest<'_>, url: Arg, add: &KeyAdd, more: &str) -> Result<Emission, Refusal> {
    let mut vars = Vars::default();
    let key = match &add.key {
        Text::File(file) => vars.file("key", file),
        Text::Stdin => vars.file("key", Arg::text("/dev/stdin")),
        Text::Word(word) => vars.text("key", words::one(word)?),
    };
    let title = match &add.title {
        Some(title) => one(title)?.program("title", &mut vars),
        None => TITLE_OF_ITS_OWN.to_owned(),
    };
    let program = format!("{{title: {title}, key: {key}{more}}}");
    let body = Jq::new(program).null_input().vars(vars).script();
    let main = body.pipe(super::silent(super::send_input(rest.send("POST", url))));
    let emission = super::requests(rest, main);
    Ok(match add.title {
        Some(_) => emission,
        None => emission.at_most(Fidelity::Equivalent).noting("its comment becomes its title: Gitea's keys have one"),
    })
}
