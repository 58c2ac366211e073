//! How places spell text.

use std::sync::Arc;

use steep_edit::Span;

/// How a place spells text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As it is, line by line: indented code and console sessions.
    Lines,
    /// As it is, line by line, except a line that would close the fence.
    Fence {
        /// `` ` `` or `~`.
        marker: u8,
        /// How many of them opened the fence.
        length: usize,
    },
    /// Running text of Markdown.
    Prose {
        /// Lengths of the runs of backticks in the block that delimit nothing, because no other run is as long.
        stray: Arc<[usize]>,
    },
    /// Between backticks.
    CodeSpan(Delimiters),
    /// Entities: HTML blocks.
    Html {
        /// Whether the block goes on over blank lines.
        blank_lines: bool,
    },
    /// Entities and backslashes: HTML in running text.
    InlineHtml,
    /// A YAML scalar.
    Yaml(Scalar),
}

/// The two ends of a code span: backticks, and the space next to them that is not part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Delimiters {
    pub(crate) open: Span,
    pub(crate) close: Span,
    pub(crate) ticks: usize,
    pub(crate) padded: bool,
    /// Whether it is written on several lines.
    pub(crate) several_lines: bool,
    /// Lengths of the runs of backticks in the text around that delimit nothing, because no other run is as long.
    pub(crate) stray: Arc<[usize]>,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    /// Without quotes.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|`: lines stand as they are.
    Literal,
    /// `>`: a line ending is a space.
    Folded,
    /// A flow collection, or a scalar over several lines: not decoded.
    Unread,
}
