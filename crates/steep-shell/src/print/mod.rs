//! [`Script`] → shell text. Quoting and layout live here and nowhere else.

use crate::Script;

/// How the text is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Whether it must stay on one line.
    pub one_line: bool,
    /// White space in front of every line but the first.
    pub indent: String,
    /// Lines longer than this many characters are broken after `|`, `&&` and loop keywords where `one_line` is off.
    pub width: usize,
}

/// Prints `script`.
#[must_use]
pub fn script(_script: &Script, _layout: &Layout) -> String {
    String::new()
}
