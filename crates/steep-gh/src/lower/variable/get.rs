//! `gh variable get`.

use steep_forge::operation::{SettingKind, SettingOperation};
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, scope, selector};

/// The value alone, or fields.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let (repository, settings) = scope::read(arguments, SettingKind::Variable)?;
    let operation = Operation::Setting(SettingOperation::Get {
        scope: settings.scope,
        name: selector::argument(arguments, "<name>"),
    });
    Ok(Asked { repository, operation, output: output::read(arguments)? })
}
