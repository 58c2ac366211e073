//! HTML: tags, entities, and the text of HTML blocks.

use std::collections::{HashMap, HashSet};

use steep_edit::Span;

use crate::mapped::Mapped;
use crate::{DoesNotFit, Snippet};

/// Elements that format running text. In Markdown prose, any other tag is most likely a placeholder (`<number>`).
const FORMATTING: &[&str] = &[
    "a", "abbr", "b", "big", "br", "center", "cite", "code", "del", "details", "div", "em", "font", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "picture", "pre", "q", "s", "samp",
    "small", "source", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead",
    "tr", "tt", "u", "ul", "var", "video", "wbr",
];

/// Elements without an end tag.
const VOID: &[&str] = &["br", "hr", "img", "wbr"];

/// Elements that a run of text does not go across.
const BLOCK: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements whose content is no text.
const RAW: &[&str] = &["script", "style"];

/// A longer tag is read as text: it bounds the cost of an unclosed one.
const MAX_TAG: usize = 4096;

/// A start or end tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    /// Lower case.
    pub(crate) name: String,
    pub(crate) end: bool,
    /// What follows the name.
    pub(crate) attributes: &'t str,
}

impl<'t> Tag<'t> {
    /// Reads a whole tag, `<` and `>` included.
    pub(crate) fn read(tag: &'t str) -> Option<Tag<'t>> {
        let inner = tag.strip_prefix('<')?.strip_suffix('>')?;
        let (end, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let length = inner.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        let name = inner.get(..length)?;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let attributes = inner.get(length..)?;
        if !(attributes.is_empty() || attributes.starts_with(|c: char| c.is_whitespace() || c == '/')) {
            return None;
        }
        Some(Tag { name: name.to_ascii_lowercase(), end, attributes })
    }

    fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }

    /// Names and values of the attributes that have quotes.
    fn quoted(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let mut values = self.attributes.split(['"', '\'']);
        std::iter::from_fn(move || {
            let (name, value) = (values.next()?, values.next()?);
            Some((name.trim().trim_end_matches('=').trim_end(), value))
        })
    }

    /// The value of an attribute that has quotes.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'t str> {
        self.quoted().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The language that its `class` or `lang` names.
    pub(crate) fn language(&self) -> Option<String> {
        for (name, value) in self.quoted() {
            let word = match name {
                "class" => value.split_whitespace().find(|class| {
                    class.starts_with("language-")
                        || class.starts_with("lang-")
                        || class.starts_with("highlight-source-")
                }),
                "lang" => Some(value),
                _ => None,
            };
            if let Some(word) = word {
                return crate::info::language(word);
            }
        }
        None
    }
}

/// Those of `tags` that are markup: end tags, start tags of elements that have one, and formatting elements that have
/// attributes or need no end tag.
pub(crate) fn markup_tags<'t>(tags: &[Span], read: impl Fn(Span) -> Option<Tag<'t>>) -> Vec<(Span, Tag<'t>)> {
    let mut read: Vec<(Span, Tag<'_>)> = tags.iter().filter_map(|span| Some((*span, read(*span)?))).collect();
    let pairs = Pairs::new(read.iter().map(|(_, tag)| tag));
    read.retain(|(_, tag)| pairs.is_markup(tag));
    read
}

/// Elements in running text.
#[derive(Debug, Default)]
pub(crate) struct Elements {
    /// What stands between their start and end tags.
    pub(crate) inside: Vec<Span>,
    /// Where those without content stand.
    pub(crate) breaks: Vec<usize>,
    /// What stands in an `<a>`, and its address.
    pub(crate) links: Vec<(Span, String)>,
}

impl Elements {
    pub(crate) fn of(tags: &[(Span, Tag<'_>)]) -> Self {
        let mut elements = Elements::default();
        let mut open: Vec<(&Tag<'_>, usize)> = Vec::new();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (span, tag) in tags {
            let name = tag.name.as_str();
            if tag.is(VOID) {
                elements.breaks.push(span.start);
            } else if !tag.end {
                open.push((tag, span.end));
                *counts.entry(name).or_default() += 1;
            } else if counts.get(name).is_some_and(|count| *count > 0) {
                // Elements that were not closed before end here too.
                while let Some((inner, start)) = open.pop() {
                    counts.entry(&inner.name).and_modify(|count| *count -= 1);
                    let inside = Span::new(start, span.start);
                    elements.inside.push(inside);
                    if inner.name == "a" {
                        elements.links.push((inside, inner.attribute("href").unwrap_or_default().to_owned()));
                    }
                    if inner.name == name {
                        break;
                    }
                }
            }
        }
        elements
    }
}

/// Which elements have an end tag.
struct Pairs {
    ends: HashSet<String>,
}

impl Pairs {
    fn new<'a, 't: 'a>(tags: impl Iterator<Item = &'a Tag<'t>>) -> Self {
        Pairs { ends: tags.filter(|tag| tag.end).map(|tag| tag.name.clone()).collect() }
    }

    fn is_markup(&self, tag: &Tag<'_>) -> bool {
        let attributes = tag.attributes.contains('=');
        let formats = tag.is(FORMATTING) && (tag.is(VOID) || attributes);
        // An end tag is no placeholder, and no start tag is that has one: prompts are full of `<command>…</command>`. Neither
        // is what has an attribute in quotes.
        tag.end || formats || self.ends.contains(&tag.name) || tag.quoted().any(|(name, _)| !name.is_empty())
    }
}

/// Whether an HTML block goes on to an end tag or the end of a comment, and not to a blank line.
pub(crate) fn ends_at_tag(html: &str) -> bool {
    let start: String = html.trim_start().chars().take("<textarea".len()).collect::<String>().to_ascii_lowercase();
    ["<!", "<?", "<pre", "<script", "<style", "<textarea"].iter().any(|tag| start.starts_with(tag))
}

/// Where the `<pre>` ends that a block begins with; 0 where it begins with another.
pub(crate) fn first_pre_end(html: &str) -> usize {
    if !html.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("<pre")) {
        return 0;
    }
    html.as_bytes().windows(5).position(|window| window.eq_ignore_ascii_case(b"</pre")).unwrap_or(html.len())
}

/// A piece of HTML.
enum Token<'t> {
    Text(Span),
    Tag(Span, Tag<'t>),
    Comment(Span),
}

fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let bytes = html.as_bytes();
    let (mut at, mut run) = (0, 0);
    let mut comments_end = true;
    while let Some(byte) = bytes.get(at) {
        let rest = html.get(at..).unwrap_or("");
        let length = if *byte != b'<' {
            None
        } else if rest.starts_with("<!--") {
            let end = comments_end.then(|| rest.find("-->")).flatten();
            comments_end &= end.is_some();
            end.map(|end| end + "-->".len())
        } else {
            tag_length(rest)
        };
        let Some(length) = length else {
            at += 1;
            continue;
        };
        let span = Span::new(at, at + length);
        let text = span.text(html);
        let token = if text.starts_with("<!--") {
            Some(Token::Comment(span))
        } else {
            Tag::read(text).map(|tag| Token::Tag(span, tag))
        };
        at = span.end;
        if let Some(token) = token {
            if run < span.start {
                tokens.push(Token::Text(Span::new(run, span.start)));
            }
            tokens.push(token);
            run = at;
        }
    }
    if run < at {
        tokens.push(Token::Text(Span::new(run, at)));
    }
    tokens
}

