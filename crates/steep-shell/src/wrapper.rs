//! Programs that run the command in their own words.

use steep_edit::Span;

/// A program in front of a command, which it runs: `timeout 10` in `timeout 10 gh pr list`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapper {
    /// From its name to the word before the command, or before the next wrapper.
    pub span: Span,
    /// Its name, with what decides how it runs: `xargs`, `find -exec`, `sudo -u`.
    pub name: String,
    /// How it runs the command.
    pub runs: Runs,
    /// What it puts into the command's words.
    pub puts: Puts,
}

/// How a [`Wrapper`] runs a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runs {
    /// The words, as they are, as a program.
    Words,
    /// The words, as a program with little of the environment (`sudo`).
    WithoutEnvironment,
    /// The words joined by blanks, as shell code (`watch`, `parallel`, `eval`).
    Joined,
    /// The words, in another place or as somebody else (`ssh`, `docker run`, `sudo -u`).
    Elsewhere,
    /// Not the program that the words name (`builtin`), or in a way that is not known.
    Otherwise,
}

/// What a [`Wrapper`] puts into the words of the command that it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Puts {
    /// Nothing.
    Nothing,
    /// An item of its input, wherever this text stands (`xargs -I {}`).
    InPlaceOf(String),
    /// One item behind the last word (`xargs -n 1`).
    OneBehind,
    /// As many items behind the last word as fit (`xargs`).
    ManyBehind,
}

/// What a command's text is to the shell that reads the whole text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stands {
    /// Code.
    #[default]
    InCode,
    /// A comment: nothing there runs, and nothing there may become code.
    InComment,
    /// A text in single quotes that another shell runs (`sh -c '…'`).
    InSingleQuotes,
}

/// A text that another shell than the one that reads the whole text runs: `gh pr list` in `sh -c 'gh pr list'`, the body of a
/// here-document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Where it stands, without the quotes around it.
    pub span: Span,
    /// Where the first word of the command begins that has it run.
    pub run_by: usize,
    /// Whether it stands in single quotes, so that a `'` in it is written `'\''`.
    pub quoted: bool,
}

/// Text that a shell runs at some time, in which no command can be named by its place: it is taken apart first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadCode {
    /// Where it stands.
    pub span: Span,
    /// Why it is not read, as a sentence without a full stop.
    pub why: String,
    /// The variable that it is the value of (`GH=gh`, `cmd=(gh pr list)`).
    pub variable: Option<String>,
}
