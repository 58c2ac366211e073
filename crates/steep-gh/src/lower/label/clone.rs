//! `gh label clone`.

use steep_forge::operation::LabelOperation;
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, repository};

/// From the repository that is named to the request's.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let from = match arguments.positionals().first() {
        Some(word) => Some(repository::read(word)?.name),
        None => None,
    };
    let operation = Operation::Label(LabelOperation::Clone { from, overwrite: arguments.switch("force") });
    Ok(Asked { repository: arguments.repository()?, operation, output: Output::Reader })
}