/// Where a tag ends.
enum TagEnd {
    /// It is so many bytes long.
    After(usize),
    /// The text ends in it.
    Missing,
    /// It is no tag.
    None,
}

fn tag_end(rest: &str) -> TagEnd {
    let bytes = rest.as_bytes();
    if !bytes.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') {
        return TagEnd::None;
    }
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().take(MAX_TAG).skip(1) {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if bytes.get(at - 1) == Some(&b'=') => quote = Some(*byte),
            (None, b'>') => return TagEnd::After(at + 1),
            (None, b'<') => return TagEnd::None,
            (None, _) => {}
        }
    }
    TagEnd::Missing
}

fn tag_length(rest: &str) -> Option<usize> {
    match tag_end(rest) {
        TagEnd::After(length) => Some(length),
        TagEnd::Missing | TagEnd::None => None,
    }
}

/// What an HTML block holds.
pub(crate) enum Part {
    /// A comment, for its directive: span in the raw text.
    Comment(Span),
    /// A tag with attributes, or a script or style sheet with its tags.
    Markup(Span),
    /// Text outside code, with the tags and code elements in it. It ends at a block element.
    Prose(Span, Vec<Span>),
    /// The content of a `<code>` outside `<pre>`.
    Code(Span, Option<String>),
    /// The content of a `<pre>`, or of the `<code>` in it, without the tags in it.
    Pre(Vec<Span>, Option<String>),
}

