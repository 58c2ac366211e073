//! Running text: the text of one block, as it is written.

use pulldown_cmark::LinkType;
use steep_edit::Span;

use crate::limits::Limits;
use crate::lines::Containers;
use crate::mapped::Mapped;
use crate::places::code_span::backtick_runs;
use crate::places::html::{self, Elements, Tag};
use crate::{DoesNotFit, Snippet, spelling};

/// The running text of one block while its events come in. All spans are of the document.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// From the first to the last inline event.
    span: Span,
    /// Line endings that pulldown-cmark reported: end of the line ending, and start of the next line's text.
    line_starts: Vec<(usize, usize)>,
    /// A line ending whose next line has not begun.
    pending: Option<usize>,
    opaque: Vec<Span>,
    code_spans: Vec<Span>,
    /// Escapes and character references, ascending, and what they stand for.
    spelled: Vec<(Span, String)>,
    /// What stands between the delimiters of emphasis and links.
    inside: Vec<Span>,
    links: Vec<Link>,
    /// What stands in the texts of links, and where they lead.
    linked: Vec<(Span, String)>,
    images: usize,
    /// HTML tags in it, which are opaque unless they are placeholders.
    tags: Vec<Span>,
    /// What further lines get in front when there is no second line.
    pub(crate) prefix: String,
}

#[derive(Debug)]
struct Link {
    span: Span,
    whole: bool,
    address: String,
    /// Start of the first and end of the last event inside.
    inner: Option<Span>,
}

/// The running text of a block, read.
pub(crate) struct Decoded<'s> {
    pub(crate) mapped: Mapped<'s>,
    pub(crate) inline: Inline,
}

/// The markup in a text, in spans of the text.
#[derive(Debug, Default)]
pub(crate) struct Inline {
    pub(crate) opaque: Vec<Span>,
    pub(crate) limits: Limits,
    /// The texts of links, ascending, and where they lead.
    pub(crate) links: Vec<(Span, String)>,
}

impl Leaf {
    pub(crate) fn new(start: usize, prefix: String) -> Self {
        Leaf {
            span: Span::empty(start),
            line_starts: Vec::new(),
            pending: None,
            opaque: Vec::new(),
            code_spans: Vec::new(),
            spelled: Vec::new(),
            inside: Vec::new(),
            links: Vec::new(),
            linked: Vec::new(),
            images: 0,
            tags: Vec::new(),
            prefix,
        }
    }

    /// An inline event at `span`. Its text may begin with a backslash that the event leaves out.
    pub(crate) fn reach(&mut self, source: &str, span: Span) {
        let start = text_start(source, span.start, self.span.end);
        if let Some(line_ending) = self.pending.take() {
            self.line_starts.push((line_ending, start.max(line_ending)));
        }
        self.span.end = self.span.end.max(span.end);
        if let Some(link) = self.links.last_mut() {
            link.inner = Some(link.inner.map_or(Span::new(start, span.end), |inner| inner.cover(span)));
        }
    }

    /// The text of an event at `span`, which is in another spelling where a backslash stands in front, not before `limit`,
    /// and for a character reference. `\(` and `\)` stay: nobody needs them in Markdown, and jq has them in its strings.
    pub(crate) fn text(&mut self, source: &str, limit: usize, text: &str, span: Span) {
        let start = text_start(source, span.start, limit);
        let is_escaped = start < span.start;
        if is_escaped && !text.starts_with(['(', ')']) {
            let first = text.chars().next().map_or(0, char::len_utf8);
            self.spelled.push((Span::new(start, span.start + first), text.get(..first).unwrap_or("").to_owned()));
        } else if !is_escaped && text != span.text(source) {
            self.spelled.push((span, text.to_owned()));
        }
    }

    /// The end of what has come in.
    pub(crate) fn end(&self) -> usize {
        self.span.end
    }

    /// The end, at `end`, of inline markup.
    pub(crate) fn reach_end(&mut self, end: usize) {
        // Where the line begins that an end stands on, no event says.
        self.pending = None;
        self.span.end = self.span.end.max(end);
        if let Some(inner) = self.links.last_mut().and_then(|link| link.inner.as_mut()) {
            inner.end = inner.end.max(end);
        }
    }

