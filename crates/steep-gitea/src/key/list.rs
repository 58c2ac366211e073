//! Public keys: the caller's, and those that open a repository.

use steep_forge::{Emission, Fidelity, Output, Refusal};
use steep_rest::Rest;
use steep_rest::paging::Listing;
use steep_shell::Arg;

use crate::answer;
use crate::answer::{Conditions, Form, Rows};
use crate::projection::DEPLOY_KEY;
use crate::tool::CURL;

/// gh's columns: title, key, when it was added, id, what it is for. GitHub leaves the key's comment out.
const SSH: &[&str] = &[".title", "(.key | split(\" \")[:2] | join(\" \"))", ".created_at", ".id", "\"authentication\""];

/// gh's columns: addresses, id, key, when it was added, when it ends.
const GPG: &[&str] = &[
    "([.emails[]?.email] | join(\", \"))",
    ".key_id",
    ".public_key",
    ".created_at",
    "(.expires_at | if . == null or startswith(\"0001\") then \"Never\" else . end)",
];

/// gh's columns: id, title, what it may do, key, when it was added.
const DEPLOY: Rows = Rows {
    exact: &[
        ".id",
        ".title",
        "(if .read_only then \"read-only\" else \"read-write\" end)",
        "(.key | split(\" \")[:2] | join(\" \"))",
        ".created_at",
    ],
    brief: &[".id", ".title", "(if .read_only then \"read-only\" else \"read-write\" end)", ".created_at"],
    in_companion: false,
};

/// The caller's SSH keys.
pub(crate) fn ssh(rest: Rest<'_>) -> Result<Emission, Refusal> {
    let address = rest.at("user/keys");
    columns(rest, address, SSH)
}

/// The caller's OpenPGP keys.
pub(crate) fn gpg(rest: Rest<'_>) -> Result<Emission, Refusal> {
    let address = rest.at("user/gpg_keys");
    columns(rest, address, GPG)
}

/// All of a list, as lines.
fn columns(rest: Rest<'_>, address: Arg, columns: &[&'static str]) -> Result<Emission, Refusal> {
    let items = Listing::new(rest.get(address), Some(steep_forge::Limit::Count(100))).items();
    let (source, stage) = items.stream(answer::row(&rest, columns), rest.status_is_used());
    let script = source.pipe(stage.raw().script());
    Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)))
}

/// The SSH keys that open a repository.
pub(crate) fn deploy(mut rest: Rest<'_>, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &DEPLOY_KEY, output, true, &DEPLOY)?;
    let keys = rest.repo("keys")?;
    let items = Listing::new(rest.get(keys), Some(steep_forge::Limit::Count(100))).items();
    answer::list(rest, items, &DEPLOY_KEY, &form, &Conditions::default(), None)
}
