//! Text → tree, by jq's own grammar (`src/parser.y` of jq 1.6 to 1.8). The tokens are those of jaq, the Rust jq.

use std::fmt;
use std::ops::Range;

use jaq_core::load::lex::{Lexer, StrPart, Tok, Token};

use crate::expr::{Definition, Entry, EntryKey, Expr, Fold, Key, Operator, Pattern, Step, TextPart};
use crate::size;
use crate::visits::visit;

/// Why a text is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseError {
    /// It is no jq program, or one with what only some jq has (`?//`, modules).
    Syntax,
    /// It is nested too deep or has too many operators; see [`size::is_readable`].
    Size,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ParseError::Syntax => "not a jq program",
            ParseError::Size => "a jq program that is too deep or too long",
        })
    }
}

impl std::error::Error for ParseError {}

/// Reads a program.
///
/// # Errors
/// Where `text` is no jq program, or one that is too deep or too long to be read.
pub fn parse(text: &str) -> Result<Expr, ParseError> {
    if !size::is_readable(text) {
        return Err(ParseError::Size);
    }
    let tokens = Lexer::new(text).lex().map_err(|_| ParseError::Syntax)?;
    let program = whole(text, &tokens).ok_or(ParseError::Syntax)?;
    // What needs no brackets here may need some as it is printed.
    if size::is_readable(&program.to_string()) { Ok(program) } else { Err(ParseError::Size) }
}

fn whole(source: &str, tokens: &[Token<&str>]) -> Option<Expr> {
    let mut parser = Parser { source, tokens };
    let expr = parser.pipe(true)?;
    parser.tokens.is_empty().then_some(expr)
}

/// How tight operators of a level bind, and which side is read first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
    Neither,
}

impl Operator {
    /// From 0, the loosest, to 8.
    pub(crate) fn level(self) -> u8 {
        match self {
            Operator::Pipe => 0,
            Operator::Comma => 1,
            Operator::Alternative => 2,
            Operator::Assign | Operator::Update | Operator::UpdateBy(_) => 3,
            Operator::Or => 4,
            Operator::And => 5,
            Operator::Equal
            | Operator::Differ
            | Operator::Less
            | Operator::AtMost
            | Operator::Greater
            | Operator::AtLeast => 6,
            Operator::Add | Operator::Subtract => 7,
            Operator::Multiply | Operator::Divide | Operator::Remainder => 8,
        }
    }

    pub(crate) fn side(self) -> Side {
        match self.level() {
            0 | 2 => Side::Right,
            3 | 6 => Side::Neither,
            _ => Side::Left,
        }
    }

    fn read(text: &str) -> Option<Self> {
        const UPDATES: &[&str] = &["+=", "-=", "*=", "/=", "%=", "//="];
        Some(match text {
            "|" => Operator::Pipe,
            "," => Operator::Comma,
            "//" => Operator::Alternative,
            "=" => Operator::Assign,
            "|=" => Operator::Update,
            "or" => Operator::Or,
            "and" => Operator::And,
            "==" => Operator::Equal,
            "!=" => Operator::Differ,
            "<" => Operator::Less,
            "<=" => Operator::AtMost,
            ">" => Operator::Greater,
            ">=" => Operator::AtLeast,
            "+" => Operator::Add,
            "-" => Operator::Subtract,
            "*" => Operator::Multiply,
            "/" => Operator::Divide,
            "%" => Operator::Remainder,
            other => Operator::UpdateBy(UPDATES.iter().find(|sign| **sign == other)?),
        })
    }
}

struct Parser<'s, 't> {
    source: &'s str,
    tokens: &'t [Token<&'s str>],
}

