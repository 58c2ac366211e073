//! `gh pr create`.

use steep_forge::operation::{PullCreate, PullFill, PullOperation};
use steep_forge::{Operation, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, text};
use crate::person;

/// Without a title the person is asked, unless `--fill` takes it from the commits. `--dry-run` creates nothing, and an
/// editor, a recovery file and a template only start a dialogue: each is refused.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_for("editor", "an editor")?;
    arguments.refuse_for("recover", "what gh keeps of a failed attempt")?;
    arguments.refuse_for("template", "a template that is filled in by hand")?;
    arguments.refuse_for("dry-run", "what would be sent as gh prints it")?;
    // gh looks at the three in this order.
    let mut fill = None;
    for (flag, kind) in
        [("fill-verbose", PullFill::Verbose), ("fill-first", PullFill::FirstCommit), ("fill", PullFill::Commits)]
    {
        if arguments.switch(flag) {
            fill = fill.or(Some(kind));
        }
    }
    let create = PullCreate {
        title: arguments.word("title"),
        body: text::body(arguments),
        fill,
        base: arguments.word("base"),
        head: arguments.word("head"),
        draft: arguments.switch("draft"),
        labels: arguments.list("label"),
        assignees: person::read_all(&arguments.list("assignee"))?,
        reviewers: person::reviewers(&arguments.list("reviewer"), &arguments.repository()?)?,
        milestone: arguments.word("milestone"),
        maintainer_edit: !arguments.switch("no-maintainer-edit"),
    };
    arguments.lose("project", "GitHub Projects have no counterpart");
    let output = output::browser_or_reader(arguments);
    Ok(Asked { repository: arguments.repository()?, operation: Operation::Pull(PullOperation::Create(create)), output })
}
