//! `gh variable list`.

use steep_forge::operation::{SettingKind, SettingOperation};
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, scope};

/// All of the repository, or of an organisation.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let (repository, settings) = scope::read(arguments, SettingKind::Variable)?;
    Ok(Asked {
        repository,
        operation: Operation::Setting(SettingOperation::List(settings)),
        output: output::read(arguments)?,
    })
}
