//! From events to snippets.

use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use steep_edit::Span;

use crate::anchor::Anchors;
use crate::directive::{self, Directive};
use crate::document::{Document, FrontMatter, FrontMatterLanguage};
use crate::encoding::{Encoding, Scalar};
use crate::info::{self, Content, Info};
use crate::lines::{Containers, LineStarts, further_prefix};
use crate::mapped::Mapped;
use crate::mdx;
use crate::places::code_block::CodeBlock;
use crate::places::front_matter;
use crate::places::html::{self, Elements, Part, Tag as HtmlTag};
use crate::places::prose::{self, Decoded, Inline, Leaf};
use crate::places::{code_span, console, drawn_table, template, text};
use crate::snippet::Around;
use crate::structure::is_block;
use crate::{Flavour, LineEnding, Place, PlaceKind, Run, Snippet};

/// Every snippet of a document, sorted by where it begins.
pub(crate) fn snippets(source: &str, flavour: Flavour) -> Vec<Snippet> {
    let mut walk = Walk::new(source, flavour);
    match flavour {
        Flavour::Markdown => walk.markdown(),
        Flavour::Mdx => walk.mdx(),
    }
    walk.anchors.mark(&mut walk.found);
    let mut found = walk.found;
    found.sort_by_key(|snippet| snippet.segments.first().map_or(0, |segment| segment.host.start));
    found
}

