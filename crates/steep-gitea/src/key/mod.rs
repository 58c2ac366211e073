//! Public keys: the caller's, and those that open a repository.

pub(crate) mod add;
pub(crate) mod delete;
pub(crate) mod list;

use steep_forge::operation::KeyOperation;
use steep_forge::{Emission, Output, Refusal};
use steep_rest::Rest;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &KeyOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        KeyOperation::SshList => list::ssh(rest),
        KeyOperation::SshAdd(add) => add::ssh(rest, add),
        KeyOperation::SshDelete { id } => delete::ssh(rest, id),
        KeyOperation::GpgList => list::gpg(rest),
        KeyOperation::GpgAdd { key } => add::gpg(rest, key),
        KeyOperation::GpgDelete { key } => delete::gpg(rest, key),
        KeyOperation::DeployList => list::deploy(rest, output),
        KeyOperation::DeployAdd(add) => add::deploy(rest, add),
        KeyOperation::DeployDelete { id } => delete::deploy(rest, id),
    }
}