/// The parts of an HTML block's raw text.
pub(crate) fn parts(html: &str) -> Vec<Part> {
    let tokens = tokens(html);
    let pairs = Pairs::new(tokens.iter().filter_map(|token| match token {
        Token::Tag(_, tag) => Some(tag),
        _ => None,
    }));
    let mut parts = Vec::new();
    let mut run: Option<(Span, Vec<Span>)> = None;
    let flush = |run: &mut Option<(Span, Vec<Span>)>, parts: &mut Vec<Part>| {
        if let Some((span, opaque)) = run.take() {
            parts.push(Part::Prose(span, opaque));
        }
    };
    let extend = |run: &mut Option<(Span, Vec<Span>)>, span: Span, opaque: bool| {
        let run = run.get_or_insert((span, Vec::new()));
        run.0 = run.0.cover(span);
        if opaque {
            run.1.push(span);
        }
    };
    let mut nth = 0;
    while let Some(token) = tokens.get(nth) {
        nth += 1;
        match token {
            Token::Text(span) => extend(&mut run, *span, false),
            Token::Comment(span) => {
                flush(&mut run, &mut parts);
                parts.push(Part::Comment(*span));
            }
            Token::Tag(span, tag) if !tag.end && tag.is(RAW) => {
                flush(&mut run, &mut parts);
                let length = element_length(&tokens, nth, &tag.name);
                let last = tokens.get(nth..nth + length).and_then(<[Token<'_>]>::last).map_or(*span, Token::span);
                parts.push(Part::Markup(span.cover(last)));
                nth += length;
            }
            Token::Tag(_, tag) if !tag.end && tag.name == "pre" => {
                flush(&mut run, &mut parts);
                let length = element_length(&tokens, nth, "pre");
                let inside = tokens.get(nth..nth + length).unwrap_or_default();
                parts.extend(pre(inside, tag, &pairs));
                nth += length;
            }
            Token::Tag(span, tag) if !tag.end && tag.name == "code" && pairs.is_markup(tag) => {
                let length = element_length(&tokens, nth, "code");
                let inside = tokens.get(nth..nth + length).unwrap_or_default();
                let spans: Vec<Span> = inside.iter().map(Token::span).collect();
                let mut opaque = *span;
                if let (Some(first), Some(last)) = (spans.first(), spans.last()) {
                    parts.push(Part::Code(first.cover(*last), tag.language()));
                    opaque = opaque.cover(*last);
                }
                extend(&mut run, opaque, true);
                nth += length;
            }
            Token::Tag(span, tag) if tag.is(BLOCK) || tag.is(RAW) || tag.name == "pre" => {
                flush(&mut run, &mut parts);
                if !tag.attributes.is_empty() {
                    parts.push(Part::Markup(*span));
                }
            }
            Token::Tag(span, tag) => extend(&mut run, *span, pairs.is_markup(tag)),
        }
    }
    flush(&mut run, &mut parts);
    parts
}

impl Token<'_> {
    fn span(&self) -> Span {
        match self {
            Token::Text(span) | Token::Tag(span, _) | Token::Comment(span) => *span,
        }
    }
}

/// How many tokens from `from` on come before the end tag of `name`; all of them where there is none.
fn element_length(tokens: &[Token<'_>], from: usize, name: &str) -> usize {
    let rest = tokens.get(from..).unwrap_or_default();
    let end = rest.iter().position(|token| matches!(token, Token::Tag(_, tag) if tag.end && tag.name == name));
    end.unwrap_or(rest.len())
}

fn pre(inside: &[Token<'_>], tag: &Tag<'_>, pairs: &Pairs) -> Vec<Part> {
    let is_code =
        |token: &Token<'_>, end: bool| matches!(token, Token::Tag(_, tag) if tag.name == "code" && tag.end == end);
    let text = |tokens: &[Token<'_>]| {
        let mut spans: Vec<Span> = Vec::new();
        for token in tokens {
            match token {
                Token::Tag(_, tag) if pairs.is_markup(tag) => {}
                // Given as a part of its own.
                Token::Comment(_) => {}
                token => match spans.last_mut() {
                    Some(last) if last.end == token.span().start => last.end = token.span().end,
                    _ => spans.push(token.span()),
                },
            }
        }
        spans
    };
    let comments = inside.iter().filter_map(|token| match token {
        Token::Comment(span) => Some(Part::Comment(*span)),
        _ => None,
    });
    let mut parts: Vec<Part> = comments.collect();
    let mut is_code_found = false;
    let mut rest = inside;
    while let Some(start) = rest.iter().position(|token| is_code(token, false)) {
        let language = match rest.get(start) {
            Some(Token::Tag(_, code)) => code.language(),
            _ => None,
        };
        rest = rest.get(start + 1..).unwrap_or_default();
        let end = rest.iter().position(|token| is_code(token, true)).unwrap_or(rest.len());
        is_code_found = true;
        parts.push(Part::Pre(text(rest.get(..end).unwrap_or_default()), language.or_else(|| tag.language())));
        rest = rest.get(end..).unwrap_or_default();
    }
    if !is_code_found {
        parts.push(Part::Pre(text(inside), tag.language()));
    }
    parts
}

/// Decodes the entities of the raw text at `span` of `raw` and appends it.
pub(crate) fn decode<'s>(raw: &Mapped<'s>, span: Span, into: &mut Mapped<'s>) {
    let text = span.text(&raw.text);
    let mut run = 0;
    for (at, _) in text.match_indices('&') {
        if at < run {
            continue;
        }
        let Some((decoded, length)) = entity(text.get(at..).unwrap_or("")) else { continue };
        into.push_part(raw, Span::new(run, at).shift(span.start));
        let start = raw.host_offset(span.start + at);
        into.push_decoded(decoded.encode_utf8(&mut [0; 4]), Span::new(start, start + length));
        run = at + length;
    }
    into.push_part(raw, Span::new(run, text.len()).shift(span.start));
}

/// Named entities that stand in shell text; others stay as they are written.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("ast", '*'),
    ("bsol", '\\'),
    ("colon", ':'),
    ("comma", ','),
    ("commat", '@'),
    ("dollar", '$'),
    ("equals", '='),
    ("excl", '!'),
    ("grave", '`'),
    ("gt", '>'),
    ("hellip", '…'),
    ("lbrace", '{'),
    ("lbrack", '['),
    ("lowbar", '_'),
    ("lpar", '('),
    ("lsqb", '['),
    ("lt", '<'),
    ("mdash", '—'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("num", '#'),
    ("percnt", '%'),
    ("period", '.'),
    ("plus", '+'),
    ("quest", '?'),
    ("quot", '"'),
    ("rbrace", '}'),
    ("rbrack", ']'),
    ("rpar", ')'),
    ("rsqb", ']'),
    ("semi", ';'),
    ("sol", '/'),
    ("vert", '|'),
];

/// The character reference that `text` begins with, and its length in bytes.
fn entity(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix('&')?;
    let length = inner.bytes().take(16).position(|byte| byte == b';')?;
    let name = inner.get(..length)?;
    let character = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code).filter(|c| !matches!(c, '\0' | '\n' | '\r'))?
    } else {
        ENTITIES.iter().find(|(known, _)| *known == name)?.1
    };
    Some((character, length + 2))
}

