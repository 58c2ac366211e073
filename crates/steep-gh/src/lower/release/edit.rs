//! `gh release edit`.

use steep_forge::operation::{ReleaseChange, ReleaseOperation, Text};
use steep_forge::{Operation, Output, Refusal, WishKind};

use super::create::latest;
use crate::lower::arguments::Arguments;
use crate::lower::repository::is_empty;
use crate::lower::{Asked, text};

/// A release is named by its tag, which can be changed too.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let title = arguments.text("title");
    let notes = text::notes(arguments);
    let emptied = [("title", title.as_ref().is_some_and(is_empty)), ("notes", notes.as_ref().is_some_and(is_blank))];
    for (flag, is_emptied) in emptied {
        if is_emptied {
            arguments.wish(format!("--{flag} ''"), WishKind::EmptiedText);
        }
    }
    let change = ReleaseChange {
        tag: arguments.positionals().first().cloned(),
        new_tag: arguments.word("tag"),
        verify_tag: arguments.switch("verify-tag"),
        target: arguments.word("target"),
        title,
        notes,
        draft: arguments.tri_state("draft"),
        prerelease: arguments.tri_state("prerelease"),
    };
    arguments.lose("discussion-category", "GitHub Discussions have no counterpart");
    latest(arguments);
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Release(ReleaseOperation::Edit(change)),
        output: Output::Reader,
    })
}

fn is_blank(text: &Text) -> bool {
    matches!(text, Text::Word(word) if is_empty(word))
}
