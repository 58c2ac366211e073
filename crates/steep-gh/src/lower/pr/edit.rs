//! `gh pr edit`.

use steep_forge::operation::{PullChange, PullOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::issue::edit::{change, not_blank};
use crate::lower::{Asked, selector};
use crate::person;

/// What it shares with `gh issue edit` is read there.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_dialogue()?;
    let edit = PullChange {
        pull: selector::pull(arguments)?,
        base: not_blank(arguments, "base")?,
        change: change(arguments)?,
        add_reviewers: person::reviewers(&arguments.list("add-reviewer"), &arguments.repository()?)?,
        remove_reviewers: person::read_all(&arguments.list("remove-reviewer"))?,
    };
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Pull(PullOperation::Edit(edit)),
        output: Output::Reader,
    })
}
