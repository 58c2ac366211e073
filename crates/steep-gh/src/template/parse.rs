//! Tokens → nodes and values.

use std::iter::Peekable;
use std::vec::IntoIter;

use steep_forge::template::{Expr, Node};
use steep_forge::{Refusal, Template};

use super::token::{Piece, Token};
use super::{call, no_counterpart, wrong};

/// How deep values and actions may lie in one another: in parentheses, as arguments, fields of fields, stages of a pipeline, and
/// behind variables. What is made of them lies as deep, and is written by recursion.
const MOST_DEPTH: usize = 64;

/// Puts the pieces of a template together.
pub(super) fn template(pieces: Vec<Piece>) -> Result<Template, Refusal> {
    let mut parser = Parser { pieces: pieces.into_iter(), variables: Vec::new(), coloured: false, depth: 0 };
    let (nodes, end) = parser.list()?;
    match end {
        End::Template => Ok(Template { nodes, coloured: parser.coloured }),
        End::Keyword => Err(wrong("unexpected {{end}}")),
        End::Else(_) => Err(wrong("unexpected {{else}}")),
    }
}

/// What ended a list of nodes.
enum End {
    Template,
    Keyword,
    /// `{{else …}}` with what follows the word.
    Else(Vec<Token>),
}

struct Parser {
    pieces: IntoIter<Piece>,
    /// Those that are known here.
    variables: Vec<String>,
    coloured: bool,
    depth: usize,
}

