//! The second reader: tree-sitter-bash, whose grammar is not ours.
//!
//! A reader that checks its own work repeats its own mistakes. So every text with a command that is to be rewritten is read
//! by this one too, and [`Second::difference`] says whether both readers say the same of that command: its words, what is
//! expanded in them, its redirections and here-documents, what it stands in, the commands inside it, the comments beside
//! it. [`change`] says whether a rewrite left everything else as it was, for both.
//!
//! Placeholders and the like are replaced by stand-ins of the same length first. What tree-sitter-bash is known to read
//! otherwise than bash is in [`FAULTS`]; every other difference is a reason not to rewrite.
//!
//! Without the feature `tree-sitter` there is no second reader: nothing differs, and only our own reader compares what was
//! before a rewrite with what is after it.
//!
//! The work is bounded: a text of up to [`MAX_WHOLE`] bytes is read as a whole; of a longer one, and of one with places
//! that tree-sitter-bash cannot read, the statement around the command, up to [`MAX_STATEMENT`] bytes. Beyond that, or
//! where the grammar takes too many steps, the answer is [`Difference::TooLong`] or [`Difference::GaveUp`].

mod change;
mod faults;
mod parse;
#[cfg(feature = "tree-sitter")]
mod pieces;
#[cfg(feature = "tree-sitter")]
mod stand_in;
#[cfg(feature = "tree-sitter")]
mod tree;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

use steep_edit::Span;

use crate::outline::{CommandOutline, Outline};
use crate::read::{self, Limits, OwnOutline};

#[cfg(feature = "tree-sitter")]
use stand_in::StandIn;
#[cfg(feature = "tree-sitter")]
use tree_sitter::Tree;

pub use change::{Change, change};
pub use faults::{FAULTS, Fault, Treatment};
pub use parse::{MAX_STATEMENT, MAX_WHOLE, VERSION};

/// What the readers do not agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Difference {
    /// Our own reader has no command there.
    Unknown,
    /// The statement is longer than [`MAX_STATEMENT`].
    TooLong,
    /// The second reader would take too many steps.
    GaveUp,
    /// The second reader cannot read a part of the command.
    Unreadable,
    /// It has no command that begins there.
    Missing,
    /// It has other words, or other expansions in them.
    Words,
    /// It has other assignments in front.
    Assignments,
    /// It has other redirections.
    Redirections,
    /// It has other here-documents.
    HereDocuments,
    /// It stands in something else: a pipeline, a list, a loop, a substitution.
    Surroundings,
    /// It has other commands inside.
    Inside,
    /// It has other comments beside the command, or none around it.
    Comments,
}

impl Difference {
    /// A stable, kebab-case word for tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Difference::Unknown => "unknown",
            Difference::TooLong => "too-long",
            Difference::GaveUp => "gave-up",
            Difference::Unreadable => "unreadable",
            Difference::Missing => "missing",
            Difference::Words => "words",
            Difference::Assignments => "assignments",
            Difference::Redirections => "redirections",
            Difference::HereDocuments => "here-documents",
            Difference::Surroundings => "surroundings",
            Difference::Inside => "inside",
            Difference::Comments => "comments",
        }
    }
}

impl fmt::Display for Difference {
    /// As the end of a sentence that begins "two shell readers".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = match self {
            Difference::TooLong => {
                return write!(f, "cannot be compared: the statement is longer than {MAX_STATEMENT} bytes");
            }
            Difference::GaveUp => {
                return f.write_str("cannot be compared: the statement is too intricate for one of them");
            }
            Difference::Unknown | Difference::Missing => "where a command begins",
            Difference::Unreadable => "whether it is shell",
            Difference::Words => "its words",
            Difference::Assignments => "the assignments in front of it",
            Difference::Redirections => "its redirections",
            Difference::HereDocuments => "its here-documents",
            Difference::Surroundings => "what it stands in",
            Difference::Inside => "the commands inside it",
            Difference::Comments => "where a comment is",
        };
        write!(f, "differ on {about}")
    }
}

/// The second reader's view of one text, which is read when it is first asked about.
#[derive(Debug)]
pub struct Second<'t> {
    text: &'t str,
    own: OwnOutline,
    /// Each of our commands by where its first word, or else its first assignment or redirection, begins.
    starts: HashMap<usize, usize>,
    #[cfg(feature = "tree-sitter")]
    stand_in: StandIn,
    whole: OnceCell<Result<Rc<View>, Difference>>,
    /// Statements, and rows of them.
    statements: RefCell<HashMap<Span, Result<Rc<View>, Difference>>>,
    complete: RefCell<Complete>,
}

