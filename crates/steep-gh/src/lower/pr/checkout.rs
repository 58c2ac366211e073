//! `gh pr checkout`: the head of a pull request into the clone.

use steep_forge::operation::{Checkout, PullOperation};
use steep_forge::{Item, Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// Without an argument gh fails (2.46) or offers a choice (later), never the current branch's.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let pull = match arguments.positionals().first() {
        Some(word) => selector::pull_word(arguments, word)?,
        None => Item::Unnamed,
    };
    let checkout = Checkout {
        pull,
        branch: arguments.word("branch"),
        detach: arguments.switch("detach"),
        force: arguments.switch("force"),
        recurse_submodules: arguments.switch("recurse-submodules"),
        worktree: arguments.word("worktree"),
    };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Pull(PullOperation::Checkout(checkout)),
        output: Output::Reader,
    })
}
