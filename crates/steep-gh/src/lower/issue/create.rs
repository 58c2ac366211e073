//! `gh issue create`.

use steep_forge::operation::{IssueCreate, IssueOperation};
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, text};
use crate::person;

/// Without title and body the person is asked. An editor, a recovery file and a template only start a dialogue: each is
/// refused.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_for("editor", "an editor")?;
    arguments.refuse_for("recover", "what gh keeps of a failed attempt")?;
    arguments.refuse_for("template", "a template that is filled in by hand")?;
    let create = IssueCreate {
        title: arguments.word("title"),
        body: text::body(arguments),
        labels: arguments.list("label"),
        assignees: person::read_all(&arguments.list("assignee"))?,
        milestone: arguments.word("milestone"),
        elided: arguments.take_elided(),
    };
    arguments.lose("project", "GitHub Projects have no counterpart");
    arguments.lose("type", "issue types have no counterpart");
    arguments.lose("parent", "sub-issues have no counterpart");
    arguments.lose("blocked-by", "the link between the issues");
    arguments.lose("blocking", "the link between the issues");
    let output = output::browser_or_reader(arguments);
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Issue(IssueOperation::Create(create)),
        output,
    })
}
