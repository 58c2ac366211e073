//! `gh issue comment`.

use steep_forge::operation::{IssueOperation, LastComment};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::{Arguments, Unattended};
use crate::lower::{Asked, output, selector, text};

/// A new comment, or a change of the last one.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let issue = selector::issue(arguments)?;
    let (operation, output) = match last(arguments)? {
        Some(change) => (Operation::Issue(IssueOperation::LastComment { issue, change }), Output::Reader),
        None => {
            let operation = Operation::Issue(IssueOperation::Comment { issue, body: text::body(arguments) });
            (operation, output::browser_or_reader(arguments))
        }
    };
    Ok(Asked { repository: arguments.repository()?, operation, output })
}

/// What becomes of the caller's last comment, where a flag is about that.
pub(in crate::lower) fn last(arguments: &mut Arguments<'_>) -> Result<Option<LastComment>, Refusal> {
    arguments.refuse_for("editor", "an editor")?;
    let (edits, deletes) = (arguments.switch("edit-last"), arguments.switch("delete-last"));
    let or_create = arguments.switch("create-if-none");
    if or_create && !edits {
        let error = "`--create-if-none` can only be used with `--edit-last`".to_owned();
        return Err(Refusal::UsageError { error });
    }
    if deletes {
        arguments.confirmation(&["yes"], Unattended::Fails)?;
        return Ok(Some(LastComment::Delete));
    }
    if arguments.switch("yes") {
        return Err(Refusal::UsageError { error: "`--yes` should only be used with `--delete-last`".to_owned() });
    }
    Ok(edits.then(|| LastComment::Edit { body: text::body(arguments), or_create }))
}
