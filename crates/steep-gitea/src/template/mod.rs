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
#[cfg(test)]
mod tests;
mod value;
mod writer;

use steep_forge::template::Node;
use steep_forge::{Emission, Fidelity, Refusal, Template};
use steep_jq::{Expr, Operator, Schema, Type};

use self::writer::Writer;
use crate::rest::Jq;

/// A template's program.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    program: Expr,
    /// Whether every text ends a line.
    lines: bool,
    has_rows: bool,
    counts_columns: bool,
    coloured: bool,
}

impl Printed {
    /// The program of `template` over `document`.
    ///
    /// # Errors
    /// For what jq cannot do, and what gh fails at on every such document.
    pub(crate) fn new(template: &Template, document: &Type, schema: &dyn Schema) -> Result<Self, Refusal> {
        let has_rows = has_rows(&template.nodes);
        let mut writer = Writer::new(document, schema, has_rows);
        let mut set = Vec::new();
        let chunks = writer.chunks(&template.nodes, &mut set)?;
        let lines = !chunks.is_empty() && chunks.iter().all(writer::Chunk::ends_lines);
        let texts = chunks.into_iter().map(|chunk| chunk.jq(lines));
        let texts = Expr::joined(texts, Operator::Comma).unwrap_or_else(|| Expr::call("empty"));
        let program = set.into_iter().rev().fold(texts, |rest, (name, value)| value.bound_to(&name, rest));
        let program = if writer.uses_root { Expr::Identity.bound_to("root", program) } else { program };
        Ok(Printed {
            program: prelude::defining(writer.functions(), program),
            lines,
            has_rows,
            counts_columns: writer.counts_columns,
            coloured: template.coloured,
        })
    }

    /// The stage that prints it for one document. `consumed`: a program reads what it prints.
    ///
    /// # Errors
    /// For a table that a program reads.
    pub(crate) fn stage(&self, must_fail: bool, consumed: bool) -> Result<Jq, Refusal> {
        self.raw(Jq::over(self.program.clone(), must_fail), consumed)
    }

    /// The stage that prints it for the list of all documents.
    ///
    /// # Errors
    /// For a table that a program reads.
    pub(crate) fn slurping(&self, consumed: bool) -> Result<Jq, Refusal> {
        self.raw(Jq::new(self.program.clone()).slurp(), consumed)
    }

    /// `stage`, and in it what is printed of each of its results.
    ///
    /// # Errors
    /// For a table that a program reads.
    pub(crate) fn after(&self, stage: Jq, consumed: bool) -> Result<Jq, Refusal> {
        self.raw(stage.then(self.program.clone()), consumed)
    }

    fn raw(&self, stage: Jq, consumed: bool) -> Result<Jq, Refusal> {
        if self.has_rows && consumed {
            // gh lays the columns out, and cuts them to 80 characters.
            return Err(Refusal::NoEquivalent { feature: "`tablerow` in a template that a program reads".to_owned() });
        }
        Ok(if self.lines { stage.raw() } else { stage.joined() })
    }

    /// Names in `emission` what is otherwise than gh's.
    pub(crate) fn judge(&self, emission: Emission) -> Emission {
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
