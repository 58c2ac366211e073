//! The user's filter over Gitea's own document, in place of the filter over a document that was rebuilt for it.
//!
//! `jq '[.[] | {number, url: .html_url}]' | jq -r '.[] | "\(.number) \(.url)"'` says no more than
//! `jq -r '.[] | "\(.number) \(.html_url)"'`. The filter is read with a jq parser and followed from its input on: as long
//! as it is known which of its terms stand for objects of the document, each field that it takes of one is put in the
//! words of the projection. A filter that does anything else with such an object (prints it, compares it, counts its keys)
//! stays a stage of its own, and so does one that this does not understand.

mod source;
mod walk;

use jaq_core::load::parse::{BinaryOp, Term};

use crate::projection::Shape;
use source::Entries;
use walk::{Kind, Walk};

/// A filter in the words of Gitea's document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fused {
    /// The program.
    pub(crate) text: String,
    /// It is a pipe that begins with a part of its input, `.[0]…` or `.[]…`: put behind the path to a list, its dot left
    /// out, it is a program over what the list is part of.
    pub(crate) continues_a_path: bool,
}

/// `filter` over Gitea's document, whose objects `shape` rebuilds; `None` where the two are better kept apart.
pub(crate) fn fuse(filter: &str, shape: &Shape) -> Option<Fused> {
    // What it reads besides its input is not the same when it is put elsewhere.
    if ["input", "debug", "stderr", "halt", "$__"].iter().any(|name| filter.contains(name)) {
        return None;
    }
    let term: Term<&str> = jaq_core::load::parse(filter, |parser| parser.term())?;
    let entries = Entries::Shape(shape);
    let input = if shape.is_in_list() { Kind::List(entries) } else { Kind::object(entries) };
    let mut walk = Walk::new(filter);
    walk.same(&term, &input)?;
    let text = walk.rewritten()?;
    let continues_a_path = text.starts_with(".[") && begins_with_path(&term);
    Some(Fused { text, continues_a_path })
}

fn begins_with_path(term: &Term<&str>) -> bool {
    match term {
        Term::BinOp(first, BinaryOp::Pipe(None), _) => begins_with_path(first),
        Term::Path(head, _) => matches!(**head, Term::Id),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
