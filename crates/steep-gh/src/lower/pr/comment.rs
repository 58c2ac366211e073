//! `gh pr comment`.

use steep_forge::operation::PullOperation;
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::issue::comment::last;
use crate::lower::{Asked, output, selector, text};

/// A new comment, or a change of the last one.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let pull = selector::pull(arguments)?;
    let (operation, output) = match last(arguments)? {
        Some(change) => (Operation::Pull(PullOperation::LastComment { pull, change }), Output::Reader),
        None => {
            let operation = Operation::Pull(PullOperation::Comment { pull, body: text::body(arguments) });
            (operation, output::browser_or_reader(arguments))
        }
    };
    Ok(Asked { repository: arguments.repository()?, operation, output })
}
