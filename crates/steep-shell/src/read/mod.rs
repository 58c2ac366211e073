//! Shell text → [`Command`]s.
//!
//! The parser is our own, not tree-sitter-bash, for three reasons that were measured. That grammar gives no error and a
//! wrong tree for what documents are full of (`gh issue view <number> --comments` becomes two redirections,
//! `2>/dev/null --limit 5` swallows the limit, `<<'EOF' 2>&1 | tail` loses the pipeline), so that words, redirections
//! and here-documents have to be read again beside it. Commands in prose have no tree at all and need the same word
//! reader. And a text that is cut off must still give its clear commands, which an error-recovering parser guesses at. So
//! one reader serves both, from left to right, in time linear in the text. The tests compare it with bash itself, and
//! tree-sitter-bash is the second reader of every command that is rewritten (see [`second`](crate::second)).
//!
//! [`Limits`] bound what is read: a longer text is not read at all (one error covers it), and what is nested deeper makes the
//! rest of the text an error; [`Reading::unread`] says so.
//!
//! Code in a string that a shell runs (`sh -c '…'`, `trap '…' EXIT`, `alias x='…'`, `bash <<'EOF'`) is read where it stands
//! in single quotes, or in a here-document with a quoted delimiter: every byte of it is then itself. Any other is in
//! [`Reading::unread_code`]. The command in the words of another one (`timeout 5 gh …`, `xargs -n 1 gh …`) is a
//! [`Command`] with [`wrappers`](Command::wrappers). Which commands act on the same objects is said by
//! [`Command::unit`]: the parts of one statement, and statements that what one prints goes into.
//!
//! Not read: what aliases stand for, history expansion, extended globs, co-processes.

mod ansi_c;
mod compound;
mod expansions;
mod head;
mod limits;
mod list;
mod outline;
mod parser;
mod placeholder;
mod prose;
mod readers;
mod resolve;
mod simple;
mod starts;
mod surroundings;
mod tree;
mod units;
mod variables;
mod words;
mod wrappers;

use steep_edit::Span;

use crate::{Command, UnreadCode, Word};
use parser::Parser;

pub use head::{has_word, head};
pub use outline::{OwnOutline, outline_within};
pub use starts::{prose_starts, with_assignments};

pub use limits::{Limits, TooLarge, Unread};

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
    /// Spans that the shell grammar could not make sense of, ascending and disjoint; a command that touches one is not to
    /// be rewritten.
    pub errors: Vec<Span>,
    /// Where comments stand, from the `#` to the end of the line.
    pub comments: Vec<Span>,
    /// Text that a shell runs at some time and that is not read as code.
    pub unread_code: Vec<UnreadCode>,
    /// What a limit kept from being read; one of the errors covers it.
    pub unread: Option<Unread>,
}

impl Reading {
    /// Whether `command` shares a byte with an error, or stands inside one.
    #[must_use]
    pub fn is_unclear(&self, command: &Command) -> bool {
        let at = self.errors.partition_point(|error| error.end <= command.span.start);
        self.errors.get(at).is_some_and(|error| error.intersects(command.span))
    }
}

/// Reads a whole script. Never fails: what cannot be read is in [`Reading::errors`], and the commands that are clear in
/// spite of it are in [`Reading::commands`].
#[must_use]
pub fn script(text: &str) -> Reading {
    script_within(text, &Limits::default())
}

/// Like [`script`], within other limits.
#[must_use]
pub fn script_within(text: &str, limits: &Limits) -> Reading {
    if text.len() > limits.text {
        let span = Span::new(0, text.len());
        let unread = Some(Unread { span, why: TooLarge::Text(limits.text) });
        return Reading { errors: vec![span], unread, ..Reading::default() };
    }
    let mut parser = Parser::new(text);
    parser.nesting = limits.nesting;
    let list = parser.list(&[], true);
    parser.drafts.shrink_to_fit();
    let cut_off: Vec<Span> = parser.pending.iter().map(|document| document.span).collect();
    parser.errors.extend(cut_off);
    let errors = disjoint(std::mem::take(&mut parser.errors));
    let (commands, unread_code) = resolve::commands(&mut parser, &list);
    let why = TooLarge::Nesting(limits.nesting);
    let unread = parser.too_deep.map(|start| Unread { span: Span::new(start, text.len()), why });
    Reading { commands, errors, comments: parser.comments, unread_code, unread }
}

/// The spans in ascending order, those that share bytes as one.
fn disjoint(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup_by(|next, before| {
        let overlap = next.intersects(*before) || next == before;
        if overlap {
            *before = before.cover(*next);
        }
        overlap
    });
    spans
}

/// Reads `text` as exactly one word; `None` when it is not one (blanks around it, operators, an open quote).
pub(crate) fn word(text: &str) -> Option<Word> {
    if text.is_empty() || text.len() > Limits::default().text {
        return None;
    }
    let mut parser = Parser::new(text);
    let draft = parser.new_draft();
    if !parser.at_word() {
        return None;
    }
    let word = parser.word(draft);
    (word.span == Span::new(0, text.len()) && !parser.unclosed).then_some(word)
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

/// A command that was read in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseReading {
    /// The commands in its words (inner ones first), and last the command itself; never empty.
    pub commands: Vec<Command>,
    /// The byte offset behind the command and the bodies of its here-documents: what stands before it belongs to the
    /// command.
    pub end: usize,
}

impl ProseReading {
    /// The command itself.
    #[must_use]
    pub fn command(&self) -> Option<&Command> {
        self.commands.last()
    }
}

/// Reads one command that begins at byte `start` of running text (prose), at its program or at assignments before it,
/// asking `take` for each further word whether the command's grammar can take it. Returns `None` when nothing but the
/// program's name belongs to it.
///
/// The command ends at the line's end (unless a `\` continues it), at an operator, at a parenthesis, at a backquote, at
/// the quotation mark that closes a quotation around it, and before a word whose quotes never close. A comment sign
/// begins a word (`#12`). At most 8 KiB of text are looked at on either side.
pub fn prose(text: &str, start: usize, take: &mut dyn FnMut(&[Word], &Word) -> Take) -> Option<Command> {
    prose_reading(text, start, take).and_then(|mut reading| reading.commands.pop())
}

/// Like [`prose`], with the commands inside its words and the extent of its here-documents.
pub fn prose_reading(text: &str, start: usize, take: &mut dyn FnMut(&[Word], &Word) -> Take) -> Option<ProseReading> {
    prose::read(text, start, take)
}
