//! Nodes of a template as jq expressions that give texts.

use steep_forge::Refusal;
use steep_forge::template::{Expr, Node};

use super::kind::{Document, Kind, What};
use super::value::{Value, counts};
use crate::rest::body::{is_keyword, quote};
use crate::rest::jq::outside_of_brackets;

/// A piece of a text.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(String),
    /// What an expression gives; `is_text`: always a text.
    Code {
        jq: String,
        is_text: bool,
    },
}

/// The pieces as one expression that gives a text.
pub(super) fn string(pieces: &[Piece]) -> String {
    if let [Piece::Code { jq, is_text: true }] = pieces {
        return jq.clone();
    }
    let mut out = String::from("\"");
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                out.push_str(quote(text).trim_start_matches('"').strip_suffix('"').unwrap_or_default())
            }
            Piece::Code { jq, .. } => out.push_str(&format!("\\({jq})")),
        }
    }
    out.push('"');
    out
}

/// The name of a variable in jq.
pub(super) fn variable(name: &str) -> String {
    if is_keyword(name) || name == "root" { format!("{name}_value") } else { name.to_owned() }
}

/// Values that a program prints one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    /// The expression that gives what the text is made of, with a pipe after it; empty for one text.
    pub(super) over: String,
    pub(super) pieces: Vec<Piece>,
}

impl Chunk {
    /// Whether every text of it ends a line.
    pub(super) fn ends_lines(&self) -> bool {
        matches!(self.pieces.last(), Some(Piece::Text(text)) if text.ends_with('\n'))
    }

    /// The expression; without the end of its lines where `lines` is set.
    pub(super) fn jq(mut self, lines: bool) -> String {
        if lines && let Some(Piece::Text(text)) = self.pieces.last_mut() {
            text.truncate(text.len().saturating_sub(1));
            if text.is_empty() && self.pieces.len() > 1 {
                self.pieces.pop();
            }
        }
        format!("{}{}", self.over, string(&self.pieces))
    }
}

/// What is known while a template is written.
pub(super) struct Writer<'d> {
    pub(super) document: &'d Document<'d>,
    /// The current value.
    pub(super) current: Kind,
    /// Whether the current value is the document.
    pub(super) at_root: bool,
    variables: Vec<(String, Kind)>,
    /// Paths that count as true here.
    present: Vec<String>,
    functions: Vec<&'static str>,
    pub(super) uses_root: bool,
    /// Whether it has rows of a table; text between them that is white space is left out.
    pub(super) has_rows: bool,
    /// Whether it cuts texts by columns.
    pub(super) counts_columns: bool,
}

