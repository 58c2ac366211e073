//! Finds shell text in a Markdown document and writes changed text back without touching anything else.
//!
//! [`snippets`] gives every place where a command can stand, decoded to the text a shell would see, with a map back to
//! the bytes of the document; [`Snippet::edit`] encodes a replacement for the place. Decoding and encoding live
//! together because each is the other's inverse. [`same_structure`] judges a rewritten document.
//!
//! # What is looked at
//!
//! Fences of shells, of console sessions and without a language; indented code; code spans; running text as it is
//! written, one snippet a block; HTML blocks and HTML code elements; the strings of YAML front matter.
//!
//! # What is not
//!
//! * Fences in other languages: also the `run:` of a workflow in a `yaml` fence, `RUN` in a `dockerfile` fence and the
//!   command lines of PowerShell.
//! * Link destinations and titles, link reference definitions, descriptions of images, HTML attributes, comments,
//!   scripts and style sheets.
//! * Front matter in TOML; flow collections, anchors, tags and multi-line plain or quoted scalars of front matter.
//! * Containers that one line nests deeper than 256: the markers beyond are read as text.

mod directive;
mod document;
mod encode;
mod following;
mod hunks;
mod info;
mod limits;
mod lines;
mod mapped;
mod place;
mod places;
mod snippet;
mod structure;
mod walk;

pub use place::{LineEnding, Place, PlaceKind};
pub use snippet::{DoesNotFit, Segment, Snippet};
pub use structure::{StructureChange, same_structure, structure_change};

/// Every snippet of a Markdown document, sorted by where it begins. Snippets may nest (a code span inside prose is one
/// of its own and is opaque in the prose around it) but no byte of the document belongs to the text of two snippets.
#[must_use]
pub fn snippets(source: &str) -> Vec<Snippet> {
    walk::snippets(source)
}
