//! One word: quotes, escapes, patterns; expansions are in `expansions`.

use steep_edit::Span;

use super::ansi_c;
use super::parser::Parser;
use super::placeholder::{self, Around};
use super::tree::DraftId;
use crate::{Expansion, Part, Quote, Word};

/// The furthest that a brace expansion's end is looked for, in bytes.
const LONGEST_BRACE: usize = 256;

/// The parts of a word while it is read.
#[derive(Default)]
pub(super) struct Parts(Vec<Part>);

impl Parts {
    /// Adds text to the last part when that is a literal of the same quotes. An empty `text` leaves a mark that there
    /// were quotes.
    pub(super) fn literal(&mut self, added: &str, added_quote: Quote) {
        match self.0.last_mut() {
            Some(Part::Literal { text, quote }) if *quote == added_quote => text.push_str(added),
            _ => self.push(Part::Literal { text: added.into(), quote: added_quote }),
        }
    }

    pub(super) fn push(&mut self, part: Part) {
        // Most words have one part, and long texts have very many words.
        if self.0.is_empty() {
            self.0.reserve_exact(1);
        }
        self.0.push(part);
    }

    pub(super) fn expansion(&mut self, source: &str, kind: Expansion, quote: Quote) {
        self.push(Part::Expansion { source: source.into(), kind, quote });
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Leaves out empty literals next to anything else, and turns a word that is one big placeholder into that.
    pub(super) fn finish(self) -> Vec<Part> {
        let mut parts = self.0;
        if parts.len() > 1 {
            let empty = |part: &Part| matches!(part, Part::Literal { text, .. } if text.is_empty());
            let all_empty = parts.iter().all(empty);
            parts.retain(|part| !empty(part));
            if all_empty {
                parts.push(Part::Literal { text: "".into(), quote: Quote::Double });
            }
        }
        if let [Part::Literal { text, quote }] = parts.as_slice() {
            let around = if *quote == Quote::None { Around::Bare } else { Around::Quotes };
            if placeholder::whole_word(text, around) {
                return vec![Part::Placeholder { source: text.clone(), quote: *quote }];
            }
        }
        parts
    }
}

impl Parser<'_> {
    /// Whether a word begins at the cursor.
    pub(super) fn at_word(&self) -> bool {
        match self.byte(0) {
            Some(b'<') => self.byte(1) == Some(b'(') || self.placeholder_here(Around::Bare).is_some(),
            Some(b'>') => self.byte(1) == Some(b'('),
            Some(b'`') => !self.prose,
            _ => !self.ends_word(0),
        }
    }

    pub(super) fn placeholder_here(&self, around: Around) -> Option<usize> {
        // `(?<name>` in a regular expression names a group.
        let names_group =
            around == Around::Quotes && self.text.get(..self.pos).is_some_and(|text| text.ends_with("(?"));
        if names_group { None } else { placeholder::prefix(self.rest(), around) }
    }

    /// Reads the word at the cursor. Scripts inside it go to `draft`. Always moves on.
    pub(super) fn word(&mut self, draft: DraftId) -> Word {
        let start = self.pos;
        let mut parts = Parts::default();
        while !self.at_end() && self.stretch(start, &mut parts, draft) {}
        if self.pos == start && !self.at_end() {
            self.bump();
            parts.literal(self.text.get(start..self.pos).unwrap_or(""), Quote::None);
        }
        if parts.is_empty() {
            parts.literal("", Quote::None);
        }
        let mut span = Span::new(start, self.pos);
        // A line end that is continued by a blank ends the word, and is no part of it.
        while let Some(before) = ["\\\n", "\\\r\n"].iter().find_map(|end| span.text(self.text).strip_suffix(end))
            && !before.is_empty()
        {
            span.end = start + before.len();
        }
        Word { span, source: span.text(self.text).into(), parts: parts.finish() }
    }

