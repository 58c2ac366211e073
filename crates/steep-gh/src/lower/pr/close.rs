//! `gh pr close`.

use steep_forge::operation::{PullClose, PullOperation};
use steep_forge::{Item, Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// A comment is left first.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let close = PullClose {
        pull: named(arguments)?,
        comment: arguments.word("comment"),
        delete_branch: arguments.switch("delete-branch"),
    };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Pull(PullOperation::Close(close)),
        output: Output::Reader,
    })
}

/// The pull request that is named: these commands do not take the current branch's.
pub(super) fn named(arguments: &mut Arguments<'_>) -> Result<Item, Refusal> {
    match arguments.positionals().first() {
        Some(word) => selector::pull_word(arguments, word),
        None => Ok(Item::Unnamed),
    }
}
