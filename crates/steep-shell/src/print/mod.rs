//! [`Script`] → shell text. Quoting and layout live here and nowhere else.
//!
//! What is printed is POSIX sh. There is no way for a text to become syntax: [`Piece::Text`](crate::Piece) and the
//! literal parts of a [`Word`](crate::Word) are quoted unless every byte of them is known to be harmless, and a word of a
//! document is printed in its own spelling only when that spelling reads back as exactly the same parts.
//!
//! Not preserved: comments, and where a [`Script`] nests a sequence in a sequence or a pipeline in a pipeline (both are
//! printed flat, which means the same).

mod fill;
mod layout;
mod quote;

use crate::{Function, Script};

/// How the text is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Whether it must stay on one line. A newline inside a text still prints as a newline inside quotes.
    pub one_line: bool,
    /// White space in front of every line but the first.
    pub indent: String,
    /// Lines longer than this many characters are broken after `|`, `&&` and loop keywords where `one_line` is off.
    pub width: usize,
}

impl Layout {
    /// Everything on one line.
    #[must_use]
    pub fn one_line() -> Self {
        Layout { one_line: true, indent: String::new(), width: usize::MAX }
    }

    /// Several lines of at most about `width` characters, each but the first behind `indent`.
    pub fn lines(indent: impl Into<String>, width: usize) -> Self {
        Layout { one_line: false, indent: indent.into(), width }
    }
}

/// Prints `script`. The text has no line ending at its end. A script that does nothing prints `:`.
#[must_use]
pub fn script(script: &Script, layout: &Layout) -> String {
    layout::print(script, layout)
}

/// Prints the definition of a function, in braces, or in parentheses where its body is a subshell. The text has no line ending
/// at its end. A name that cannot be one is printed as `_`.
#[must_use]
pub fn function(function: &Function, layout: &Layout) -> String {
    layout::function(function, layout)
}

impl Script {
    /// How many characters it has on one line.
    #[must_use]
    pub fn length(&self) -> usize {
        script(self, &Layout::one_line()).chars().count()
    }
}

/// Prints `text` as one shell word that stands for exactly `text`: bare where that is harmless, else quoted.
#[must_use]
pub fn literal(text: &str) -> String {
    quote::text(text)
}
