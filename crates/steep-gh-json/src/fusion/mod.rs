//! The user's filter over the target's own document, in place of the filter over a document that was rebuilt for it.
//!
//! `jq '[.[] | {number, url: .html_url}]' | jq -r '.[] | "\(.number) \(.url)"'` says no more than
//! `jq -r '.[] | "\(.number) \(.html_url)"'`. The filter is read with a jq parser and followed from its input on: as long
//! as it is known which of its terms stand for objects of the document, each field that it takes of one is put in the
//! words of the projection. A filter that does anything else with such an object (prints it, compares it, counts its keys)
//! stays a stage of its own, and so does one that this does not understand.

mod beginning;
mod source;
mod walk;

use steep_jq::{Expr, Filter, Operator, PathStep};

use crate::shape::Shape;
use source::Entries;
use walk::{Kind, Walk};

pub use beginning::Beginning;

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
    let (walk, program) = followed(filter, Entries::Shape(shape), shape.is_in_list())?;
    let text = walk.rewritten()?;
    let continues_a_path = text.starts_with(".[") && steps(first_stage(program)).is_some();
    Some(Fused { text, continues_a_path })
}

/// The steps of a path through the current value.
fn steps(expr: &Expr) -> Option<&[PathStep]> {
    match expr {
        Expr::Path(head, steps) if **head == Expr::Identity => Some(steps),
        _ => None,
    }
}

/// `shape` for `filter`: without the fields that it leaves unread, and without what it leaves unread of the objects inside them. All
/// stays where the filter may look at a field that it does not name, or reads none.
#[must_use]
pub fn read_by(filter: &Filter, shape: Shape) -> Shape {
    let taken = followed(filter, Entries::Noted(&shape), shape.is_in_list()).map(|(walk, _)| walk.taken());
    match taken {
        Some(taken) => shape.with_only(taken),
        None => shape,
    }
}

/// A walk to the end of `filter` over a document of objects with these fields.
fn followed<'p>(filter: &'p Filter, entries: Entries<'_>, in_list: bool) -> Option<(Walk<'p>, &'p Expr)> {
    let program = filter.program().filter(|_| stands_anywhere(filter))?;
    let input = if in_list { Kind::List(entries) } else { Kind::object(entries) };
    let mut walk = Walk::new(filter.text());
    walk.same(program, &input)?;
    Some((walk, program))
}

/// Whether it does the same in another program: what a shell fills in, and what it reads besides its input, may not.
fn stands_anywhere(filter: &Filter) -> bool {
    let reads_more = ["input", "debug", "stderr", "halt", "$__"].iter().any(|name| filter.text().contains(name));
    filter.is_whole() && !reads_more
}

/// What a pipe begins with.
fn first_stage(program: &Expr) -> &Expr {
    match program {
        Expr::Binary(first, Operator::Pipe, _) => first_stage(first),
        _ => program,
    }
}
