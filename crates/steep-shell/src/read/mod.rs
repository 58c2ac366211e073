//! Shell text → [`Command`]s.

use steep_edit::Span;

use crate::{Command, Word};

/// Which shell a text is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// POSIX sh: emitted forms must run in dash too.
    #[default]
    Posix,
    /// The place says bash (or zsh, ksh).
    Bash,
}

/// What was read from a text.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Every simple command, inner ones before the ones they stand in, otherwise in source order.
    pub commands: Vec<Command>,
    /// Spans that the shell grammar could not make sense of; a command that touches one is not to be rewritten.
    pub errors: Vec<Span>,
}

/// Reads a whole script.
#[must_use]
pub fn script(_text: &str) -> Reading {
    Reading::default()
}

/// Where a command in running text ends, as its own grammar decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// The word belongs to the command.
    Word,
    /// The word belongs to the command without its last `n` bytes, and the command ends there (`@me.`, `#12)`).
    WordWithout(usize),
    /// The command ended before this word.
    Stop,
}

/// Reads one command that begins at byte `start` of running text (prose), asking `take` for each further word whether
/// the command's grammar can take it. Returns `None` when nothing but the program's name belongs to it.
pub fn prose(_text: &str, _start: usize, _take: &mut dyn FnMut(&[Word], &Word) -> Take) -> Option<Command> {
    None
}
