//! Public keys: the caller's, and those that open a repository.

use steep_forge::{Fidelity, Output, Refusal};
use steep_shell::Arg;

use super::present::{self, Conditions, Form, Rows};
use crate::projection::DEPLOY_KEY;
use crate::rest::Rest;
use crate::rest::paging::Listing;
use crate::{Emission, Tool};

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
};

/// The caller's SSH keys.
pub(crate) fn ssh_key_list(rest: Rest<'_>) -> Result<Emission, Refusal> {
    let address = rest.at("user/keys");
    columns(rest, address, SSH)
}

/// The caller's OpenPGP keys.
pub(crate) fn gpg_key_list(rest: Rest<'_>) -> Result<Emission, Refusal> {
    let address = rest.at("user/gpg_keys");
    columns(rest, address, GPG)
}

/// All of a list, as lines.
fn columns(rest: Rest<'_>, address: Arg, columns: &[&str]) -> Result<Emission, Refusal> {
    let items = Listing::new(rest.get(address), Some(steep_forge::Limit::Count(100))).items();
    let (source, jq) = items.stream(&present::row(columns), rest.status_is_used());
    let script = source.pipe(jq.raw().script());
    Ok(Emission::new(Tool::Curl, Fidelity::Equivalent, rest.finish(script)))
}

/// The SSH keys that open a repository.
pub(crate) fn deploy_key_list(mut rest: Rest<'_>, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &DEPLOY_KEY, output, true, &DEPLOY)?;
    let keys = rest.repo("keys")?;
    let items = Listing::new(rest.get(keys), Some(steep_forge::Limit::Count(100))).items();
    present::list(rest, items, &DEPLOY_KEY, &form, &Conditions::default(), None)
}
