//! A document as pulldown-cmark gets it, and its events with offsets in the source.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser};
use steep_edit::Span;

/// The containers that a line may be in: beyond it, markers are text. Real documents stay below ten; without a limit, a
/// line of a hundred thousand `>` makes each following line cost a walk through all of them.
pub(crate) const MAX_NESTING: usize = 100;

/// A document, split into front matter and Markdown.
pub(crate) struct Document<'s> {
    pub(crate) front_matter: Option<FrontMatter>,
    body: Cow<'s, str>,
    body_start: usize,
}

impl<'s> Document<'s> {
    pub(crate) fn new(source: &'s str) -> Self {
        let front_matter = FrontMatter::of(source);
        let body_start = FrontMatter::end_of(source);
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

    /// The events with their spans in the source, and the link reference definitions, which give no events, by where they stand. Of several with the same
    /// label, only the first is one.
    pub(crate) fn events_and_definitions(&self) -> (impl Iterator<Item = (Event<'_>, Span)>, Vec<Definition>) {
        let parser = self.parser();
        let definitions = parser.reference_definitions().iter().map(|(label, definition)| Definition {
            span: Span::from(definition.span.clone()).shift(self.body_start),
            label: label.to_lowercase(),
            title: definition.title.as_ref().map(|title| title.to_string()),
        });
        let mut definitions: Vec<Definition> = definitions.collect();
        definitions.sort_unstable_by_key(|definition| definition.span);
        (self.shifted(parser), definitions)
    }

    fn shifted<'d>(&self, parser: Parser<'d>) -> impl Iterator<Item = (Event<'d>, Span)> + use<'d> {
        let shift = self.body_start;
        parser.into_offset_iter().map(move |(event, range)| (event, Span::from(range).shift(shift)))
    }
}

/// A link reference definition.
pub(crate) struct Definition {
    /// Where it stands in the source.
    pub(crate) span: Span,
    /// Its label, in lower case.
    pub(crate) label: String,
    pub(crate) title: Option<String>,
}

/// The language of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FrontMatterLanguage {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`, as Hugo and Zola have it.
    Toml,
    /// An object that begins and ends with a brace on a line of its own, as Hugo has it.
    Json,
}

impl FrontMatterLanguage {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            FrontMatterLanguage::Yaml => "yaml",
            FrontMatterLanguage::Toml => "toml",
            FrontMatterLanguage::Json => "json",
        }
    }

    /// That of front matter whose first line is `line`.
    fn begun_by(line: &str) -> Option<Self> {
        match line {
            "---" => Some(FrontMatterLanguage::Yaml),
            "+++" => Some(FrontMatterLanguage::Toml),
            "{" => Some(FrontMatterLanguage::Json),
            _ => None,
        }
    }

    fn is_ended_by(self, line: &str) -> bool {
        match self {
            FrontMatterLanguage::Yaml => matches!(line, "---" | "..."),
            FrontMatterLanguage::Toml => line == "+++",
            FrontMatterLanguage::Json => line == "}",
        }
    }

    /// Whether front matter can begin with `line`, the first that is neither blank nor a comment: text between two
    /// thematic breaks is common.
    fn holds(self, line: &str) -> bool {
        let plain_key = |key: &str| !key.is_empty() && !key.contains(char::is_whitespace);
        match self {
            FrontMatterLanguage::Yaml => {
                line.starts_with("- ")
                    || line
                        .split_once(':')
                        .is_some_and(|(key, rest)| plain_key(key) && (rest.is_empty() || rest.starts_with(' ')))
            }
            FrontMatterLanguage::Toml => {
                line.starts_with('[') || line.split_once('=').is_some_and(|(key, _)| !key.trim().is_empty())
            }
            FrontMatterLanguage::Json => line.trim_start().starts_with('"') && line.contains("\":"),
        }
    }
}

/// The front matter of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    pub(crate) language: FrontMatterLanguage,
    /// The lines between its delimiters.
    pub(crate) content: Span,
    /// Where the text behind it begins.
    end: usize,
}

impl FrontMatter {
    pub(crate) fn of(source: &str) -> Option<FrontMatter> {
        let start = byte_order_mark(source);
        let mut lines = source.get(start..)?.split_inclusive('\n');
        let first = lines.next()?;
        let language = FrontMatterLanguage::begun_by(first.trim_end())?;
        let content_start = start + first.len();
        let mut at = content_start;
        // Front matter may be empty, but for JSON's, which is then text.
        let mut holds = language != FrontMatterLanguage::Json;
        let mut looked = false;
        for line in lines {
            let trimmed = line.trim_end();
            if language.is_ended_by(trimmed) {
                let content = Span::new(content_start, at);
                return holds.then_some(FrontMatter { language, content, end: at + line.len() });
            }
            if !looked && !trimmed.is_empty() && !trimmed.starts_with('#') {
                looked = true;
                holds = language.holds(trimmed);
            }
            at += line.len();
        }
        None
    }

    /// Where the text behind the front matter begins, or behind the byte order mark.
    pub(crate) fn end_of(source: &str) -> usize {
        FrontMatter::of(source).map_or_else(|| byte_order_mark(source), |front_matter| front_matter.end)
    }
}

fn byte_order_mark(source: &str) -> usize {
    if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
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
