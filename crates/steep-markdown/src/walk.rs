//! From events to snippets.

use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use steep_edit::Span;

use crate::directive::{self, Directive};
use crate::document::Document;
use crate::encode::Encoding;
use crate::info::{self, Content, Info};
use crate::limits::Limits;
use crate::lines::{Containers, LineStarts, further_prefix};
use crate::mapped::Mapped;
use crate::places::code_block::CodeBlock;
use crate::places::front_matter::{self, Scalar};
use crate::places::html::{self, Part, Tag as HtmlTag};
use crate::places::prose::{self, Decoded, Leaf};
use crate::places::{code_span, console};
use crate::structure::is_block;
use crate::{LineEnding, Place, PlaceKind, Snippet};

/// Every snippet of a document, sorted by where it begins.
pub(crate) fn snippets(source: &str) -> Vec<Snippet> {
    let document = Document::new(source);
    let mut walk = Walk {
        source,
        lines: LineStarts::new(source),
        line_ending: LineEnding::first_in(source).unwrap_or_default(),
        found: Vec::new(),
        skip: false,
        containers: Containers::default(),
        cells: 0,
        headings: 0,
        setext: false,
        leaf: None,
        leaf_found: None,
        stray: Vec::new(),
        html_code: None,
        code_block: None,
        html_block: None,
    };
    if let Some(content) = document.front_matter {
        walk.front_matter(content);
    }
    for (event, span) in document.events() {
        walk.event(event, span);
    }
    walk.close_leaf();
    let mut found = walk.found;
    found.sort_by_key(|snippet| snippet.segments.first().map_or(0, |segment| segment.host.start));
    found
}

struct Walk<'s> {
    source: &'s str,
    lines: LineStarts<'s>,
    /// Of the document's first line.
    line_ending: LineEnding,
    found: Vec<Snippet>,
    /// Whether a directive says to leave what comes.
    skip: bool,
    containers: Containers,
    cells: usize,
    headings: usize,
    /// Whether the open heading is an underlined paragraph.
    setext: bool,
    leaf: Option<Leaf>,
    /// How many snippets had been found before the block of the leaf.
    leaf_found: Option<usize>,
    /// Lengths of the runs of backticks in the block of the leaf that delimit nothing.
    stray: Vec<usize>,
    /// An HTML code element in running text: its start tag, and the text after it.
    html_code: Option<HtmlCode<'s>>,
    code_block: Option<CodeBlock<'s>>,
    html_block: Option<HtmlBlock<'s>>,
}

struct HtmlCode<'s> {
    start: usize,
    tag: HtmlTag<'s>,
    mapped: Mapped<'s>,
    /// Whether something other than text stands in it.
    mixed: bool,
    pending: Option<usize>,
}

struct HtmlBlock<'s> {
    start: usize,
    raw: Mapped<'s>,
    pending: Option<usize>,
}