/// How far the second reader was found to read each statement by itself without an error.
#[derive(Debug)]
struct Complete {
    /// Up to here it was asked.
    end: usize,
    /// Whether no statement before `end` had an error.
    holds: bool,
}

/// How many places of the script `text` the second reader cannot read.
///
/// # Errors
/// Why it was not read: [`Difference::TooLong`] or [`Difference::GaveUp`].
pub fn errors(text: &str, limits: &Limits) -> Result<usize, Difference> {
    let second = Second::new(text, limits);
    second.read(Span::new(0, text.len())).map(|view| view.outline.errors.len())
}

/// The tree that tree-sitter-bash gives for `text` as it is, without stand-ins, as an S-expression.
///
/// # Errors
/// Why it was not read: [`Difference::TooLong`] or [`Difference::GaveUp`].
#[cfg(feature = "tree-sitter")]
pub fn s_expression(text: &str) -> Result<String, Difference> {
    parse::tree(text).map(|tree| tree.root_node().to_sexp())
}

/// So many statements are kept that the second reader has read.
const MOST_KEPT: usize = 64;

/// What the second reader says of a text or a part of it, by where its commands begin.
#[derive(Debug)]
struct View {
    outline: Outline,
    starts: HashMap<usize, usize>,
    /// The tree, whose first byte is the one at `offset` of the text.
    #[cfg(feature = "tree-sitter")]
    tree: Tree,
    #[cfg(feature = "tree-sitter")]
    offset: usize,
}

fn starts(outline: &Outline) -> HashMap<usize, usize> {
    outline.commands.iter().enumerate().map(|(nth, command)| (command.start(), nth)).collect()
}

impl<'t> Second<'t> {
    /// The second reader's view of the script `text`. Nothing is read yet by it; ours reads within `limits`.
    #[must_use]
    pub fn new(text: &'t str, limits: &Limits) -> Self {
        let own = read::outline_within(text, limits);
        #[cfg(feature = "tree-sitter")]
        let stand_in = StandIn::new(text, &own);
        let starts = starts(&own.outline);
        let complete = RefCell::new(Complete { end: 0, holds: true });
        Second {
            text,
            own,
            starts,
            #[cfg(feature = "tree-sitter")]
            stand_in,
            whole: OnceCell::new(),
            statements: RefCell::default(),
            complete,
        }
    }

    /// What our own reader says of the text.
    #[must_use]
    pub fn own(&self) -> &OwnOutline {
        &self.own
    }

    /// What the readers do not agree on about the command whose program begins at byte `start`; `None` where they agree.
    #[must_use]
    pub fn difference(&self, start: usize) -> Option<Difference> {
        let Some(own) = self.starts.get(&start).and_then(|nth| self.own.outline.commands.get(*nth)) else {
            return Some(Difference::Unknown);
        };
        self.ask(start, |view| self.compare(own, view))
    }

    /// Whether the readers disagree on the comment that byte `at` stands in.
    #[must_use]
    pub fn comment_difference(&self, at: usize) -> Option<Difference> {
        let comments = &self.own.outline.comments;
        let nth = comments.partition_point(|comment| comment.end <= at);
        let Some(comment) = comments.get(nth).filter(|comment| comment.start <= at) else {
            return Some(Difference::Comments);
        };
        self.ask(at, |view| {
            let agreed = view.outline.comments.binary_search(comment).is_ok();
            (!agreed).then_some(Difference::Comments)
        })
    }

    /// Asks about what stands at `at`: the whole text, or the statement by itself. The statement is asked where the text
    /// is too long; where the second reader cannot read some of it, so that it guesses at the rest; and where it reads
    /// every statement in front without an error, so that the statement begins where ours says for both.
    fn ask(&self, at: usize, compare: impl Fn(&View) -> Option<Difference>) -> Option<Difference> {
        if let Ok(view) = self.whole() {
            let difference = compare(&view)?;
            if view.outline.errors.is_empty() && !self.begins_for_both(at) {
                return Some(difference);
            }
        }
        self.ask_statement(at, compare)
    }

    fn begins_for_both(&self, at: usize) -> bool {
        let mut complete = self.complete.borrow_mut();
        let start = self.statement_span(at).start;
        while complete.end < start && complete.holds {
            let end = self.statement_span(complete.end).end;
            complete.holds = self.statement(complete.end).is_ok_and(|view| view.outline.errors.is_empty());
            complete.end = end;
        }
        complete.end > start || complete.holds
    }

