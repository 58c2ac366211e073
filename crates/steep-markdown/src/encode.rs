//! Replacement text → document bytes.

use std::sync::Arc;

use steep_edit::{Edit, Span};

use crate::places::{code_span, front_matter, html, prose};
use crate::{DoesNotFit, Snippet};

/// How a place spells text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As it is, line by line: indented code and console sessions.
    Lines,
    /// As it is, line by line, except a line that would close the fence.
    Fence {
        /// `` ` `` or `~`.
        marker: u8,
        /// How many of them opened the fence.
        length: usize,
    },
    /// Running text of Markdown.
    Prose {
        /// Lengths of the runs of backticks in the block that delimit nothing, because no other run is as long.
        stray: Arc<[usize]>,
    },
    /// Between backticks.
    CodeSpan(code_span::Delimiters),
    /// Entities: HTML blocks.
    Html {
        /// Whether the block goes on over blank lines.
        blank_lines: bool,
    },
    /// Entities and backslashes: HTML in running text.
    InlineHtml,
    /// A YAML scalar.
    Yaml(front_matter::Scalar),
}

/// The edits for `pieces`, which are sorted, disjoint and known to have host spans.
pub(crate) fn edits(snippet: &Snippet, pieces: &[(Span, &str)]) -> Result<Vec<Edit>, DoesNotFit> {
    match &snippet.encoding {
        Encoding::CodeSpan(delimiters) => code_span::edits(snippet, delimiters, pieces),
        Encoding::Yaml(scalar) => front_matter::edits(snippet, scalar, pieces),
        _ => pieces.iter().map(|(span, text)| edit(snippet, *span, text)).collect(),
    }
}

fn edit(snippet: &Snippet, span: Span, text: &str) -> Result<Edit, DoesNotFit> {
    if !snippet.place.multiline && text.contains(['\n', '\r']) {
        return Err(snippet.misfit("it holds one line"));
    }
    let encoded = match &snippet.encoding {
        Encoding::Fence { marker, length } => {
            if text.lines().any(|line| closes_fence(line, *marker, *length)) {
                return Err(snippet.misfit("a line of it would close the fence"));
            }
            text.to_owned()
        }
        Encoding::Prose { stray } => prose::encode(snippet, stray, span, text)?,
        Encoding::Html { blank_lines } => html::encode(snippet, *blank_lines, span, text)?,
        Encoding::InlineHtml => html::encode_inline(snippet, span, text)?,
        Encoding::Lines | Encoding::CodeSpan(_) | Encoding::Yaml(_) => text.to_owned(),
    };
    Ok(Edit::new(host(snippet, span)?, lines(snippet, span, &encoded)))
}

/// The host span of a span that is known to have one.
pub(crate) fn host(snippet: &Snippet, span: Span) -> Result<Span, DoesNotFit> {
    snippet.host(span).ok_or_else(|| snippet.misfit("the span to replace ends inside an escape"))
}

/// Writes `|` as a table cell has it.
pub(crate) fn table_cell(snippet: &Snippet, span: Span, text: &str) -> Result<String, DoesNotFit> {
    let before = snippet.text.get(..span.start).unwrap_or("");
    let after = snippet.text.get(span.end..).unwrap_or("");
    // GitHub and pulldown-cmark disagree about `\\|`, and at the end of a cell a backslash would escape its border.
    let unsure = text.contains("\\|")
        || (before.ends_with('\\') && text.starts_with('|'))
        || (text.ends_with('\\') && (after.trim().is_empty() || after.starts_with('|')));
    if unsure {
        return Err(snippet.misfit("a backslash before `|` cannot be written in a table"));
    }
    Ok(text.replace('|', "\\|"))
}

/// Ends lines as the host does and writes its prefix in front of each further line.
pub(crate) fn lines(snippet: &Snippet, span: Span, text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let ending = snippet.place.line_ending.as_str();
    let prefix = snippet.prefix_of_line(span.start);
    // What follows the last line feed is the rest of a line of the document: behind the replaced text's own last line
    // feed that line has a prefix already chosen.
    let last_prefix = if span.text(&snippet.text).ends_with('\n') {
        snippet.prefixes.after(span.end - 1).unwrap_or(prefix)
    } else {
        prefix
    };
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split('\n').enumerate().peekable();
    while let Some((nth, piece)) = pieces.next() {
        if nth > 0 {
            out.push_str(ending);
            match (piece.is_empty(), pieces.peek().is_none()) {
                (true, true) => out.push_str(last_prefix),
                (true, false) => out.push_str(prefix.trim_end()),
                (false, _) => out.push_str(prefix),
            }
            // A block quote's marker takes the space after it.
            if prefix.ends_with('>') && piece.starts_with([' ', '\t']) {
                out.push(' ');
            }
        }
        out.push_str(piece);
    }
    out
}

fn closes_fence(line: &str, marker: u8, length: usize) -> bool {
    let line = line.trim();
    line.len() >= length && line.bytes().all(|byte| byte == marker)
}
