//! `gh release delete-asset`.

use steep_forge::operation::{ReleaseFileDelete, ReleaseOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::Asked;
use crate::lower::arguments::{Arguments, Unattended};

/// Without `--yes` gh asks where there is a terminal.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let mut named = arguments.positionals().iter().cloned();
    let delete = ReleaseFileDelete { tag: named.next(), file: named.next() };
    arguments.confirmation(&["yes"], Unattended::Proceeds)?;
    let operation = Operation::Release(ReleaseOperation::FileDelete(delete));
    Ok(Asked { repository: arguments.repository()?, operation, output: Output::Reader })
}
