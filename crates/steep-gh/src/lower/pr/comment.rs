//! `gh pr comment`.

use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, selector, text};

/// Changing or deleting the last comment instead of writing one has no rule.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    for flag in ["edit-last", "delete-last", "create-if-none", "editor"] {
        arguments.refuse(flag)?;
    }
    let operation = Operation::PullComment { pull: selector::pull(arguments)?, body: text::body(arguments) };
    let output = output::browser_or_reader(arguments);
    Ok(Asked { repository: arguments.repository()?, operation, output })
}
