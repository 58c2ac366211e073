use steep_edit::Span;

use crate::encoding::Encoding;
use crate::limits::Limits;
use crate::mapped::{LinePrefixes, Mapped, Segment};
use crate::{Flavour, LineEnding, Place, PlaceKind, Run};

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
    /// The texts of links, ascending, and where they lead.
    pub(crate) links: Vec<(Span, String)>,
    /// What stands in front of it in its block, and behind it.
    pub(crate) around: Around,
    /// Where in the text line feeds stand for other line endings than the place's, ascending.
    other_line_endings: Vec<usize>,
    /// Whether it is a whole script that stands in no document.
    pub(crate) is_script: bool,
}

/// The document around a snippet that is part of running text, up to [`Around::MOST`] bytes on each side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Around {
    pub(crate) before: String,
    pub(crate) after: String,
}

impl Around {
    /// A sentence is hardly longer.
    const MOST: usize = 240;

    /// What stands in `block` around `span`, both of the document.
    pub(crate) fn new(source: &str, block: Span, span: Span) -> Self {
        let boundary = |mut at: usize| {
            while !source.is_char_boundary(at) {
                at += 1;
            }
            at
        };
        let start = boundary(block.start.max(span.start.saturating_sub(Self::MOST))).min(span.start);
        let end = boundary(block.end.min(span.end.saturating_add(Self::MOST))).max(span.end);
        let text = |start, end| Span::new(start, end).text(source).to_owned();
        Around { before: text(start, span.start), after: text(span.end, end) }
    }
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
        let other_line_endings = mapped.line_endings().filter(|(_, ending)| *ending != place.line_ending);
        let other_line_endings = other_line_endings.map(|(at, _)| at).collect();
        let Mapped { mut text, mut segments, prefixes, .. } = mapped;
        // Most are short, and a document may have very many.
        text.shrink_to_fit();
        segments.shrink_to_fit();
        Snippet {
            text,
            segments,
            opaque: Vec::new(),
            place,
            encoding,
            prefixes,
            limits: Limits::default(),
            links: Vec::new(),
            around: Around::default(),
            other_line_endings,
            is_script: false,
        }
    }

    /// One command as a person types it, who can be asked for more: a script otherwise.
    #[must_use]
    pub fn command(source: &str) -> Snippet {
        let mut snippet = Snippet::script(source);
        snippet.place.run = Run::Typed;
        snippet
    }

    /// A whole shell script that stands in no document; its place is that of a fence of `sh`.
    #[must_use]
    pub fn script(source: &str) -> Snippet {
        let mut mapped = Mapped::new(source);
        let mut at = 0;
        for line in source.split_inclusive('\n') {
            // A `\r` elsewhere than in front of the `\n` is a character like another to a shell.
            let content = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
            let end = at + content.len();
            mapped.push_verbatim(Span::new(at, end));
            at += line.len();
            if end < at {
                mapped.push_break(Span::new(end, at));
            }
        }
        // Neither is it the end of a line where all lines end in it: no shell reads such a script.
        let ending = LineEnding::most_in(source).filter(|ending| *ending != LineEnding::Cr);
        let place = Place {
            kind: PlaceKind::Fence,
            flavour: Flavour::Markdown,
            language: Some("sh".to_owned()),
            in_table: false,
            in_heading: false,
            multiline: true,
            line_ending: ending.unwrap_or_default(),
            line_prefix: String::new(),
            run: Run::Unattended,
            skip: false,
            rights: None,
            in_linked_heading: false,
        };
        Snippet { is_script: true, ..Snippet::new(mapped, place, Encoding::Lines) }
    }

    /// Whether it is a whole script that stands in no document ([`Snippet::script`]).
    #[must_use]
    pub fn is_script(&self) -> bool {
        self.is_script
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

    /// The byte offsets in [`Snippet::text`], inside `span`, of the characters that a backslash of Markdown stands in front
    /// of, ascending. Those of a table's bars are none.
    pub fn escapes(&self, span: Span) -> impl Iterator<Item = usize> {
        let first = self.segments.partition_point(|segment| segment.text.end <= span.start);
        let segments = self.segments.get(first..).unwrap_or_default();
        let inside = segments.iter().take_while(move |segment| segment.text.start < span.end);
        let prose = matches!(self.encoding, Encoding::Prose { .. });
        inside
            .filter(move |segment| {
                let text = segment.text.text(&self.text);
                let is_bar = text == "|" && self.place.in_table;
                // A character reference is longer, and a line ending no character of the text.
                prose && segment.host.len() == segment.text.len() + 1 && text != "\n" && !is_bar
            })
            .map(|segment| segment.text.start)
    }

    /// Where the link leads in whose text the byte offset `at` of [`Snippet::text`] stands, as the document has it: an
    /// address, a path, `#` and an anchor. `None` outside of links.
    #[must_use]
    pub fn link(&self, at: usize) -> Option<&str> {
        let before = self.links.partition_point(|(span, _)| span.start <= at);
        let mut before = self.links.get(..before)?.iter().rev();
        before.find(|(span, _)| span.contains_offset(at)).map(|(_, address)| address.as_str())
    }

    /// The running text in front of the byte offset `at` of [`Snippet::text`] in its block, and behind it, as far as a
    /// sentence goes. Empty where the snippet is no running text and stands in none.
    #[must_use]
    pub fn sentence(&self, span: Span) -> (String, String) {
        // No sentence is longer; so what is looked at for all commands of a text stays in proportion to it.
        const LONGEST: usize = 1024;
        let boundary =
            |at: usize| (at..self.text.len()).find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.text.len());
        let from = boundary(span.start.saturating_sub(LONGEST));
        let to = boundary(span.end.saturating_add(LONGEST).min(self.text.len()));
        let text = |start: usize, end: usize| self.text.get(start..end).unwrap_or("");
        let before = if from == 0 { self.around.before.as_str() } else { "" };
        let after = if to == self.text.len() { self.around.after.as_str() } else { "" };
        (format!("{before}{}", text(from, span.start)), format!("{}{after}", text(span.end, to)))
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

    /// The bytes of the document from its first to its last.
    pub(crate) fn host_span(&self) -> Span {
        let start = self.segments.first().map_or(0, |segment| segment.host.start);
        Span::new(start, self.segments.last().map_or(start, |segment| segment.host.end))
    }

    /// The segment that holds the text byte at `at`.
    fn segment_at(&self, at: usize) -> Option<&Segment> {
        self.segments.get(self.segments.partition_point(|segment| segment.text.end <= at))
    }

    /// Whether the text byte at `at` is written in the document as it is.
    pub(crate) fn is_verbatim(&self, at: usize) -> bool {
        self.segment_at(at).is_some_and(Segment::is_verbatim)
    }

    /// Whether one of the lines that end in `span` ends otherwise than those of the place: the difference may be part of
    /// a value, and is not in the text.
    pub(crate) fn has_other_line_endings(&self, span: Span) -> bool {
        let first = self.other_line_endings.partition_point(|at| *at < span.start);
        self.other_line_endings.get(first).is_some_and(|at| *at < span.end)
    }

    pub(crate) fn has_markup_inside(&self, span: Span) -> bool {
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
    use steep_edit::Edit;

    use super::*;

    #[test]
    fn a_script_keeps_its_line_endings() {
        let source = "a\r\n\r\nb\rc\nd";
        let script = Snippet::script(source);
        assert_eq!(script.text, "a\n\nb\rc\nd");
        for (line, host) in [("a", 0), ("b", 5), ("c", 7), ("d", 9)] {
            let at = script.text.find(line).unwrap();
            assert_eq!(script.host(Span::new(at, at + 1)), Some(Span::new(host, host + 1)), "{line}");
        }
        let edits = script.edit(Span::new(0, 1), "x |\n  y").unwrap();
        assert_eq!(edits, [Edit::new(Span::new(0, 1), "x |\r\n  y")]);
    }

    #[test]
    fn lines_that_end_in_two_ways_are_not_replaced() {
        let script = Snippet::script("a\nb 'c\r\nd'\ne\n");
        assert_eq!(script.place.line_ending, LineEnding::Lf);
        assert!(script.edit(Span::new(2, 9), "x").is_err());
        assert_eq!(script.edit(Span::new(0, 1), "x\ny").unwrap(), [Edit::new(Span::new(0, 1), "x\ny")]);
    }
}
