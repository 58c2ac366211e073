//! How much is read.

use steep_edit::Span;

/// Bounds on what is read of one text, so that time, memory and the depth of calls stay bounded whatever it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the longest text that is read: one fence, one script.
    pub text: usize,
    /// How deep substitutions, subshells and compound commands may be nested. Each level takes some kilobytes of stack.
    pub nesting: usize,
}

impl Default for Limits {
    /// 4 MiB and 32 levels: far beyond what people write.
    fn default() -> Self {
        Limits { text: 4 << 20, nesting: 32 }
    }
}

/// A part of a text that was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it stands.
    pub span: Span,
    /// Why.
    pub why: TooLarge,
}

/// Which limit a text is beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// [`Limits::text`]
    #[error("shell text of more than {0} bytes")]
    Text(usize),
    /// [`Limits::nesting`]
    #[error("shell text nested deeper than {0} levels")]
    Nesting(usize),
}
