//! A template's text → text and tokens.

use steep_forge::Refusal;

use super::wrong;

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text between actions, trimmed where they say so.
    Text(String),
    /// The tokens of one action.
    Action(Vec<Token>),
}

/// A token of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// White space: it separates arguments, and ends a chain of fields.
    Space,
    /// `.` alone.
    Dot,
    /// `.name`
    Field(String),
    /// `$name`; empty for `$`.
    Variable(String),
    /// A name: a keyword, a function, `true`, `nil`.
    Name(String),
    /// A text in quotes, taken out of them.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Another number, as written.
    Number(String),
    Pipe,
    Open,
    Close,
    Comma,
    /// `:=`
    Declare,
    /// `=`
    Assign,
}

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// Cuts a template.
pub(super) fn tokens(template: &str) -> Result<Vec<Piece>, Refusal> {
    let mut pieces = Vec::new();
    let mut rest = template;
    let mut trim = false;
    while let Some((text, after)) = rest.split_once(OPEN) {
        let text = if trim { text.trim_start() } else { text };
        let (text, after) = match after.strip_prefix('-').filter(|after| after.starts_with(char::is_whitespace)) {
            Some(after) => (text.trim_end(), after),
            None => (text, after),
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        let mut reader = Reader { rest: after, tokens: Vec::new() };
        trim = reader.action()?;
        rest = reader.rest;
        if !reader.tokens.is_empty() {
            pieces.push(Piece::Action(reader.tokens));
        }
    }
    let text = if trim { rest.trim_start() } else { rest };
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
    Ok(pieces)
}

struct Reader<'t> {
    rest: &'t str,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    /// Reads up to and with the end of the action; whether the text after it is trimmed.
    fn action(&mut self) -> Result<bool, Refusal> {
        let start = self.rest.trim_start();
        if let Some(comment) = start.strip_prefix("/*") {
            let Some((_, after)) = comment.split_once("*/") else { return Err(wrong("unclosed comment")) };
            self.rest = after;
            return self.end().ok_or_else(|| wrong("comment ends before closing delimiter"));
        }
        loop {
            if let Some(trims) = self.end() {
                if self.tokens.is_empty() {
                    return Err(wrong("missing value for command"));
                }
                return Ok(trims);
            }
            let token = self.token()?;
            self.tokens.push(token);
        }
    }

    /// Reads the end of the action, where it is next.
    fn end(&mut self) -> Option<bool> {
        let trimmed = self.rest.trim_start();
        let (after, trims) = match trimmed.strip_prefix('-').and_then(|after| after.strip_prefix(CLOSE)) {
            // The dash belongs to the end only after white space.
            Some(after) if trimmed.len() < self.rest.len() => (after, true),
            _ => (trimmed.strip_prefix(CLOSE)?, false),
        };
        self.rest = after;
        Some(trims)
    }

    fn token(&mut self) -> Result<Token, Refusal> {
        let Some(first) = self.rest.chars().next() else { return Err(wrong("unclosed action")) };
        if first.is_whitespace() {
            self.rest = self.rest.trim_start();
            return Ok(Token::Space);
        }
        let single = match first {
            '|' => Some(Token::Pipe),
            '(' => Some(Token::Open),
            ')' => Some(Token::Close),
            ',' => Some(Token::Comma),
            '=' => Some(Token::Assign),
            _ => None,
        };
        if let Some(token) = single {
            self.skip(1);
            return Ok(token);
        }
        match first {
            ':' if self.rest.starts_with(":=") => {
                self.skip(2);
                Ok(Token::Declare)
            }
            '"' => self.quoted(),
            '`' => {
                let inside = self.rest.get(1..).unwrap_or_default();
                let Some((text, after)) = inside.split_once('`') else {
                    return Err(wrong("unterminated raw quoted string"));
                };
                self.rest = after;
                Ok(Token::Text(text.to_owned()))
            }
            '\'' => self.character(),
            '$' => {
                self.skip(1);
                Ok(Token::Variable(self.name()))
            }
            '.' if !self.rest.get(1..).unwrap_or_default().starts_with(|c: char| c.is_ascii_digit()) => {
                self.skip(1);
                let name = self.name();
                Ok(if name.is_empty() { Token::Dot } else { Token::Field(name) })
            }
            c if c.is_ascii_digit() || matches!(c, '+' | '-' | '.') => self.number(),
            c if c.is_alphabetic() || c == '_' => Ok(Token::Name(self.name())),
            other => Err(wrong(format!("unexpected {other:?} in an action"))),
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|c: char| !belongs(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken.to_owned()
    }

    fn name(&mut self) -> String {
        self.take_while(|c| c.is_alphanumeric() || c == '_')
    }

    fn number(&mut self) -> Result<Token, Refusal> {
        let text = self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '_'));
        if let Ok(number) = text.parse::<i64>()
            && (text == "0" || !text.trim_start_matches(['+', '-']).starts_with('0'))
        {
            return Ok(Token::Integer(number));
        }
        let is_float = text.contains(['.', 'e', 'E']) && !text.contains('_');
        match text.parse::<f64>() {
            Ok(number) if is_float && number.is_finite() => Ok(Token::Number(text.trim_start_matches('+').to_owned())),
            _ => Err(wrong(format!("bad number syntax: {text:?}"))),
        }
    }

    /// A text in double quotes, with Go's escapes.
    fn quoted(&mut self) -> Result<Token, Refusal> {
        self.skip(1);
        let mut text = String::new();
        loop {
            let Some(c) = self.rest.chars().next() else { return Err(wrong("unterminated quoted string")) };
            match c {
                '"' => {
                    self.skip(1);
                    return Ok(Token::Text(text));
                }
                '\n' => return Err(wrong("unterminated quoted string")),
                '\\' => text.push(self.escape('"')?),
                c => {
                    self.skip(c.len_utf8());
                    text.push(c);
                }
            }
        }
    }

    /// A character constant: a number.
    fn character(&mut self) -> Result<Token, Refusal> {
        self.skip(1);
        let c = match self.rest.chars().next() {
            Some('\\') => self.escape('\'')?,
            Some(c) => {
                self.skip(c.len_utf8());
                c
            }
            None => return Err(wrong("unterminated character constant")),
        };
        if !self.rest.starts_with('\'') {
            return Err(wrong("unterminated character constant"));
        }
        self.skip(1);
        Ok(Token::Integer(i64::from(u32::from(c))))
    }

    fn escape(&mut self, quote: char) -> Result<char, Refusal> {
        self.skip(1);
        let Some(c) = self.rest.chars().next() else { return Err(wrong("unterminated quoted string")) };
        self.skip(c.len_utf8());
        let digits = match c {
            'n' => return Ok('\n'),
            't' => return Ok('\t'),
            'r' => return Ok('\r'),
            'a' => return Ok('\u{7}'),
            'b' => return Ok('\u{8}'),
            'f' => return Ok('\u{c}'),
            'v' => return Ok('\u{b}'),
            '\\' => return Ok('\\'),
            c if c == quote => return Ok(c),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => return Err(wrong(format!("unknown escape \\{c}"))),
        };
        let number = self.rest.get(..digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.skip(digits);
        number
            // Half of a character of several bytes is no text.
            .filter(|number| digits > 2 || *number < 0x80)
            .and_then(char::from_u32)
            .ok_or_else(|| wrong("invalid escape in a quoted string"))
    }
}
