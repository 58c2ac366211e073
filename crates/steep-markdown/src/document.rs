//! A document as pulldown-cmark gets it, and its events with offsets in the source.

use std::borrow::Cow;
use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Parser};
use steep_edit::Span;

/// The containers that a line may be in: beyond it, markers are text. Real documents stay below ten; without a limit, a
/// line of a hundred thousand `>` makes each following line cost a walk through all of them.
pub(crate) const MAX_NESTING: usize = 100;

/// A document, split into front matter and Markdown.
pub(crate) struct Document<'s> {
    /// The lines between the delimiters of the front matter, where there is one.
    pub(crate) front_matter: Option<Span>,
    body: Cow<'s, str>,
    body_start: usize,
}

impl<'s> Document<'s> {
    pub(crate) fn new(source: &'s str) -> Self {
        let bom = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let (front_matter, body_start) = match front_matter(source, bom) {
            Some((content, end)) => (Some(content), end),
            None => (None, bom),
        };
        let body = parseable(source.get(body_start..).unwrap_or(""));
        Document { front_matter, body, body_start }
    }

    fn parser(&self) -> Parser<'_> {
        // YAML metadata blocks are not enabled: pulldown-cmark takes them anywhere in a document, and text between two
        // thematic breaks is common. The front matter is cut off before.
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_GFM;
        Parser::new_ext(&self.body, options)
    }

    /// The events with their spans in the source.
    pub(crate) fn events(&self) -> impl Iterator<Item = (Event<'_>, Span)> {
        self.shifted(self.parser())
    }

    /// The events, and the labels and titles of the link reference definitions, which give no events.
    pub(crate) fn events_and_definitions(&self) -> (impl Iterator<Item = (Event<'_>, Span)>, Definitions) {
        let parser = self.parser();
        let definitions = parser.reference_definitions().iter();
        let definitions = definitions
            .map(|(label, definition)| (label.to_lowercase(), definition.title.as_ref().map(|title| title.to_string())))
            .collect();
        (self.shifted(parser), definitions)
    }

    fn shifted<'d>(&self, parser: Parser<'d>) -> impl Iterator<Item = (Event<'d>, Span)> + use<'d> {
        let shift = self.body_start;
        parser.into_offset_iter().map(move |(event, range)| (event, Span::from(range).shift(shift)))
    }
}

/// Labels (lower case) and titles of link reference definitions.
pub(crate) type Definitions = BTreeMap<String, Option<String>>;

/// The content span and the end of the front matter that begins at `start`. Text between two thematic breaks that is no
/// mapping is not front matter.
fn front_matter(source: &str, start: usize) -> Option<(Span, usize)> {
    let rest = source.get(start..)?;
    let mut lines = rest.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let content_start = start + first.len();
    let mut at = content_start;
    let mut mapping = false;
    let mut checked = false;
    for line in lines {
        let trimmed = line.trim_end();
        if trimmed == "---" || trimmed == "..." {
            return (mapping || !checked).then(|| (Span::new(content_start, at), at + line.len()));
        }
        if !checked && !trimmed.is_empty() && !trimmed.starts_with('#') {
            checked = true;
            let key = trimmed.split_once(':').is_some_and(|(key, rest)| {
                !key.is_empty() && !key.contains(char::is_whitespace) && (rest.is_empty() || rest.starts_with(' '))
            });
            mapping = key || trimmed.starts_with("- ");
        }
        at += line.len();
    }
    None
}

/// The text with the same length and the same offsets that pulldown-cmark reads right: a lone `\r` ends a line for
/// CommonMark but not in its fences, and nesting is bounded.
fn parseable(body: &str) -> Cow<'_, str> {
    let bytes = body.as_bytes();
    let lone_return = |at: usize, byte: u8| byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    let mut changes: Vec<(usize, u8)> = Vec::new();
    let mut prefix = Some(Prefix::default());
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' || byte == b'\r' {
            if lone_return(at, byte) {
                changes.push((at, b'\n'));
            }
            prefix = Some(Prefix::default());
        } else if let Some(open) = &mut prefix {
            let marker = match byte {
                b'>' => true,
                b'-' | b'+' | b'*' | b'.' | b')' => {
                    matches!(bytes.get(at + 1), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
                }
                b' ' | b'\t' | b'0'..=b'9' => false,
                _ => {
                    prefix = None;
                    continue;
                }
            };
            open.read(byte, marker);
            if marker && open.depth() > MAX_NESTING {
                changes.push((at, b'x'));
                prefix = None;
            }
        }
    }
    if changes.is_empty() {
        return Cow::Borrowed(body);
    }
    let mut owned = bytes.to_vec();
    for (at, byte) in changes {
        if let Some(slot) = owned.get_mut(at) {
            *slot = byte;
        }
    }
    Cow::Owned(String::from_utf8(owned).expect("invariant: only ASCII bytes were replaced, by ASCII bytes"))
}

/// What stands in front of a line's text, as far as it is read.
#[derive(Default)]
struct Prefix {
    markers: usize,
    /// Columns of white space, but for the one that belongs to a marker.
    columns: usize,
    after_marker: bool,
}

impl Prefix {
    fn read(&mut self, byte: u8, marker: bool) {
        match byte {
            _ if marker => self.markers += 1,
            b' ' if !self.after_marker => self.columns += 1,
            b'\t' => self.columns += 4,
            _ => {}
        }
        self.after_marker = marker;
    }

    /// How many containers the line can be in: an open list item takes two columns at least.
    fn depth(&self) -> usize {
        self.markers + self.columns / 2
    }
}
