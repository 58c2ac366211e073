//! What a reader says of a script, in terms that every reader of shell text has.
//!
//! Two readers say it: ours ([`read::outline_within`](crate::read::outline_within)) and tree-sitter-bash
//! (`steep_shell::second`). Where both say the same, neither has made a mistake that the other does not make.

use compact_str::CompactString;
use steep_edit::Span;

/// The simple commands of a text and where its comments stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// By where they begin, outer ones before the ones inside them.
    pub commands: Vec<CommandOutline>,
    /// From the `#` to the end of the line, ascending.
    pub comments: Vec<Span>,
    /// What the reader could not read, ascending.
    pub errors: Vec<Span>,
}

/// One simple command. All spans are bytes of the text that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommandOutline {
    /// Its words; the first is the program. Empty for a command of assignments or redirections only. Of a test, `[ … ]` or
    /// `[[ … ]]`, the bracket alone.
    pub words: Vec<WordOutline>,
    /// `NAME=value` in front of the program.
    pub assignments: Vec<WordOutline>,
    /// Operator and target; of a here-document, operator and delimiter.
    pub redirects: Vec<Span>,
    /// The bodies of its here-documents, without white space at their ends and without the line of the delimiter.
    pub bodies: Vec<Span>,
    /// What it stands in, outermost first.
    pub path: Vec<Construct>,
}

/// A word and what the shell replaces in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordOutline {
    /// Where it stands.
    pub span: Span,
    /// Parameters, substitutions and arithmetic in it as written, without those inside other ones.
    pub expansions: Vec<CompactString>,
}

/// What a command can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Construct {
    /// A stage of a pipeline.
    Stage {
        /// It reads the stage before it.
        reads: bool,
        /// The next stage reads it.
        is_read: bool,
    },
    /// An operand of `&&` or `||`.
    Operand,
    /// Behind `!`.
    Negated,
    /// `{ … }`
    Group,
    /// `( … )`
    Subshell,
    /// `for`, `select`, `while`, `until`: its condition or body.
    Loop,
    /// `if`: one of its conditions or branches.
    If,
    /// `case`: one of its branches.
    Case,
    /// The body of a function.
    Function,
    /// `$(…)` or backquotes.
    Substitution,
    /// `<(…)` or `>(…)`
    Process,
}

impl CommandOutline {
    /// Where the program, or else whatever comes first, stands.
    #[must_use]
    pub fn start(&self) -> usize {
        let parts = self.words.iter().map(|word| word.span.start).next();
        let others =
            self.assignments.iter().map(|word| word.span.start).chain(self.redirects.iter().map(|it| it.start));
        parts.or_else(|| others.min()).unwrap_or(0)
    }

    /// From its first assignment, word or redirection to its last.
    #[must_use]
    pub fn span(&self) -> Span {
        let words = self.words.iter().chain(&self.assignments).map(|word| word.span);
        words.chain(self.redirects.iter().copied()).reduce(Span::cover).unwrap_or_default()
    }
}
