//! Strings of the YAML front matter.
//!
//! Read line by line: block mappings and sequences, with plain scalars on one line, quoted scalars on one line, and
//! block scalars. Flow collections and scalars over several lines that are no block scalars are given as they stand, not
//! to be changed; keys that are no plain words are not looked at.

use steep_edit::{Edit, Span};

use crate::encoding::Scalar;
use crate::mapped::Mapped;
use crate::{DoesNotFit, Rights, Snippet, rights_of_key, spelling, verdict};

/// A scalar of the front matter.
pub(crate) struct Found<'s> {
    pub(crate) mapped: Mapped<'s>,
    pub(crate) style: Scalar,
    /// What a key that it stands under says somebody may do.
    pub(crate) rights: Option<Rights>,
}

/// The scalars between the delimiters of front matter.
pub(crate) fn scalars<'s>(source: &'s str, content: Span) -> Vec<Found<'s>> {
    let lines: Vec<Span> = lines(source, content);
    let mut found = Vec::new();
    let mut keys = Keys::default();
    let mut nth = 0;
    while let Some(line) = lines.get(nth) {
        nth += 1;
        let text = line.text(source);
        let entry = entry(text);
        let rights = keys.rights(&entry);
        if let Some((rule, rights)) = rule_key(text) {
            let mapped = unread(source, rule.shift(line.start));
            found.push(Found { mapped, style: Scalar::Unread, rights: Some(rights) });
            continue;
        }
        let Some(value) = entry.value else { continue };
        let value = value.shift(line.start);
        let found = &mut found;
        let mut add = |mapped: Mapped<'s>, style: Scalar| found.push(Found { mapped, style, rights });
        let written = value.text(source);
        let indent = text.len() - text.trim_start().len();
        let deeper = |line: &Span| {
            let text = line.text(source);
            text.trim().is_empty() || text.len() - text.trim_start().len() > indent
        };
        let body = lines.get(nth..).unwrap_or_default();
        let length = body.iter().take_while(|line| deeper(line)).count();
        match written.chars().next() {
            Some(header @ ('|' | '>')) => {
                let body = body.get(..length).unwrap_or_default();
                let style = if header == '|' { Scalar::Literal } else { Scalar::Folded };
                block(source, body, style).into_iter().for_each(|mapped| add(mapped, style));
                nth += length;
            }
            Some(quote @ ('"' | '\'')) => {
                let style = if quote == '"' { Scalar::Double } else { Scalar::Single };
                match quoted(source, value, style) {
                    Some(mapped) => add(mapped, style),
                    None => add(unread(source, value), Scalar::Unread),
                }
            }
            // A further, deeper line goes on with a plain scalar; the line of a mapping or sequence does not start one.
            Some(_) if body.first().is_some_and(|next| !next.text(source).trim().is_empty() && deeper(next)) => {
                nth += length;
                let last = body.get(..length).and_then(<[Span]>::last).map_or(value, |last| value.cover(*last));
                add(unread(source, last), Scalar::Unread);
            }
            Some('#') | None => {}
            Some('[' | ']' | '{' | '}' | '&' | '*' | '!' | '%' | '@' | '`' | ',') => {
                add(unread(source, value), Scalar::Unread);
            }
            Some(_) => {
                let mut mapped = Mapped::new(source);
                let end = written.find(" #").unwrap_or(written.len());
                let plain = written.get(..end).unwrap_or("").trim_end();
                mapped.push_verbatim(Span::new(value.start, value.start + plain.len()));
                add(mapped, Scalar::Plain);
            }
        }
    }
    found
}

/// The lines of `content` without their endings.
fn lines(source: &str, content: Span) -> Vec<Span> {
    let mut at = content.start;
    content
        .text(source)
        .split_inclusive('\n')
        .map(|line| {
            let span = Span::new(at, at + line.trim_end_matches(['\n', '\r']).len());
            at += line.len();
            span
        })
        .collect()
}

/// A line's innermost key or sequence entry.
struct Entry<'l> {
    /// The column of the line's first character, in bytes.
    indent: usize,
    /// The key with its column.
    key: Option<(usize, &'l str)>,
    /// Whether the line begins a sequence entry.
    is_item: bool,
    /// Where in the line the value stands, where there is one.
    value: Option<Span>,
}

