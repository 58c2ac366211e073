//! Fenced and indented code blocks.

use steep_edit::Span;

use crate::info::Info;
use crate::mapped::Mapped;

/// A code block while its events come in.
#[derive(Debug)]
pub(crate) struct CodeBlock<'s> {
    /// Of the whole block, fences included.
    pub(crate) span: Span,
    /// The info string; `None` for an indented block.
    pub(crate) info: Option<Info>,
    pub(crate) mapped: Mapped<'s>,
    /// Start of a line ending whose next line has not begun.
    pending: Option<usize>,
    /// Columns of a tab that the container takes a part of: they have no bytes of their own.
    columns: String,
}

impl<'s> CodeBlock<'s> {
    pub(crate) fn new(source: &'s str, span: Span, info: Option<Info>) -> Self {
        CodeBlock { span, info, mapped: Mapped::new(source), pending: None, columns: String::new() }
    }

    /// A text event: lines of code, or one of them in pieces, without the container's prefixes.
    pub(crate) fn text(&mut self, text: &str, host: Span) {
        if host.is_empty() {
            self.columns.push_str(text);
            return;
        }
        let mut at = host.start;
        for piece in host.text(self.mapped.source()).split_inclusive(['\n', '\r']) {
            let content = piece.trim_end_matches(['\n', '\r']);
            let span = Span::new(at, at + content.len());
            if content.is_empty() && self.is_crlf_tail(at) && self.pending.is_some_and(|start| start + 1 == at) {
                at += piece.len();
                continue;
            }
            // Of `\r\n`, pulldown-cmark gives the `\n` alone: the line ended one byte before.
            let ends_before = content.is_empty() && self.is_crlf_tail(at);
            let line_end = if ends_before { at - 1 } else { span.end };
            if !content.is_empty() {
                self.begin(span.start);
                self.mapped.push_verbatim(span);
            } else if self.pending.is_some() {
                self.begin(line_end);
            }
            if content.len() < piece.len() {
                self.pending = Some(line_end);
            }
            at += piece.len();
        }
    }

    /// The text, its last line ending included.
    pub(crate) fn finish(mut self, source: &'s str) -> (Mapped<'s>, Option<Info>) {
        if let Some(start) = self.pending.take() {
            let end =
                start + crate::LineEnding::first_in(source.get(start..).unwrap_or("")).map_or(0, |e| e.as_str().len());
            self.mapped.push_break(Span::new(start, end));
        }
        (self.mapped, self.info)
    }

    /// The text of a line begins at `start`.
    fn begin(&mut self, start: usize) {
        let columns = std::mem::take(&mut self.columns);
        if let Some(line_end) = self.pending.take() {
            self.mapped.push_break(Span::new(line_end, start));
        }
        if !columns.is_empty() {
            self.mapped.push_decoded(&columns, Span::empty(start));
        }
    }

    fn is_crlf_tail(&self, at: usize) -> bool {
        let bytes = self.mapped.source().as_bytes();
        bytes.get(at) == Some(&b'\n') && at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\r')
    }
}