impl<'s> Walk<'s> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) if is_block(tag.to_end()) => self.start_block(&tag, span),
            Event::End(tag) if is_block(tag) => self.end_block(tag),
            Event::Rule => self.close_leaf(),
            Event::TaskListMarker(_) => self.close_leaf(),
            Event::Html(_) => self.html_line(span),
            Event::Text(text) => match (&mut self.code_block, &self.html_block) {
                (Some(block), _) => block.text(&text, span),
                // Columns of a tab that the container takes a part of.
                (None, Some(_)) => {}
                (None, None) => self.text(&text, span),
            },
            Event::SoftBreak | Event::HardBreak => {
                if let Some(leaf) = &mut self.leaf {
                    leaf.line_break(span);
                }
                if let Some(code) = &mut self.html_code {
                    code.pending = Some(span.start);
                }
            }
            Event::Code(_) => self.code_span(span),
            Event::InlineHtml(_) => self.inline_html(span),
            Event::FootnoteReference(_) => {
                self.mix_html_code();
                self.leaf(span).opaque(span);
            }
            Event::Start(Tag::Link { link_type, .. }) => {
                self.mix_html_code();
                self.leaf(Span::empty(span.start)).open_link(span, link_type);
            }
            Event::End(TagEnd::Link) => {
                if let Some(leaf) = &mut self.leaf {
                    leaf.close_link();
                    leaf.reach_end(span.end);
                }
            }
            Event::Start(Tag::Image { .. }) => {
                self.mix_html_code();
                self.leaf(Span::empty(span.start)).open_image(span);
            }
            Event::End(TagEnd::Image) => {
                if let Some(leaf) = &mut self.leaf {
                    leaf.reach_end(span.end);
                    leaf.close_image();
                }
            }
            Event::Start(_) => {
                self.mix_html_code();
                self.leaf(Span::empty(span.start));
            }
            Event::End(tag) => {
                let double = span.text(self.source).starts_with("~~");
                let width = if tag == TagEnd::Strong || (tag == TagEnd::Strikethrough && double) { 2 } else { 1 };
                if let Some(leaf) = &mut self.leaf {
                    leaf.reach_end(span.end);
                    leaf.emphasis(span, width);
                }
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, span: Span) {
        self.close_leaf();
        self.containers.start(tag.to_end());
        match tag {
            Tag::TableCell => self.cells += 1,
            Tag::Heading { .. } => {
                self.headings += 1;
                self.setext = self.source.as_bytes().get(span.start) != Some(&b'#');
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => Some(info::read(info)),
                    CodeBlockKind::Indented => None,
                };
                self.code_block = Some(CodeBlock::new(self.source, span, info));
            }
            Tag::HtmlBlock => {
                self.html_block = Some(HtmlBlock { start: span.start, raw: Mapped::new(self.source), pending: None });
            }
            _ => {}
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        self.close_leaf();
        self.containers.end(tag);
        match tag {
            TagEnd::TableCell => self.cells = self.cells.saturating_sub(1),
            TagEnd::Heading(_) => self.headings = self.headings.saturating_sub(1),
            TagEnd::CodeBlock => {
                if let Some(block) = self.code_block.take() {
                    self.code_block(block);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some(block) = self.html_block.take() {
                    self.html_block(block);
                }
            }
            _ => {}
        }
    }

    fn place(&self, kind: PlaceKind) -> Place {
        Place {
            kind,
            language: None,
            in_table: self.cells > 0,
            in_heading: self.headings > 0,
            multiline: false,
            line_ending: self.line_ending,
            line_prefix: String::new(),
            skip: self.skip,
            grants: false,
        }
    }

    /// What stands in front of a line's text at `start`, as a further line gets it.
    fn prefix_at(&mut self, start: usize) -> String {
        let line = self.lines.of(start);
        further_prefix(Span::new(line, start).text(self.source))
    }

    fn emit(&mut self, mapped: Mapped<'s>, place: Place, encoding: Encoding) {
        self.emit_prose(mapped, place, encoding, Vec::new(), Limits::default());
    }

    fn emit_prose(
        &mut self,
        mapped: Mapped<'s>,
        mut place: Place,
        encoding: Encoding,
        opaque: Vec<Span>,
        limits: Limits,
    ) {
        if mapped.text.trim().is_empty() {
            return;
        }
        let host = Span::new(
            mapped.segments.first().map_or(0, |segment| segment.host.start),
            mapped.segments.last().map_or(0, |segment| segment.host.end),
        );
        if mapped.text.contains('\n') {
            place.line_ending = LineEnding::first_in(host.text(self.source)).unwrap_or(place.line_ending);
        }
        let mut snippet = Snippet::new(mapped, place, encoding);
        snippet.opaque = opaque;
        snippet.limits = limits;
        self.found.push(snippet);
    }

    // Running text.

    /// The open leaf, opened at `span` where there is none, with an inline event at `span` added.
    fn leaf(&mut self, span: Span) -> &mut Leaf {
        if self.leaf.is_none() {
            let start = prose::text_start(self.source, span.start, 0);
            let prefix = if self.cells > 0 { String::new() } else { self.prefix_at(start) };
            self.leaf = Some(Leaf::new(start, prefix));
            self.leaf_found.get_or_insert(self.found.len());
        }
        let source = self.source;
        let leaf = self.leaf.get_or_insert_with(|| Leaf::new(span.start, String::new()));
        leaf.reach(source, span);
        leaf
    }

    fn text(&mut self, text: &str, span: Span) {
        let before = self.leaf.as_ref().map_or(0, |leaf| leaf.end());
        self.leaf(span);
        if let Some(code) = &mut self.html_code {
            let start = prose::text_start(self.source, span.start, before.max(code.start));
            if let Some(line_end) = code.pending.take() {
                code.mapped.push_break(Span::new(line_end, start));
            }
            if start < span.start {
                // A backslash and the character it escapes are one run.
                let first = text.chars().next().map_or(0, char::len_utf8);
                code.mapped.push_decoded(text.get(..first).unwrap_or(""), Span::new(start, span.start + first));
                code.mapped.push_verbatim(Span::new(span.start + first, span.end));
            } else {
                code.mapped.push_decoded_or_verbatim(text, span);
            }
        }
    }

    fn code_span(&mut self, span: Span) {
        self.mix_html_code();
        let leaf = self.leaf(span);
        leaf.code_span(span);
        if leaf.in_image() {
            return;
        }
        if let Some((mapped, delimiters)) = code_span::decode(self.source, span, &self.containers, self.cells > 0) {
            let place = self.place(PlaceKind::CodeSpan);
            self.emit(mapped, place, Encoding::CodeSpan(delimiters));
        }
    }

    fn inline_html(&mut self, span: Span) {
        let source = self.source;
        let written = span.text(source);
        let in_image = self.leaf.as_ref().is_some_and(Leaf::in_image);
        if let Some(directive) = directive::read(written).filter(|_| !in_image) {
            // The text before and after it differ in whether they are looked at.
            let prefix = self.leaf.as_ref().map(|leaf| leaf.prefix.clone());
            let prefix = prefix.unwrap_or_else(|| self.prefix_at(span.start));
            self.close_part();
            self.skip = directive == Directive::Off;
            self.leaf = Some(Leaf::new(span.end, prefix));
            self.leaf_found.get_or_insert(self.found.len());
            return;
        }
        let tag = HtmlTag::read(written);
        let code = |tag: &HtmlTag<'_>| matches!(tag.name.as_str(), "code" | "pre");
        match (tag, self.html_code.take()) {
            (Some(tag), Some(open)) if tag.end && tag.name == open.tag.name => {
                let leaf = self.leaf(span);
                leaf.opaque(Span::new(open.start, span.end));
                self.close_html_code(open);
            }
            (Some(tag), None) if !tag.end && code(&tag) => {
                self.leaf(span).tag(span);
                let mapped = Mapped::new(source);
                self.html_code = Some(HtmlCode { start: span.start, tag, mapped, mixed: false, pending: None });
            }
            (tag, open) => {
                self.html_code = open;
                // A placeholder such as `<N>` is text to the reader of the source, and gone for the reader of the page.
                self.mix_html_code();
                let leaf = self.leaf(span);
                if tag.is_some() { leaf.tag(span) } else { leaf.opaque(span) }
            }
        }
    }

    fn mix_html_code(&mut self) {
        if let Some(code) = &mut self.html_code {
            code.mixed = true;
        }
    }

    fn close_html_code(&mut self, code: HtmlCode<'s>) {
        if code.mixed {
            return;
        }
        let kind = if code.tag.name == "pre" { PlaceKind::HtmlPre } else { PlaceKind::HtmlCode };
        let place = Place { language: code.tag.language(), ..self.place(kind) };
        if is_other_language(place.language.as_deref()) {
            return;
        }
        self.emit(code.mapped, place, Encoding::InlineHtml);
    }

    /// Ends the running text of a block.
    fn close_leaf(&mut self) {
        self.close_part();
        let first = self.leaf_found.take();
        let stray = std::mem::take(&mut self.stray);
        if let Some(first) = first
            && !stray.is_empty()
        {
            let stray: Arc<[usize]> = stray.into();
            for snippet in self.found.iter_mut().skip(first) {
                match &mut snippet.encoding {
                    Encoding::CodeSpan(delimiters) => delimiters.stray = Arc::clone(&stray),
                    Encoding::Prose { stray: around } => *around = Arc::clone(&stray),
                    _ => {}
                }
            }
        }
    }

    /// Ends the running text of a block, or its part in front of a directive.
    fn close_part(&mut self) {
        self.html_code = None;
        let Some(leaf) = self.leaf.take() else { return };
        let prefix = leaf.prefix.clone();
        self.stray.extend(leaf.stray_backticks(self.source));
        let Decoded { mapped, opaque, limits } = leaf.decode(self.source, &self.containers, self.cells > 0);
        if !prose::has_words(&mapped.text, &opaque) {
            return;
        }
        let place = Place {
            multiline: self.cells == 0 && (self.headings == 0 || self.setext),
            line_prefix: second_line_prefix(&mapped).unwrap_or(prefix),
            ..self.place(PlaceKind::Prose)
        };
        self.emit_prose(mapped, place, Encoding::Prose { stray: Arc::default() }, opaque, limits);
    }

    // Code blocks.

    fn code_block(&mut self, block: CodeBlock<'s>) {
        let span = block.span;
        let (code, info) = block.finish(self.source);
        let content = info.as_ref().map_or(Content::Plain, |info| info.content);
        if code.text.trim().is_empty() {
            return;
        }
        let (language, skip) = info.as_ref().map_or((None, false), |info: &Info| (info.language.clone(), info.skip));
        let first_line = code.text.len() - code.text.trim_start_matches('\n').len();
        let prefix = self.prefix_at(code.host_offset(first_line));
        let place = |kind| Place {
            language,
            multiline: true,
            line_prefix: prefix.clone(),
            skip: self.skip || skip,
            ..self.place(kind)
        };
        if content == Content::Other {
            return self.emit(code, place(PlaceKind::OtherCode), fence(span.text(self.source)));
        }
        if let Some(commands) = console::commands(&code, content) {
            let place = place(PlaceKind::Console);
            for command in commands {
                let line_prefix = format!("{prefix}{}", command.further);
                self.emit(command.mapped, Place { line_prefix, ..place.clone() }, Encoding::Lines);
            }
            return;
        }
        let (kind, encoding) = match (&info, content) {
            (None, _) => (PlaceKind::IndentedCode, Encoding::Lines),
            (Some(_), Content::Script) => (PlaceKind::Fence, fence(span.text(self.source))),
            (Some(_), _) => (PlaceKind::PlainFence, fence(span.text(self.source))),
        };
        let place = place(kind);
        self.emit(code, place, encoding);
    }

    // HTML blocks.

    fn html_line(&mut self, span: Span) {
        let Some(block) = &mut self.html_block else { return };
        if let Some(line_end) = block.pending.take() {
            block.raw.push_break(Span::new(line_end, span.start));
        }
        let written = span.text(self.source);
        let content = written.trim_end_matches(['\n', '\r']);
        block.raw.push_verbatim(Span::new(span.start, span.start + content.len()));
        // Of `\r\n`, pulldown-cmark gives the `\n` as an event of its own and the `\r` in none.
        let before = span.text(self.source).starts_with('\n').then(|| span.start.checked_sub(1)).flatten();
        let start = before.filter(|at| self.source.as_bytes().get(*at) == Some(&b'\r')).unwrap_or(span.start);
        block.pending = (content.len() < written.len()).then_some(start + content.len());
    }

    fn html_block(&mut self, block: HtmlBlock<'s>) {
        let raw = block.raw;
        let prefix = self.prefix_at(block.start);
        // Where an end tag ends the block, what stands on its last line cannot go on to another; the text of a `<pre>`
        // that begins the block stands before its end tag.
        let ends_at_tag = html::ends_at_tag(&raw.text);
        let first_pre = html::first_pre_end(&raw.text);
        let last_line = raw.text.rfind('\n').map_or(0, |at| at + 1);
        let multiline = |span: Span| !ends_at_tag || span.end < last_line || span.end <= first_pre;
        for part in html::parts(&raw.text) {
            match part {
                Part::Comment(span) => {
                    if let Some(directive) = directive::read(span.text(&raw.text)) {
                        self.skip = directive == Directive::Off;
                    }
                }
                Part::Prose(span, opaque) => {
                    let text = span.text(&raw.text);
                    let start = span.start + text.len() - text.trim_start().len();
                    let span = Span::new(start, (span.start + text.trim_end().len()).max(start));
                    let host = |at: usize| raw.host_offset(at);
                    let tags: Vec<(Span, HtmlTag<'_>)> =
                        opaque.iter().filter_map(|tag| Some((*tag, HtmlTag::read(tag.text(&raw.text))?))).collect();
                    let (elements, breaks) = html::elements(&tags);
                    let elements: Vec<Span> =
                        elements.iter().map(|span| Span::new(host(span.start), host(span.end))).collect();
                    let breaks: Vec<usize> = breaks.into_iter().map(host).collect();
                    let opaque = opaque.iter().map(|tag| Span::new(host(tag.start), host(tag.end - 1) + 1)).collect();
                    let mut mapped = Mapped::new(self.source);
                    html::decode(&raw, span, &mut mapped);
                    let opaque = prose::to_text(&mapped, opaque);
                    if prose::has_words(&mapped.text, &opaque) {
                        let limits = prose::limits(&mapped, &elements, &breaks);
                        let place = Place { multiline: multiline(span), ..self.place(PlaceKind::Prose) };
                        self.emit_html(mapped, place, &prefix, ends_at_tag, opaque, limits);
                    }
                }
                Part::Code(span, language) => {
                    let mut mapped = Mapped::new(self.source);
                    html::decode(&raw, span, &mut mapped);
                    let place = Place { language, ..self.place(PlaceKind::HtmlCode) };
                    self.emit_html(mapped, place, &prefix, ends_at_tag, Vec::new(), Limits::default());
                }
                Part::Pre(spans, language) => {
                    let mut mapped = Mapped::new(self.source);
                    let multiline = spans.last().is_some_and(|span| multiline(*span));
                    for (nth, span) in spans.into_iter().enumerate() {
                        // The line ending after `<pre>` is no part of its text.
                        let leading = nth == 0 && span.text(&raw.text).starts_with('\n');
                        html::decode(&raw, Span::new(span.start + usize::from(leading), span.end), &mut mapped);
                    }
                    let place = Place { language, multiline, ..self.place(PlaceKind::HtmlPre) };
                    self.emit_html(mapped, place, &prefix, ends_at_tag, Vec::new(), Limits::default());
                }
            }
        }
    }

    fn emit_html(
        &mut self,
        mapped: Mapped<'s>,
        place: Place,
        prefix: &str,
        blank_lines: bool,
        opaque: Vec<Span>,
        limits: Limits,
    ) {
        let kind = if is_other_language(place.language.as_deref()) { PlaceKind::OtherCode } else { place.kind };
        let place = Place { kind, ..place };
        let line_prefix = second_line_prefix(&mapped).unwrap_or_else(|| prefix.to_owned());
        self.emit_prose(mapped, Place { line_prefix, ..place }, Encoding::Html { blank_lines }, opaque, limits);
    }

    // Front matter.

    fn front_matter(&mut self, content: Span) {
        for front_matter::Found { mapped, style, grants } in front_matter::scalars(self.source, content) {
            let start = mapped.segments.first().map_or(0, |segment| segment.host.start);
            let unread = style == Scalar::Unread;
            let place = Place {
                multiline: style == Scalar::Literal,
                line_prefix: if style == Scalar::Literal { self.prefix_at(start) } else { String::new() },
                language: unread.then(|| "yaml".to_owned()),
                grants,
                ..self.place(if unread { PlaceKind::OtherCode } else { PlaceKind::FrontMatter })
            };
            self.emit(mapped, place, Encoding::Yaml(style));
        }
    }
}

fn is_other_language(language: Option<&str>) -> bool {
    language.is_some_and(|language| info::content(language) == Content::Other)
}

/// The prefix of the first further line that is not blank.
fn second_line_prefix(mapped: &Mapped<'_>) -> Option<String> {
    let text = mapped.text.as_str();
    let mut feeds = text.match_indices('\n').map(|(at, _)| at);
    let written =
        feeds.find(|at| text.get(at + 1..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('\n')))?;
    mapped.prefixes.after(written).map(str::to_owned)
}

/// What could close the fence that a block begins with.
fn fence(block: &str) -> Encoding {
    let marker = block.bytes().next().unwrap_or(b'`');
    Encoding::Fence { marker, length: block.bytes().take_while(|byte| *byte == marker).count() }
}
