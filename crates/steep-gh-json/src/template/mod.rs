//! A template as a jq program that prints the same.
//!
//! One text of each item of the list that the template goes through, `.[] | "#\(.number) \(.title)"`, where its shape
//! allows; else texts one after the other. What is known of fields by their names ([`kind`]) keeps the program short;
//! what is not known is printed by functions of Go's rules ([`prelude`]).
//!
//! What differs from gh: a text is printed whole or not at all where something fails in the middle of it; a field of a
//! field that is missing fails as one of null does; the columns of a table are separated by tabs.

mod kind;
mod prelude;
mod value;
mod writer;

use steep_forge::template::Node;
use steep_forge::{Emission, Fidelity, Refusal, Template};
use steep_jq::{Expr, Operator, Schema, Type};

use self::writer::Writer;

/// More texts one after the other are refused: each is an expression beside the others.
const MOST_CHUNKS: usize = 400;

/// A template's program.
#[derive(Clone, Debug)]
pub struct TemplateProgram {
    program: Expr,
    /// Whether every text ends a line.
    lines: bool,
    has_rows: bool,
    counts_columns: bool,
    coloured: bool,
}

impl TemplateProgram {
    /// The program of `template` over `document`.
    ///
    /// # Errors
    /// For what jq cannot do, and what gh fails at on every such document.
    pub fn new(template: &Template, document: &Type, schema: &dyn Schema) -> Result<Self, Refusal> {
        let has_rows = has_rows(&template.nodes);
        let mut writer = Writer::new(document, schema, has_rows);
        let mut set = Vec::new();
        let chunks = writer.chunks(&template.nodes, &mut set)?;
        if chunks.len() > MOST_CHUNKS {
            return Err(value::refused("so many ranges one after the other"));
        }
        let lines = !chunks.is_empty() && chunks.iter().all(writer::Chunk::ends_lines);
        let texts = chunks.into_iter().map(|chunk| chunk.jq(lines));
        let texts = Expr::joined(texts, Operator::Comma).unwrap_or_else(|| Expr::call("empty"));
        let program = set.into_iter().rev().fold(texts, |rest, (name, value)| value.bound_to(&name, rest));
        let program = if writer.uses_root { Expr::Identity.bound_to("root", program) } else { program };
        Ok(TemplateProgram {
            program: prelude::defining(writer.functions(), program),
            lines,
            has_rows,
            counts_columns: writer.counts_columns,
            coloured: template.coloured,
        })
    }

    /// The jq program: its results are the texts that are printed one after the other.
    #[must_use]
    pub fn program(&self) -> &Expr {
        &self.program
    }

    /// Whether every text is a line, whose end the program leaves to jq: `jq -r` prints them, and `jq -j` otherwise.
    #[must_use]
    pub fn prints_lines(&self) -> bool {
        self.lines
    }

    /// `consumed`: a program reads what it prints.
    ///
    /// # Errors
    /// For a table that a program reads: gh lays its columns out, and cuts them to 80 characters.
    pub fn readable(&self, consumed: bool) -> Result<(), Refusal> {
        if self.has_rows && consumed {
            return Err(Refusal::NoEquivalent { feature: "`tablerow` in a template that a program reads".to_owned() });
        }
        Ok(())
    }

    /// Names in `emission` what is otherwise than gh's.
    #[must_use]
    pub fn judge(&self, emission: Emission) -> Emission {
        let differs = [
            (self.has_rows, "the columns of its table are separated by tabs"),
            (self.counts_columns, "truncate counts characters: wide ones (Chinese, emoji) take two columns with gh"),
            (self.coloured, "the colours that gh gives it on a terminal are left out"),
        ];
        differs
            .into_iter()
            .filter(|(is_so, _)| *is_so)
            .fold(emission, |emission, (_, note)| emission.at_most(Fidelity::Equivalent).noting(note))
    }
}

fn has_rows(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Row(_) => true,
        Node::If { then: body, otherwise, .. }
        | Node::Range { body, otherwise, .. }
        | Node::With { body, otherwise, .. } => has_rows(body) || has_rows(otherwise),
        Node::Text(_) | Node::Print(_) | Node::Set { .. } | Node::Table => false,
    })
}