    /// A soft or hard line break at `span`.
    pub(crate) fn line_break(&mut self, span: Span) {
        self.span.end = self.span.end.max(span.end);
        self.pending = Some(span.end);
    }

    pub(crate) fn opaque(&mut self, span: Span) {
        self.opaque.push(span);
    }

    pub(crate) fn code_span(&mut self, span: Span) {
        self.opaque.push(span);
        self.code_spans.push(span);
    }

    pub(crate) fn tag(&mut self, span: Span) {
        self.tags.push(span);
    }

    /// Emphasis, strong emphasis or strikethrough at `span`, whose delimiters have `width` bytes.
    pub(crate) fn emphasis(&mut self, span: Span, width: usize) {
        self.inside.push(Span::new(span.start + width, span.end.saturating_sub(width)));
    }

    pub(crate) fn open_link(&mut self, span: Span, kind: LinkType, address: &str) {
        let whole = matches!(kind, LinkType::Autolink | LinkType::Email);
        self.links.push(Link { span, whole, address: address.to_owned(), inner: None });
    }

    /// Where the link leads whose text comes in.
    pub(crate) fn open_address(&self) -> Option<&str> {
        self.links.last().map(|link| link.address.as_str())
    }

    /// Where its text begins.
    pub(crate) fn start(&self) -> usize {
        self.span.start
    }

    pub(crate) fn close_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        match link.inner.filter(|_| !link.whole) {
            Some(inner) => {
                self.opaque.push(Span::new(link.span.start, inner.start));
                self.opaque.push(Span::new(inner.end, link.span.end));
                self.inside.push(inner);
                self.linked.push((inner, link.address));
            }
            None => self.opaque.push(link.span),
        }
        if let Some(outer) = self.links.last_mut() {
            outer.inner = Some(outer.inner.map_or(link.span, |inner| inner.cover(link.span)));
        }
    }

    pub(crate) fn open_image(&mut self, span: Span) {
        if self.images == 0 {
            self.opaque.push(span);
        }
        self.images += 1;
    }

    pub(crate) fn close_image(&mut self) {
        self.images = self.images.saturating_sub(1);
    }

    /// Whether what comes in is the description of an image.
    pub(crate) fn in_image(&self) -> bool {
        self.images > 0
    }

    /// The lengths of the runs of backticks that delimit no code span: none of them has a pair.
    pub(crate) fn stray_backticks(&self, source: &str) -> Vec<usize> {
        let text = self.span.text(source);
        let inner = |span: &Span| Span::new(span.start - self.span.start, span.end - self.span.start);
        let code_spans: Vec<Span> = self.code_spans.iter().map(inner).collect();
        let mut stray = Vec::new();
        for span in clear(text, &code_spans) {
            let text = span.text(text);
            let runs = backtick_runs(text);
            // A backslash takes the first backtick of a run that would begin a code span, and none of one that ends it.
            if text.contains("\\`") {
                stray.extend(runs.iter().map(|run| run - 1));
            }
            stray.extend(runs);
        }
        stray
    }

    /// The text, in a block inside `containers`.
    pub(crate) fn decode<'s>(mut self, source: &'s str, containers: &Containers, in_table: bool) -> Decoded<'s> {
        let mut mapped = Mapped::new(source);
        let bytes = source.as_bytes();
        let end = self.span.end;
        let mut line_starts = self.line_starts.iter().peekable();
        let mut spelled = self.spelled.iter().peekable();
        let (mut at, mut run) = (self.span.start, self.span.start);
        while at < end {
            while spelled.next_if(|(span, _)| span.start < at).is_some() {}
            if let Some((span, text)) = spelled.next_if(|(span, _)| span.start == at && span.end <= end) {
                mapped.push_verbatim(Span::new(run, at));
                mapped.push_decoded(text, *span);
                (at, run) = (span.end, span.end);
                continue;
            }
            match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'\n' | b'\r'), _) => {
                    // A line ending inside one event (a code span, a link's title) is none of pulldown-cmark's breaks.
                    let (line, mut text) = containers.continuation(source, at, end);
                    while line_starts.next_if(|(ending, _)| *ending < line).is_some() {}
                    if let Some((_, start)) = line_starts.next_if(|(ending, _)| *ending == line) {
                        text = (*start).min(end);
                    }
                    mapped.push_verbatim(Span::new(run, at));
                    mapped.push_break(Span::new(at, text));
                    (at, run) = (text, text);
                }
                (Some(b'\\'), Some(b'|')) if in_table && at + 1 < end => {
                    mapped.push_verbatim(Span::new(run, at));
                    mapped.push_decoded("|", Span::new(at, at + 2));
                    (at, run) = (at + 2, at + 2);
                }
                _ => at += 1,
            }
        }
        mapped.push_verbatim(Span::new(run, end));
        let tags = html::markup_tags(&self.tags, |span| Tag::read(span.text(source)));
        let elements = Elements::of(&tags);
        self.inside.extend(elements.inside);
        self.linked.extend(elements.links);
        self.opaque.extend(tags.iter().map(|(span, _)| *span));
        let limits = limits(&mapped, &self.inside, &elements.breaks);
        let links = links(&mapped, self.linked);
        let opaque = to_text(&mapped, self.opaque);
        Decoded { mapped, inline: Inline { opaque, limits, links } }
    }
}

