use steep_edit::{Edit, Span};

use crate::encode::{self, Encoding};
use crate::following;
use crate::limits::Limits;
use crate::mapped::{LinePrefixes, Mapped};
use crate::{LineEnding, Place, PlaceKind, hunks};

/// A run of snippet text and the host bytes it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Byte span in the snippet's text.
    pub text: Span,
    /// Byte span in the document. Of the same length where the text stands there verbatim, byte for byte except for
    /// line endings (a lone `\r` is read as `\n`, and in a code span either is read as a space); otherwise the run was
    /// decoded (`\|`, `&amp;`, a line ending with its container prefix) and maps as a whole.
    pub host: Span,
}

impl Segment {
    /// Whether the text stands in the document verbatim, so that each byte of one is a byte of the other.
    #[must_use]
    pub fn is_verbatim(&self) -> bool {
        self.text.len() == self.host.len()
    }
}

/// Shell text in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The text as a shell would get it: container prefixes, escapes of the place and prompts taken out, lines ended by
    /// `\n`.
    pub text: String,
    /// The map back: ascending, covering `text` without gaps. Host bytes between two neighbours that no text stands for
    /// are markup inside the text (`<b>` in a `<pre>`).
    pub segments: Vec<Segment>,
    /// Byte spans of `text` that are not the shell's, ascending and disjoint: code spans, link punctuation and targets,
    /// autolinks, images, comments and HTML tags inside prose.
    pub opaque: Vec<Span>,
    /// Where it stands.
    pub place: Place,
    pub(crate) encoding: Encoding,
    pub(crate) prefixes: LinePrefixes,
    pub(crate) limits: Limits,
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
    pub(crate) fn new(mapped: Mapped<'_>, place: Place, encoding: Encoding) -> Self {
        Snippet {
            text: mapped.text,
            segments: mapped.segments,
            opaque: Vec::new(),
            place,
            encoding,
            prefixes: mapped.prefixes,
            limits: Limits::default(),
        }
    }

    /// A whole shell script that stands in no document; its place is that of a fence of `sh`.
    #[must_use]
    pub fn script(source: &str) -> Snippet {
        let mut mapped = Mapped::new(source);
        let mut at = 0;
        for line in source.split_inclusive(['\n', '\r']) {
            let content = line.trim_end_matches(['\n', '\r']);
            mapped.push_verbatim(Span::new(at, at + content.len()));
            at += line.len();
            // Of `\r\n`, the `\n` comes as a line of its own, which ends the line ended by `\r`.
            let crlf = line.ends_with('\r') && source.as_bytes().get(at) == Some(&b'\n');
            let start = at - (line.len() - content.len());
            if line == "\n" && start > 0 && source.as_bytes().get(start - 1) == Some(&b'\r') {
                mapped.push_break(Span::new(start - 1, at));
            } else if content.len() < line.len() && !crlf {
                mapped.push_break(Span::new(start, at));
            }
        }
        let place = Place {
            kind: PlaceKind::Fence,
            language: Some("sh".to_owned()),
            in_table: false,
            in_heading: false,
            multiline: true,
            line_ending: LineEnding::first_in(source).unwrap_or_default(),
            line_prefix: String::new(),
            skip: false,
            grants: false,
        };
        Snippet::new(mapped, place, Encoding::Lines)
    }

    /// The document's bytes that the byte span `span` of [`Snippet::text`] stands for; `None` where it cuts a decoded
    /// run in two, lies outside or does not end on character boundaries. An empty span gives the empty span in front of
    /// what follows it, or at the end.
    #[must_use]
    pub fn host(&self, span: Span) -> Option<Span> {
        if !self.text.is_char_boundary(span.start) || !self.text.is_char_boundary(span.end) {
            return None;
        }
        let start = match self.segment_at(span.start) {
            Some(segment) if segment.is_verbatim() => segment.host.start + (span.start - segment.text.start),
            Some(segment) if segment.text.start == span.start => segment.host.start,
            Some(_) => return None,
            None => self.segments.last()?.host.end,
        };
        if span.is_empty() {
            return Some(Span::empty(start));
        }
        let last = self.segment_at(span.end - 1)?;
        let end = if last.is_verbatim() {
            last.host.start + (span.end - last.text.start)
        } else if last.text.end == span.end {
            last.host.end
        } else {
            return None;
        };
        Some(Span::new(start, end))
    }

    /// The byte offset in [`Snippet::text`] that a command beginning at `at` in running text cannot go beyond: where
    /// the emphasis, link or HTML element around it closes (`**run gh pr list**`), or a `<br>`; the text's length where
    /// nothing is around it. Markup that begins behind `at` does not count: it may stand in the command's quotes.
    #[must_use]
    pub fn limit(&self, at: usize) -> usize {
        self.limits.after(at, self.text.len())
    }

    /// The edits of the document that put `text` (lines ended by `\n`) in the place of the byte span `span`.
    ///
    /// There is one edit, over [`Snippet::host`] of `span`, except that
    /// * none is made where nothing changes,
    /// * lines that stand unchanged inside a replacement of several lines are left alone, so there may be two or more,
    /// * a code span's delimiters get edits of their own when the text needs longer ones.
    ///
    /// They belong together: applying some of them only is wrong.
    ///
    /// # Errors
    /// [`DoesNotFit`] when the place cannot hold it.
    pub fn edit(&self, span: Span, text: &str) -> Result<Vec<Edit>, DoesNotFit> {
        self.edit_all(&[(span, text)])
    }

    /// The edits for several replacements in one snippet, sorted and disjoint; see [`Snippet::edit`]. Replacements in
    /// one snippet must be made together, since its delimiters depend on all of its text.
    ///
    /// # Errors
    /// [`DoesNotFit`] when the place cannot hold one of them, or when they overlap.
    pub fn edit_all(&self, replacements: &[(Span, &str)]) -> Result<Vec<Edit>, DoesNotFit> {
        let mut replacements = replacements.to_vec();
        replacements.sort_by_key(|(span, _)| *span);
        if replacements.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if a.end > b.start || a == b)) {
            return Err(self.misfit("two replacements overlap"));
        }
        let mut pieces = Vec::new();
        for (span, text) in replacements {
            let Some(old) = self.text.get(span.start..span.end) else {
                return Err(self.misfit("the span to replace is not one of the text"));
            };
            pieces
                .extend(hunks::of(old, text).into_iter().map(|hunk| (hunk.old.shift(span.start), hunk.new.text(text))));
        }
        if pieces.is_empty() {
            return Ok(Vec::new());
        }
        for (span, _) in &pieces {
            if self.host(*span).is_none() {
                return Err(self.misfit("the span to replace ends inside an escape"));
            }
            if self.has_markup_inside(*span) {
                return Err(self.misfit("markup stands inside the command"));
            }
        }
        encode::edits(self, &pieces)
    }

    /// The snippet with what follows its block in `source`, the document it was read from: for a command of running
    /// text whose here-document or quotes go on where Markdown sees another block (a blank line ends a paragraph). At
    /// most 8 KiB of further lines, each without the container prefix that it repeats, nothing in them opaque.
    ///
    /// The added text lies over other snippets of the document, so whoever edits a command that reaches into it must
    /// leave those alone. Lines that a replacement has unchanged are not written, so the blocks they make up stay.
    ///
    /// `None` where nothing follows, and for places with an end of their own: only paragraphs and items of lists go on.
    #[must_use]
    pub fn with_following(&self, source: &str) -> Option<Snippet> {
        let goes_on = matches!(self.encoding, Encoding::Prose { .. }) && self.place.multiline && !self.place.in_heading;
        if !goes_on {
            return None;
        }
        let mut mapped = Mapped::of(source, self.text.clone(), self.segments.clone(), self.prefixes.clone());
        if !following::push(&mut mapped, &self.place.line_prefix) {
            return None;
        }
        let mut longer = Snippet::new(mapped, self.place.clone(), self.encoding.clone());
        longer.opaque.clone_from(&self.opaque);
        longer.limits.clone_from(&self.limits);
        Some(longer)
    }

    pub(crate) fn misfit(&self, why: impl Into<String>) -> DoesNotFit {
        let place = match () {
            () if self.place.in_table => "a table cell",
            () if self.place.in_heading => "a heading",
            () => self.place.kind.describe(),
        };
        DoesNotFit { place, why: why.into() }
    }

    /// What a line written after the text offset `at` gets in front.
    pub(crate) fn prefix_of_line(&self, at: usize) -> &str {
        // A line's length does not matter: prefixes only change at line feeds.
        at.checked_sub(1).and_then(|before| self.prefixes.after(before)).unwrap_or(&self.place.line_prefix)
    }

    /// The segment that holds the text byte at `at`.
    fn segment_at(&self, at: usize) -> Option<&Segment> {
        self.segments.get(self.segments.partition_point(|segment| segment.text.end <= at))
    }

    /// Whether the text byte at `at` is written in the document as it is.
    pub(crate) fn is_verbatim(&self, at: usize) -> bool {
        self.segment_at(at).is_some_and(Segment::is_verbatim)
    }

    fn has_markup_inside(&self, span: Span) -> bool {
        let first = self.segments.partition_point(|segment| segment.text.end <= span.start);
        let inside = self.segments.get(first..).unwrap_or_default();
        let mut inside = inside.iter().take_while(|segment| segment.text.start < span.end).peekable();
        while let Some(segment) = inside.next() {
            if inside.peek().is_some_and(|next| next.host.start != segment.host.end) {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_keeps_its_line_endings() {
        let source = "a\r\n\r\nb\rc\nd";
        let script = Snippet::script(source);
        assert_eq!(script.text, "a\n\nb\nc\nd");
        for (line, host) in [("a", 0), ("b", 5), ("c", 7), ("d", 9)] {
            let at = script.text.find(line).unwrap();
            assert_eq!(script.host(Span::new(at, at + 1)), Some(Span::new(host, host + 1)), "{line}");
        }
        let edits = script.edit(Span::new(0, 1), "x |\n  y").unwrap();
        assert_eq!(edits, [Edit::new(Span::new(0, 1), "x |\r\n  y")]);
    }
}
