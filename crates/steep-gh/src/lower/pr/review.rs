//! `gh pr review`.

use steep_forge::operation::{PullOperation, Review, ReviewKind};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector, text};

/// Without a verdict the person is asked.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let mut kind = None;
    for (flag, verdict) in [
        ("approve", ReviewKind::Approve),
        ("comment", ReviewKind::Comment),
        ("request-changes", ReviewKind::RequestChanges),
    ] {
        if arguments.switch(flag) {
            kind = Some(verdict);
        }
    }
    let review = Review { pull: selector::pull(arguments)?, kind, body: text::body(arguments) };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Pull(PullOperation::Review(review)),
        output: Output::Reader,
    })
}
