//! `gh secret set`.

use steep_forge::operation::{SettingKind, SettingOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, scope, text};

/// The value from `--body`, else from standard input, or many from a file.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_for("no-store", "GitHub's encryption of secrets")?;
    arguments.refuse_for("no-repos-selected", "a secret that no repository sees")?;
    let (repository, settings) = scope::read(arguments, SettingKind::Secret)?;
    scope::visibility(arguments, &settings.scope)?;
    let source = text::setting(arguments);
    Ok(Asked {
        repository,
        operation: Operation::Setting(SettingOperation::Set { settings, source }),
        output: Output::Reader,
    })
}
