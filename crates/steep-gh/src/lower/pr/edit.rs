//! `gh pr edit`.

use steep_forge::operation::PullChange;
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::issue::edit::change;
use crate::lower::{Asked, person, selector};

/// What it shares with `gh issue edit` is read there.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_dialogue()?;
    let edit = PullChange {
        pull: selector::pull(arguments)?,
        base: arguments.word("base"),
        change: change(arguments)?,
        add_reviewers: person::read_all(&arguments.list("add-reviewer"))?,
        remove_reviewers: person::read_all(&arguments.list("remove-reviewer"))?,
    };
    Ok(Asked { repository: arguments.repository()?, operation: Operation::PullEdit(edit), output: Output::Reader })
}