struct Walk<'s> {
    source: &'s str,
    flavour: Flavour,
    lines: LineStarts<'s>,
    /// Of most lines of the document.
    line_ending: LineEnding,
    found: Vec<Snippet>,
    /// Whether a directive says to leave what comes.
    skip: bool,
    containers: Containers,
    cells: usize,
    headings: usize,
    anchors: Anchors,
    leaf: Option<Leaf>,
    /// How many snippets had been found before the block of the leaf.
    leaf_found: Option<usize>,
    /// Lengths of the runs of backticks in the block of the leaf that delimit nothing.
    stray: Vec<usize>,
    /// An HTML code element in running text: its start tag, and the text after it.
    html_code: Option<HtmlCode<'s>>,
    code_block: Option<CodeBlock<'s>>,
    html_block: Option<HtmlBlock<'s>>,
    /// Whether code of a page generator's tags goes on.
    template: template::Open,
    /// Where the last cell of the open row ends that its table has a column for.
    row_end: usize,
    /// Where Pandoc and reStructuredText would see a table that is drawn, sorted.
    drawn_tables: Vec<Span>,
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
    fn new(source: &'s str, flavour: Flavour) -> Self {
        Walk {
            source,
            flavour,
            lines: LineStarts::new(source),
            line_ending: LineEnding::most_in(source).unwrap_or_default(),
            found: Vec::new(),
            skip: false,
            containers: Containers::default(),
            cells: 0,
            headings: 0,
            anchors: Anchors::default(),
            leaf: None,
            leaf_found: None,
            stray: Vec::new(),
            html_code: None,
            code_block: None,
            html_block: None,
            template: template::Open::default(),
            row_end: 0,
            drawn_tables: Vec::new(),
        }
    }

    fn markdown(&mut self) {
        let document = Document::new(self.source);
        if let Some(front_matter) = document.front_matter {
            self.front_matter(front_matter);
        }
        self.drawn_tables = drawn_table::spans(self.source);
        let (events, definitions) = document.events_and_definitions();
        let mut definitions = definitions.into_iter().map(|definition| definition.span).peekable();
        for (event, span) in events {
            while self.leaf.is_none()
                && let Some(definition) = definitions.next_if(|it| it.start < span.start)
            {
                self.untouched(definition, PlaceKind::Markup);
            }
            self.event(event, span);
        }
        self.close_leaf();
        for definition in definitions {
            self.untouched(definition, PlaceKind::Markup);
        }
    }

    fn mdx(&mut self) {
        if let Some(FrontMatter { language, content, .. }) = FrontMatter::of(self.source) {
            self.other_code(content, language.as_str());
        }
        let (parts, stray) = mdx::parts(self.source);
        let stray: Arc<[usize]> = stray.into();
        for part in parts {
            match part {
                mdx::Part::Other(span) => self.untouched(span, PlaceKind::Mdx),
                mdx::Part::Comment(inner) => {
                    if let Some(directive) = directive::read(&format!("<!--{}-->", inner.text(self.source))) {
                        self.skip = directive == Directive::Off;
                    } else {
                        self.untouched(inner, PlaceKind::Mdx);
                    }
                }
                mdx::Part::CodeSpan(span, beside_bar) => {
                    // With GitHub's extensions a bar ends a cell, without them a backslash in front of it is text.
                    if beside_bar && span.text(self.source).contains('|') {
                        self.untouched(span, PlaceKind::Mdx);
                    } else if let Some((mapped, mut delimiters)) =
                        code_span::decode(self.source, span, &self.containers, false)
                    {
                        delimiters.stray = Arc::clone(&stray);
                        let place = Place { in_table: beside_bar, ..self.place(PlaceKind::CodeSpan) };
                        self.emit(mapped, place, Encoding::CodeSpan(delimiters));
                    }
                }
                mdx::Part::Fence { span, info, lines } => {
                    let info = info::read(info.text(self.source));
                    let mut block = CodeBlock::new(self.source, span, Some(info));
                    for line in lines {
                        block.text(line.text(self.source), line);
                    }
                    self.code_block(block);
                }
            }
        }
    }

    /// Text in another language: what looks like a command there is reported.
    fn other_code(&mut self, span: Span, language: &str) {
        let place = Place { language: Some(language.to_owned()), ..self.place(PlaceKind::OtherCode) };
        let mut mapped = Mapped::new(self.source);
        mapped.push_verbatim(span);
        self.emit(mapped, place, Encoding::Lines);
    }

    /// Text that is not written to: what looks like a command there is reported.
    fn untouched(&mut self, span: Span, kind: PlaceKind) {
        if span.text(self.source).contains(char::is_alphanumeric) {
            let mut mapped = Mapped::new(self.source);
            mapped.push_verbatim(span);
            let place = self.place(kind);
            self.emit(mapped, place, Encoding::Lines);
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        self.anchors.event(&event, self.found.len());
        match event {
            Event::Start(tag) if is_block(tag.to_end()) => self.start_block(&tag, span),
            Event::End(tag) if is_block(tag) => self.end_block(tag, span),
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
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                self.mix_html_code();
                self.leaf(Span::empty(span.start)).open_link(span, link_type, &dest_url);
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
            Tag::Heading { .. } => self.headings += 1,
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

    fn end_block(&mut self, tag: TagEnd, span: Span) {
        self.close_leaf();
        self.containers.end(tag);
        match tag {
            TagEnd::TableCell => {
                self.cells = self.cells.saturating_sub(1);
                self.row_end = span.end;
            }
            // Cells beyond the header are no events, and on no page.
            TagEnd::TableRow if self.row_end < span.end => {
                self.untouched(Span::new(self.row_end, span.end), PlaceKind::CutCell);
            }
            TagEnd::Heading(_) => {
                self.headings = self.headings.saturating_sub(1);
                self.anchors.close(self.found.len());
            }
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
            flavour: self.flavour,
            language: None,
            in_table: self.cells > 0,
            in_heading: self.headings > 0,
            multiline: false,
            line_ending: self.line_ending,
            line_prefix: String::new(),
            run: Run::default(),
            skip: self.skip,
            rights: None,
            in_linked_heading: false,
        }
    }

    /// What stands in front of a line's text at `start`, as a further line gets it.
    fn prefix_at(&mut self, start: usize) -> String {
        let line = self.lines.of(start);
        further_prefix(Span::new(line, start).text(self.source))
    }

    fn emit(&mut self, mapped: Mapped<'s>, place: Place, encoding: Encoding) {
        self.emit_part(mapped, place, encoding, Inline::default());
    }

    fn emit_part(&mut self, mapped: Mapped<'s>, mut place: Place, encoding: Encoding, inline: Inline) {
        if mapped.text.trim().is_empty() {
            return;
        }
        let host = Span::new(
            mapped.segments.first().map_or(0, |segment| segment.host.start),
            mapped.segments.last().map_or(0, |segment| segment.host.end),
        );
        if mapped.text.contains('\n') {
            place.line_ending = LineEnding::most_in(host.text(self.source)).unwrap_or(place.line_ending);
        }
        let mut snippet = Snippet::new(mapped, place, encoding);
        snippet.opaque = inline.opaque;
        snippet.limits = inline.limits;
        snippet.links = inline.links;
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
        let source = self.source;
        self.leaf(span).text(source, before, text, span);
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
            let address = self.leaf.as_ref().and_then(Leaf::open_address).map(str::to_owned);
            let links = address.map(|address| (Span::new(0, mapped.text.len()), address)).into_iter().collect();
            self.emit_part(mapped, place, Encoding::CodeSpan(delimiters), Inline { links, ..Inline::default() });
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
        let block = Span::new(leaf.start(), leaf.end());
        let first = self.leaf_found.unwrap_or(self.found.len());
        for snippet in self.found.iter_mut().skip(first) {
            let (start, end) = (snippet.host(Span::empty(0)), snippet.host(Span::empty(snippet.text.len())));
            if let (Some(start), Some(end)) = (start, end)
                && block.contains(Span::new(start.start, end.end))
            {
                snippet.around = Around::new(self.source, block, Span::new(start.start, end.end));
            }
        }
        // GitHub ends a cell at each `|` without a backslash, also in code: half of a code span is left in it.
        let is_cut = self.cells > 0 && !self.stray.is_empty();
        let Decoded { mapped, mut inline } = leaf.decode(self.source, &self.containers, self.cells > 0);
        self.markup(&mapped, &mut inline);
        let kind = match () {
            () if is_cut => PlaceKind::CutCell,
            () if drawn_table::is_in(&self.drawn_tables, block) => PlaceKind::DrawnTable,
            () => PlaceKind::Prose,
        };
        if kind != PlaceKind::Prose {
            for snippet in self.found.iter_mut().skip(first) {
                snippet.place.kind = kind;
            }
        }
        if !prose::has_words(&mapped.text, &inline.opaque) {
            return;
        }
        if kind != PlaceKind::Prose {
            let mut at = 0;
            for opaque in inline.opaque.iter().copied().chain([Span::empty(mapped.text.len())]) {
                let text = Span::new(at, opaque.start.max(at));
                self.untouched(mapped.host_of(text), kind);
                at = opaque.end;
            }
            return;
        }
        let place = Place { line_prefix: second_line_prefix(&mapped).unwrap_or(prefix), ..self.place(kind) };
        self.emit_part(mapped, place, Encoding::Prose { stray: Arc::default() }, inline);
    }

    /// What is opaque in running text, and what a page generator or a wiki reads of it: what is no snippet of its own is
    /// given as one that is not written to. Code inside a generator's tag is one of the tag.
    fn markup(&mut self, mapped: &Mapped<'s>, inline: &mut Inline) {
        // Blanks between two elements: they begin nowhere, so each snippet of the document would end after them.
        if mapped.segments.is_empty() {
            return;
        }
        let templates = template::spans(&mapped.text, &mut self.template);
        let hosts: Vec<Span> = templates.iter().map(|span| mapped.host_of(*span)).collect();
        let inner = self.found.iter().rev().take_while(|it| it.host_span().end > mapped.start()).count();
        let first = self.found.len() - inner;
        let mut taken: Vec<Span> = Vec::new();
        for snippet in self.found.iter_mut().skip(first) {
            let host = snippet.host_span();
            let template = hosts.get(hosts.partition_point(|it| it.end < host.end));
            if template.is_some_and(|template| template.contains(host)) {
                snippet.place.kind = PlaceKind::Markup;
            }
            taken.push(host);
        }
        taken.sort_unstable();
        inline.opaque.extend(templates);
        inline.opaque = merged(std::mem::take(&mut inline.opaque));
        let mut taken = taken.into_iter().peekable();
        for span in &inline.opaque {
            let mut rest = mapped.host_of(*span);
            while let Some(snippet) = taken.next_if(|it| it.start < rest.end) {
                self.untouched(Span::new(rest.start, snippet.start.max(rest.start)), PlaceKind::Markup);
                rest = Span::new(snippet.end.clamp(rest.start, rest.end), rest.end);
            }
            self.untouched(rest, PlaceKind::Markup);
        }
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
                let mut place = Place { line_prefix, multiline: command.multiline, ..place.clone() };
                if let Some(language) = command.reader.other_language() {
                    place = Place { kind: PlaceKind::OtherCode, language: Some(language.to_owned()), ..place };
                }
                self.emit(command.mapped, place, Encoding::Lines);
            }
            return;
        }
        let is_text = content == Content::Plain && text::is_running(&code.text);
        let (kind, encoding) = match (&info, content) {
            (Some(_), _) if is_text => (PlaceKind::FencedText, fence(span.text(self.source))),
            (None, _) => (PlaceKind::IndentedCode, Encoding::Lines),
            (Some(_), Content::Script) => (PlaceKind::Fence, fence(span.text(self.source))),
            (Some(_), _) => (PlaceKind::PlainFence, fence(span.text(self.source))),
        };
        let place = Place { multiline: !is_text, ..place(kind) };
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
                    } else {
                        self.emit(raw.part(span), self.place(PlaceKind::Markup), Encoding::Lines);
                    }
                }
                Part::Markup(span) => self.emit(raw.part(span), self.place(PlaceKind::Markup), Encoding::Lines),
                Part::Prose(span, opaque) => {
                    let text = span.text(&raw.text);
                    let start = span.start + text.len() - text.trim_start().len();
                    let span = Span::new(start, (span.start + text.trim_end().len()).max(start));
                    let host = |at: usize| raw.host_offset(at);
                    let tags: Vec<(Span, HtmlTag<'_>)> =
                        opaque.iter().filter_map(|tag| Some((*tag, HtmlTag::read(tag.text(&raw.text))?))).collect();
                    let elements = Elements::of(&tags);
                    let in_host = |span: &Span| Span::new(host(span.start), host(span.end));
                    let inside: Vec<Span> = elements.inside.iter().map(in_host).collect();
                    let breaks: Vec<usize> = elements.breaks.into_iter().map(host).collect();
                    let links = elements.links.iter().map(|(span, address)| (in_host(span), address.clone())).collect();
                    let opaque = opaque.iter().map(|tag| Span::new(host(tag.start), host(tag.end - 1) + 1)).collect();
                    let mut mapped = Mapped::new(self.source);
                    html::decode(&raw, span, &mut mapped);
                    let opaque = prose::to_text(&mapped, opaque);
                    let limits = prose::limits(&mapped, &inside, &breaks);
                    let mut inline = Inline { limits, links: prose::links(&mapped, links), opaque };
                    self.markup(&mapped, &mut inline);
                    if prose::has_words(&mapped.text, &inline.opaque) {
                        self.emit_html(mapped, self.place(PlaceKind::Prose), &prefix, ends_at_tag, inline);
                    }
                }
                Part::Code(span, language) => {
                    let mut mapped = Mapped::new(self.source);
                    html::decode(&raw, span, &mut mapped);
                    let place = Place { language, ..self.place(PlaceKind::HtmlCode) };
                    self.emit_html(mapped, place, &prefix, ends_at_tag, Inline::default());
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
                    self.emit_html(mapped, place, &prefix, ends_at_tag, Inline::default());
                }
            }
        }
    }

    fn emit_html(&mut self, mapped: Mapped<'s>, place: Place, prefix: &str, blank_lines: bool, inline: Inline) {
        let kind = if is_other_language(place.language.as_deref()) { PlaceKind::OtherCode } else { place.kind };
        let place = Place { kind, ..place };
        let line_prefix = second_line_prefix(&mapped).unwrap_or_else(|| prefix.to_owned());
        self.emit_part(mapped, Place { line_prefix, ..place }, Encoding::Html { blank_lines }, inline);
    }

    // Front matter.

    fn front_matter(&mut self, FrontMatter { language, content, .. }: FrontMatter) {
        if language != FrontMatterLanguage::Yaml {
            return self.other_code(content, language.as_str());
        }
        for front_matter::Found { mapped, style, rights } in front_matter::scalars(self.source, content) {
            let start = mapped.segments.first().map_or(0, |segment| segment.host.start);
            let unread = style == Scalar::Unread;
            let place = Place {
                multiline: style == Scalar::Literal,
                line_prefix: if style == Scalar::Literal { self.prefix_at(start) } else { String::new() },
                language: unread.then(|| "yaml".to_owned()),
                rights,
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

/// The spans sorted, those that touch made one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
