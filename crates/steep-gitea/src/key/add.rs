//! Adding public keys.

use steep_forge::operation::{KeyAdd, Text};
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::{Expr, jq};
use steep_rest::{Jq, Json, Rest, Vars, words};
use steep_shell::Arg;

use crate::change;
use crate::change::text::{one, text};

/// The title of a key that is given none: its comment.
const TITLE_OF_ITS_OWN: &str = "($key | split(\" \")[2:] | join(\" \") | rtrimstr(\"\\n\"))";

/// Adds an SSH key of the caller's.
pub(crate) fn ssh(rest: Rest<'_>, add: &KeyAdd) -> Result<Emission, Refusal> {
    let url = rest.at("user/keys");
    key_add(rest, url, add, None)
}

/// Adds an SSH key that opens a repository.
pub(crate) fn deploy(mut rest: Rest<'_>, add: &KeyAdd) -> Result<Emission, Refusal> {
    let url = rest.repo("keys")?;
    key_add(rest, url, add, Some(("read_only", Expr::boolean(!add.write))))
}

/// Adds an OpenPGP key of the caller's. The server takes it only where one of the key's addresses is the caller's.
pub(crate) fn gpg(rest: Rest<'_>, key: &Text) -> Result<Emission, Refusal> {
    let body = Json::object([("armored_public_key", text(key)?)]);
    let main = change::silent(rest.send("POST", rest.at("user/gpg_keys")).json(body));
    Ok(change::requests(rest, main))
}

fn key_add(rest: Rest<'_>, url: Arg, add: &KeyAdd, more: Option<(&str, Expr)>) -> Result<Emission, Refusal> {
    let mut vars = Vars::default();
    let key = match &add.key {
        Text::File(file) => vars.file("key", file),
        Text::Stdin => vars.file("key", Arg::text("/dev/stdin")),
        Text::Word(word) => vars.text("key", words::one(word)?),
    };
    let title = match &add.title {
        Some(title) => one(title)?.program("title", &mut vars),
        None => jq(TITLE_OF_ITS_OWN),
    };
    let entries = [("title", title), ("key", key)].into_iter().chain(more);
    let program = Expr::object(entries);
    let body = Jq::new(program).null_input().vars(vars).script();
    let main = body.pipe(change::silent(change::send_input(rest.send("POST", url))));
    let emission = change::requests(rest, main);
    Ok(match add.title {
        Some(_) => emission,
        None => emission.at_most(Fidelity::Equivalent).noting("its comment becomes its title: Gitea's keys have one"),
    })
}
