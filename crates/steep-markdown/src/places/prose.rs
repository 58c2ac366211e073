//! Running text: the text of one block, as it is written.

use pulldown_cmark::LinkType;
use steep_edit::Span;

use crate::limits::Limits;
use crate::lines::Containers;
use crate::mapped::Mapped;
use crate::places::code_span::backtick_runs;
use crate::places::html::{self, Tag};
use crate::{DoesNotFit, Snippet, encode};

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
    /// What stands between the delimiters of emphasis and links.
    inside: Vec<Span>,
    links: Vec<Link>,
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
    /// Start of the first and end of the last event inside.
    inner: Option<Span>,
}

/// The running text of a block, read.
pub(crate) struct Decoded<'s> {
    pub(crate) mapped: Mapped<'s>,
    pub(crate) opaque: Vec<Span>,
    pub(crate) limits: Limits,
}

impl Leaf {
    pub(crate) fn new(start: usize, prefix: String) -> Self {
        Leaf {
            span: Span::empty(start),
            line_starts: Vec::new(),
            pending: None,
            opaque: Vec::new(),
            code_spans: Vec::new(),
            inside: Vec::new(),
            links: Vec::new(),
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

    pub(crate) fn open_link(&mut self, span: Span, kind: LinkType) {
        let whole = matches!(kind, LinkType::Autolink | LinkType::Email);
        self.links.push(Link { span, whole, inner: None });
    }

    pub(crate) fn close_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        match link.inner.filter(|_| !link.whole) {
            Some(inner) => {
                self.opaque.push(Span::new(link.span.start, inner.start));
                self.opaque.push(Span::new(inner.end, link.span.end));
                self.inside.push(inner);
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
        let (mut at, mut run) = (self.span.start, self.span.start);
        while at < end {
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
        let (elements, breaks) = html::elements(&tags);
        self.inside.extend(elements);
        self.opaque.extend(tags.iter().map(|(span, _)| *span));
        let limits = limits(&mapped, &self.inside, &breaks);
        let opaque = to_text(&mapped, self.opaque);
        Decoded { mapped, opaque, limits }
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

/// Checks that `text` stays running text of the same block, which has `stray` runs of backticks, and spells it for a
/// table.
pub(crate) fn encode(snippet: &Snippet, stray: &[usize], span: Span, text: &str) -> Result<String, DoesNotFit> {
    let old = span.text(&snippet.text);
    let at_line_start =
        snippet.text.get(..span.start).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
    let mut lines = text.split('\n').enumerate().peekable();
    while let Some((nth, line)) = lines.next() {
        let whole_line = nth > 0 || at_line_start;
        let last = lines.peek().is_none();
        if nth > 0 && !last && line.trim().is_empty() {
            return Err(snippet.misfit("a blank line would end the paragraph"));
        }
        if whole_line && let Some(block) = begins_block(line) {
            return Err(snippet.misfit(format!("a line of it would begin {block}")));
        }
    }
    if old.contains('`') && !text.contains('`') && stray.iter().any(|run| *run >= 3) {
        return Err(snippet.misfit("without the backtick in it, its line could begin a code block"));
    }
    let after = snippet.text.get(span.end..).unwrap_or("");
    if snippet.place.in_heading && after.trim().is_empty() && text.trim_end().ends_with('#') {
        return Err(snippet.misfit("a `#` at its end would not be part of it"));
    }
    if backtick_runs(text) != backtick_runs(old) {
        check_backticks(snippet, stray, span, text)?;
    }
    if text.contains("<!--") && !old.contains("<!--") {
        return Err(snippet.misfit("`<!--` would begin a comment"));
    }
    if snippet.place.in_table { encode::table_cell(snippet, span, text) } else { Ok(text.to_owned()) }
}

/// Checks that the backticks of `text` delimit code spans inside it, and pair with none of the `stray` ones around it.
fn check_backticks(snippet: &Snippet, stray: &[usize], span: Span, text: &str) -> Result<(), DoesNotFit> {
    let mut runs = backtick_runs(text);
    runs.sort_unstable();
    if runs.chunk_by(|a, b| a == b).any(|same| same.len() % 2 != 0) {
        return Err(snippet.misfit("a backtick without its pair would make code of what follows"));
    }
    let before = snippet.text.get(..span.start).unwrap_or("");
    let after = snippet.text.get(span.end..).unwrap_or("");
    let touches = (before.ends_with('`') && text.starts_with('`')) || (text.ends_with('`') && after.starts_with('`'));
    if touches || stray.iter().any(|run| runs.binary_search(run).is_ok()) {
        return Err(snippet.misfit("its backticks would pair with others of the paragraph"));
    }
    Ok(())
}

/// The block that a line of a paragraph would begin instead of going on with it.
fn begins_block(line: &str) -> Option<&'static str> {
    let line = line.trim();
    let first = line.chars().next()?;
    let only = |chars: &[char]| line.chars().all(|c| chars.contains(&c) || c.is_whitespace());
    let after_marker = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    match first {
        '#' if after_marker(line.trim_start_matches('#')) => Some("a heading"),
        '>' => Some("a block quote"),
        '=' if only(&['=']) => Some("a heading"),
        '-' | '*' | '_' if only(&[first]) => Some("a heading or a thematic break"),
        '-' | '+' | '*' if after_marker(line.get(1..).unwrap_or("")) => Some("a list item"),
        '|' | ':' | '-' if line.contains('-') && only(&['|', ':', '-']) => Some("a table"),
        ':' if after_marker(line.get(1..).unwrap_or("")) => Some("a definition"),
        '`' if line.starts_with("```") => Some("a code block"),
        '~' if line.starts_with("~~~") => Some("a code block"),
        '[' if line.starts_with("[^") && line.contains("]:") => Some("a footnote"),
        '<' if html::begins_block(line) => Some("an HTML block"),
        '0'..='9' => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.strip_prefix(['.', ')']).is_some_and(after_marker).then_some("a list item")
        }
        _ => None,
    }
}