impl<'d> Writer<'d> {
    pub(super) fn new(document: &'d Document<'d>, has_rows: bool) -> Self {
        Writer {
            document,
            current: document.root(),
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

    pub(super) fn variable(&self, name: &str) -> Kind {
        self.variables.iter().rev().find(|(known, _)| known == name).map_or(Kind::ANYTHING, |(_, kind)| *kind)
    }

    pub(super) fn is_present(&self, value: &Value) -> bool {
        self.present.contains(&value.jq)
    }

    /// The whole template: texts that are printed one after the other, behind what `prefix` says.
    pub(super) fn chunks(&mut self, nodes: &[Node], prefix: &mut String) -> Result<Vec<Chunk>, Refusal> {
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut is_open = false;
        for node in nodes {
            match node {
                Node::Set { name, value } => {
                    if self.variables.iter().any(|(known, _)| known == name) {
                        return Err(super::value::refused("a variable declared twice"));
                    }
                    let value = self.value(value)?;
                    prefix.push_str(&format!("{} as ${} | ", value.term(), variable(name)));
                    self.variables.push((name.clone(), value.kind));
                }
                Node::Range { over, key, item, body, otherwise } if otherwise.is_empty() => {
                    let (over, pieces) = self.range(over, key.as_deref(), item.as_deref(), body)?;
                    if !pieces.is_empty() {
                        chunks.push(Chunk { over: format!("{over} | "), pieces });
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
                        None => chunks.push(Chunk { over: String::new(), pieces }),
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
                let jq = format!("{} as ${} | {}", value.term(), variable(name), string(&rest));
                pieces.push(Piece::Code { jq, is_text: true });
                break;
            }
            pieces.extend(self.node(node)?);
        }
        Ok(merged(pieces))
    }

    fn node(&mut self, node: &Node) -> Result<Vec<Piece>, Refusal> {
        let text = |jq: String| vec![Piece::Code { jq, is_text: true }];
        Ok(match node {
            Node::Text(text) if self.has_rows && text.trim().is_empty() => Vec::new(),
            Node::Text(text) => vec![Piece::Text(text.clone())],
            Node::Print(Expr::Text(text)) if self.has_rows && text.trim().is_empty() => Vec::new(),
            Node::Print(expr) => {
                let value = self.value(expr)?;
                vec![self.printed(&value, "<no value>", "shown")]
            }
            Node::If { condition, then, otherwise } => {
                let holds = self.condition(condition)?;
                let known = self.present.len();
                self.learn(condition)?;
                let then = self.nodes(then)?;
                self.present.truncate(known);
                let otherwise = self.nodes(otherwise)?;
                text(format!("if {holds} then {} else {} end", string(&then), string(&otherwise)))
            }
            Node::Range { over, key, item, body, otherwise } => {
                let (stream, pieces) = self.range(over, key.as_deref(), item.as_deref(), body)?;
                let joined = format!("[{stream} | {}] | join(\"\")", string(&pieces));
                if otherwise.is_empty() {
                    text(joined)
                } else {
                    let over = self.value(over)?;
                    let otherwise = self.nodes(otherwise)?;
                    text(format!("if {} then {joined} else {} end", counts(&over), string(&otherwise)))
                }
            }
            Node::With { of, name, body, otherwise } => {
                let of = self.value(of)?;
                let kind = Kind { null: false, ..of.kind };
                let named = match name {
                    Some(name) => format!(" as ${} | ${0}", variable(name)),
                    None => String::new(),
                };
                let body = self.inside(kind, name.as_deref().map(|name| (name, kind)), |writer| writer.nodes(body))?;
                let then = format!("{}{named} | {}", of.term(), string(&body));
                let otherwise = self.nodes(otherwise)?;
                text(format!("if {} then {then} else {} end", counts(&of), string(&otherwise)))
            }
            Node::Row(cells) => {
                let mut pieces = Vec::new();
                for (nth, cell) in cells.iter().enumerate() {
                    if nth > 0 {
                        pieces.push(Piece::Text("\t".to_owned()));
                    }
                    let cell = self.value(cell)?;
                    pieces.push(Piece::Code { jq: self.plain(&cell), is_text: true });
                }
                pieces.push(Piece::Text("\n".to_owned()));
                pieces
            }
            Node::Table | Node::Set { .. } => Vec::new(),
        })
    }

    /// The stream of a range's items, and what is made of each.
    fn range(
        &mut self,
        over: &Expr,
        key: Option<&str>,
        item: Option<&str>,
        body: &[Node],
    ) -> Result<(String, Vec<Piece>), Refusal> {
        let over = self.value(over)?;
        let list = match over.kind.what {
            What::List if !over.kind.null => true,
            What::List | What::Object | What::Anything => false,
            _ => {
                return Err(Refusal::UsageError { error: format!("template: range can't iterate over `{}`", over.jq) });
            }
        };
        let kind = match over.kind.what {
            What::List => over.item(self.document.item()),
            _ => Kind { what: What::Anything, null: false },
        };
        let mut stream = match (key, list) {
            (Some(key), _) => {
                let some = if over.kind.null { format!("({} // [])", over.term()) } else { over.jq.clone() };
                let from = if some == "." { String::new() } else { format!("{some} | ") };
                format!("{from}keys[] as ${} | .[${0}]", variable(key))
            }
            (None, true) => format!("{}[]", if over.jq == "." { ".".to_owned() } else { over.term() }),
            (None, false) => format!("{} | {}", over.term(), self.function("each")),
        };
        if let Some(item) = item {
            stream.push_str(&format!(" | . as ${}", variable(item)));
        }
        let place = if over.kind.what == What::List { Kind::of(What::Integer) } else { Kind::ANYTHING };
        if let Some(key) = key {
            self.variables.push((key.to_owned(), place));
        }
        let pieces = self.inside(kind, item.map(|item| (item, kind)), |writer| writer.nodes(body));
        if key.is_some() {
            self.variables.pop();
        }
        Ok((stream, pieces?))
    }

    /// With another current value.
    fn inside<T>(
        &mut self,
        current: Kind,
        variable: Option<(&str, Kind)>,
        write: impl FnOnce(&mut Self) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let outer = (self.current, self.at_root, std::mem::take(&mut self.present));
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
    fn learn(&mut self, condition: &Expr) -> Result<(), Refusal> {
        use steep_forge::template::Function;
        match condition {
            Expr::Call(Function::And, all) => all.iter().try_for_each(|one| self.learn(one)),
            Expr::Field(..) | Expr::Variable(_) => {
                let value = self.value(condition)?;
                if value.is_path() {
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

/// Fit to stand between commas.
pub(super) fn between_commas(jq: String) -> String {
    if outside_of_brackets(&jq).contains(" | ") { format!("({jq})") } else { jq }
}
