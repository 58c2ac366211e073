use steep_edit::{Edit, Span};

use crate::Place;

/// A run of snippet text and the host bytes it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Byte span in the snippet's text.
    pub text: Span,
    /// Byte span in the document. Of the same length where the text stands there verbatim; otherwise the run was
    /// decoded (`\|`, `&amp;`, a line ending with its container prefix) and maps as a whole.
    pub host: Span,
}

/// Shell text in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The text as a shell would get it: container prefixes, escapes of the place and prompts taken out, lines ended by
    /// `\n`.
    pub text: String,
    /// The map back: ascending, covering `text` without gaps.
    pub segments: Vec<Segment>,
    /// Byte spans of `text` that are not the shell's: code spans and link targets inside prose.
    pub opaque: Vec<Span>,
    /// Where it stands.
    pub place: Place,
}

/// Why a replacement cannot stand in a place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot write the replacement into {place}: {why}")]
pub struct DoesNotFit {
    /// The place in words.
    pub place: &'static str,
    /// What stands in the way.
    pub why: String,
}

impl Snippet {
    /// The document's bytes that the byte span `span` of [`Snippet::text`] stands for; `None` where it cuts a decoded
    /// run in two or lies outside.
    #[must_use]
    pub fn host(&self, _span: Span) -> Option<Span> {
        None
    }

    /// The edit of the document that puts `text` (lines ended by `\n`) in the place of the byte span `span`.
    ///
    /// # Errors
    /// [`DoesNotFit`] when the place cannot hold it.
    pub fn edit(&self, _span: Span, _text: &str) -> Result<Edit, DoesNotFit> {
        Err(DoesNotFit { place: "a place", why: String::new() })
    }
}
