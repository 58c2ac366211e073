//! Reading a document of a flavour.

use steep_edit::Edits;

use crate::{Flavour, Snippet, mdx, structure, walk};

impl Flavour {
    /// The flavour of a Markdown document: MDX where it imports or exports at the beginning of a block, as documents with
    /// the ending `.md` do in folders that are compiled as MDX. Who knows from the name of a file that it is MDX does not
    /// ask.
    #[must_use]
    pub fn of(source: &str) -> Flavour {
        if mdx::has_modules(source) { Flavour::Mdx } else { Flavour::Markdown }
    }

    /// Every snippet of a document of this flavour; see [`snippets`](crate::snippets). Of MDX only fences and code spans
    /// are given to be changed: its other text, and all of a document that does not read as MDX, is
    /// [`PlaceKind::Mdx`](crate::PlaceKind::Mdx).
    #[must_use]
    pub fn snippets(self, source: &str) -> Vec<Snippet> {
        walk::snippets(source, self)
    }

    /// Whether `after`, which is `before` with `edits`, has the same structure: for Markdown what
    /// [`keeps_structure`](crate::keeps_structure) says, for MDX the same code, JSX, expressions and modules at the same
    /// places, with the same text between them.
    #[must_use]
    pub fn keeps_structure(self, before: &str, edits: &Edits, after: &str) -> bool {
        match self {
            Flavour::Markdown => structure::keeps_structure(before, edits, after),
            Flavour::Mdx => mdx::keeps_structure(before, edits, after),
        }
    }
}
