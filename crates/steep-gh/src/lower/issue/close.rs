//! `gh issue close`.

use steep_forge::operation::{IssueClose, IssueOperation};
use steep_forge::{Operation, Output, Refusal};
use steep_shell::Word;

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// The reason is compared without case, and GitHub's own spelling is what an operation holds.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let reason = arguments.word("reason").map(|word| match word.as_literal() {
        Some(text) => Word::literal(text.to_ascii_lowercase()),
        None => word,
    });
    let close = IssueClose { issue: selector::issue(arguments)?, comment: arguments.word("comment"), reason };
    arguments.lose("duplicate-of", "the link to the other issue");
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Issue(IssueOperation::Close(close)),
        output: Output::Reader,
    })
}