impl Parser {
    /// Refuses what holds `height` levels at the present depth where that is too deep.
    fn holds(&self, height: usize) -> Result<(), Refusal> {
        if self.depth + height > MOST_DEPTH {
            return Err(no_counterpart("so many values or actions inside one another"));
        }
        Ok(())
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.holds(1)?;
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    /// Nodes up to an end.
    fn list(&mut self) -> Result<(Vec<Node>, End), Refusal> {
        let (known, depth) = (self.variables.len(), self.depth);
        let mut nodes = Vec::new();
        let end = loop {
            match self.pieces.next() {
                None => break End::Template,
                Some(Piece::Text(text)) => nodes.push(Node::Text(text)),
                Some(Piece::Action(tokens)) => match self.action(tokens, &mut nodes)? {
                    None => {}
                    Some(end) => break end,
                },
            }
        };
        self.variables.truncate(known);
        self.depth = depth;
        Ok((nodes, end))
    }

    fn action(&mut self, tokens: Vec<Token>, nodes: &mut Vec<Node>) -> Result<Option<End>, Refusal> {
        let mut tokens = Tokens::new(tokens);
        let keyword = match tokens.peek() {
            Some(Token::Name(name)) => name.clone(),
            _ => String::new(),
        };
        match keyword.as_str() {
            "end" => return Ok(Some(End::Keyword)),
            "else" => {
                tokens.next();
                return Ok(Some(End::Else(tokens.rest())));
            }
            "if" => {
                tokens.next();
                let node = self.deeper(|parser| parser.condition(tokens))?;
                nodes.push(node);
            }
            "range" => {
                tokens.next();
                let node = self.deeper(|parser| parser.range(tokens))?;
                nodes.push(node);
            }
            "with" => {
                tokens.next();
                let node = self.deeper(|parser| parser.with(tokens))?;
                nodes.push(node);
            }
            "define" | "template" | "block" | "break" | "continue" => return Err(no_counterpart(&keyword)),
            _ => self.plain(tokens, nodes)?,
        }
        Ok(None)
    }

    /// A pipeline whose value is printed, or kept in a variable.
    fn plain(&mut self, mut tokens: Tokens, nodes: &mut Vec<Node>) -> Result<(), Refusal> {
        let declared = tokens.declaration();
        if let Some((name, Token::Assign)) = &declared {
            return Err(no_counterpart(&format!("${name} = …")));
        }
        match self.pipeline(&mut tokens)?.value {
            Value::Row(cells) if declared.is_none() => nodes.push(Node::Row(cells)),
            Value::Table if declared.is_none() => nodes.push(Node::Table),
            value => {
                let value = value.expr()?;
                match declared {
                    None if value == Expr::Null => return Err(wrong("nil is not a command")),
                    None => nodes.push(Node::Print(value)),
                    Some((name, _)) => {
                        self.declare(&name)?;
                        self.holds(1)?;
                        self.depth += 1;
                        nodes.push(Node::Set { name, value });
                    }
                }
            }
        }
        tokens.end()
    }

    fn declare(&mut self, name: &str) -> Result<(), Refusal> {
        if name.is_empty() {
            return Err(wrong("unexpected \"$\" in a declaration"));
        }
        // The same name in an inner list hides the outer one, as a variable of jq does.
        self.variables.push(name.to_owned());
        Ok(())
    }

    fn condition(&mut self, mut tokens: Tokens) -> Result<Node, Refusal> {
        if tokens.declaration().is_some() {
            return Err(no_counterpart("if $x := …"));
        }
        let condition = self.pipeline(&mut tokens)?.value.expr()?;
        tokens.end()?;
        let (then, end) = self.list()?;
        let otherwise = self.otherwise(end)?;
        Ok(Node::If { condition, then, otherwise })
    }

    /// What stands between `else` and `end`.
    fn otherwise(&mut self, end: End) -> Result<Vec<Node>, Refusal> {
        match end {
            End::Keyword => Ok(Vec::new()),
            End::Template => Err(wrong("unexpected EOF")),
            End::Else(rest) => {
                let mut tokens = Tokens::new(rest);
                match tokens.peek() {
                    None => {
                        let (nodes, end) = self.list()?;
                        match end {
                            End::Keyword => Ok(nodes),
                            End::Else(_) => Err(wrong("unexpected {{else}}")),
                            End::Template => Err(wrong("unexpected EOF")),
                        }
                    }
                    Some(Token::Name(name)) if name == "if" => {
                        tokens.next();
                        Ok(vec![self.deeper(|parser| parser.condition(tokens))?])
                    }
                    Some(_) => Err(no_counterpart("else …")),
                }
            }
        }
    }

    fn range(&mut self, mut tokens: Tokens) -> Result<Node, Refusal> {
        let known = self.variables.len();
        let (key, item) = match tokens.range_variables()? {
            (Some(first), Some(second)) => (Some(first), Some(second)),
            (item, _) => (None, item),
        };
        let over = self.pipeline(&mut tokens)?.value.expr()?;
        tokens.end()?;
        for name in [&key, &item].into_iter().flatten() {
            self.declare(name)?;
        }
        let (body, end) = self.list()?;
        self.variables.truncate(known);
        let otherwise = self.otherwise(end)?;
        let used = |name: Option<String>| name.filter(|name| name != "_");
        Ok(Node::Range { over, key: used(key), item: used(item), body, otherwise })
    }

    fn with(&mut self, mut tokens: Tokens) -> Result<Node, Refusal> {
        let known = self.variables.len();
        let name = tokens.declaration().map(|(name, _)| name);
        let of = self.pipeline(&mut tokens)?.value.expr()?;
        tokens.end()?;
        if let Some(name) = &name {
            self.declare(name)?;
        }
        let (body, end) = self.list()?;
        self.variables.truncate(known);
        let otherwise = self.otherwise(end)?;
        Ok(Node::With { of, name, body, otherwise })
    }

    /// Commands joined by `|`: the value of each is the last argument of the next.
    fn pipeline(&mut self, tokens: &mut Tokens) -> Result<Tall<Value>, Refusal> {
        let mut before: Option<Tall<Expr>> = None;
        loop {
            let Tall { value, height } = self.command(tokens, before.take())?;
            if !tokens.take(&Token::Pipe) {
                return Ok(Tall { value, height });
            }
            before = Some(Tall { value: value.expr()?, height });
        }
    }

    fn command(&mut self, tokens: &mut Tokens, piped: Option<Tall<Expr>>) -> Result<Tall<Value>, Refusal> {
        if let Some(Token::Name(name)) = tokens.peek().cloned()
            && !matches!(name.as_str(), "true" | "false" | "nil")
        {
            tokens.next();
            let mut arguments = Vec::new();
            while let Some(argument) = self.operand(tokens)? {
                arguments.push(argument);
            }
            arguments.extend(piped);
            // Each argument may hold what is made of those behind it.
            let height = arguments.len() + arguments.iter().map(|argument| argument.height).max().unwrap_or_default();
            self.holds(height)?;
            self.coloured |= matches!(name.as_str(), "color" | "autocolor");
            let arguments = arguments.into_iter().map(|argument| argument.value).collect();
            return Ok(Tall { value: call::value(&name, arguments)?, height });
        }
        let Some(Tall { value, height }) = self.operand(tokens)? else {
            return Err(wrong("missing value for command"));
        };
        match (piped, self.operand(tokens)?) {
            (None, None) => Ok(Tall { value: Value::Expr(value), height }),
            _ => Err(wrong("an argument is given to what is no function")),
        }
    }

    /// One argument, where there is one.
    fn operand(&mut self, tokens: &mut Tokens) -> Result<Option<Tall<Expr>>, Refusal> {
        let mut height = 1;
        let mut value = match tokens.peek().cloned() {
            Some(Token::Dot) => Expr::Current,
            Some(Token::Field(name)) => Expr::Field(Box::new(Expr::Current), name),
            Some(Token::Variable(name)) if name.is_empty() => Expr::Root,
            Some(Token::Variable(name)) if self.variables.contains(&name) => Expr::Variable(name),
            Some(Token::Variable(name)) => return Err(wrong(format!("undefined variable \"${name}\""))),
            Some(Token::Text(text)) => Expr::Text(text),
            Some(Token::Integer(number)) => Expr::Integer(number),
            Some(Token::Number(number)) => Expr::Number(number),
            Some(Token::Name(name)) => match name.as_str() {
                "true" => Expr::Boolean(true),
                "false" => Expr::Boolean(false),
                "nil" => Expr::Null,
                // A function without arguments; those that there are want some.
                _ => return Err(no_counterpart(&name)),
            },
            Some(Token::Open) => {
                tokens.next();
                let inner = self.deeper(|parser| parser.pipeline(tokens))?;
                height = inner.height;
                let inner = inner.value.expr()?;
                if tokens.peek() != Some(&Token::Close) {
                    return Err(wrong("unclosed left paren"));
                }
                inner
            }
            _ => return Ok(None),
        };
        tokens.step();
        while let Some(Token::Field(name)) = tokens.adjacent() {
            height += 1;
            self.holds(height)?;
            value = Expr::Field(Box::new(value), name);
            tokens.step();
        }
        Ok(Some(Tall { value, height }))
    }
}

/// A value and how many levels it holds, so that none is made that is too tall.
struct Tall<T> {
    value: T,
    height: usize,
}

/// What a command gives.
#[derive(Debug)]
pub(super) enum Value {
    Expr(Expr),
    /// `tablerow`
    Row(Vec<Expr>),
    /// `tablerender`
    Table,
}

impl Value {
    fn expr(self) -> Result<Expr, Refusal> {
        match self {
            Value::Expr(expr) => Ok(expr),
            Value::Row(_) => Err(no_counterpart("the value of tablerow")),
            Value::Table => Err(no_counterpart("the value of tablerender")),
        }
    }
}

/// The tokens of an action. White space is skipped, but for what hangs on a value.
struct Tokens(Peekable<IntoIter<Token>>);

impl Tokens {
    fn new(tokens: Vec<Token>) -> Self {
        Tokens(tokens.into_iter().peekable())
    }

