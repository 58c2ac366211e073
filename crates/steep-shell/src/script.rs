//! Shell text to be printed: commands made of arguments made of pieces. There is no piece for raw text: what comes from
//! a document is a [`Word`] or a string, and the printer quotes it.

use crate::{Redirect, Word};

/// A piece of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that stands for itself.
    Text(String),
    /// A word of the document, carried with its own quotes, expansions and placeholders.
    Word(Word),
    /// A variable of ours or of the environment: printed `"$name"` or `"${name}"`.
    Variable(String),
    /// The output of a script: printed `"$(…)"`.
    Output(Box<Script>),
}

/// One argument: its pieces joined without a gap. It is always exactly one word to the shell, except that a [`Word`]
/// written without quotes in the document keeps the splitting that it had there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arg {
    /// The pieces.
    pub pieces: Vec<Piece>,
}

impl Arg {
    /// An argument of fixed text.
    pub fn text(text: impl Into<String>) -> Self {
        Arg { pieces: vec![Piece::Text(text.into())] }
    }

    /// The value of a variable.
    pub fn variable(name: impl Into<String>) -> Self {
        Arg { pieces: vec![Piece::Variable(name.into())] }
    }

    /// What a script prints.
    #[must_use]
    pub fn output(script: Script) -> Self {
        Arg { pieces: vec![Piece::Output(Box::new(script))] }
    }

    /// Adds fixed text.
    #[must_use]
    pub fn then(mut self, text: impl Into<String>) -> Self {
        self.pieces.push(Piece::Text(text.into()));
        self
    }

    /// Adds another argument's pieces.
    #[must_use]
    pub fn join(mut self, other: impl Into<Arg>) -> Self {
        self.pieces.extend(other.into().pieces);
        self
    }
}

impl From<Word> for Arg {
    fn from(word: Word) -> Self {
        Arg { pieces: vec![Piece::Word(word)] }
    }
}

impl From<&Word> for Arg {
    fn from(word: &Word) -> Self {
        Arg::from(word.clone())
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::text(text)
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::text(text)
    }
}

/// A redirection to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redirection {
    /// `</dev/null`
    NoInput,
    /// `>/dev/null`
    NoOutput,
    /// `>&2`
    ToError,
    /// `<FILE`
    Input(Arg),
    /// `>FILE`
    Output(Arg),
    /// One of the document's own, as written there.
    Kept(Redirect),
}

/// One program call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simple {
    /// `NAME=value` in front; a name that ends with `+` appends.
    pub assignments: Vec<(String, Arg)>,
    /// The program and its arguments.
    pub args: Vec<Arg>,
    /// Redirections, printed after the arguments.
    pub redirections: Vec<Redirection>,
}

/// A shell command, simple or compound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Script {
    /// One program call.
    Simple(Simple),
    /// `NAME=value` on its own.
    Assign(String, Arg),
    /// `a | b | c`
    Pipeline(Vec<Script>),
    /// `a && b && c`
    And(Vec<Script>),
    /// `a || b`
    Or(Box<Script>, Box<Script>),
    /// `a; b; c`
    Sequence(Vec<Script>),
    /// `! a`
    Not(Box<Script>),
    /// `while CONDITION; do BODY; done`
    While(Box<Script>, Box<Script>),
    /// `for NAME in ITEMS; do BODY; done`
    For(String, Vec<Arg>, Box<Script>),
    /// `if CONDITION; then BODY; else OTHER; fi`
    If(Box<Script>, Box<Script>, Option<Box<Script>>),
    /// `{ a; } REDIRECTIONS`
    Group(Box<Script>, Vec<Redirection>),
    /// `( a ) REDIRECTIONS`: variables set inside do not leak.
    Subshell(Box<Script>, Vec<Redirection>),
}

impl Script {
    /// A program call.
    pub fn call<A: Into<Arg>>(args: impl IntoIterator<Item = A>) -> Self {
        Script::Simple(Simple { args: args.into_iter().map(Into::into).collect(), ..Simple::default() })
    }

    /// Pipes its output into `next`.
    #[must_use]
    pub fn pipe(self, next: Script) -> Self {
        let mut stages = match self {
            Script::Pipeline(stages) => stages,
            other => vec![other],
        };
        match next {
            Script::Pipeline(more) => stages.extend(more),
            other => stages.push(other),
        }
        Script::Pipeline(stages)
    }

    /// Runs `next` when this succeeds.
    #[must_use]
    pub fn and(self, next: Script) -> Self {
        let mut items = match self {
            Script::And(items) => items,
            other => vec![other],
        };
        match next {
            Script::And(more) => items.extend(more),
            other => items.push(other),
        }
        Script::And(items)
    }
}
