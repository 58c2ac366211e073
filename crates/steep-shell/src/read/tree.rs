//! What the parser makes of a script before anyone asks who reads whose output.

use steep_edit::Span;

use crate::{Assignment, Redirect, UnreadCode, Word};

/// Commands one after the other.
pub(super) type List = Vec<Item>;

/// One member of a [`List`].
#[derive(Debug)]
pub(super) struct Item {
    pub(super) node: Node,
    /// Ended by `&`.
    pub(super) background: bool,
}

/// Index of a [`Draft`] in the parser's arena.
#[derive(Clone, Copy, Debug)]
pub(super) struct DraftId(pub(super) usize);

/// A command of any kind.
#[derive(Debug)]
pub(super) enum Node {
    Simple(DraftId),
    Pipeline(Pipeline),
    /// `a && b || c`: each but the last has its status used.
    AndOr {
        items: Vec<Node>,
        /// The text ends behind an operator.
        dangling: bool,
    },
    Compound(Box<Compound>),
}

/// `! a | b | c`
#[derive(Debug)]
pub(super) struct Pipeline {
    pub(super) stages: Vec<Node>,
    /// `!` in front.
    pub(super) negated: bool,
    /// The text ends behind a `|`.
    pub(super) dangling: bool,
}

/// A command with lists inside.
#[derive(Debug)]
pub(super) struct Compound {
    pub(super) kind: Kind,
    /// Words of its head (`for x in WORDS`, `case WORD in`) and its redirections; no command of its own.
    pub(super) head: DraftId,
    /// How many of the scripts inside its head stand in front of its body.
    pub(super) inner_before: usize,
    /// How many commands had begun when it ended.
    pub(super) end: usize,
}

#[derive(Debug)]
pub(super) enum Kind {
    Loop {
        /// `for`, `while`, …
        keyword: &'static str,
        condition: List,
        body: List,
    },
    If {
        /// Condition and body of `if` and each `elif`.
        arms: Vec<(List, List)>,
        otherwise: List,
    },
    Case(Vec<List>),
    Group(List),
    Subshell(List),
    Function {
        name: String,
        body: Box<Node>,
    },
    /// Whatever stood in front of a `done`, `fi`, `}` … whose beginning the text does not have.
    Fragment {
        keyword: &'static str,
        body: List,
    },
}

impl Kind {
    /// The keyword that names it as the reader of a pipe; `None` for a group, which reads nothing itself.
    pub(super) fn keyword(&self) -> Option<&'static str> {
        match self {
            Kind::Loop { keyword, .. } | Kind::Fragment { keyword, .. } => Some(keyword),
            Kind::If { .. } => Some("if"),
            Kind::Case(_) => Some("case"),
            Kind::Group(_) | Kind::Subshell(_) | Kind::Function { .. } => None,
        }
    }
}

/// A simple command, or the head of a compound one, as far as it stands in its own text.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) span: Span,
    pub(super) assignments: Vec<Assignment>,
    pub(super) words: Vec<Word>,
    pub(super) redirects: Vec<DraftRedirect>,
    /// Scripts inside its words, redirections and here-documents.
    pub(super) inner: Vec<Inner>,
    pub(super) broken_continuations: Vec<Span>,
    pub(super) cut_off: bool,
    /// Code in its words that is not read.
    pub(super) unread_code: Vec<UnreadCode>,
    /// Whether the command reads code from its input; the error says why that is not read.
    pub(super) input: Option<Result<(), String>>,
    /// The bodies of its here-documents.
    pub(super) bodies: Vec<Span>,
}

/// A redirection and where it leads.
#[derive(Debug)]
pub(super) struct DraftRedirect {
    pub(super) redirect: Redirect,
    /// Without the descriptor: `>`, `>&`, `<<-`.
    pub(super) operator: &'static str,
    pub(super) target: Option<Word>,
}

/// A script inside a word.
#[derive(Debug)]
pub(super) struct Inner {
    pub(super) kind: InnerKind,
    pub(super) list: List,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InnerKind {
    /// `$(…)` or backquotes.
    Substitution,
    /// `<(…)`
    Read,
    /// `>(…)`
    Write,
    /// `sh -c '…'`: the span of the text between the quotes.
    Quoted(Span),
    /// `sh <<'EOF'`: the span of the here-document's body.
    Input(Span),
}
