//! What the spellings of several places share.

use steep_edit::Span;

use crate::{DoesNotFit, Flavour, Snippet};

/// The host span of a span that is known to have one.
pub(crate) fn host(snippet: &Snippet, span: Span) -> Result<Span, DoesNotFit> {
    snippet.host(span).ok_or_else(|| snippet.misfit("the span to replace ends inside an escape"))
}

/// Writes `|` as a table cell has it.
pub(crate) fn table_cell(snippet: &Snippet, span: Span, text: &str) -> Result<String, DoesNotFit> {
    if snippet.place.flavour == Flavour::Mdx && text.contains('|') {
        return Err(snippet.misfit("whether its line is a row of a table depends on what compiles the document"));
    }
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
