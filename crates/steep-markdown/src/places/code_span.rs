//! Code spans.

use std::collections::HashSet;
use std::sync::Arc;

use steep_edit::{Edit, Span};

use crate::encoding::Delimiters;
use crate::lines::Containers;
use crate::mapped::Mapped;
use crate::{DoesNotFit, Snippet, spelling};

/// Reads the code span at `span`, delimiters included, inside `containers`. A line ending is a space to the
/// reader; a space on both sides is taken off. `None` for a span with no text.
pub(crate) fn decode<'s>(
    source: &'s str,
    span: Span,
    containers: &Containers,
    in_table: bool,
) -> Option<(Mapped<'s>, Delimiters)> {
    let raw = span.text(source);
    let ticks = raw.bytes().take_while(|byte| *byte == b'`').count();
    if ticks == 0 || ticks != raw.bytes().rev().take_while(|byte| *byte == b'`').count() || raw.len() < 2 * ticks {
        return None;
    }
    let inner = Span::new(span.start + ticks, span.end - ticks);
    let mut mapped = Mapped::new(source);
    let bytes = source.as_bytes();
    let (mut at, mut run) = (inner.start, inner.start);
    while at < inner.end {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'\n' | b'\r'), _) => {
                mapped.push_verbatim(Span::new(run, at));
                run = containers.continuation(source, at, inner.end).1;
                mapped.push_decoded(" ", Span::new(at, run));
                at = run;
            }
            (Some(b'\\'), Some(b'|')) if in_table && at + 1 < inner.end => {
                mapped.push_verbatim(Span::new(run, at));
                run = at + 2;
                mapped.push_decoded("|", Span::new(at, run));
                at = run;
            }
            _ => at += 1,
        }
    }
    mapped.push_verbatim(Span::new(run, inner.end));
    let text = mapped.text.as_str();
    if text.trim_matches(' ').is_empty() {
        return None;
    }
    let padded = text.len() > 2 && text.starts_with(' ') && text.ends_with(' ');
    let mapped = if padded { mapped.part(Span::new(1, text.len() - 1)) } else { mapped };
    let start = mapped.segments.first()?.host.start;
    let end = mapped.segments.last()?.host.end;
    let delimiters = Delimiters {
        open: Span::new(span.start, start),
        close: Span::new(end, span.end),
        ticks,
        padded,
        several_lines: raw.contains(['\n', '\r']),
        stray: Arc::default(),
    };
    Some((mapped, delimiters))
}

/// Puts `pieces` in, with longer delimiters where the text has as many backticks in a row as them, and with a space
/// next to them where it begins or ends with one.
pub(crate) fn edits(
    snippet: &Snippet,
    delimiters: &Delimiters,
    pieces: &[(Span, &str)],
) -> Result<Vec<Edit>, DoesNotFit> {
    let mut edits = Vec::new();
    let (mut text, mut at) = (String::new(), 0);
    for (span, new) in pieces {
        if new.contains(['\n', '\r']) {
            return Err(snippet.misfit("it holds one line"));
        }
        text.push_str(snippet.text.get(at..span.start).unwrap_or(""));
        text.push_str(new);
        at = span.end;
        let encoded =
            if snippet.place.in_table { spelling::table_cell(snippet, *span, new)? } else { (*new).to_owned() };
        edits.push(Edit::new(spelling::host(snippet, *span)?, encoded));
    }
    text.push_str(snippet.text.get(at..).unwrap_or(""));
    if text.trim_matches(' ').is_empty() {
        return Err(snippet.misfit("nothing would be left between its delimiters"));
    }
    let runs = backtick_runs(&text);
    let old_runs = backtick_runs(&snippet.text);
    if runs.iter().any(|run| delimiters.stray.contains(run) && !old_runs.contains(run)) {
        return Err(snippet.misfit("its backticks would pair with others of the paragraph"));
    }
    let taken: HashSet<usize> = runs.iter().chain(delimiters.stray.iter()).copied().collect();
    let ticks = if runs.contains(&delimiters.ticks) {
        (1..).find(|length| !taken.contains(length)).unwrap_or(taken.len() + 1)
    } else {
        delimiters.ticks
    };
    if ticks > 2 && ticks != delimiters.ticks && delimiters.several_lines {
        return Err(snippet.misfit("the longer delimiter it needs could begin a fence"));
    }
    let needs_padding = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    if ticks != delimiters.ticks || (needs_padding && !delimiters.padded) {
        let fence = "`".repeat(ticks);
        let padding = if needs_padding || delimiters.padded { " " } else { "" };
        edits.insert(0, Edit::new(delimiters.open, format!("{fence}{padding}")));
        edits.push(Edit::new(delimiters.close, format!("{padding}{fence}")));
    }
    Ok(edits)
}

/// The lengths of the runs of backticks in `text`.
pub(crate) fn backtick_runs(text: &str) -> Vec<usize> {
    text.split(|c| c != '`').filter(|run| !run.is_empty()).map(str::len).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Tag, TagEnd};

    use super::*;
    use crate::document::Document;

    const PIECES: &[&str] =
        &["`", "`", "``", "a", " ", "\\", "\\|", "|", "\n", "\r\n", "\n> ", "> ", "- ", "  ", "|-|\n", "|", "é"];

    /// The text, its white space squeezed: pulldown-cmark keeps the indentation of further lines, and both bytes of `\r\n`.
    fn squeezed(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    proptest! {
        #[test]
        fn code_spans_are_read_as_the_parser_reads_them(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30)) {
            let source = pieces.concat();
            let document = Document::new(&source);
            let (mut containers, mut cells) = (Containers::default(), 0);
            for (event, span) in document.events_and_definitions().0 {
                match event {
                    Event::Start(tag) => {
                        containers.start(tag.to_end());
                        cells += usize::from(tag == Tag::TableCell);
                    }
                    Event::End(tag) => {
                        containers.end(tag);
                        cells -= usize::from(tag == TagEnd::TableCell);
                    }
                    Event::Code(text) => {
                        let read = decode(&source, span, &containers, cells > 0).map_or(String::new(), |(mapped, _)| mapped.text);
                        prop_assert_eq!(squeezed(&read), squeezed(&text), "{:?}", source);
                    }
                    _ => {}
                }
            }
        }
    }
}
