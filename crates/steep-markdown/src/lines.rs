//! Lines of the document and what its containers write in front of them.

use pulldown_cmark::TagEnd;
use steep_edit::Span;

/// Finds the start of the line of ascending offsets in one walk.
pub(crate) struct LineStarts<'s> {
    bytes: &'s [u8],
    at: usize,
    start: usize,
}

impl<'s> LineStarts<'s> {
    pub(crate) fn new(source: &'s str) -> Self {
        LineStarts { bytes: source.as_bytes(), at: 0, start: 0 }
    }

    /// The start of the line that holds `offset`, which must not be smaller than the one asked for before.
    pub(crate) fn of(&mut self, offset: usize) -> usize {
        for at in self.at..offset {
            let lone_return = || self.bytes.get(at) == Some(&b'\r') && self.bytes.get(at + 1) != Some(&b'\n');
            if self.bytes.get(at) == Some(&b'\n') || lone_return() {
                self.start = at + 1;
            }
        }
        self.at = self.at.max(offset);
        self.start
    }
}

/// The containers around a place, outermost first: what they take off the lines of a paragraph.
#[derive(Debug, Default)]
pub(crate) struct Containers {
    open: Vec<Container>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    /// A block quote: a marker on each line that is no lazy continuation.
    Quote,
    /// A list item, footnote or definition: white space.
    Indented,
}

impl Containers {
    pub(crate) fn start(&mut self, tag: TagEnd) {
        self.open.extend(Container::of(tag));
    }

    pub(crate) fn end(&mut self, tag: TagEnd) {
        if Container::of(tag).is_some() {
            self.open.pop();
        }
    }

    /// The end of the line ending at `at`, and where the text of the line after it begins: behind the block quote
    /// markers that the line repeats (a lazy continuation repeats none) and behind the white space that CommonMark takes
    /// off the lines of a paragraph. Neither lies past `limit`.
    pub(crate) fn continuation(&self, source: &str, at: usize, limit: usize) -> (usize, usize) {
        let bytes = source.as_bytes();
        let ending = if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
        let line = (at + ending).min(limit);
        let mut text = line;
        let skip_blanks = |mut from: usize| {
            while from < limit && matches!(bytes.get(from), Some(b' ' | b'\t')) {
                from += 1;
            }
            from
        };
        let mut allowed = MARKER_INDENT;
        for container in &self.open {
            if *container == Container::Indented {
                allowed = usize::MAX;
                continue;
            }
            let marker = skip_blanks(text);
            let blanks = bytes.get(text..marker).unwrap_or_default();
            let columns: usize = blanks.iter().map(|blank| if *blank == b'\t' { 4 } else { 1 }).sum();
            if marker >= limit || bytes.get(marker) != Some(&b'>') || columns > allowed {
                break;
            }
            text = marker + 1;
            // One space may belong to the marker.
            allowed = MARKER_INDENT + 1;
        }
        (line, skip_blanks(text))
    }
}

/// How far a block quote's marker may be indented; beyond, the line is text.
const MARKER_INDENT: usize = 3;

impl Container {
    fn of(tag: TagEnd) -> Option<Self> {
        match tag {
            TagEnd::BlockQuote(_) => Some(Container::Quote),
            TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition => Some(Container::Indented),
            _ => None,
        }
    }
}

/// What a further line of the same containers gets in front, made of what stands in front of the text of one that may
/// have opened some of them: block quote markers stay, list markers become white space.
pub(crate) fn further_prefix(before: &str) -> String {
    before
        .chars()
        .map(|c| match c {
            '>' | '\t' | ' ' => c,
            _ => ' ',
        })
        .collect()
}

/// The spans of the lines of `text`, without their line feeds.
pub(crate) fn spans(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let span = Span::new(at, at + line.len());
        at = span.end + 1;
        span
    })
}
