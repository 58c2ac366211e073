//! `$name`, `${…}`, `$(…)`, `$((…))`, backquotes, `<(…)`.

use compact_str::CompactString;
use steep_edit::Span;

use super::parser::{Closer, Parser};
use super::placeholder::Around;
use super::tree::{DraftId, Inner, InnerKind};
use super::words::Parts;
use crate::{Expansion, Part, Quote};

/// Of arithmetic in brackets, so many bytes are looked at for the one that closes it.
const LONGEST_BRACKET: usize = 256;

impl Parser<'_> {
    /// Reads what begins with the `$` at the cursor.
    pub(super) fn dollar(&mut self, parts: &mut Parts, quote: Quote, draft: DraftId) {
        let start = self.pos;
        let around = if quote == Quote::None { Around::Bare } else { Around::Quotes };
        if let Some(length) = self.placeholder_here(around) {
            self.pos += length;
            self.placeholders.push(Span::new(start, self.pos));
            parts.push(Part::Placeholder { source: self.since(start), quote });
            return;
        }
        let kind = match self.byte(1) {
            Some(b'\'') if quote == Quote::None => return self.ansi_c(parts),
            // `$"…"` is translated by bash; the text is the same as without `$`.
            Some(b'"') if quote == Quote::None => {
                self.pos += 1;
                return;
            }
            Some(b'{') => Expansion::Parameter(self.parameter(quote, draft)),
            Some(b'(') if self.byte(2) == Some(b'(') && self.arithmetic_end(self.pos + 3).is_some() => {
                self.arithmetic(draft);
                Expansion::Arithmetic
            }
            // As bash wrote it before `$((`, and bash and zsh still read it; to other shells it is text, which the printer keeps too.
            Some(b'[') if let Some(end) = self.bracket_end(start + 2) => {
                self.nested(start, |parser| {
                    parser.expansions_in(start + 2, end, draft);
                    parser.pos = parser.pos.max(end + 1).min(parser.end);
                });
                Expansion::Arithmetic
            }
            Some(b'(') => {
                self.substitution(InnerKind::Substitution, draft);
                Expansion::Command
            }
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => {
                let name = self.rest().bytes().skip(1).take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
                self.pos += 1 + name;
                Expansion::Parameter(self.since(start + 1))
            }
            Some(byte) if byte.is_ascii_digit() || b"@*#?-$!".contains(&byte) => {
                self.pos += 2;
                Expansion::Parameter(self.since(start + 1))
            }
            next => {
                if next == Some(b'[') {
                    // bash and zsh would read on to a bracket that is not seen from here.
                    self.errors.push(Span::new(start, start + 2));
                }
                self.dollars.push(start);
                self.pos += 1;
                parts.literal("$", quote);
                return;
            }
        };
        let source = self.since(start);
        parts.push(Part::Expansion { source, kind, quote });
    }

    /// The text from `start` to the cursor.
    fn since(&self, start: usize) -> CompactString {
        self.text.get(start..self.pos).unwrap_or("").into()
    }

    /// Reads `${…}` and gives the name in it.
    fn parameter(&mut self, quote: Quote, draft: DraftId) -> CompactString {
        let start = self.pos;
        self.pos += 2;
        let content = self.rest();
        let sigil = content.len() - content.trim_start_matches(['#', '!']).len();
        let named =
            content.bytes().skip(sigil).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        // `${#}`, `${@:2}`, `${?}`: a special parameter is one character.
        let length = if named > 0 { sigil + named } else { sigil.max(1).min(content.len()) };
        let name = match content.get(sigil..sigil + named) {
            Some(name) if named > 0 => name.into(),
            _ => content.get(..length).unwrap_or("").into(),
        };
        let closed = self.nested(start, |parser| {
            parser.pos += if named > 0 { length } else { sigil };
            parser.parameter_rest(quote, draft)
        });
        if closed == Some(false) {
            self.unclosed(start, self.pos);
        }
        name
    }

    /// Reads up to the closing brace; `false` where there is none.
    fn parameter_rest(&mut self, quote: Quote, draft: DraftId) -> bool {
        let mut ignored = Parts::default();
        while let Some(byte) = self.byte(0) {
            match byte {
                b'}' => {
                    self.pos += 1;
                    return true;
                }
                b'\\' => {
                    self.pos += 1;
                    self.bump();
                }
                b'\'' if quote == Quote::None => {
                    let inside = self.bytes.get(self.pos + 1..self.end).unwrap_or(&[]);
                    match inside.iter().position(|byte| *byte == b'\'') {
                        Some(length) => self.pos += length + 2,
                        None => {
                            self.pos = self.end;
                            return false;
                        }
                    }
                }
                b'"' => {
                    self.pos += 1;
                    if !self.inside_double(draft) {
                        return false;
                    }
                }
                b'$' => self.dollar(&mut ignored, quote, draft),
                b'`' => self.backquoted(&mut ignored, quote, draft),
                _ => self.pos += 1,
            }
        }
        false
    }

    /// Moves behind the `"` that closes the double quotes the cursor is in; `false` where there is none.
    fn inside_double(&mut self, draft: DraftId) -> bool {
        let mut ignored = Parts::default();
        while let Some(byte) = self.byte(0) {
            match byte {
                b'"' => {
                    self.pos += 1;
                    return true;
                }
                b'\\' => {
                    self.pos += 1;
                    self.bump();
                }
                b'$' => self.dollar(&mut ignored, Quote::Double, draft),
                b'`' => self.backquoted(&mut ignored, Quote::Double, draft),
                _ => self.pos += 1,
            }
        }
        false
    }

    /// The offset of the `))` that ends the arithmetic that begins at `from`; `None` where the parentheses are two
    /// subshells, or never close.
    pub(super) fn arithmetic_end(&self, from: usize) -> Option<usize> {
        let inside = self.bytes.get(from..self.end)?;
        let mut depth = 0_usize;
        for (at, byte) in inside.iter().enumerate() {
            match byte {
                b'(' => depth += 1,
                b')' if depth > 0 => depth -= 1,
                b')' => return (inside.get(at + 1) == Some(&b')')).then_some(from + at),
                _ => {}
            }
        }
        None
    }

    /// The offset of the `]` that ends the arithmetic that begins at `from`, on the same line and not too far away.
    fn bracket_end(&self, from: usize) -> Option<usize> {
        let window = self.bytes.get(from..self.end.min(from + LONGEST_BRACKET))?;
        let mut depth = 0_usize;
        for (at, byte) in window.iter().enumerate() {
            match byte {
                b'[' => depth += 1,
                b']' if depth > 0 => depth -= 1,
                b']' => return Some(from + at),
                b'\n' | b'"' | b'\'' | b'`' | b'\\' => return None,
                _ => {}
            }
        }
        None
    }

    fn arithmetic(&mut self, draft: DraftId) {
        let start = self.pos;
        let end = self.arithmetic_end(start + 3).unwrap_or(self.end);
        self.nested(start, |parser| {
            parser.expansions_in(start + 3, end, draft);
            parser.pos = parser.pos.max(end + 2).min(parser.end);
        });
    }

    /// Reads the scripts inside `from..to`, where quotes mean nothing: arithmetic and here-documents.
    pub(super) fn expansions_in(&mut self, from: usize, to: usize, draft: DraftId) {
        self.region(from, to, |parser| {
            let mut ignored = Parts::default();
            while let Some(byte) = parser.byte(0) {
                match byte {
                    b'\\' => {
                        parser.pos += 1;
                        parser.bump();
                    }
                    b'$' => parser.dollar(&mut ignored, Quote::Double, draft),
                    b'`' => parser.backquoted(&mut ignored, Quote::Double, draft),
                    _ => parser.pos += 1,
                }
            }
        });
    }

    /// Reads `$(…)`, `<(…)` or `>(…)`, whose two opening characters are at the cursor.
    fn substitution(&mut self, kind: InnerKind, draft: DraftId) {
        let start = self.pos;
        let pending = std::mem::take(&mut self.pending);
        let prose = std::mem::replace(&mut self.prose, false);
        let list = self.nested(start, |parser| {
            parser.pos += 2;
            let list = parser.list(&[Closer::Paren], true);
            if !parser.eat(")") {
                parser.unclosed(start, parser.pos);
            }
            list
        });
        self.prose = prose;
        for cut_off in std::mem::replace(&mut self.pending, pending) {
            self.errors.push(cut_off.span);
        }
        if let Some(list) = list {
            self.draft(draft).inner.push(Inner { kind, list });
        }
    }

    /// Reads `<(…)` or `>(…)`.
    pub(super) fn process_substitution(&mut self, parts: &mut Parts, draft: DraftId) {
        let start = self.pos;
        let kind = if self.byte(0) == Some(b'<') { InnerKind::Read } else { InnerKind::Write };
        self.substitution(kind, draft);
        parts.expansion(&self.since(start), Expansion::Process, Quote::None);
    }

    /// Reads a script in backquotes.
    pub(super) fn backquoted(&mut self, parts: &mut Parts, quote: Quote, draft: DraftId) {
        let start = self.pos;
        let mut at = start + 1;
        let mut escapes = false;
        let close = loop {
            match self.bytes.get(at..self.end) {
                Some([b'\\', escaped, ..]) => {
                    escapes |= matches!(escaped, b'\\' | b'`' | b'$') || (*escaped == b'"' && quote == Quote::Double);
                    at += 2;
                }
                Some([b'`', ..]) => break at,
                Some([_, ..]) => at += 1,
                _ => {
                    self.unclosed(start, self.end);
                    parts.literal(self.text.get(start..self.end).unwrap_or(""), quote);
                    self.pos = self.end;
                    return;
                }
            }
        };
        if escapes {
            // The shell takes one level of backslashes out before it reads the script: what is written here is not what
            // runs, so nothing in it can be named by its place in the text.
            self.error(start, close + 1);
        }
        let list = self.nested(start, |parser| {
            let prose = std::mem::replace(&mut parser.prose, false);
            let list = parser.region(start + 1, close, |parser| parser.list(&[], true));
            parser.prose = prose;
            list
        });
        self.pos = self.pos.max(close + 1).min(self.end);
        if let Some(list) = list {
            self.draft(draft).inner.push(Inner { kind: InnerKind::Substitution, list });
        }
        parts.expansion(&self.since(start), Expansion::Command, quote);
    }
}
