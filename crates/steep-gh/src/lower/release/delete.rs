//! `gh release delete`.

use steep_forge::operation::{ReleaseDelete, ReleaseOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::Asked;
use crate::lower::arguments::{Arguments, Unattended};

/// Without `--yes` gh asks where there is a terminal.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let delete =
        ReleaseDelete { tag: arguments.positionals().first().cloned(), with_tag: arguments.switch("cleanup-tag") };
    arguments.confirmation(&["yes"], Unattended::Proceeds)?;
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Release(ReleaseOperation::Delete(delete)),
        output: Output::Reader,
    })
}
