//! Nodes of a template as jq expressions that give texts.

use steep_forge::Refusal;
use steep_forge::template::{Expr as Given, Node};
use steep_jq::{Expr, Operator, Schema, Step, TextPart, Type, is_keyword, jq};

use super::kind::{Kind, What};
use super::value::{Value, counts};

/// The hole for what is made of each item of a range.
const HOLE: &str = "body";
const BODY: &str = "_body";

/// A piece of a text.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(String),
    /// What an expression gives; `is_text`: always a text.
    Code {
        jq: Expr,
        is_text: bool,
    },
}

/// The pieces as one expression that gives a text.
pub(super) fn string(mut pieces: Vec<Piece>) -> Expr {
    if matches!(pieces.as_slice(), [Piece::Code { is_text: true, .. }])
        && let Some(Piece::Code { jq, .. }) = pieces.pop()
    {
        return jq;
    }
    let parts = pieces.into_iter().map(|piece| match piece {
        Piece::Text(text) => TextPart::Literal(text),
        Piece::Code { jq, .. } => TextPart::Filled(jq),
    });
    Expr::Text(None, parts.collect())
}

/// Variables of ours.
const OWN: [&str; 3] = ["root", "part", "first"];
const SUFFIX: &str = "_value";

/// The name of a variable in jq: another one for each name, and none of [`OWN`].
pub(super) fn variable(name: &str) -> String {
    let is_taken = is_keyword(name) || OWN.contains(&name) || name.ends_with(SUFFIX);
    if is_taken { format!("{name}{SUFFIX}") } else { name.to_owned() }
}

/// Values that a program prints one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    /// The expression that gives what the text is made of, with a hole for it; `None` for one text.
    pub(super) over: Option<Expr>,
    pub(super) pieces: Vec<Piece>,
}

impl Chunk {
    /// Whether every text of it ends a line.
    pub(super) fn ends_lines(&self) -> bool {
        matches!(self.pieces.last(), Some(Piece::Text(text)) if text.ends_with('\n'))
    }

    /// The expression; without the end of its lines where `lines` is set.
    pub(super) fn jq(mut self, lines: bool) -> Expr {
        if lines && let Some(Piece::Text(text)) = self.pieces.last_mut() {
            text.truncate(text.len().saturating_sub(1));
            if text.is_empty() && self.pieces.len() > 1 {
                self.pieces.pop();
            }
        }
        let text = string(self.pieces);
        match self.over {
            Some(over) => over.with(HOLE, text),
            None => text,
        }
    }
}

/// What is known while a template is written.
pub(super) struct Writer<'d> {
    document: &'d Type,
    pub(super) schema: &'d dyn Schema,
    /// The current value.
    pub(super) current: Kind,
    /// Whether the current value is the document.
    pub(super) at_root: bool,
    variables: Vec<(String, Kind)>,
    /// Paths that count as true here.
    present: Vec<Expr>,
    functions: Vec<&'static str>,
    pub(super) uses_root: bool,
    /// Whether it has rows of a table; text between them that is white space is left out.
    pub(super) has_rows: bool,
    /// Whether it cuts texts by columns.
    pub(super) counts_columns: bool,
}

impl<'d> Writer<'d> {
    pub(super) fn new(document: &'d Type, schema: &'d dyn Schema, has_rows: bool) -> Self {
        Writer {
            document,
            schema,
            current: Kind::of(document.clone()),
            at_root: true,
            variables: Vec::new(),
            present: Vec::new(),
            functions: Vec::new(),
            uses_root: false,
            has_rows,
            counts_columns: false,
        }
    }