/// Spells `text` for an HTML block.
pub(crate) fn encode(snippet: &Snippet, blank_lines: bool, span: Span, text: &str) -> Result<String, DoesNotFit> {
    let mut further = text.split('\n').skip(1).peekable();
    while let Some(line) = further.next() {
        if !blank_lines && further.peek().is_some() && line.trim().is_empty() {
            return Err(snippet.misfit("a blank line would end the HTML block"));
        }
    }
    check_tags(snippet, span)?;
    Ok(entities(text))
}

/// Spells `text` for an HTML element in running text, where Markdown's own characters are active too.
pub(crate) fn encode_inline(snippet: &Snippet, span: Span, text: &str) -> Result<String, DoesNotFit> {
    check_tags(snippet, span)?;
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or("");
        let next = rest.chars().nth(1);
        // Inside a word an underscore is itself.
        let in_word = [before, next].iter().all(|c| c.is_some_and(char::is_alphanumeric));
        match c {
            '_' if in_word => out.push(c),
            // Some processors show the backslashes and references of an address that they make a link of.
            ':' if rest.starts_with("://") && needs_spelling(rest) => out.push_str("&#58;"),
            '&' if is_reference(rest) => out.push_str("&amp;"),
            '<' if begins_tag(rest) => out.push_str("&lt;"),
            '|' if !snippet.place.in_table => out.push(c),
            // An escaped backtick still ends a code span that begins in front of the element.
            '`' => out.push_str("&#96;"),
            '\\' | '*' | '_' | '[' | ']' | '~' | '|' => out.extend(['\\', c]),
            _ => out.push(c),
        }
        before = Some(c);
    }
    Ok(out)
}

