//! One simple command and what its surroundings do with it.

use compact_str::CompactString;
use steep_edit::Span;

use crate::{Code, Stands, Variables, Word, Wrapper};

/// `NAME=value` in front of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Where it stands.
    pub span: Span,
    /// The variable.
    pub name: String,
    /// Its value.
    pub value: Word,
    /// Whether it is `NAME+=value` (bash, not POSIX sh).
    pub append: bool,
}

/// One redirection, kept as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// Where the operator and its target stand (for a here-document, the operator and the delimiter word only).
    pub span: Span,
    /// As written: `2>/dev/null`, `> out.json`, `<<'EOF'`.
    pub source: CompactString,
    /// The file descriptor that it changes (0 for `<`, 1 for `>`, …; `&>` counts as 1).
    pub descriptor: u32,
    /// Whether data is read through it (`<`, `<<`, `<<<`).
    pub reads: bool,
}

/// Who reads the standard output of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stdout {
    /// Nobody but a person or an agent that looks at it.
    Reader,
    /// The next command of its pipeline; the program's name where it is literal (`jq`, `head`, `python3`, `while`).
    Pipe(Option<String>),
    /// `$(…)` or backquotes.
    Substitution,
    /// A file.
    File,
    /// `/dev/null`.
    Discarded,
}

impl Stdout {
    /// Whether a program reads it, so that its bytes matter.
    #[must_use]
    pub fn is_consumed(&self) -> bool {
        !matches!(self, Stdout::Reader | Stdout::Discarded)
    }

    /// The next command of its pipeline, where that looks for words and patterns: `grep`, `sed`.
    #[must_use]
    pub fn matcher(&self) -> Option<&str> {
        let Stdout::Pipe(Some(program)) = self else { return None };
        let matches = ["grep", "egrep", "fgrep", "rg", "ag", "sed", "gsed", "awk", "gawk", "mawk", "perl"];
        matches.contains(&program.as_str()).then_some(program)
    }
}

/// Whether something acts on the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing visible does.
    Unused,
    /// `&&`, `||`, `if`, `while`, `!`, `set -e`, `$?` on the next command, or the last command of a function.
    Used,
}

/// Where a command's standard input comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stdin {
    /// Whatever the surroundings have: a terminal for a person, perhaps nothing for an agent.
    Inherited,
    /// A loop that reads its own input (`… | while read`): a command that reads its input would eat the loop's.
    Loop,
    /// The command before it in the pipeline.
    Pipe,
    /// A redirection or here-document of its own.
    Redirect,
}

/// One simple command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// From the first assignment or word to the last word or redirection, in bytes of the text it was read from. A
    /// here-document's body is not part of it.
    pub span: Span,
    /// `NAME=value` words in front.
    pub assignments: Vec<Assignment>,
    /// The variables that commands of gh use, as earlier commands have left them.
    pub variables: Variables,
    /// The words; the first is the program.
    pub words: Vec<Word>,
    /// Commands in its words that were rewritten: each `$(…)` as it is now, and as it was.
    pub rewritten: Vec<(String, String)>,
    /// Its redirections in order, wherever they stood.
    pub redirects: Vec<Redirect>,
    /// Who reads its output.
    pub stdout: Stdout,
    /// What reads its output behind it: the rest of its pipeline, and later lines that use the variable which holds it; the first
    /// few, in bytes of the text it was read from.
    pub read_by: Vec<Span>,
    /// Whether its exit status is used.
    pub status: Status,
    /// Where its input comes from.
    pub stdin: Stdin,
    /// Index, in the list that it was returned in, of the command in whose word this one stands as `$(…)`; inner
    /// commands come before outer ones.
    pub inside: Option<usize>,
    /// Whether it is one stage of a pipeline, an operand of `&&` or `||`, negated, timed, in the background, or has
    /// redirections to itself, so that a replacement made of several commands must be grouped.
    pub needs_group: bool,
    /// Column of the line it starts on, as the white space to indent its continuation lines by.
    pub indent: String,
    /// Whether a comment `# steep: ignore` on one of its lines, or alone on the line before, says to leave it.
    pub ignored: bool,
    /// Line ends that were read as a continuation although the shell would not: a backslash followed by blanks, and
    /// perhaps a comment. From the backslash up to the line ending, inside [`Command::span`].
    pub broken_continuations: Vec<Span>,
    /// Whether it goes on with something that could not be read (in running text, a quotation that does not close where the
    /// text ends, or a here-document without its body): the words here are not all of it, and it is not to be rewritten.
    pub cut_off: bool,
    /// Which commands act on the same objects: those of one text whose units are equal. A rewrite changes all of them or
    /// none (see [`read`](crate::read)). It is the byte offset at which the first of the unit begins.
    pub unit: usize,
    /// The programs that run it, the outermost first; their words stand in front of [`Command::span`].
    pub wrappers: Vec<Wrapper>,
    /// What its text is to the shell that reads the whole text.
    pub stands: Stands,
    /// The text that it is a part of and that another shell runs; `None` for a command of the whole text.
    pub code: Option<Code>,
}

impl Command {
    /// The program's name without its directory, when the first word is literal.
    #[must_use]
    pub fn program(&self) -> Option<String> {
        let word = self.words.first()?.as_literal()?;
        Some(word.rsplit('/').next().unwrap_or("").to_owned())
    }
}
