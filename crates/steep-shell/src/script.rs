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
    /// A variable that has to hold something: printed `"${name:?}"`, which ends the shell that expands it where it does not.
    Required(String),
    /// The output of a script: printed `"$(…)"`.
    Output(Box<Script>),
    /// White space that means nothing to the program that reads the argument: a blank, or the end of a line where the
    /// argument is too long for one.
    Break(Break),
}

/// Where a text may be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Break {
    /// In how many brackets of the text it stands. Those in fewest are broken at first.
    pub nesting: usize,
    /// Among those in as many brackets: how tight what stands on both sides holds together. The loosest are broken first.
    pub level: u8,
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

    /// Adds a blank that may as well be the end of a line.
    #[must_use]
    pub fn or_break(mut self, at: Break) -> Self {
        self.pieces.push(Piece::Break(at));
        self
    }

    /// Adds another argument's pieces.
    #[must_use]
    pub fn join(mut self, other: impl Into<Arg>) -> Self {
        self.pieces.extend(other.into().pieces);
        self
    }
}

impl Arg {
    fn visit<'s>(&'s self, args: &mut Vec<&'s Arg>) {
        args.push(self);
        for piece in &self.pieces {
            if let Piece::Output(script) = piece {
                script.visit(args);
            }
        }
    }
}

impl Redirection {
    fn visit<'s>(&'s self, args: &mut Vec<&'s Arg>) {
        match self {
            Redirection::Input(arg) | Redirection::Output(arg) => arg.visit(args),
            Redirection::NoInput | Redirection::NoOutput | Redirection::ToError | Redirection::Kept(_) => {}
        }
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
    /// `case WORD in (PATTERN) BODY ;; esac`: the word is compared as text, where `test` may take it for arithmetic. The
    /// patterns are ours; the bracket in front keeps `$(…)` around it whole for bash 3.2.
    Case(Arg, Vec<(&'static str, Script)>),
    /// `{ a; } REDIRECTIONS`
    Group(Box<Script>, Vec<Redirection>),
    /// `( a ) REDIRECTIONS`: variables set inside do not leak.
    Subshell(Box<Script>, Vec<Redirection>),
}

/// A function of a shell: what runs where a command calls it by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// What it is called by.
    pub name: String,
    /// What it does. Its arguments are the variables `1`, `2`, …, and all of them together `@`.
    pub body: Script,
}

impl Script {
    /// The words of the document that it is made of, and those inside its substitutions.
    #[must_use]
    pub fn words(&self) -> Vec<&Word> {
        let pieces = self.args().into_iter().flat_map(|arg| &arg.pieces);
        let words = pieces.filter_map(|piece| match piece {
            Piece::Word(word) => Some(word),
            Piece::Text(_) | Piece::Variable(_) | Piece::Required(_) | Piece::Output(_) | Piece::Break(_) => None,
        });
        words.collect()
    }

    /// Its arguments, and those inside its substitutions.
    #[must_use]
    pub fn args(&self) -> Vec<&Arg> {
        let mut args = Vec::new();
        self.visit(&mut args);
        args
    }

    /// Its program calls, those inside its substitutions too: each before the calls of its own arguments.
    #[must_use]
    pub fn calls(&self) -> Vec<&Simple> {
        let mut calls = Vec::new();
        self.collect(&mut calls);
        calls
    }

    fn collect<'s>(&'s self, calls: &mut Vec<&'s Simple>) {
        let inside = |arg: &'s Arg, calls: &mut Vec<&'s Simple>| {
            for piece in &arg.pieces {
                if let Piece::Output(script) = piece {
                    script.collect(calls);
                }
            }
        };
        match self {
            Script::Simple(simple) => {
                calls.extend((!simple.args.is_empty()).then_some(simple));
                let assigned = simple.assignments.iter().map(|(_, value)| value);
                assigned.chain(&simple.args).for_each(|arg| inside(arg, calls));
            }
            Script::Assign(_, value) => inside(value, calls),
            Script::Pipeline(items) | Script::And(items) | Script::Sequence(items) => {
                items.iter().for_each(|item| item.collect(calls));
            }
            Script::Or(one, other) | Script::While(one, other) => {
                one.collect(calls);
                other.collect(calls);
            }
            Script::Not(inner) | Script::Group(inner, _) | Script::Subshell(inner, _) => inner.collect(calls),
            Script::For(_, values, body) => {
                values.iter().for_each(|value| inside(value, calls));
                body.collect(calls);
            }
            Script::If(condition, then, otherwise) => {
                condition.collect(calls);
                then.collect(calls);
                otherwise.iter().for_each(|otherwise| otherwise.collect(calls));
            }
            Script::Case(value, arms) => {
                inside(value, calls);
                arms.iter().for_each(|(_, body)| body.collect(calls));
            }
        }
    }

    fn visit<'s>(&'s self, args: &mut Vec<&'s Arg>) {
        match self {
            Script::Simple(simple) => {
                let assigned = simple.assignments.iter().map(|(_, value)| value);
                assigned.chain(&simple.args).for_each(|arg| arg.visit(args));
                simple.redirections.iter().for_each(|redirection| redirection.visit(args));
            }
            Script::Assign(_, value) => value.visit(args),
            Script::Pipeline(items) | Script::And(items) | Script::Sequence(items) => {
                items.iter().for_each(|item| item.visit(args));
            }
            Script::Or(one, other) | Script::While(one, other) => {
                one.visit(args);
                other.visit(args);
            }
            Script::Not(inner) => inner.visit(args),
            Script::For(_, values, body) => {
                values.iter().for_each(|value| value.visit(args));
                body.visit(args);
            }
            Script::If(condition, then, otherwise) => {
                condition.visit(args);
                then.visit(args);
                otherwise.iter().for_each(|otherwise| otherwise.visit(args));
            }
            Script::Case(value, arms) => {
                value.visit(args);
                arms.iter().for_each(|(_, body)| body.visit(args));
            }
            Script::Group(inner, redirections) | Script::Subshell(inner, redirections) => {
                inner.visit(args);
                redirections.iter().for_each(|redirection| redirection.visit(args));
            }
        }
    }

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