/// Checks that no tag that has not ended stands before `span`: whatever is written there could end it, or keep it from
/// ending where it does, and so make markup of text or text of markup.
fn check_tags(snippet: &Snippet, span: Span) -> Result<(), DoesNotFit> {
    let mut first = span.start.saturating_sub(MAX_TAG);
    while !snippet.text.is_char_boundary(first) {
        first += 1;
    }
    let before = Span::new(first, span.start).text(&snippet.text);
    let open = |at: usize| before.get(at..).is_some_and(is_open_tag) && snippet.is_verbatim(first + at);
    if before.match_indices('<').any(|(at, _)| open(at)) {
        return Err(snippet.misfit("a tag that does not end stands in front of it"));
    }
    Ok(())
}

/// Whether `text`, which begins with `<`, is the beginning of a tag and of no more.
fn is_open_tag(text: &str) -> bool {
    text == "<" || matches!(tag_end(text), TagEnd::Missing)
}

/// Writes `&` and `<` as entities where they would be read as the start of one or of a tag, and only there: many
/// documents are read as they are written. A placeholder that looks like a tag would not be shown.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or("");
        match c {
            '&' if begins_reference(rest) => out.push_str("&amp;"),
            '<' if begins_tag(rest) => out.push_str("&lt;"),
            _ => out.push(c),
        }
    }
    out
}

/// Whether an address that goes on with `rest` up to a blank has to be spelled otherwise.
fn needs_spelling(rest: &str) -> bool {
    let address = rest.split(char::is_whitespace).next().unwrap_or("");
    address.contains(['<', '`', '\\', '*', '[', ']', '~'])
}

/// Whether `text`, which begins with `&`, begins what a browser may read as a character reference: some end without `;`.
fn begins_reference(text: &str) -> bool {
    text.chars().nth(1).is_some_and(|c| c == '#' || c.is_ascii_alphabetic())
}

/// Whether `text`, which begins with `&`, begins with what Markdown reads as a character reference.
fn is_reference(text: &str) -> bool {
    let name = text.get(1..).unwrap_or("");
    let length = name.bytes().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    length > 0 && name.as_bytes().get(length) == Some(&b';')
}

/// Whether `text`, which begins with `<`, may begin a tag.
fn begins_tag(text: &str) -> bool {
    let name = text.trim_start_matches('<');
    name.starts_with(|c: char| matches!(c, '/' | '!' | '?') || c.is_ascii_alphabetic())
}