    fn ask_statement(&self, at: usize, compare: impl Fn(&View) -> Option<Difference>) -> Option<Difference> {
        match self.statement(at) {
            Ok(view) => compare(&view),
            Err(difference) => Some(difference),
        }
    }

    fn whole(&self) -> Result<Rc<View>, Difference> {
        let read = || {
            if self.text.len() > MAX_WHOLE {
                return Err(Difference::TooLong);
            }
            self.read(Span::new(0, self.text.len()))
        };
        self.whole.get_or_init(read).clone()
    }

    /// The statements from the last line at which the text can be cut before `at` to the next one.
    fn statement(&self, at: usize) -> Result<Rc<View>, Difference> {
        self.part(self.statement_span(at))
    }

    /// A part of the text that begins and ends where statements do.
    fn part(&self, span: Span) -> Result<Rc<View>, Difference> {
        if span == Span::new(0, self.text.len())
            && let Some(whole) = self.whole.get()
        {
            return whole.clone();
        }
        let mut statements = self.statements.borrow_mut();
        // They are asked about in the order of the text, and their trees are large.
        if statements.len() >= MOST_KEPT && !statements.contains_key(&span) {
            statements.clear();
        }
        statements.entry(span).or_insert_with(|| self.read(span)).clone()
    }

    fn statement_span(&self, at: usize) -> Span {
        let after = self.own.cuts.partition_point(|cut| *cut <= at);
        let start = after.checked_sub(1).and_then(|nth| self.own.cuts.get(nth)).copied().unwrap_or(0);
        let end = self.own.cuts.get(after).copied().unwrap_or(self.text.len());
        Span::new(start, end)
    }

    #[cfg(not(feature = "tree-sitter"))]
    fn read(&self, _: Span) -> Result<Rc<View>, Difference> {
        let outline = self.own.outline.clone();
        Ok(Rc::new(View { starts: starts(&outline), outline }))
    }

    #[cfg(feature = "tree-sitter")]
    fn read(&self, span: Span) -> Result<Rc<View>, Difference> {
        let tree = parse::tree(span.text(&self.stand_in.text))?;
        let outline = tree::outline(&tree, self.text, &self.stand_in, span.start);
        Ok(Rc::new(View { starts: starts(&outline), outline, tree, offset: span.start }))
    }

    fn compare(&self, own: &CommandOutline, view: &View) -> Option<Difference> {
        let Some(other) = view.starts.get(&own.start()).and_then(|nth| view.outline.commands.get(*nth)) else {
            return Some(Difference::Missing);
        };
        let span = own.span();
        let errors = &view.outline.errors;
        let first = errors.partition_point(|error| error.end <= span.start);
        // What is missing has no bytes.
        let is_unread = errors
            .iter()
            .skip(first)
            .take_while(|error| error.start < span.end)
            .any(|error| !span.is_empty() && !error.contains(span) || *error == span);
        let expected = [
            (is_unread, Difference::Unreadable),
            (own.words != other.words, Difference::Words),
            (own.assignments != other.assignments, Difference::Assignments),
            (own.redirects != other.redirects, Difference::Redirections),
            (own.bodies != other.bodies, Difference::HereDocuments),
            (own.path != other.path, Difference::Surroundings),
        ];
        if let Some((_, difference)) = expected.into_iter().find(|(differs, _)| *differs) {
            return Some(difference);
        }
        for within in [span].into_iter().chain(own.bodies.iter().copied()) {
            if !inside(&self.own.outline, within).eq(inside(&view.outline, within)) {
                return Some(Difference::Inside);
            }
        }
        let beside = Span::new(span.start, self.line_end(span.end));
        let same = comments(&self.own.outline, beside).eq(comments(&view.outline, beside));
        (!same).then_some(Difference::Comments)
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or("");
        from + rest.find('\n').unwrap_or(rest.len())
    }
}

/// The commands inside `span`, tests without their operands.
fn inside(outline: &Outline, span: Span) -> impl Iterator<Item = &CommandOutline> {
    let first = outline.commands.partition_point(|command| command.span().start < span.start);
    let rest = outline.commands.iter().skip(first).take_while(move |command| command.span().start < span.end);
    rest.filter(move |command| command.span() != span)
}

fn comments(outline: &Outline, span: Span) -> impl Iterator<Item = &Span> {
    let first = outline.comments.partition_point(|comment| comment.start < span.start);
    outline.comments.iter().skip(first).take_while(move |comment| comment.start < span.end)
}