/// Where the text begins that an event at `start` belongs to: one byte before where a backslash escapes its first
/// character. Nothing before `limit` is looked at.
pub(crate) fn text_start(source: &str, start: usize, limit: usize) -> usize {
    match start.checked_sub(1) {
        Some(before) if before >= limit && source.as_bytes().get(before) == Some(&b'\\') => before,
        _ => start,
    }
}

/// The limits in a text that the document spans `inside` and offsets `breaks` of its markup make.
pub(crate) fn limits(mapped: &Mapped<'_>, inside: &[Span], breaks: &[usize]) -> Limits {
    let at = |host: usize| mapped.text_offset(host);
    let inside = inside.iter().map(|span| Span::new(at(span.start), at(span.end))).collect();
    Limits::new(inside, breaks.iter().map(|host| at(*host)).collect())
}

/// The texts of links, in document spans, as spans of the text, ascending.
pub(crate) fn links(mapped: &Mapped<'_>, hosts: Vec<(Span, String)>) -> Vec<(Span, String)> {
    let at = |host: usize| mapped.text_offset(host);
    let mut links: Vec<_> =
        hosts.into_iter().map(|(span, address)| (Span::new(at(span.start), at(span.end)), address)).collect();
    links.sort_by_key(|(span, _)| *span);
    links
}

/// Document spans as spans of the text: sorted, merged, and widened to the decoded runs they touch.
pub(crate) fn to_text(mapped: &Mapped<'_>, mut hosts: Vec<Span>) -> Vec<Span> {
    hosts.sort_unstable();
    let mut spans: Vec<Span> = Vec::new();
    let mut first = 0;
    for host in hosts.into_iter().filter(|host| !host.is_empty()) {
        while mapped.segments.get(first).is_some_and(|segment| segment.host.end <= host.start) {
            first += 1;
        }
        let mut span: Option<Span> = None;
        for segment in mapped.segments.iter().skip(first).take_while(|segment| segment.host.start < host.end) {
            let part = if segment.is_verbatim() {
                let shift = |at: usize| at - segment.host.start + segment.text.start;
                Span::new(shift(host.start.max(segment.host.start)), shift(host.end.min(segment.host.end)))
            } else {
                segment.text
            };
            span = Some(span.map_or(part, |span| span.cover(part)));
        }
        match (span, spans.last_mut()) {
            (Some(span), Some(last)) if span.start <= last.end => last.end = last.end.max(span.end),
            (Some(span), _) => spans.push(span),
            (None, _) => {}
        }
    }
    spans
}

/// Whether a letter or digit stands outside `opaque`.
pub(crate) fn has_words(text: &str, opaque: &[Span]) -> bool {
    clear(text, opaque).any(|span| span.text(text).contains(char::is_alphanumeric))
}

