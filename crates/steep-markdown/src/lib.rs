//! Finds shell text in a Markdown document and writes changed text back without touching anything else.
//!
//! [`snippets`] gives every place where a command can stand, decoded to the text a shell would see, with a map back to
//! the bytes of the document; [`Snippet::edit`] encodes a replacement for the place. Decoding and encoding live
//! together because each is the other's inverse. [`same_structure`] judges a rewritten document.
//!
//! ```
//! use steep_edit::{Edits, Span};
//!
//! let source = "> Run `gh pr list`.\n";
//! let snippets = steep_markdown::snippets(source);
//! let code = snippets.iter().find(|snippet| snippet.text == "gh pr list").expect("the code span");
//! let mut edits = Edits::new();
//! for edit in code.edit(Span::new(0, 10), "echo '`'")? {
//!     edits.add(edit)?;
//! }
//! let after = edits.apply(source);
//! assert_eq!(after, "> Run ``echo '`'``.\n");
//! assert!(steep_markdown::same_structure(source, &after));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here knows the shell's grammar, but for where a command of a console session ends. What the shell layer
//! needs to know of running text is asked of the snippet: what is not the shell's ([`Snippet::opaque`]), how far a
//! command can reach ([`Snippet::limit`]), and what comes after its block ([`Snippet::with_following`]).
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
//! * Containers nested deeper than 100, or indented by more than 200 columns: markers beyond are read as text.

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
pub use structure::{StructureChange, keeps_structure, same_structure, structure_change};

/// Every snippet of a Markdown document, sorted by where it begins. Snippets may nest (a code span inside prose is one
/// of its own and is opaque in the prose around it) but no byte of the document belongs to the text of two snippets.
#[must_use]
pub fn snippets(source: &str) -> Vec<Snippet> {
    walk::snippets(source)
}