    /// Reads the next stretch of the word that began at `start`; `false` at its end.
    fn stretch(&mut self, start: usize, parts: &mut Parts, draft: DraftId) -> bool {
        let Some(byte) = self.byte(0) else { return false };
        match byte {
            // Markdown breaks the line there, and nobody goes on with a word of a shell.
            b'\\' if self.prose && self.pos > start && self.newline_at(self.pos + 1) > 0 => return false,
            b'\\' => self.escape(parts),
            b'\'' => return self.single_quoted(start, parts),
            b'"' => return self.double_quoted(start, parts, draft),
            b'$' => self.dollar(parts, Quote::None, draft),
            b'`' if self.prose => return false,
            b'`' => self.backquoted(parts, Quote::None, draft),
            b'<' | b'>' if self.byte(1) == Some(b'(') => self.process_substitution(parts, draft),
            b'<' => {
                let Some(length) = self.placeholder_here(Around::Bare) else { return false };
                self.placeholder(length, parts, Quote::None);
            }
            b'{' => self.brace(parts),
            b'*' => self.pattern_of(1, parts),
            b'?' => {
                if self.is_query_mark(start) {
                    self.plain(1, parts);
                } else {
                    self.pattern_of(1, parts);
                }
            }
            b'[' => match self.bracket_length(start) {
                Some(length) => self.pattern_of(length, parts),
                None => self.plain(1, parts),
            },
            b'~' if self.is_tilde_prefix(start) => {
                let rest = self.rest();
                let user =
                    rest.chars().skip(1).take_while(|c| c.is_ascii_alphanumeric() || "_-.+".contains(*c)).count();
                // Behind the name of a user comes a path or nothing: `~$USER` stands for itself.
                match self.byte(1 + user) {
                    Some(b'/' | b':') => self.pattern_of(1 + user, parts),
                    _ if self.ends_word(1 + user) => self.pattern_of(1 + user, parts),
                    _ => self.plain(1, parts),
                }
            }
            b'(' if self.is_array(start) => self.array(parts, draft),
            _ if self.ends_word(0) => return false,
            _ => self.plain_run(parts),
        }
        true
    }

    /// Takes `length` bytes as literal text.
    fn plain(&mut self, length: usize, parts: &mut Parts) {
        let from = self.pos;
        self.pos += length;
        parts.literal(self.text.get(from..self.pos).unwrap_or(""), Quote::None);
    }

    /// Takes everything up to the next byte that may mean something.
    fn plain_run(&mut self, parts: &mut Parts) {
        let special = |byte: &u8| {
            matches!(
                byte,
                b'\\'
                    | b'\''
                    | b'"'
                    | b'$'
                    | b'`'
                    | b'<'
                    | b'>'
                    | b'{'
                    | b'*'
                    | b'?'
                    | b'['
                    | b'~'
                    | b'('
                    | b')'
                    | b' '
                    | b'\t'
                    | b'\n'
                    | b'\r'
                    | b';'
                    | b'&'
                    | b'|'
            )
        };
        let rest = self.bytes.get(self.pos + 1..self.end).unwrap_or(&[]);
        let length = 1 + rest.iter().position(special).unwrap_or(rest.len());
        self.plain(length, parts);
    }

    fn pattern_of(&mut self, length: usize, parts: &mut Parts) {
        let from = self.pos;
        self.pos += length;
        parts.expansion(self.text.get(from..self.pos).unwrap_or(""), Expansion::Pattern, Quote::None);
    }

    fn placeholder(&mut self, length: usize, parts: &mut Parts, quote: Quote) {
        let from = self.pos;
        self.pos += length;
        self.placeholders.push(Span::new(from, self.pos));
        let source = self.text.get(from..self.pos).unwrap_or("").into();
        parts.push(Part::Placeholder { source, quote });
    }

    /// A backslash outside quotes.
    fn escape(&mut self, parts: &mut Parts) {
        let newline = self.newline_at(self.pos + 1);
        self.pos += 1;
        if newline > 0 {
            self.pos += newline;
        } else if self.at_end() {
            parts.literal("\\", Quote::None);
        } else {
            let from = self.pos;
            self.bump();
            parts.literal(self.text.get(from..self.pos).unwrap_or(""), Quote::None);
        }
    }

    /// `'…'`; `false` where the quotation mark turned out to be the end of the word.
    fn single_quoted(&mut self, start: usize, parts: &mut Parts) -> bool {
        let from = self.pos + 1;
        let inside = self.bytes.get(from..self.end).unwrap_or(&[]);
        let length = inside.iter().position(|byte| *byte == b'\'');
        if self.is_apostrophe(start, length) {
            if !self.prose {
                self.unclosed(self.pos, from);
            }
            self.plain(1, parts);
            return true;
        }
        if self.prose && self.closes_quotation(start) {
            return false;
        }
        let Some(length) = length else { return self.left_open(parts, Quote::Single) };
        self.quoted_text(from, from + length, parts, Quote::Single);
        self.pos = from + length + 1;
        true
    }

    /// A quote that nothing closes: whether the rest is text or code cannot be known.
    fn left_open(&mut self, parts: &mut Parts, quote: Quote) -> bool {
        self.unclosed(self.pos, self.end);
        parts.literal(self.text.get(self.pos + 1..self.end).unwrap_or(""), quote);
        self.pos = self.end;
        true
    }

