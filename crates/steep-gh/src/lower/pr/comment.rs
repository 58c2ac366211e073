//! `gh pr comment`.

use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::issue::comment::last;
use crate::lower::{Asked, output, selector, text};

/// A new comment, or a change of the last one.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let pull = selector::pull(arguments)?;
    let (operation, output) = match last(arguments)? {
        Some(change) => (Operation::LastComment { item: pull, is_pull: true, change }, Output::Reader),
        None => {
            let operation = Operation::PullComment { pull, body: text::body(arguments) };
            (operation, output::browser_or_reader(arguments))
        }
    };
    Ok(Asked { repository: arguments.repository()?, operation, output })
}
