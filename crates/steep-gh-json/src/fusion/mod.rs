//! The user's filter over the target's own document, in place of the filter over a document that was rebuilt for it.
//!
//! `jq '[.[] | {number, url: .html_url}]' | jq -r '.[] | "\(.number) \(.url)"'` says no more than
//! `jq -r '.[] | "\(.number) \(.html_url)"'`. The filter is read with a jq parser and followed from its input on: as long
//! as it is known which of its terms stand for objects of the document, each field that it takes of one is put in the
//! words of the projection. A filter that does anything else with such an object (prints it, compares it, counts its keys)
//! stays a stage of its own, and so does one that this does not understand.

mod source;
mod walk;

use steep_jq::{Expr, Filter, Operator};

use crate::shape::Shape;
use source::Entries;
use walk::{Kind, Walk};

/// A filter in the words of the target's document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fused {
    /// The program.
    pub text: String,
    /// It is a pipe that begins with a part of its input, `.[0]…` or `.[]…`: put behind the path to a list, its dot left
    /// out, it is a program over what the list is part of.
    pub continues_a_path: bool,
}

/// `filter` over the target's document, whose objects `shape` rebuilds; `None` where the two are better kept apart.
pub fn fuse(filter: &Filter, shape: &Shape) -> Option<Fused> {
    // What a shell fills in, and what it reads besides its input, is not the same when it is put elsewhere.
    let text = filter.text();
    if !filter.is_whole() || ["input", "debug", "stderr", "halt", "$__"].iter().any(|name| text.contains(name)) {
        return None;
    }
    let program = filter.program()?;
    let entries = Entries::Shape(shape);
    let input = if shape.is_in_list() { Kind::List(entries) } else { Kind::object(entries) };
    let mut walk = Walk::new(text);
    walk.same(program, &input)?;
    let text = walk.rewritten()?;
    let continues_a_path = text.starts_with(".[") && begins_with_path(program);
    Some(Fused { text, continues_a_path })
}

fn begins_with_path(program: &Expr) -> bool {
    match program {
        Expr::Binary(first, Operator::Pipe, _) => begins_with_path(first),
        Expr::Path(head, _) => **head == Expr::Identity,
        _ => false,
    }
}