    /// Text in single quotes, with the placeholders in it.
    fn quoted_text(&mut self, from: usize, to: usize, parts: &mut Parts, quote: Quote) {
        let outer_end = std::mem::replace(&mut self.end, to);
        parts.literal("", quote);
        self.pos = from;
        while let Some(ahead) = self.bytes.get(self.pos..to).and_then(|rest| {
            let at = rest.iter().position(|byte| matches!(byte, b'<' | b'{' | b'$'));
            if rest.is_empty() { None } else { Some(at.unwrap_or(rest.len())) }
        }) {
            parts.literal(self.text.get(self.pos..self.pos + ahead).unwrap_or(""), quote);
            self.pos += ahead;
            match self.placeholder_here(Around::Quotes) {
                Some(length) => self.placeholder(length, parts, quote),
                None if self.pos < to => {
                    parts.literal(self.text.get(self.pos..self.pos + 1).unwrap_or(""), quote);
                    self.pos += 1;
                }
                None => {}
            }
        }
        self.end = outer_end;
    }

    /// The apostrophe of `don't`: between letters, and nothing on its line closes it as a quote.
    fn is_apostrophe(&self, start: usize, length_to_close: Option<usize>) -> bool {
        let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        let between = self.pos > start && letter(self.bytes.get(self.pos - 1)) && letter(self.bytes.get(self.pos + 1));
        let inside = |length: usize| self.bytes.get(self.pos + 1..self.pos + 1 + length).unwrap_or(&[]);
        between && length_to_close.is_none_or(|length| self.prose || inside(length).contains(&b'\n'))
    }

    /// In prose: whether the quotation mark at the cursor ends a quotation around the command (`say "gh pr list".`).
    fn closes_quotation(&self, start: usize) -> bool {
        let before = self.pos.checked_sub(1).and_then(|at| self.bytes.get(at)).copied();
        let opens = self.pos == start || matches!(before, Some(b'=' | b':' | b',' | b'(' | b'[' | b'{' | b'\'' | b'"'));
        let after = self.byte(1);
        let at_edge = after.is_none_or(|byte| byte.is_ascii_whitespace() || b".,;:!?)]".contains(&byte));
        !opens && at_edge
    }

    /// `"…"`; `false` where the quotation mark turned out to be the end of the word.
    fn double_quoted(&mut self, start: usize, parts: &mut Parts, draft: DraftId) -> bool {
        if self.prose && self.closes_quotation(start) {
            return false;
        }
        let open = self.pos;
        self.pos += 1;
        parts.literal("", Quote::Double);
        loop {
            let rest = self.bytes.get(self.pos..self.end).unwrap_or(&[]);
            let special = |byte: &u8| matches!(byte, b'"' | b'\\' | b'$' | b'`' | b'<' | b'{');
            let Some(ahead) = rest.iter().position(special) else {
                self.unclosed(open, self.end);
                parts.literal(self.text.get(self.pos..self.end).unwrap_or(""), Quote::Double);
                self.pos = self.end;
                return true;
            };
            if ahead > 0 {
                parts.literal(self.text.get(self.pos..self.pos + ahead).unwrap_or(""), Quote::Double);
                self.pos += ahead;
            }
            match self.byte(0) {
                Some(b'"') => {
                    self.pos += 1;
                    return true;
                }
                Some(b'\\') => self.escape_in_double(parts),
                Some(b'$') => self.dollar(parts, Quote::Double, draft),
                Some(b'`') => self.backquoted(parts, Quote::Double, draft),
                _ => match self.placeholder_here(Around::Quotes) {
                    Some(length) => self.placeholder(length, parts, Quote::Double),
                    None => {
                        parts.literal(self.text.get(self.pos..self.pos + 1).unwrap_or(""), Quote::Double);
                        self.pos += 1;
                    }
                },
            }
        }
    }

    /// A backslash in double quotes escapes only what means something there.
    fn escape_in_double(&mut self, parts: &mut Parts) {
        let newline = self.newline_at(self.pos + 1);
        if newline > 0 {
            self.pos += 1 + newline;
            return;
        }
        let text = match self.byte(1) {
            Some(b'$') => "$",
            Some(b'`') => "`",
            Some(b'"') => "\"",
            Some(b'\\') => "\\",
            _ => {
                parts.literal("\\", Quote::Double);
                self.pos += 1;
                return;
            }
        };
        parts.literal(text, Quote::Double);
        self.pos += 2;
    }

