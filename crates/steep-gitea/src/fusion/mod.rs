//! The user's filter over Gitea's own document, in place of the filter over a document that was rebuilt for it.
//!
//! `jq '[.[] | {number, url: .html_url}]' | jq -r '.[] | "\(.number) \(.url)"'` says no more than
//! `jq -r '.[] | "\(.number) \(.html_url)"'`. The filter is read with a jq parser and followed from its input on: as long
//! as it is known which of its terms stand for objects of the document, each field that it takes of one is put in the
//! words of the projection. A filter that does anything else with such an object (prints it, compares it, counts its keys)
//! stays a stage of its own, and so does one that this does not understand.

mod source;
mod walk;

use jaq_core::load::parse::Term;

use crate::projection::Shape;
use source::Entries;
use walk::{Kind, Walk};

/// What a filter reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Document {
    /// One object.
    Object,
    /// A list of objects.
    List,
}

/// `filter` over Gitea's document, whose objects `shape` rebuilds; `None` where the two are better kept apart.
pub(crate) fn fuse(filter: &str, shape: &Shape, document: Document) -> Option<String> {
    // What it reads besides its input is not the same when it is put elsewhere.
    if ["input", "debug", "stderr", "halt", "$__"].iter().any(|name| filter.contains(name)) {
        return None;
    }
    let term: Term<&str> = jaq_core::load::parse(filter, |parser| parser.term())?;
    let entries = Entries::Shape(shape);
    let input = match document {
        Document::Object => Kind::object(entries),
        Document::List => Kind::List(entries),
    };
    let mut walk = Walk::new(filter);
    walk.same(&term, &input)?;
    walk.rewritten()
}

#[cfg(test)]
mod tests;
