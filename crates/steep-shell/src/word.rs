//! Shell words: literal, expansion and placeholder parts that keep their quotes.

use compact_str::CompactString;
use steep_edit::Span;

/// How a part is quoted in its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quote {
    /// Bare.
    None,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `$'…'` (bash, not POSIX sh).
    AnsiC,
}

/// What the shell replaces when it runs the command.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expansion {
    /// `$name`, `${name}`, `${name:-default}`, `$1`: the name as written.
    Parameter(CompactString),
    /// `$(…)` or backquotes.
    Command,
    /// `$((…))`
    Arithmetic,
    /// `<(…)` or `>(…)`
    Process,
    /// A bare glob, brace or tilde: several words or a path may come out.
    Pattern,
}

/// One piece of a word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Text that stands for itself.
    Literal {
        /// The text as the command sees it, quotes and escapes taken out.
        text: CompactString,
        /// How it is quoted.
        quote: Quote,
    },
    /// Text that the shell replaces at run time.
    Expansion {
        /// As written, without the surrounding quotes: `$repo`, `$(date +%F)`.
        source: CompactString,
        /// What it is.
        kind: Expansion,
        /// [`Quote::Double`] inside double quotes, else [`Quote::None`] (the result is split and globbed).
        quote: Quote,
    },
    /// Text that the reader of the document replaces: `<N>`, `{{ number }}`, `…`.
    Placeholder {
        /// As written.
        source: CompactString,
        /// How it is quoted.
        quote: Quote,
    },
}

impl Part {
    /// The variable's name where it is `$name` or `${name}`, and nothing is done to the value.
    #[must_use]
    pub fn variable(&self) -> Option<&str> {
        let Part::Expansion { source, kind: Expansion::Parameter(name), .. } = self else { return None };
        let inner = source.strip_prefix('$')?;
        let inner = inner.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(inner);
        (inner == name).then_some(name)
    }
}

/// One word of a command.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// Where it stands in the text it was read from; empty at 0 for a word that was made.
    pub span: Span,
    /// Exactly as written; for a word that was made, empty (the printer quotes it).
    pub source: CompactString,
    /// Its pieces in order. Neighbouring literals of one quote are one part.
    pub parts: Vec<Part>,
}

impl Word {
    /// A word that stands for exactly `text`; the printer quotes it as needed.
    pub fn literal(text: impl Into<CompactString>) -> Self {
        Word {
            span: Span::default(),
            source: CompactString::default(),
            parts: vec![Part::Literal { text: text.into(), quote: Quote::None }],
        }
    }

    /// A word made of `parts`; the printer quotes it as needed.
    #[must_use]
    pub fn from_parts(parts: Vec<Part>) -> Self {
        Word { span: Span::default(), source: CompactString::default(), parts }
    }

    /// Reads shell text that is exactly one word; its span and source are those of `text`. `None` when it is not one:
    /// empty, several words, an operator, an open quote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        crate::read::word(text)
    }

    /// The whole word's text when nothing in it is replaced at run time or by the reader; `None` otherwise.
    #[must_use]
    pub fn as_literal(&self) -> Option<String> {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Literal { text, .. } => out.push_str(text),
                Part::Expansion { .. } | Part::Placeholder { .. } => return None,
            }
        }
        Some(out)
    }

    /// Whether the shell replaces something in it at run time.
    #[must_use]
    pub fn has_expansion(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Expansion { .. }))
    }

    /// Whether the reader replaces something in it.
    #[must_use]
    pub fn has_placeholder(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Placeholder { .. }))
    }

    /// The text with placeholders and expansions as written: for messages and for reading structure (`repos/$o/$r/x`).
    #[must_use]
    pub fn display(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Literal { text, .. } => text.as_str(),
                Part::Expansion { source, .. } | Part::Placeholder { source, .. } => source.as_str(),
            })
            .collect()
    }

    /// Whether the literal text at the start of the word is `prefix` or begins with it.
    #[must_use]
    pub fn starts_with(&self, prefix: &str) -> bool {
        matches!(self.parts.first(), Some(Part::Literal { text, .. }) if text.starts_with(prefix))
    }

    /// The word without the literal `prefix` at its start; `None` where it does not start so.
    #[must_use]
    pub fn strip_prefix(&self, prefix: &str) -> Option<Word> {
        let mut parts = self.parts.clone();
        let Some(Part::Literal { text, quote }) = parts.first_mut() else { return None };
        let rest = text.strip_prefix(prefix)?.to_owned();
        let quote = *quote;
        if rest.is_empty() && parts.len() > 1 {
            parts.remove(0);
        } else if let Some(first) = parts.first_mut() {
            *first = Part::Literal { text: rest.into(), quote };
        }
        Some(Word::from_parts(parts))
    }

    /// The pieces between the occurrences of `separator` in literal text. Expansions and placeholders are never looked
    /// into. The empty word gives one empty piece.
    #[must_use]
    pub fn split(&self, separator: char) -> Vec<Word> {
        let mut words = vec![Vec::new()];
        for part in &self.parts {
            match part {
                Part::Literal { text, quote } => {
                    for (nth, piece) in text.split(separator).enumerate() {
                        if nth > 0 {
                            words.push(Vec::new());
                        }
                        if let Some(last) = words.last_mut()
                            && !piece.is_empty()
                        {
                            last.push(Part::Literal { text: piece.into(), quote: *quote });
                        }
                    }
                }
                other => {
                    if let Some(last) = words.last_mut() {
                        last.push(other.clone());
                    }
                }
            }
        }
        words.into_iter().map(Word::from_parts).collect()
    }

    /// Splits at the first literal occurrence of `separator`; `None` where there is none.
    #[must_use]
    pub fn split_once(&self, separator: char) -> Option<(Word, Word)> {
        for (nth, part) in self.parts.iter().enumerate() {
            let Part::Literal { text, quote } = part else { continue };
            let Some((before, after)) = text.split_once(separator) else { continue };
            let literal = |text: &str| Part::Literal { text: text.into(), quote: *quote };
            let mut left: Vec<Part> = self.parts.iter().take(nth).cloned().collect();
            if !before.is_empty() || left.is_empty() {
                left.push(literal(before));
            }
            let mut right = Vec::new();
            if !after.is_empty() || nth + 1 == self.parts.len() {
                right.push(literal(after));
            }
            right.extend(self.parts.iter().skip(nth + 1).cloned());
            return Some((Word::from_parts(left), Word::from_parts(right)));
        }
        None
    }
}