    fn peek(&mut self) -> Option<&Token> {
        while self.0.next_if_eq(&Token::Space).is_some() {}
        self.0.peek()
    }

    fn next(&mut self) -> Option<Token> {
        self.peek();
        self.0.next()
    }

    /// Takes the next token, which was looked at.
    fn step(&mut self) {
        self.0.next();
    }

    /// The next token without skipping white space.
    fn adjacent(&mut self) -> Option<Token> {
        self.0.peek().cloned()
    }

    fn take(&mut self, token: &Token) -> bool {
        let is_next = self.peek() == Some(token);
        if is_next {
            self.step();
        }
        is_next
    }

    fn rest(self) -> Vec<Token> {
        self.0.collect()
    }

    fn end(mut self) -> Result<(), Refusal> {
        match self.peek() {
            None => Ok(()),
            Some(token) => Err(wrong(format!("unexpected {token:?}"))),
        }
    }

    /// `$name :=` or `$name =` in front of a pipeline.
    fn declaration(&mut self) -> Option<(String, Token)> {
        let Some(Token::Variable(name)) = self.peek().cloned() else { return None };
        let mut ahead = self.0.clone().skip(1).skip_while(|token| *token == Token::Space);
        let sign = ahead.next().filter(|token| matches!(token, Token::Declare | Token::Assign))?;
        self.0 = ahead.collect::<Vec<_>>().into_iter().peekable();
        Some((name, sign))
    }

    /// `$item :=` or `$key, $item :=` in front of a range's pipeline.
    fn range_variables(&mut self) -> Result<(Option<String>, Option<String>), Refusal> {
        if let Some((name, sign)) = self.declaration() {
            return match sign {
                Token::Declare => Ok((Some(name), None)),
                _ => Err(no_counterpart(&format!("range ${name} = …"))),
            };
        }
        let Some(Token::Variable(first)) = self.peek().cloned() else { return Ok((None, None)) };
        let mut ahead = Tokens(self.0.clone());
        ahead.step();
        if !ahead.take(&Token::Comma) {
            return Ok((None, None));
        }
        match ahead.declaration() {
            Some((second, Token::Declare)) => {
                self.0 = ahead.0;
                Ok((Some(first), Some(second)))
            }
            _ => Err(no_counterpart("range with more than two variables")),
        }
    }
}
