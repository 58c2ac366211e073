use steep_edit::Span;

use crate::LineEnding;

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

/// Text under construction, with the map to the document it comes from. Every `push_*` appends; host spans must ascend.
#[derive(Clone, Debug)]
pub(crate) struct Mapped<'s> {
    source: &'s str,
    pub(crate) text: String,
    pub(crate) segments: Vec<Segment>,
    pub(crate) prefixes: LinePrefixes,
}

/// What the host writes in front of each line but the first, as runs of lines with the same prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LinePrefixes {
    /// The text offset of a line feed, and the prefix of the line after it and of those that follow up to the next
    /// entry.
    runs: Vec<(usize, String)>,
}

impl LinePrefixes {
    fn push(&mut self, line_feed: usize, prefix: &str) {
        if self.runs.last().is_none_or(|(_, last)| last != prefix) {
            self.runs.push((line_feed, prefix.to_owned()));
        }
    }

    /// The prefix written after the line feed at the text offset `line_feed`; `None` where no line feed has come yet.
    pub(crate) fn after(&self, line_feed: usize) -> Option<&str> {
        let at = self.runs.partition_point(|(offset, _)| *offset <= line_feed).checked_sub(1)?;
        self.runs.get(at).map(|(_, prefix)| prefix.as_str())
    }

    /// The prefixes of the lines from the one after the line feed at `from` on.
    fn copy_range(&self, span: Span, into: &mut LinePrefixes, shift: usize) {
        if let Some(first) = self.after(span.start) {
            into.push(shift, first);
        }
        let from = self.runs.partition_point(|(offset, _)| *offset <= span.start);
        for (offset, prefix) in self.runs.iter().skip(from).take_while(|(offset, _)| *offset < span.end) {
            into.push(offset - span.start + shift, prefix);
        }
    }
}

impl<'s> Mapped<'s> {
    pub(crate) fn new(source: &'s str) -> Self {
        Mapped { source, text: String::new(), segments: Vec::new(), prefixes: LinePrefixes::default() }
    }

    pub(crate) fn source(&self) -> &'s str {
        self.source
    }

    /// Appends the document's own bytes.
    pub(crate) fn push_verbatim(&mut self, host: Span) {
        let text = host.text(self.source);
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.push_segment(Span::new(start, start + text.len()), host);
    }

    /// Appends `text`, which stands for the document's bytes at `host` in another spelling.
    pub(crate) fn push_decoded(&mut self, text: &str, host: Span) {
        if text.len() == host.len() && host.len() > 1 && text != host.text(self.source) {
            // Equal lengths mean verbatim to readers of the map, so such a run keeps the document's spelling.
            return self.push_verbatim(host);
        }
        let start = self.text.len();
        self.text.push_str(text);
        let span = Span::new(start, self.text.len());
        if !span.is_empty() {
            self.push_segment(span, host);
        }
    }

    /// Appends a line feed that stands for the line ending and the container prefix at `host`.
    pub(crate) fn push_break(&mut self, host: Span) {
        self.push_break_as(host, host.text(self.source).trim_start_matches(['\r', '\n']));
    }

    /// The same, where a line written after it gets another prefix than the one in the document.
    pub(crate) fn push_break_as(&mut self, host: Span, prefix: &str) {
        let start = self.text.len();
        self.prefixes.push(start, prefix);
        self.text.push('\n');
        self.push_segment(Span::new(start, start + 1), host);
    }

    /// Where it begins in the document.
    pub(crate) fn start(&self) -> usize {
        self.segments.first().map_or(0, |segment| segment.host.start)
    }

    /// The document's bytes from the first to the last that `span` stands for, widened to the decoded runs it touches.
    pub(crate) fn host_of(&self, span: Span) -> Span {
        let part = self.part(span);
        let start = part.start();
        Span::new(start, part.segments.last().map_or(start, |segment| segment.host.end))
    }

    /// The text offsets of its line feeds, and the line endings of the document that they stand for.
    pub(crate) fn line_endings(&self) -> impl Iterator<Item = (usize, LineEnding)> {
        let is_break = |segment: &&Segment| segment.text.text(&self.text) == "\n";
        self.segments.iter().filter(is_break).filter_map(|segment| {
            let ending = LineEnding::first_in(segment.host.text(self.source))?;
            Some((segment.text.start, ending))
        })
    }

    /// Appends text that may stand at `host` in another spelling.
    pub(crate) fn push_decoded_or_verbatim(&mut self, text: &str, host: Span) {
        if text == host.text(self.source) {
            self.push_verbatim(host);
        } else {
            self.push_decoded(text, host);
        }
    }

    /// Appends a part of another map over the same document.
    pub(crate) fn push_part(&mut self, other: &Mapped<'s>, span: Span) {
        if span.is_empty() {
            return;
        }
        let first = other.segments.partition_point(|segment| segment.text.end <= span.start);
        let base = self.text.len();
        if let Some(line_feed) = span.text(&other.text).find('\n') {
            let from = Span::new(span.start + line_feed, span.end);
            other.prefixes.copy_range(from, &mut self.prefixes, base + line_feed);
        }
        self.text.push_str(span.text(&other.text));
        for segment in other.segments.iter().skip(first).take_while(|segment| segment.text.start < span.end) {
            let start = segment.text.start.max(span.start);
            let end = segment.text.end.min(span.end);
            let host = if segment.is_verbatim() {
                let shift = segment.host.start;
                Span::new(start - segment.text.start + shift, end - segment.text.start + shift)
            } else {
                segment.host
            };
            let base = Span::new(base + start - span.start, base + end - span.start);
            self.push_segment(base, host);
        }
    }

    /// The part of it at `span`.
    pub(crate) fn part(&self, span: Span) -> Mapped<'s> {
        let mut part = Mapped::new(self.source);
        part.push_part(self, span);
        part
    }

    /// The document offset of the text offset `at`, which must not lie inside a decoded run.
    pub(crate) fn host_offset(&self, at: usize) -> usize {
        let next = self.segments.partition_point(|segment| segment.text.end <= at);
        match self.segments.get(next) {
            Some(segment) if segment.is_verbatim() => segment.host.start + at.saturating_sub(segment.text.start),
            Some(segment) => segment.host.start,
            None => self.segments.last().map_or(0, |segment| segment.host.end),
        }
    }

    /// The text offset of the document offset `host`: that of the start of the run it lies in where that is decoded.
    pub(crate) fn text_offset(&self, host: usize) -> usize {
        match self.segments.get(self.segments.partition_point(|segment| segment.host.end <= host)) {
            Some(segment) if segment.is_verbatim() => segment.text.start + host.saturating_sub(segment.host.start),
            Some(segment) => segment.text.start,
            None => self.text.len(),
        }
    }

    fn push_segment(&mut self, text: Span, host: Span) {
        let segment = Segment { text, host };
        if let Some(last) = self.segments.last_mut()
            && last.is_verbatim()
            && segment.is_verbatim()
            && last.host.end == host.start
            && last.text.end == text.start
        {
            last.text.end = text.end;
            last.host.end = host.end;
        } else {
            self.segments.push(segment);
        }
    }
}
