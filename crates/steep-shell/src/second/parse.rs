//! The second reader's parser, with a limit to its work.

#[cfg(feature = "tree-sitter")]
use std::cell::RefCell;
#[cfg(feature = "tree-sitter")]
use std::ops::ControlFlow;

#[cfg(feature = "tree-sitter")]
use tree_sitter::{ParseOptions, ParseState, Parser, Tree};

#[cfg(feature = "tree-sitter")]
use super::Difference;

/// The version of tree-sitter-bash that [`FAULTS`](super::FAULTS) speak of.
pub const VERSION: &str = "0.25.1";

/// Texts of up to this many bytes are read as a whole.
pub const MAX_WHOLE: usize = 64 << 10;

/// Statements of up to this many bytes are read by themselves.
pub const MAX_STATEMENT: usize = 256 << 10;

/// tree-sitter asks whether to go on after every hundred steps. In scripts of people one such hundred is enough for a
/// hundred bytes or more; this allows ten times as many, and [`FREE`] beside.
#[cfg(feature = "tree-sitter")]
const BYTES_PER_HUNDRED: usize = 10;

/// Hundreds of steps that a text of any length may take.
#[cfg(feature = "tree-sitter")]
const FREE: usize = 1000;

/// The tree of `text`.
///
/// # Errors
/// [`Difference::TooLong`] for more than [`MAX_STATEMENT`] bytes, [`Difference::GaveUp`] beyond the limit of steps.
#[cfg(feature = "tree-sitter")]
pub(super) fn tree(text: &str) -> Result<Tree, Difference> {
    if text.len() > MAX_STATEMENT {
        return Err(Difference::TooLong);
    }
    let mut left = FREE + text.len() / BYTES_PER_HUNDRED;
    let mut go_on = |_: &ParseState| match left.checked_sub(1) {
        Some(fewer) => {
            left = fewer;
            ControlFlow::Continue(())
        }
        None => ControlFlow::Break(()),
    };
    let bytes = text.as_bytes();
    PARSER.with_borrow_mut(|parser| {
        let parser = parser.as_mut().ok_or(Difference::GaveUp)?;
        let options = ParseOptions::new().progress_callback(&mut go_on);
        let tree = parser.parse_with_options(&mut |at, _| bytes.get(at..).unwrap_or(&[]), None, Some(options));
        if tree.is_none() {
            // It would go on where it gave up.
            parser.reset();
        }
        tree.ok_or(Difference::GaveUp)
    })
}

#[cfg(feature = "tree-sitter")]
thread_local! {
    /// A parser keeps the memory that it needs, and most texts are short.
    static PARSER: RefCell<Option<Parser>> = RefCell::new(bash());
}

#[cfg(feature = "tree-sitter")]
fn bash() -> Option<Parser> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_bash::LANGUAGE.into()).ok()?;
    Some(parser)
}
