//! The cursor that every part of the parser moves, and what it collects.

use steep_edit::Span;

use super::limits::Limits;
use super::tree::{Draft, DraftId};

/// What the constructs around the cursor wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closer {
    Then,
    Do,
    Done,
    Elif,
    Else,
    Fi,
    Esac,
    Brace,
    Paren,
    /// `;;`, `;&`, `;;&`
    Arm,
}

impl Closer {
    pub(super) const fn keyword(self) -> &'static str {
        match self {
            Closer::Then => "then",
            Closer::Do => "do",
            Closer::Done => "done",
            Closer::Elif => "elif",
            Closer::Else => "else",
            Closer::Fi => "fi",
            Closer::Esac => "esac",
            Closer::Brace => "}",
            Closer::Paren => ")",
            Closer::Arm => ";;",
        }
    }
}

/// One construct that is open around the cursor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) closers: &'static [Closer],
    /// `(…)` and `$(…)`: a `done` inside does not end a loop outside.
    pub(super) barrier: bool,
}

/// A here-document whose body has not been met yet.
#[derive(Debug)]
pub(super) struct PendingHereDocument {
    /// Where its commands inside `$(…)` belong.
    pub(super) draft: DraftId,
    /// Its operator and delimiter.
    pub(super) span: Span,
    pub(super) delimiter: String,
    /// The delimiter was quoted: the body is text only.
    pub(super) verbatim: bool,
    /// `<<-`
    pub(super) strip_tabs: bool,
}