impl<'s, 't> Parser<'s, 't> {
    fn peek(&self) -> Option<&'s str> {
        self.tokens.first().map(|token| token.0)
    }

    fn next(&mut self) -> Option<&'t Token<&'s str>> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.peek() == Some(text);
        if found {
            self.next();
        }
        found
    }

    fn expect(&mut self, text: &str) -> Option<()> {
        self.eat(text).then_some(())
    }

    /// What stands in brackets, without the closing one.
    fn inside(&self, tokens: &'t [Token<&'s str>]) -> Self {
        let tokens = tokens.split_last().map_or(tokens, |(_, inner)| inner);
        Parser { source: self.source, tokens }
    }

    fn all_of<T>(&self, tokens: &'t [Token<&'s str>], read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut inner = self.inside(tokens);
        let value = read(&mut inner)?;
        inner.tokens.is_empty().then_some(value)
    }

    /// An expression; `commas`: whether it may hold one outside of brackets.
    fn pipe(&mut self, commas: bool) -> Option<Expr> {
        self.operators(0, commas)
    }

    /// Operators of this level and of tighter ones.
    fn operators(&mut self, lowest: u8, commas: bool) -> Option<Expr> {
        let mut left = self.operand(commas)?;
        let mut above = u8::MAX;
        while let Some(operator) = self.peek().and_then(Operator::read) {
            let level = operator.level();
            if level < lowest || level > above || (operator == Operator::Comma && !commas) {
                break;
            }
            self.next();
            let right = self.operators(if operator.side() == Side::Right { level } else { level + 1 }, commas)?;
            left = left.binary(operator, right);
            // `a == b == c` is no program.
            above = if operator.side() == Side::Neither { level.saturating_sub(1) } else { level };
        }
        Some(left)
    }

    /// What stands between operators.
    fn operand(&mut self, commas: bool) -> Option<Expr> {
        visit();
        match self.peek()? {
            "-" => {
                self.next();
                Some(Expr::Negate(Box::new(self.postfix()?)))
            }
            "def" => {
                self.next();
                let definition = self.definition()?;
                Some(Expr::Define(Box::new(definition), Box::new(self.pipe(commas)?)))
            }
            "label" => {
                self.next();
                let name = self.variable()?;
                self.expect("|")?;
                Some(Expr::Label(name, Box::new(self.pipe(commas)?)))
            }
            _ => {
                let term = self.postfix()?;
                if !self.eat("as") {
                    return Some(term);
                }
                let pattern = self.pattern()?;
                self.expect("|")?;
                Some(Expr::Bind(Box::new(term), pattern, Box::new(self.pipe(commas)?)))
            }
        }
    }

    fn definition(&mut self) -> Option<Definition> {
        let name = match self.next()? {
            Token(name, Tok::Word | Tok::Fmt) => (*name).to_owned(),
            _ => return None,
        };
        let mut parameters = Vec::new();
        if let Some(Token(full, Tok::Block(tokens))) = self.tokens.first()
            && full.starts_with('(')
        {
            self.next();
            let mut inner = self.inside(tokens);
            loop {
                match inner.next()? {
                    Token(name, Tok::Word | Tok::Var) => parameters.push((*name).to_owned()),
                    _ => return None,
                }
                if inner.tokens.is_empty() {
                    break;
                }
                inner.expect(";")?;
            }
        }
        self.expect(":")?;
        let body = self.pipe(true)?;
        self.expect(";")?;
        Some(Definition { name, parameters, body })
    }

    fn variable(&mut self) -> Option<String> {
        match self.next()? {
            Token(name, Tok::Var) => name.strip_prefix('$').map(str::to_owned),
            _ => None,
        }
    }

    /// A term and the steps behind it.
    fn postfix(&mut self) -> Option<Expr> {
        // `(.a[])?` is more than `.a[]?`: that forgives its last step alone.
        let mut ends_in_step = matches!(self.peek(), Some(text) if text.starts_with('.'));
        let mut term = self.atom()?;
        loop {
            match self.tokens.first() {
                Some(Token("?", _)) => {
                    // jq reads `?//` as one word, which only patterns have.
                    let (mark, after) = (self.place(self.peek()?)?, self.tokens.get(1).map(|token| token.0));
                    if after.is_some_and(|after| {
                        after.starts_with("//") && self.place(after).is_some_and(|at| at.start == mark.end)
                    }) {
                        return None;
                    }
                    self.next();
                    term = match term {
                        Expr::Path(head, mut steps) if ends_in_step => {
                            if let Some(last) = steps.last_mut() {
                                last.optional = true;
                            }
                            Expr::Path(head, steps)
                        }
                        // `x??` is `x?`.
                        tried @ Expr::Try(_, None) => tried,
                        other => Expr::Try(Box::new(other), None),
                    };
                }
                Some(Token(full, Tok::Block(tokens))) if full.starts_with('[') => {
                    self.next();
                    let step = self.brackets(tokens)?;
                    term = term.step(step);
                    ends_in_step = true;
                }
                Some(Token(dot, Tok::Sym)) if dot.starts_with('.') && *dot != ".." => {
                    self.next();
                    let step = match dot.get(1..).filter(|name| !name.is_empty()) {
                        Some(name) => Step::Field(self.key(name)),
                        None => match self.next()? {
                            Token(full, Tok::Block(tokens)) if full.starts_with('[') => self.brackets(tokens)?,
                            token => self.string_step(token)?,
                        },
                    };
                    term = term.step(step);
                    ends_in_step = true;
                }
                _ => return Some(term),
            }
        }
    }

    /// A string behind a dot.
    fn string_step(&mut self, token: &'t Token<&'s str>) -> Option<Step> {
        let (text, at) = self.string(token)?;
        Some(named(text, at).map_or_else(Step::Index, Step::Field))
    }

    fn brackets(&self, tokens: &'t [Token<&'s str>]) -> Option<Step> {
        let mut inner = self.inside(tokens);
        if inner.tokens.is_empty() {
            return Some(Step::All);
        }
        if let [token] = inner.tokens
            && matches!(token.1, Tok::Str(_))
        {
            let (text, at) = inner.string(token)?;
            return Some(named(text, at).map_or_else(Step::Index, Step::Field));
        }
        let from = if inner.peek() == Some(":") { None } else { Some(inner.pipe(true)?) };
        if !inner.eat(":") {
            return inner.tokens.is_empty().then_some(Step::Index(from?));
        }
        let to = if inner.tokens.is_empty() { None } else { Some(inner.pipe(true)?) };
        (inner.tokens.is_empty() && (from.is_some() || to.is_some())).then_some(Step::Slice(from, to))
    }

    fn atom(&mut self) -> Option<Expr> {
        let token = self.next()?;
        Some(match (token.0, &token.1) {
            ("..", _) => Expr::Recurse,
            (dot, Tok::Sym) if dot.starts_with('.') => match dot.get(1..).filter(|name| !name.is_empty()) {
                Some(name) => Expr::Identity.step(Step::Field(self.key(name))),
                None => match self.tokens.first() {
                    Some(token @ Token(_, Tok::Str(_))) => {
                        self.next();
                        Expr::Identity.step(self.string_step(token)?)
                    }
                    _ => Expr::Identity,
                },
            },
            (number, Tok::Num) => Expr::Number(number.to_owned()),
            (_, Tok::Str(_)) | (_, Tok::Fmt) => self.string(token)?.0,
            (name, Tok::Var) => Expr::Variable(name.strip_prefix('$')?.to_owned()),
            (full, Tok::Block(tokens)) if full.starts_with('(') => self.all_of(tokens, |inner| inner.pipe(true))?,
            (full, Tok::Block(tokens)) if full.starts_with('[') => match self.inside(tokens).tokens {
                [] => Expr::List(None),
                _ => self.all_of(tokens, |inner| inner.pipe(true))?.listed(),
            },
            (_, Tok::Block(tokens)) => Expr::Object(self.all_of(tokens, Self::entries)?),
            ("if", Tok::Word) => self.condition()?,
            ("try", Tok::Word) => {
                let body = Box::new(self.postfix()?);
                let catch = if self.eat("catch") { Some(Box::new(self.postfix()?)) } else { None };
                Expr::Try(body, catch)
            }
            ("break", Tok::Word) => Expr::Break(self.variable()?),
            (word @ ("reduce" | "foreach"), Tok::Word) => {
                let fold = if word == "reduce" { Fold::Reduce } else { Fold::Foreach };
                let source = self.postfix()?;
                self.expect("as")?;
                let pattern = self.pattern()?;
                let arguments = self.arguments()?;
                // What jq and gojq take: a beginning and a step, and for `foreach` perhaps what is shown of each.
                if !(arguments.len() == 2 || fold == Fold::Foreach && arguments.len() == 3) {
                    return None;
                }
                Expr::Fold(fold, Box::new(source), pattern, arguments)
            }
            (word, Tok::Word) if crate::names::is_keyword(word) => return None,
            (name, Tok::Word) => Expr::Call(name.to_owned(), self.arguments()?),
            _ => return None,
        })
    }

    fn condition(&mut self) -> Option<Expr> {
        let mut branches = Vec::new();
        loop {
            let condition = self.pipe(true)?;
            self.expect("then")?;
            branches.push((condition, self.pipe(true)?));
            match self.next()?.0 {
                "elif" => {}
                "else" => {
                    let otherwise = self.pipe(true)?;
                    self.expect("end")?;
                    return Some(Expr::If(branches, Some(Box::new(otherwise))));
                }
                "end" => return Some(Expr::If(branches, None)),
                _ => return None,
            }
        }
    }

    /// `(a; b)`, or nothing.
    fn arguments(&mut self) -> Option<Vec<Expr>> {
        let Some(Token(full, Tok::Block(tokens))) = self.tokens.first() else { return Some(Vec::new()) };
        if !full.starts_with('(') {
            return Some(Vec::new());
        }
        self.next();
        self.all_of(tokens, |inner| {
            let mut all = vec![inner.pipe(true)?];
            while inner.eat(";") {
                all.push(inner.pipe(true)?);
            }
            Some(all)
        })
    }

    fn entries(&mut self) -> Option<Vec<Entry>> {
        let mut entries = Vec::new();
        while !self.tokens.is_empty() {
            let is_in_brackets = self.peek().is_some_and(|full| full.starts_with('('));
            let key = self.entry_key()?;
            let value = if self.eat(":") { Some(self.pipe(false)?) } else { None };
            if matches!(key, EntryKey::Computed(Expr::Text(..))) && !is_in_brackets
                || value.is_some()
                || !matches!(key, EntryKey::Computed(_))
            {
                entries.push(Entry { key, value });
            } else {
                return None;
            }
            if !self.tokens.is_empty() {
                self.expect(",")?;
            }
        }
        Some(entries)
    }

    fn entry_key(&mut self) -> Option<EntryKey> {
        let token = self.next()?;
        Some(match (token.0, &token.1) {
            (name, Tok::Var) => EntryKey::Variable(name.strip_prefix('$')?.to_owned()),
            (name, Tok::Word) => EntryKey::Name(self.key(name)),
            (full, Tok::Block(tokens)) if full.starts_with('(') => {
                EntryKey::Computed(self.all_of(tokens, |inner| inner.pipe(true))?)
            }
            _ => {
                let (text, at) = self.string(token)?;
                named(text, at).map_or_else(EntryKey::Computed, EntryKey::Name)
            }
        })
    }

    fn pattern(&mut self) -> Option<Pattern> {
        let token = self.next()?;
        Some(match (token.0, &token.1) {
            (name, Tok::Var) => Pattern::Variable(name.strip_prefix('$')?.to_owned()),
            (full, Tok::Block(tokens)) if full.starts_with('[') => Pattern::List(self.all_of(tokens, |inner| {
                let mut all = vec![inner.pattern()?];
                while inner.eat(",") {
                    all.push(inner.pattern()?);
                }
                Some(all)
            })?),
            (full, Tok::Block(tokens)) if full.starts_with('{') => Pattern::Object(self.all_of(tokens, |inner| {
                let mut all = Vec::new();
                loop {
                    let key = inner.entry_key()?;
                    let pattern = if inner.eat(":") { Some(inner.pattern()?) } else { None };
                    if pattern.is_none() && !matches!(key, EntryKey::Variable(_)) {
                        return None;
                    }
                    all.push((key, pattern));
                    if !inner.eat(",") {
                        return Some(all);
                    }
                }
            })?),
            _ => return None,
        })
    }

    /// A string, or a format and the string behind it, or a format alone, with the place of its text.
    fn string(&mut self, token: &'t Token<&'s str>) -> Option<(Expr, Option<Range<usize>>)> {
        let (format, parts) = match (token.0, &token.1) {
            (_, Tok::Str(parts)) => (None, parts),
            (format, Tok::Fmt) => match self.tokens.first() {
                Some(Token(_, Tok::Str(parts))) => {
                    self.next();
                    (Some(format.to_owned()), parts)
                }
                _ => return Some((Expr::Call(format.to_owned(), Vec::new()), None)),
            },
            _ => return None,
        };
        let at = match parts.as_slice() {
            [StrPart::Str(text)] => self.place(text),
            _ => None,
        };
        let mut read: Vec<TextPart> = Vec::new();
        for part in parts {
            let literal = match part {
                StrPart::Str(text) => (*text).to_owned(),
                StrPart::Char(c) => c.to_string(),
                StrPart::Term(Token(_, Tok::Block(tokens))) => {
                    read.push(TextPart::Filled(self.all_of(tokens, |inner| inner.pipe(true))?));
                    continue;
                }
                StrPart::Term(_) => return None,
            };
            match read.last_mut() {
                Some(TextPart::Literal(before)) => before.push_str(&literal),
                _ => read.push(TextPart::Literal(literal)),
            }
        }
        Some((Expr::Text(format, read), at))
    }

    fn key(&self, name: &'s str) -> Key {
        Key { text: name.to_owned(), at: self.place(name) }
    }

    /// Where a piece of the source stands in it.
    fn place(&self, piece: &str) -> Option<Range<usize>> {
        let start = piece.as_ptr().addr().checked_sub(self.source.as_ptr().addr())?;
        let range = start..start + piece.len();
        (self.source.get(range.clone()) == Some(piece)).then_some(range)
    }
}