fn entry(line: &str) -> Entry<'_> {
    let indent = line.len() - line.trim_start().len();
    let mut at = indent;
    let mut is_item = false;
    while let Some(rest) = line.get(at..).and_then(|rest| rest.strip_prefix("- ")) {
        at = line.len() - rest.trim_start().len();
        is_item = true;
    }
    let rest = line.get(at..).unwrap_or("");
    let colon = rest.find(':').filter(|colon| {
        let name = rest.get(..*colon).unwrap_or("");
        let after = rest.get(colon + 1..).unwrap_or("");
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ' ');
        !name.is_empty() && name.chars().all(word) && (after.is_empty() || after.starts_with([' ', '\t']))
    });
    let from = match colon {
        Some(colon) => Some(at + colon + 1),
        None => is_item.then_some(at),
    };
    let value = from.and_then(|from| {
        let value = line.get(from..)?;
        let start = from + value.len() - value.trim_start().len();
        let span = Span::new(start, (from + value.trim_end().len()).max(start));
        (!span.is_empty()).then_some(span)
    });
    let key = colon.and_then(|colon| Some((at, rest.get(..colon)?)));
    Entry { indent, key, is_item, value }
}

/// A line whose key is a command and whose value is the verdict on it (`"gh pr view *": allow`): where the key stands.
fn rule_key(line: &str) -> Option<(Span, Rights)> {
    let (key, value) = line.rsplit_once(": ")?;
    let rights = verdict(value.trim().trim_matches(['"', '\'']))?;
    let start = key.len() - key.trim_start().trim_start_matches(['"', '\'']).len();
    let end = key.trim_end().trim_end_matches(['"', '\'']).len();
    // What has no blank or star is a key of settings (`allow: true`).
    let is_command = key.get(start..end)?.contains([' ', '*']);
    is_command.then(|| (Span::new(start, end), rights))
}

/// The keys that a line stands under.
#[derive(Default)]
struct Keys {
    /// The column of each, and what it or one above it says somebody may do.
    open: Vec<(usize, Option<Rights>)>,
}

impl Keys {
    /// Goes on to a line; what the keys say that its value stands under.
    fn rights(&mut self, entry: &Entry<'_>) -> Option<Rights> {
        let Entry { indent, key, is_item, value } = entry;
        if key.is_none() && value.is_none() && !is_item {
            return None;
        }
        // The entries of a sequence may stand in the column of its key.
        self.open.retain(|(column, _)| column < indent || *is_item && column == indent);
        let mut rights = self.open.last().and_then(|(_, rights)| *rights);
        if let Some((column, name)) = key {
            // What an agent has at hand, it may use.
            let tools = || name.to_lowercase().contains("tools").then_some(Rights::Grant);
            rights = rights_of_key(name).or_else(tools).or(rights);
            self.open.push((*column, rights));
        }
        rights
    }
}

fn unread(source: &str, value: Span) -> Mapped<'_> {
    let mut mapped = Mapped::new(source);
    mapped.push_verbatim(value);
    mapped
}

/// A scalar in quotes that ends on its line.
fn quoted<'s>(source: &'s str, value: Span, style: Scalar) -> Option<Mapped<'s>> {
    let mut mapped = Mapped::new(source);
    let text = value.text(source);
    let (mut at, mut run) = (1, 1);
    let verbatim = |mapped: &mut Mapped<'s>, from: usize, to: usize| {
        mapped.push_verbatim(Span::new(from, to).shift(value.start));
    };
    loop {
        let rest = text.get(at..)?;
        let c = rest.chars().next()?;
        let escape = match (style, c) {
            (Scalar::Single, '\'') if rest.starts_with("''") => Some(('\'', 2)),
            (Scalar::Double, '\\') => Some(double_escape(rest)?),
            (Scalar::Single, '\'') | (Scalar::Double, '"') => break,
            _ => None,
        };
        match escape {
            Some((decoded, length)) => {
                verbatim(&mut mapped, run, at);
                let host = Span::new(at, at + length).shift(value.start);
                mapped.push_decoded(decoded.encode_utf8(&mut [0; 4]), host);
                at += length;
                run = at;
            }
            None => at += c.len_utf8(),
        }
    }
    verbatim(&mut mapped, run, at);
    let rest = text.get(at + 1..)?.trim_start();
    (rest.is_empty() || rest.starts_with('#')).then_some(mapped)
}