/// Reads shell text from left to right, once.
pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    /// The cursor, a byte offset.
    pub(super) pos: usize,
    /// Where the region that is being read ends.
    pub(super) end: usize,
    pub(super) depth: usize,
    /// How deep it may be: [`Limits::nesting`].
    pub(super) nesting: usize,
    /// Where what is nested deeper began.
    pub(super) too_deep: Option<usize>,
    pub(super) open: Vec<Open>,
    pub(super) pending: Vec<PendingHereDocument>,
    pub(super) drafts: Vec<Draft>,
    pub(super) errors: Vec<Span>,
    /// Whether a quote, an expansion or a nesting level was left open.
    pub(super) unclosed: bool,
    /// How many constructs were met whose beginning the text does not have: each nests everything before it.
    pub(super) fragments: usize,
    /// Where comments stand.
    pub(super) comments: Vec<Span>,
    /// Where placeholders stand.
    pub(super) placeholders: Vec<Span>,
    /// Offsets of dollar signs that stand for themselves, outside of single quotes.
    pub(super) dollars: Vec<usize>,
    /// Where the reserved word `time` stands.
    pub(super) timings: Vec<Span>,
    /// Offsets of the blank or line feed behind a pipeline of more than two stages that its line ends with, and of the blank
    /// in front of the `do` of `for x do`.
    pub(super) ends: Vec<usize>,
    /// The bodies of here-documents, each with the draft that it belongs to.
    pub(super) bodies: Vec<(DraftId, Span)>,
    /// Blanks in front of delimiters of here-documents that the shell would not take for one.
    pub(super) indented: Vec<Span>,
    /// Offsets at which a command of the outermost list begins a line.
    pub(super) cuts: Vec<usize>,
    /// Offsets of comments that say `steep: ignore`.
    pub(super) ignores: Vec<usize>,
    /// The line that was last asked for, from where it was asked: asking for every word of a long line stays cheap.
    line: Option<Span>,
    /// Whether the text is prose: a comment sign begins a word, and what looks like the end of a quotation ends one.
    pub(super) prose: bool,
    /// Whether code in strings that another shell runs is read too.
    pub(super) reads_code: bool,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Parser {
            text,
            bytes: text.as_bytes(),
            pos: 0,
            end: text.len(),
            depth: 0,
            nesting: Limits::default().nesting,
            too_deep: None,
            open: Vec::new(),
            pending: Vec::new(),
            drafts: Vec::new(),
            errors: Vec::new(),
            unclosed: false,
            fragments: 0,
            comments: Vec::new(),
            placeholders: Vec::new(),
            dollars: Vec::new(),
            timings: Vec::new(),
            ends: Vec::new(),
            bodies: Vec::new(),
            indented: Vec::new(),
            cuts: Vec::new(),
            ignores: Vec::new(),
            line: None,
            prose: false,
            reads_code: true,
        }
    }

    pub(super) fn at_end(&self) -> bool {
        self.pos >= self.end
    }

    /// The byte `ahead` of the cursor, inside the region.
    pub(super) fn byte(&self, ahead: usize) -> Option<u8> {
        let at = self.pos + ahead;
        if at < self.end { self.bytes.get(at).copied() } else { None }
    }

    /// The text from the cursor to the end of the region.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.pos..self.end).unwrap_or("")
    }

    pub(super) fn looking_at(&self, text: &str) -> bool {
        self.bytes.get(self.pos..self.end).is_some_and(|rest| rest.starts_with(text.as_bytes()))
    }

    /// Moves over `text` when it stands at the cursor.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let there = self.looking_at(text);
        if there {
            self.pos += text.len();
        }
        there
    }

    /// Moves over one character; stays at the end of the region.
    pub(super) fn bump(&mut self) {
        self.pos += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    pub(super) fn error(&mut self, start: usize, end: usize) {
        self.errors.push(Span::new(start, end));
    }

    /// An error about something that is not closed where the text, or its region, ends.
    pub(super) fn unclosed(&mut self, start: usize, end: usize) {
        self.unclosed = true;
        self.error(start, end);
    }

    /// Length of the line ending at byte `at`: 1 for LF, 2 for CR LF, 0 elsewhere.
    pub(super) fn newline_at(&self, at: usize) -> usize {
        match self.bytes.get(at..self.end) {
            Some([b'\n', ..]) => 1,
            Some([b'\r', b'\n', ..]) => 2,
            _ => 0,
        }
    }

    /// The end of the line that `from` is on: the offset of its line ending, or of the end of the region.
    pub(super) fn line_end(&mut self, from: usize) -> usize {
        let line = self.line.filter(|line| line.start <= from && from <= line.end).unwrap_or_else(|| {
            let rest = self.bytes.get(from..).unwrap_or(&[]);
            let end = rest.iter().position(|byte| *byte == b'\n').map_or(self.bytes.len(), |at| from + at);
            Span::new(from, end)
        });
        self.line = Some(line);
        let end = line.end;
        if end >= self.end {
            self.end
        } else if end > from && self.bytes.get(end - 1) == Some(&b'\r') {
            end - 1
        } else {
            end
        }
    }

    pub(super) fn new_draft(&mut self) -> DraftId {
        self.drafts.push(Draft { span: Span::empty(self.pos), ..Draft::default() });
        DraftId(self.drafts.len() - 1)
    }

    pub(super) fn draft(&mut self, id: DraftId) -> &mut Draft {
        self.drafts.get_mut(id.0).expect("invariant: a DraftId comes from new_draft of the same parser")
    }

    /// Goes one level deeper to read something nested that begins at `start`; past the limit the rest of the text is
    /// an error, nothing is read and `None` comes back.
    pub(super) fn nested<T>(&mut self, start: usize, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= self.nesting {
            self.too_deep = Some(self.too_deep.map_or(start, |first| first.min(start)));
            self.unclosed(start, self.text.len());
            // Every region around this one ends here too: nothing behind it can be trusted.
            self.pos = self.text.len();
            self.end = self.text.len();
            return None;
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        Some(value)
    }

    /// Reads `start..end` as a text of its own: nothing open around it is seen inside. The cursor ends up at `end`.
    pub(super) fn region<T>(&mut self, start: usize, end: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer_end = std::mem::replace(&mut self.end, end);
        let outer_open = std::mem::take(&mut self.open);
        let outer_pending = std::mem::take(&mut self.pending);
        self.pos = start;
        let value = read(self);
        for cut_off in std::mem::replace(&mut self.pending, outer_pending) {
            self.errors.push(cut_off.span);
        }
        self.open = outer_open;
        // A nesting limit inside moved the cursor to the end of the text; it stays there.
        self.pos = self.pos.max(end);
        self.end = outer_end;
        value
    }

    /// Moves over blanks and line continuations. Continuations that only the author took for such are noted in `draft`.
    pub(super) fn skip_blanks(&mut self, draft: Option<DraftId>) {
        while let Some(byte) = self.byte(0) {
            match byte {
                b' ' | b'\t' => self.pos += 1,
                b'\\' if self.newline_at(self.pos + 1) > 0 => self.pos += 1 + self.newline_at(self.pos + 1),
                b'\\' => match self.broken_continuation() {
                    Some(span) => {
                        if let Some(draft) = draft {
                            self.draft(draft).broken_continuations.push(span);
                        }
                        self.pos = span.end + self.newline_at(span.end);
                    }
                    None => return,
                },
                _ => return,
            }
        }
    }

    /// `\` followed by blanks, and perhaps a comment, up to the line's end: to the shell an escaped blank, to whoever
    /// wrote it a continuation. Only where another line follows.
    fn broken_continuation(&mut self) -> Option<Span> {
        let blanks = self.bytes.get(self.pos + 1..self.end)?.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let after = self.pos + 1 + blanks;
        if blanks == 0 {
            return None;
        }
        let end = if self.bytes.get(after) == Some(&b'#') { self.line_end(after) } else { after };
        if self.newline_at(end) == 0 {
            return None;
        }
        if end > after {
            self.note_comment(after, end);
        }
        Some(Span::new(self.pos, end))
    }

    /// Moves over a comment when one begins at the cursor, which is at the start of a word.
    pub(super) fn skip_comment(&mut self) -> bool {
        if self.byte(0) != Some(b'#') || self.prose {
            return false;
        }
        let end = self.line_end(self.pos);
        self.note_comment(self.pos, end);
        self.pos = end;
        true
    }

    fn note_comment(&mut self, start: usize, end: usize) {
        self.comments.push(Span::new(start, end));
        let comment = self.text.get(start..end).unwrap_or("").trim_start_matches('#').trim_start();
        let ignores = comment
            .strip_prefix("steep:")
            .and_then(|rest| rest.trim_start().strip_prefix("ignore"))
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_'));
        if ignores {
            self.ignores.push(start);
        }
    }

    /// Moves over one line ending and the bodies of the here-documents that wait for it.
    pub(super) fn eat_newline(&mut self) -> bool {
        let length = self.newline_at(self.pos);
        self.pos += length;
        if length > 0 && !self.pending.is_empty() {
            self.here_documents();
        }
        length > 0
    }

    /// Moves over blanks, comments and line endings.
    pub(super) fn skip_lines(&mut self) {
        loop {
            self.skip_blanks(None);
            if !self.skip_comment() && !self.eat_newline() {
                return;
            }
        }
    }
}
