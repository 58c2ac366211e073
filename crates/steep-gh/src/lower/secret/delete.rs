//! `gh secret delete`.

use steep_forge::operation::{SettingKind, SettingOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, scope, selector};

/// By its name. Nobody is asked.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let (repository, settings) = scope::read(arguments, SettingKind::Secret)?;
    let name = selector::argument(arguments, "<name>");
    Ok(Asked {
        repository,
        operation: Operation::Setting(SettingOperation::Delete { settings, name }),
        output: Output::Reader,
    })
}
