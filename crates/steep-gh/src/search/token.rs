//! A query's text → words, qualifiers, operators.

use steep_forge::Refusal;
use steep_shell::{Part, Quote, Word};

/// One piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A word or quoted phrase.
    Text {
        negated: bool,
        value: Value,
    },
    /// `key:value`; the key in lower case.
    Qualifier {
        negated: bool,
        key: String,
        value: Value,
    },
    Or,
    And,
    Not,
    Open,
    Close,
}

/// A value whose characters know whether the query itself quotes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Value(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Char { char: char, quoted: bool },
    FilledIn(Part),
}

impl Value {
    /// As a word; the printer quotes it as needed.
    pub(super) fn word(&self) -> Word {
        let mut parts: Vec<Part> = Vec::new();
        for piece in &self.0 {
            match piece {
                Piece::Char { char, .. } => match parts.last_mut() {
                    Some(Part::Literal { text, .. }) => text.push(*char),
                    _ => parts.push(Part::Literal { text: char.to_string().into(), quote: Quote::None }),
                },
                Piece::FilledIn(part) => parts.push(part.clone()),
            }
        }
        if parts.is_empty() {
            parts.push(Part::Literal { text: "".into(), quote: Quote::None });
        }
        Word::from_parts(parts)
    }

    /// Whether it begins with what the shell puts there, which could be anything: words, qualifiers, nothing.
    pub(super) fn run_time(&self) -> Option<&str> {
        self.0.iter().find_map(|piece| match piece {
            Piece::FilledIn(Part::Expansion { source, .. }) => Some(source.as_str()),
            _ => None,
        })
    }

    /// The values between the commas that are not quoted.
    pub(super) fn alternatives(&self) -> Vec<Value> {
        let mut values = vec![Value::default()];
        for piece in &self.0 {
            if *piece == (Piece::Char { char: ',', quoted: false }) {
                values.push(Value::default());
            } else if let Some(last) = values.last_mut() {
                last.0.push(piece.clone());
            }
        }
        values
    }

    /// Splits at the first `..`.
    pub(super) fn range(&self) -> Option<(Value, Value)> {
        let dot = Piece::Char { char: '.', quoted: false };
        let at = self.0.windows(2).position(|pair| pair.iter().all(|piece| *piece == dot))?;
        let (from, rest) = self.0.split_at(at);
        Some((Value(from.to_vec()), Value(rest.iter().skip(2).cloned().collect())))
    }

    /// Without `prefix` at its start.
    pub(super) fn strip(&self, prefix: &str) -> Option<Value> {
        let mut pieces = self.0.iter();
        for wanted in prefix.chars() {
            if !matches!(pieces.next(), Some(Piece::Char { char, .. }) if *char == wanted) {
                return None;
            }
        }
        Some(Value(pieces.cloned().collect()))
    }

    fn is_bare(&self, text: &str) -> bool {
        self.strip(text).is_some_and(|rest| rest.0.is_empty())
            && self.0.iter().all(|piece| matches!(piece, Piece::Char { quoted: false, .. }))
    }

    /// Splits `key:value`, where the key is letters and dashes outside quotes and something follows the colon.
    fn qualifier(&self) -> Option<(String, Value)> {
        let mut key = String::new();
        for (nth, piece) in self.0.iter().enumerate() {
            match piece {
                Piece::Char { char: ':', quoted: false } if !key.is_empty() => {
                    let value: Vec<Piece> = self.0.iter().skip(nth + 1).cloned().collect();
                    return (!value.is_empty()).then_some((key, Value(value)));
                }
                Piece::Char { char, quoted: false } if char.is_ascii_alphabetic() || *char == '-' => {
                    key.push(char.to_ascii_lowercase());
                }
                _ => return None,
            }
        }
        None
    }
}

/// A query of more tokens than this, and values between commas, is refused: a condition is made of each. GitHub's own search
/// takes 256 characters and five operators.
const MOST_TOKENS: usize = 200;

/// Cuts a query. White space separates, double quotes hold together, parentheses outside quotes stand alone.
pub(super) fn tokens(query: &Word) -> Result<Vec<Token>, Refusal> {
    let mut reader = Reader::default();
    for part in &query.parts {
        match part {
            Part::Literal { text, .. } => text.chars().for_each(|char| reader.char(char)),
            other => {
                reader.current.0.push(Piece::FilledIn(other.clone()));
                reader.any = true;
            }
        }
    }
    if reader.quoted {
        return Err(Refusal::Ambiguous { why: format!("the search `{}` opens a quotation", query.display()) });
    }
    reader.end();
    let is_comma = |piece: &&Piece| **piece == Piece::Char { char: ',', quoted: false };
    let commas = reader.tokens.iter().map(|token| match token {
        Token::Qualifier { value, .. } => value.0.iter().filter(is_comma).count(),
        _ => 0,
    });
    if reader.tokens.len() + commas.sum::<usize>() > MOST_TOKENS {
        return Err(Refusal::NotYet { feature: format!("searches of more than {MOST_TOKENS} conditions") });
    }
    Ok(reader.tokens)
}

#[derive(Default)]
struct Reader {
    tokens: Vec<Token>,
    current: Value,
    /// Whether `current` holds anything, be it an empty quotation.
    any: bool,
    quoted: bool,
}

impl Reader {
    fn char(&mut self, char: char) {
        match char {
            '"' => {
                self.quoted = !self.quoted;
                self.any = true;
            }
            _ if self.quoted => self.current.0.push(Piece::Char { char, quoted: true }),
            char if char.is_whitespace() => self.end(),
            '(' if !self.any => self.tokens.push(Token::Open),
            ')' => {
                self.end();
                self.tokens.push(Token::Close);
            }
            char => {
                self.current.0.push(Piece::Char { char, quoted: false });
                self.any = true;
            }
        }
    }

    fn end(&mut self) {
        let value = std::mem::take(&mut self.current);
        if !std::mem::take(&mut self.any) || value.0.is_empty() {
            return;
        }
        for (text, token) in [("OR", Token::Or), ("AND", Token::And), ("NOT", Token::Not)] {
            if value.is_bare(text) {
                self.tokens.push(token);
                return;
            }
        }
        let bare = match value.0.split_first() {
            Some((Piece::Char { char: '-', quoted: false }, rest)) if !rest.is_empty() => Some(Value(rest.to_vec())),
            _ => None,
        };
        let negated = bare.is_some();
        let value = bare.unwrap_or(value);
        self.tokens.push(match value.qualifier() {
            Some((key, value)) => Token::Qualifier { negated, key, value },
            None => Token::Text { negated, value },
        });
    }
}

impl From<&Word> for Value {
    /// The whole word, nothing of it quoted by a query.
    fn from(word: &Word) -> Self {
        let pieces = word.parts.iter().flat_map(|part| match part {
            Part::Literal { text, .. } => text.chars().map(|char| Piece::Char { char, quoted: false }).collect(),
            other => vec![Piece::FilledIn(other.clone())],
        });
        Value(pieces.collect())
    }
}