/// The spans of `text` between the `opaque` ones, which ascend.
fn clear(text: &str, opaque: &[Span]) -> impl Iterator<Item = Span> {
    let starts = [0].into_iter().chain(opaque.iter().map(|span| span.end));
    let ends = opaque.iter().map(|span| span.start).chain([text.len()]);
    starts.zip(ends).map(|(start, end)| Span::new(start, end))
}

/// Spells `text` so that the page shows it as it is, in a block that has `stray` runs of backticks: as running text where
/// that is plain, and otherwise as a code span, whose delimiters are part of what is written.
pub(crate) fn encode(snippet: &Snippet, stray: &[usize], span: Span, text: &str) -> Result<String, DoesNotFit> {
    if text.contains(['\n', '\r']) {
        return Err(snippet.misfit("it holds one line"));
    }
    let before = snippet.text.get(..span.start).unwrap_or("");
    let at_line_start = before.is_empty() || before.ends_with('\n');
    let plain = shows_as_written(text) && !(at_line_start && begins_block(text));
    let old = span.text(&snippet.text);
    if plain && old.contains('`') && stray.iter().any(|run| *run >= 3) {
        return Err(snippet.misfit("without the backtick in it, its line could begin a code block"));
    }
    if plain { Ok(text.to_owned()) } else { code_span(snippet, stray, span, text) }
}

/// Whether a page shows `text`, which stands in running text, byte for byte. Quotation marks, dollar signs and `&` are left
/// to no renderer's typography, and an address to nobody's idea of a link.
fn shows_as_written(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || " -./,:=+%@?_".contains(c);
    let joined = |at: usize| {
        let after = text.get(at + 1..).and_then(|rest| rest.chars().next());
        let before = text.get(..at).and_then(|rest| rest.chars().next_back());
        [before, after].iter().all(|c| c.is_some_and(char::is_alphanumeric))
    };
    let between_colons = text.rsplit(':').skip(1).zip(text.rsplit(':').skip(2)).map(|(between, _)| between);
    let names_a_picture = between_colons.into_iter().any(|name| !name.is_empty() && !name.contains(' '));
    text.chars().all(plain)
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && !text.contains("://")
        && text.match_indices('_').all(|(at, _)| joined(at))
        && !names_a_picture
}

/// `text` between backticks: more of them than it has in a row, and not as many as a run that delimits nothing.
fn code_span(snippet: &Snippet, stray: &[usize], span: Span, text: &str) -> Result<String, DoesNotFit> {
    let before = snippet.text.get(..span.start).unwrap_or("");
    let after = snippet.text.get(span.end..).unwrap_or("");
    if before.ends_with(['`', '\\']) || after.starts_with('`') {
        return Err(snippet.misfit("the backticks that it needs would pair with others of the paragraph"));
    }
    let runs = backtick_runs(text);
    if runs.iter().any(|run| stray.contains(run)) {
        return Err(snippet.misfit("its backticks would pair with others of the paragraph"));
    }
    let taken = |length: &usize| runs.contains(length) || stray.contains(length);
    let ticks = (1..).find(|length| !taken(length)).unwrap_or(1);
    let padding = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    let text = if snippet.place.in_table { spelling::table_cell(snippet, span, text)? } else { text.to_owned() };
    let fence = "`".repeat(ticks);
    Ok(format!("{fence}{padding}{text}{padding}{fence}"))
}

/// Whether a line of a paragraph that begins with `text` would begin another block instead of going on with it.
fn begins_block(text: &str) -> bool {
    let marker = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match text.chars().next() {
        Some('-' | '+') => marker(text.get(1..).unwrap_or("")) || text.chars().all(|c| "- ".contains(c)),
        Some('=') => text.chars().all(|c| "= ".contains(c)),
        Some(':') => marker(text.get(1..).unwrap_or("")) || text.contains('-'),
        Some('0'..='9') => digits.strip_prefix('.').is_some_and(marker),
        _ => false,
    }
}
