//! Secrets and variables of workflows.

pub(crate) mod collection;
pub(crate) mod delete;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod set;

use steep_forge::operation::SettingOperation;
use steep_forge::{Emission, Output, Refusal};
use steep_rest::Rest;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &SettingOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        SettingOperation::List(settings) => list::by_rest(rest, settings, output),
        SettingOperation::Get { scope, name } => get::by_rest(rest, scope, name, output),
        SettingOperation::Set { settings, source } => set::by_rest(rest, settings, source),
        SettingOperation::Delete { settings, name } => delete::by_rest(rest, settings, name),
    }
}