/// The escape of a double-quoted scalar that `text` begins with; `None` for one that is not known.
fn double_escape(text: &str) -> Option<(char, usize)> {
    let code = |digits: usize| {
        let hex = text.get(2..2 + digits)?;
        let character = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
        Some((character, 2 + digits))
    };
    let simple = match text.chars().nth(1)? {
        'n' => '\n',
        't' | '\t' => '\t',
        'r' => '\r',
        'e' => '\u{1b}',
        '0' => '\0',
        'x' => return code(2),
        'u' => return code(4),
        'U' => return code(8),
        c @ ('"' | '/' | '\\' | ' ') => c,
        _ => return None,
    };
    Some((simple, 2))
}

/// A block scalar made of `body`.
fn block<'s>(source: &'s str, body: &[Span], style: Scalar) -> Option<Mapped<'s>> {
    let written = |line: &&Span| !line.text(source).trim().is_empty();
    let first = body.iter().find(written)?.text(source);
    let indent = first.len() - first.trim_start().len();
    let last = body.iter().rposition(|line| written(&line))?;
    let mut mapped = Mapped::new(source);
    let mut end: Option<usize> = None;
    for line in body.get(..=last)? {
        let text = line.text(source);
        let blanks = text.len() - text.trim_start().len();
        let start = line.start + indent.min(blanks);
        match end {
            Some(end) if style == Scalar::Folded && !text.trim().is_empty() && blanks == indent => {
                mapped.push_decoded(" ", Span::new(end, start));
            }
            Some(end) => mapped.push_break(Span::new(end, start)),
            None => {}
        }
        mapped.push_verbatim(Span::new(start, line.end));
        end = Some(line.end);
    }
    Some(mapped)
}

/// Puts `pieces` in. A plain scalar that could not hold the text is put in quotes as a whole.
pub(crate) fn edits(snippet: &Snippet, scalar: &Scalar, pieces: &[(Span, &str)]) -> Result<Vec<Edit>, DoesNotFit> {
    if *scalar == Scalar::Plain {
        let (mut text, mut at) = (String::new(), 0);
        for (span, new) in pieces {
            text.push_str(snippet.text.get(at..span.start).unwrap_or(""));
            text.push_str(new);
            at = span.end;
        }
        text.push_str(snippet.text.get(at..).unwrap_or(""));
        if !is_plain(&text) {
            if text.contains(['\n', '\r']) {
                return Err(snippet.misfit("it holds one line"));
            }
            let whole = spelling::host(snippet, Span::new(0, snippet.text.len()))?;
            return Ok(vec![Edit::new(whole, format!("'{}'", text.replace('\'', "''")))]);
        }
    }
    pieces
        .iter()
        .map(|(span, text)| {
            let several = text.contains(['\n', '\r']);
            let encoded = match scalar {
                Scalar::Unread => return Err(snippet.misfit("how it is written there is not read")),
                Scalar::Literal => spelling::lines(snippet, *span, text),
                Scalar::Double => double(text),
                _ if several => return Err(snippet.misfit("it holds one line")),
                Scalar::Single => text.replace('\'', "''"),
                Scalar::Plain | Scalar::Folded => (*text).to_owned(),
            };
            Ok(Edit::new(spelling::host(snippet, *span)?, encoded))
        })
        .collect()
}

fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => out.push(c),
        }
    }
    out
}

/// Whether YAML reads `text` as one plain scalar on one line.
fn is_plain(text: &str) -> bool {
    let indicator = |c: char| "[]{}&*!|>%@`#,\"'".contains(c) || c.is_whitespace();
    let starts_well = text.chars().next().is_some_and(|first| !indicator(first))
        && !["- ", "? ", ": "].iter().any(|mark| text.starts_with(mark));
    starts_well
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(['\n', '\r', '\t'])
        && !text.ends_with([':', ' '])
}
