//! `gh issue edit`.

use steep_forge::operation::{IssueChange, IssueOperation};
use steep_forge::{Item, Operation, Output, Refusal};
use steep_shell::Word;

use crate::lower::arguments::Arguments;
use crate::lower::repository::is_empty;
use crate::lower::{Asked, selector, text};
use crate::person;

/// Several issues of one repository may be named.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_dialogue()?;
    let mut change = change(arguments)?;
    for word in arguments.positionals() {
        change.issues.push(selector::issue_word(arguments, word)?);
    }
    if change.issues.is_empty() {
        change.issues.push(Item::Unnamed);
    }
    for flag in ["type", "remove-type"] {
        arguments.lose(flag, "issue types have no counterpart");
    }
    for flag in ["parent", "remove-parent", "add-sub-issue", "remove-sub-issue"] {
        arguments.lose(flag, "sub-issues have no counterpart");
    }
    for flag in ["add-blocked-by", "remove-blocked-by", "add-blocking", "remove-blocking"] {
        arguments.lose(flag, "the link between the issues");
    }
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Issue(IssueOperation::Edit(change)),
        output: Output::Reader,
    })
}

/// A text that gh sends as it is. Nothing is known to do with an empty one what GitHub does.
pub(in crate::lower) fn not_blank(arguments: &mut Arguments<'_>, flag: &'static str) -> Result<Option<Word>, Refusal> {
    match arguments.text(flag) {
        Some(word) if is_empty(&word) => Err(Refusal::NoEquivalent { feature: format!("an empty {flag}") }),
        word => Ok(word),
    }
}

/// What `gh issue edit` and `gh pr edit` share.
pub(in crate::lower) fn change(arguments: &mut Arguments<'_>) -> Result<IssueChange, Refusal> {
    let milestone = arguments.text("milestone");
    // The empty milestone is none.
    let remove = milestone.as_ref().is_some_and(is_empty);
    let change = IssueChange {
        issues: Vec::new(),
        title: not_blank(arguments, "title")?,
        body: text::body(arguments),
        add_labels: arguments.list("add-label"),
        remove_labels: arguments.list("remove-label"),
        add_assignees: person::read_all(&arguments.list("add-assignee"))?,
        remove_assignees: person::read_all(&arguments.list("remove-assignee"))?,
        milestone: milestone.filter(|title| !is_empty(title)),
        remove_milestone: arguments.switch("remove-milestone") || remove,
    };
    arguments.lose("add-project", "GitHub Projects have no counterpart");
    arguments.lose("remove-project", "GitHub Projects have no counterpart");
    Ok(change)
}
