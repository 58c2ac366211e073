//! How far a value goes, and what of it is secret.

use std::ops::Range;

/// The value that begins at `start` in any text: up to a blank, a quote or a sign that ends it. `None` where the shell or the
/// reader fills it in.
pub(super) fn bare(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let value = rest.strip_prefix('$').filter(|rest| rest.starts_with('\'')).unwrap_or(rest);
    let value = value.trim_start_matches(['"', '\'', '\\']);
    let start = start + rest.len() - value.len();
    let is_filled_in = value.starts_with(['$', '<', '{', '`', '(', '…', '*', '%']);
    let ends = |c: char| c.is_whitespace() || "\"'`;|&()<>,\\".contains(c);
    let length = value.find(ends).unwrap_or(value.len());
    (length > 0 && !is_filled_in).then_some(start..start + length)
}

/// What of a value is secret that is a word of a shell, or the rest of one, `text[range]`: the inside of its only quotes, the
/// default of a parameter, or all of it. Nothing where the shell or the reader fills all of it in.
pub(super) fn of_word(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let Some(word) = text.get(range.clone()) else { return };
    let inside = |open: usize| range.start + open..range.end.saturating_sub(1).max(range.start + open);
    if let Some(open) = only_quotes(word) {
        let quote = word.get(..open).unwrap_or_default();
        return match quote {
            "\"" => of_word(text, inside(open), found),
            _ => found.extend(Some(inside(open)).filter(|inside| !inside.is_empty())),
        };
    }
    let mut at = 0;
    let mut has_literal = false;
    while let Some(rest) = word.get(at..).filter(|rest| !rest.is_empty()) {
        match filled_in(rest) {
            Some(length) => at += length,
            None => {
                has_literal = true;
                break;
            }
        }
    }
    if has_literal {
        found.push(range);
    } else if let Some(default) = default_of(word) {
        of_word(text, range.start + default.start..range.start + default.end, found);
    }
}

/// The length of the opening of the quotes that a word consists of: `"…"`, `'…'`, `$'…'`.
fn only_quotes(word: &str) -> Option<usize> {
    let (open, quote) = match word.as_bytes() {
        [b'$', b'\'', ..] => (2, '\''),
        [b'\'', ..] => (1, '\''),
        [b'"', ..] => (1, '"'),
        _ => return None,
    };
    let inner = word.get(open..)?;
    let mut escaped = false;
    let close = inner.char_indices().find(|(_, c)| {
        let ends = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped && (quote == '"' || open == 2);
        ends
    });
    close.is_some_and(|(at, _)| at + 1 == inner.len()).then_some(open)
}

/// The length of what is filled in at the start of `text`.
fn filled_in(text: &str) -> Option<usize> {
    let close = |open: &str, close: char| {
        let inner = text.strip_prefix(open)?;
        let mut depth = 0_usize;
        let opens = open.chars().next_back()?;
        inner.char_indices().find_map(|(at, c)| {
            if c == close && depth == 0 {
                return Some(open.len() + at + close.len_utf8());
            }
            depth = depth + usize::from(c == opens && opens != close) - usize::from(c == close);
            None
        })
    };
    let name = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').count();
    close("${", '}')
        .or_else(|| close("$(", ')'))
        .or_else(|| close("{", '}'))
        .or_else(|| close("<", '>'))
        .or_else(|| close("`", '`'))
        .or_else(|| {
            let length = name(text.strip_prefix('$')?);
            if length > 0 { Some(1 + length) } else { text.get(..2).map(str::len) }
        })
        .or_else(|| text.starts_with('…').then_some('…'.len_utf8()))
        .or_else(|| matches!(text.as_bytes(), [b'*' | b'%' | b'.', ..]).then_some(text.len()))
}

/// Where in `${NAME:-default}` the default is.
fn default_of(word: &str) -> Option<Range<usize>> {
    let inner = word.strip_prefix("${")?.strip_suffix('}')?;
    let name = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
    let operator = inner.get(name..)?;
    let length = [":-", ":=", ":+", "-", "=", "+"].iter().find(|it| operator.starts_with(**it))?.len();
    let start = 2 + name + length;
    (start < word.len() - 1).then_some(start..word.len() - 1)
}