/// The key that a string without anything filled in is.
fn named(text: Expr, at: Option<Range<usize>>) -> Result<Key, Expr> {
    match text.as_literal() {
        Some(literal) => Ok(Key { text: literal.to_owned(), at }),
        None => Err(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_bind_as_in_jq() {
        for (text, meant) in [
            (".a // .b and .c", ".a // (.b and .c)"),
            (".x = .a // 1", "(.x = .a) // 1"),
            (".a or .b and .c", ".a or (.b and .c)"),
            ("1 - 2 - 3", "(1 - 2) - 3"),
            (".a, .b | .c", "(.a, .b) | .c"),
            (". == 1 and . < 2", "(. == 1) and (. < 2)"),
            ("1 + 2 as $x | $x, 3", "1 + (2 as $x | ($x, 3))"),
            ("-.a + 1", "(-.a) + 1"),
            ("6 / 2 % 2", "(6 / 2) % 2"),
            ("(.a[])?", "try (.a[])"),
            ("try .a catch .b | .c", "(try .a catch .b) | .c"),
        ] {
            assert_eq!(parse(text), parse(meant), "{text}");
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_no_program_is_not_read() {
        for text in
            ["", ".[] | ", "1 == 2 == 3", "{(.a)}", "{(\"F\")}", "if . then 1", ".a?//1", ".a as [$x;] | 1", "if", "."]
        {
            assert_eq!(parse(text).is_ok(), text == ".", "{text}");
        }
        for (fold, taken) in
            [("reduce", [false, false, true, false, false]), ("foreach", [false, false, true, true, false])]
        {
            let arguments = ["", " (0)", " (0; .)", " (0; .; .)", " (0; .; .; .)"];
            for (arguments, is_taken) in arguments.iter().zip(taken) {
                let text = format!("{fold} .[] as $x{arguments}");
                assert_eq!(parse(&text).is_ok(), is_taken, "{text}");
            }
        }
        assert_eq!(parse(&"(".repeat(500)), Err(ParseError::Size));
        assert_eq!(
            parse(&format!("(.a|.b){}", "?".repeat(100))).map(|it| it.to_string()),
            parse("(.a|.b)?").map(|it| it.to_string())
        );
        for deep in [format!("{}.a", "try ".repeat(100)), format!("try .a {}", "catch try .b ".repeat(60))] {
            assert_eq!(parse(&deep), Err(ParseError::Size), "{deep}");
        }
    }

    #[test]
    fn keys_know_their_place() {
        let Ok(Expr::Path(_, steps)) = parse(".a.\"b c\"[\"d\"]") else { panic!("a path") };
        let places: Vec<_> = steps
            .iter()
            .map(|step| match &step.to {
                Step::Field(key) => key.at.clone(),
                _ => None,
            })
            .collect();
        assert_eq!(places, [Some(1..2), Some(4..7), Some(10..11)]);
    }
}