    /// `$'…'`
    pub(super) fn ansi_c(&mut self, parts: &mut Parts) {
        let open = self.pos;
        let from = open + 2;
        let mut at = from;
        loop {
            match self.bytes.get(at..self.end) {
                Some([b'\\', _, ..]) => at += 2,
                Some([b'\'', ..]) => break,
                Some([_, ..]) => at += 1,
                _ => {
                    self.pos += 1;
                    self.left_open(parts, Quote::AnsiC);
                    return;
                }
            }
        }
        self.pos = at + 1;
        let whole = self.text.get(open..self.pos).unwrap_or("");
        match self.text.get(from..at).and_then(ansi_c::decode) {
            Some(text) => parts.literal(&text, Quote::AnsiC),
            // Bytes that are no text: kept as bash is to read them.
            None => parts.expansion(whole, Expansion::Pattern, Quote::None),
        }
    }

    /// A bare `{`: a placeholder, a brace expansion, or itself.
    fn brace(&mut self, parts: &mut Parts) {
        if let Some(length) = self.placeholder_here(Around::Bare) {
            return self.placeholder(length, parts, Quote::None);
        }
        let window = self.bytes.get(self.pos..self.end.min(self.pos + LONGEST_BRACE)).unwrap_or(&[]);
        let stop = |byte: &u8| matches!(byte, b'}' | b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'(' | b')' | b'{');
        let length = match window.iter().skip(1).position(stop) {
            Some(at) if window.get(at + 1) == Some(&b'}') => at + 2,
            _ => return self.plain(1, parts),
        };
        let inside = window.get(1..length - 1).unwrap_or(&[]);
        if inside.contains(&b',') || inside.windows(2).any(|pair| pair == b"..") {
            // Quotes and expansions inside it would have to be read; as one opaque piece they are kept as written.
            self.pattern_of(length, parts);
        } else {
            self.plain(1, parts);
        }
    }

    /// Whether the `?` at the cursor begins the query of an address (`repos/a/b/commits?per_page=1`), which nobody has
    /// files for, so that the shell leaves it as it is.
    fn is_query_mark(&self, start: usize) -> bool {
        let before = self.bytes.get(start.max(self.pos.saturating_sub(LONGEST_BRACE))..self.pos).unwrap_or(&[]);
        let after = self.bytes.get(self.pos + 1..self.end).unwrap_or(&[]);
        let name = after.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
        before.contains(&b'/') && name > 0 && after.get(name) == Some(&b'=')
    }

    /// Length of the bracket expression at the cursor; `None` where the bracket is itself: it is never closed in this
    /// word, it is empty, or the word is a field's name (`labels[0]=x`), which nobody has files for.
    fn bracket_length(&self, start: usize) -> Option<usize> {
        let window = self.bytes.get(self.pos..self.end.min(self.pos + LONGEST_BRACE))?;
        let close = window
            .iter()
            .skip(1)
            .position(|byte| !byte.is_ascii_graphic() || matches!(byte, b']' | b'[' | b'\'' | b'"' | b'$'))?;
        let length = close + 2;
        let is_closed = window.get(length - 1) == Some(&b']');
        let after = window.get(length);
        let whole = self.pos == start && self.ends_word(length);
        let is_field = self.pos > start && matches!(after, Some(b'=' | b'['));
        let name = self.text.get(self.pos..self.pos + length).unwrap_or("");
        let is_placeholder = whole && placeholder::whole_word(name, Around::Bare);
        // `[ -f x ]`: the program `[` is no pattern; its bracket is closed by a blank first.
        (is_closed && close > 0 && !is_field && !is_placeholder).then_some(length)
    }

    /// Whether the `~` at the cursor stands for a home directory.
    fn is_tilde_prefix(&self, start: usize) -> bool {
        if self.pos == start {
            return true;
        }
        // In `NAME=~/x` too.
        let before = self.bytes.get(start..self.pos).unwrap_or(&[]);
        before.split_last().is_some_and(|(last, name)| *last == b'=' && is_name(name))
    }

    /// `NAME=(` begins an array.
    fn is_array(&self, start: usize) -> bool {
        let before = self.bytes.get(start..self.pos).unwrap_or(&[]);
        let Some((b'=', name)) = before.split_last() else { return false };
        is_name(name.strip_suffix(b"+").unwrap_or(name))
    }

    /// `(a b c)` as the value of an assignment: opaque, but the scripts inside are read.
    pub(super) fn array(&mut self, parts: &mut Parts, draft: DraftId) {
        let open = self.pos;
        let closed = self.nested(open, |parser| {
            parser.pos += 1;
            loop {
                parser.skip_lines();
                if parser.eat(")") {
                    return true;
                }
                if !parser.at_word() {
                    return false;
                }
                parser.word(draft);
            }
        });
        if closed == Some(false) {
            self.unclosed(open, self.pos);
        }
        parts.expansion(self.text.get(open..self.pos).unwrap_or(""), Expansion::Pattern, Quote::None);
    }
}

/// Whether it can name a variable.
pub(super) fn is_name(name: &[u8]) -> bool {
    name.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}
