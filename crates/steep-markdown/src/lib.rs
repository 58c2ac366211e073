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
//! needs to know of running text is asked of the snippet: what is not the shell's ([`Snippet::opaque`]) and how far a
//! command can reach ([`Snippet::limit`]).
//!
//! # What is looked at
//!
//! Fences of shells, of console sessions and without a language; indented code; code spans; running text as it is
//! written, one snippet a block; HTML blocks and HTML code elements; the strings of YAML front matter.
//!
//! # What is only reported
//!
//! Text that is given and not written to ([`PlaceKind::is_only_reported`]):
//!
//! * Code in other languages: also the `run:` of a workflow in a `yaml` fence, `RUN` in a `dockerfile` fence, the command
//!   lines of PowerShell, front matter in TOML and JSON.
//! * Link destinations and titles, descriptions of images, HTML attributes, comments, scripts and style sheets; shortcodes
//!   and tags of page generators, links of wikis.
//! * Drawn tables, and cells of tables that a `|` in code cuts in two.
//! * Flow collections, anchors, tags and multi-line plain or quoted scalars of front matter.
//! * MDX outside its fences and code spans.
//!
//! # What is not looked at
//!
//! * Link reference definitions.
//! * Containers nested deeper than 100, or indented by more than 200 columns: markers beyond are read as text.

mod anchor;
mod directive;
mod document;
mod encode;
mod encoding;
mod flavour;
mod hunks;
mod info;
mod limits;
mod lines;
mod mapped;
mod mdx;
mod place;
mod places;
mod reading;
mod rights;
mod snippet;
mod spelling;
mod structure;
mod walk;

pub use flavour::Flavour;
pub use mapped::Segment;
pub use place::{LineEnding, Place, PlaceKind, Rights, Run};
pub use rights::{rights_of_key, verdict};
pub use snippet::{DoesNotFit, Snippet};
pub use structure::{StructureChange, keeps_structure, same_structure, structure_change};

/// Every snippet of a Markdown document, sorted by where it begins. Snippets may nest (a code span inside prose is one
/// of its own and is opaque in the prose around it) but no byte of the document belongs to the text of two snippets.
#[must_use]
pub fn snippets(source: &str) -> Vec<Snippet> {
    Flavour::Markdown.snippets(source)
}