    /// Notes that a function of the prelude is used.
    pub(super) fn function(&mut self, name: &'static str) -> &'static str {
        self.functions.push(name);
        name
    }

    pub(super) fn functions(&self) -> &[&'static str] {
        &self.functions
    }

    /// The document.
    pub(super) fn root(&self) -> Kind {
        Kind::of(self.document.clone())
    }

    pub(super) fn variable(&self, name: &str) -> Kind {
        let set = self.variables.iter().rev().find(|(known, _)| known == name);
        set.map_or_else(|| Kind::of(Type::ANYTHING), |(_, kind)| kind.clone())
    }

    pub(super) fn is_present(&self, value: &Value) -> bool {
        self.present.contains(&value.jq)
    }

    /// The whole template: texts that are printed one after the other, behind the variables that `set` gets.
    pub(super) fn chunks(&mut self, nodes: &[Node], set: &mut Vec<(String, Expr)>) -> Result<Vec<Chunk>, Refusal> {
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut is_open = false;
        for node in nodes {
            match node {
                Node::Set { name, value } => {
                    if self.variables.iter().any(|(known, _)| known == name) {
                        return Err(super::value::refused("a variable declared twice"));
                    }
                    let value = self.value(value)?;
                    set.push((variable(name), value.jq));
                    self.variables.push((name.clone(), value.kind));
                }
                Node::Range { over, key, item, body, otherwise } if otherwise.is_empty() => {
                    let (over, pieces) = self.range(over, key.as_deref(), item.as_deref(), body)?;
                    if !pieces.is_empty() {
                        chunks.push(Chunk { over: Some(over), pieces });
                        is_open = false;
                    }
                }
                node => {
                    let pieces = self.node(node)?;
                    if pieces.is_empty() {
                        continue;
                    }
                    match chunks.last_mut().filter(|_| is_open) {
                        Some(last) => last.pieces.extend(pieces),
                        None => chunks.push(Chunk { over: None, pieces }),
                    }
                    is_open = true;
                }
            }
        }
        for chunk in &mut chunks {
            chunk.pieces = merged(std::mem::take(&mut chunk.pieces));
        }
        Ok(chunks)
    }

    fn nodes(&mut self, nodes: &[Node]) -> Result<Vec<Piece>, Refusal> {
        let mut pieces = Vec::new();
        for (nth, node) in nodes.iter().enumerate() {
            if let Node::Set { name, value } = node {
                let value = self.value(value)?;
                self.variables.push((name.clone(), value.kind));
                let rest = self.nodes(nodes.get(nth + 1..).unwrap_or_default())?;
                self.variables.pop();
                let jq = value.jq.bound_to(&variable(name), string(rest));
                pieces.push(Piece::Code { jq, is_text: true });
                break;
            }
            pieces.extend(self.node(node)?);
        }
        Ok(merged(pieces))
    }

    fn node(&mut self, node: &Node) -> Result<Vec<Piece>, Refusal> {
        let text = |jq: Expr| vec![Piece::Code { jq, is_text: true }];
        Ok(match node {
            Node::Text(text) if self.has_rows && text.trim().is_empty() => Vec::new(),
            Node::Text(text) => vec![Piece::Text(text.clone())],
            Node::Print(Given::Text(text)) if self.has_rows && text.trim().is_empty() => Vec::new(),
            Node::Print(expr) => {
                let value = self.value(expr)?;
                vec![self.printed(value, "<no value>", "shown")]
            }
            Node::If { condition, then, otherwise } => {
                let holds = self.condition(condition)?;
                let known = self.present.len();
                self.learn(condition)?;
                let then = self.nodes(then)?;
                self.present.truncate(known);
                let otherwise = self.nodes(otherwise)?;
                text(choice(holds, string(then), string(otherwise)))
            }
            Node::Range { over, key, item, body, otherwise } => {
                let (stream, pieces) = self.range(over, key.as_deref(), item.as_deref(), body)?;
                let joined = stream.with(HOLE, string(pieces)).listed().then(jq("join(\"\")"));
                if otherwise.is_empty() {
                    text(joined)
                } else {
                    let over = self.value(over)?;
                    let otherwise = self.nodes(otherwise)?;
                    text(choice(counts(over), joined, string(otherwise)))
                }
            }
            Node::With { of, name, body, otherwise } => {
                let of = self.value(of)?;
                let kind = of.kind.clone().without_null();
                let named = name.as_deref().map(|name| (name, kind.clone()));
                let body = string(self.inside(kind, named, |writer| writer.nodes(body))?);
                let body = match name {
                    Some(name) => {
                        let name = variable(name);
                        of.jq.clone().bound_to(&name, Expr::variable(name.clone()).then(body))
                    }
                    None => of.jq.clone().then(body),
                };
                let otherwise = self.nodes(otherwise)?;
                text(choice(counts(of), body, string(otherwise)))
            }
            Node::Row(cells) => {
                let mut pieces = Vec::new();
                for (nth, cell) in cells.iter().enumerate() {
                    if nth > 0 {
                        pieces.push(Piece::Text("\t".to_owned()));
                    }
                    let cell = self.value(cell)?;
                    pieces.push(Piece::Code { jq: self.plain(cell), is_text: true });
                }
                pieces.push(Piece::Text("\n".to_owned()));
                pieces
            }
            Node::Table | Node::Set { .. } => Vec::new(),
        })
    }

    /// The stream of a range's items with a hole for the text, [`BODY`], and what is made of each.
    fn range(
        &mut self,
        over: &Given,
        key: Option<&str>,
        item: Option<&str>,
        body: &[Node],
    ) -> Result<(Expr, Vec<Piece>), Refusal> {
        let over = self.value(over)?;
        let list = match over.kind.what {
            What::List if !over.kind.null => true,
            What::List | What::Object | What::Anything => false,
            _ => {
                return Err(Refusal::UsageError { error: format!("template: range can't iterate over `{}`", over.jq) });
            }
        };
        let kind = Kind::of(match over.kind.what {
            What::List => over.kind.of.items(),
            _ => Type::DOCUMENT.without_null(),
        });
        let of = over.jq.clone();
        let place = if over.kind.what == What::List { Kind::integer() } else { Kind::of(Type::ANYTHING) };
        if let Some(key) = key {
            self.variables.push((key.to_owned(), place));
        }
        let pieces = self.inside(kind.clone(), item.map(|item| (item, kind)), |writer| writer.nodes(body));
        if key.is_some() {
            self.variables.pop();
        }
        let pieces = pieces?;
        let text = Expr::variable(BODY);
        let each = match item {
            Some(item) => Expr::Identity.bound_to(&variable(item), text),
            None => text,
        };
        let stream = match (key, list) {
            (Some(key), _) => {
                let some = if over.kind.null { of.binary(Operator::Alternative, Expr::List(None)) } else { of };
                let key = variable(key);
                let value = Expr::Identity.step(Step::Index(Expr::variable(key.clone())));
                let keyed = Expr::call("keys").items().bound_to(&key, value.then(each));
                if some == Expr::Identity { keyed } else { some.then(keyed) }
            }
            (None, true) => of.items().then(each),
            (None, false) => of.then(Expr::call(self.function("each"))).then(each),
        };
        Ok((stream, pieces))
    }

    /// With another current value.
    fn inside<T>(
        &mut self,
        current: Kind,
        variable: Option<(&str, Kind)>,
        write: impl FnOnce(&mut Self) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let outer = (self.current.clone(), self.at_root, std::mem::take(&mut self.present));
        let known = self.variables.len();
        self.current = current;
        self.at_root = false;
        self.variables.extend(variable.map(|(name, kind)| (name.to_owned(), kind)));
        let result = write(self);
        self.variables.truncate(known);
        (self.current, self.at_root, self.present) = outer;
        result
    }

    /// Notes the paths that a condition says are something.
    fn learn(&mut self, condition: &Given) -> Result<(), Refusal> {
        use steep_forge::template::Function;
        match condition {
            Given::Call(Function::And, all) => all.iter().try_for_each(|one| self.learn(one)),
            Given::Field(..) | Given::Variable(_) => {
                let value = self.value(condition)?;
                if value.jq.is_plain_path() {
                    self.present.push(value.jq);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Neighbouring texts put together.
fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (out.last_mut(), piece) {
            (_, Piece::Text(text)) if text.is_empty() => {}
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => out.push(piece),
        }
    }
    out
}

/// `if condition then yes else no end`
fn choice(condition: Expr, yes: Expr, no: Expr) -> Expr {
    Expr::If(vec![(condition, yes)], Some(Box::new(no)))
}
