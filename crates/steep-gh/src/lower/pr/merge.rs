//! `gh pr merge`.

use steep_forge::operation::{MergeStyle, PullMerge, PullOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector, text};

/// Without a style the person is asked; without an argument it is the current branch's pull request.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let mut style = None;
    for (flag, kind) in [("merge", MergeStyle::Merge), ("rebase", MergeStyle::Rebase), ("squash", MergeStyle::Squash)] {
        if arguments.switch(flag) {
            style = Some(kind);
        }
    }
    let merge = PullMerge {
        pull: selector::pull(arguments)?,
        style,
        delete_branch: arguments.switch("delete-branch"),
        auto: arguments.switch("auto"),
        disable_auto: arguments.switch("disable-auto"),
        admin: arguments.switch("admin"),
        subject: arguments.word("subject"),
        body: text::body(arguments),
        match_head: arguments.word("match-head-commit"),
    };
    arguments.lose("author-email", "the merge commit's author address is the server's choice");
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Pull(PullOperation::Merge(merge)),
        output: Output::Reader,
    })
}
