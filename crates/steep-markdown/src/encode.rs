//! Replacement text → document bytes.

use steep_edit::{Edit, Span};

use crate::encoding::Encoding;
use crate::places::{code_span, front_matter, html, prose};
use crate::spelling::{host, lines};
use crate::{DoesNotFit, Snippet, hunks};

impl Snippet {
    /// The edits of the document that put `text` (lines ended by `\n`) in the place of the byte span `span`.
    ///
    /// There is one edit, over [`Snippet::host`] of `span`, except that
    /// * none is made where nothing changes,
    /// * lines that stand unchanged inside a replacement of several lines are left alone, so there may be two or more,
    /// * a code span's delimiters get edits of their own when the text needs longer ones.
    ///
    /// In running text of Markdown, what a page would not show as it is becomes a code span: its delimiters are part of the
    /// edit.
    ///
    /// They belong together: applying some of them only is wrong.
    ///
    /// # Errors
    /// [`DoesNotFit`] when the place cannot hold it.
    pub fn edit(&self, span: Span, text: &str) -> Result<Vec<Edit>, DoesNotFit> {
        self.edit_all(&[(span, text)])
    }

    /// The edits for several replacements in one snippet, sorted and disjoint; see [`Snippet::edit`]. Replacements in
    /// one snippet must be made together, since its delimiters depend on all of its text.
    ///
    /// # Errors
    /// [`DoesNotFit`] when the place cannot hold one of them, or when they overlap.
    pub fn edit_all(&self, replacements: &[(Span, &str)]) -> Result<Vec<Edit>, DoesNotFit> {
        let changed = |(span, text): &(Span, &str)| self.text.get(span.start..span.end) != Some(*text);
        if self.place.kind.is_only_reported() && replacements.iter().any(changed) {
            return Err(self.misfit("it is not written to"));
        }
        let mut replacements = replacements.to_vec();
        replacements.sort_by_key(|(span, _)| *span);
        if replacements.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if a.end > b.start || a == b)) {
            return Err(self.misfit("two replacements overlap"));
        }
        let mut pieces = Vec::new();
        for (span, text) in replacements {
            let Some(old) = self.text.get(span.start..span.end) else {
                return Err(self.misfit("the span to replace is not one of the text"));
            };
            if matches!(self.encoding, Encoding::Prose { .. }) {
                // What is written as a code span is one piece.
                pieces.extend((old != text).then_some((span, text)));
                continue;
            }
            pieces
                .extend(hunks::of(old, text).into_iter().map(|hunk| (hunk.old.shift(span.start), hunk.new.text(text))));
        }
        if pieces.is_empty() {
            return Ok(Vec::new());
        }
        for (span, _) in &pieces {
            if self.host(*span).is_none() {
                return Err(self.misfit("the span to replace ends inside an escape"));
            }
            if self.has_other_line_endings(*span) {
                return Err(self.misfit("its lines do not all end as those around it do"));
            }
            if self.has_markup_inside(*span) {
                return Err(self.misfit("markup stands inside the command"));
            }
        }
        edits(self, &pieces)
    }
}

/// The edits for `pieces`, which are sorted, disjoint and known to have host spans.
fn edits(snippet: &Snippet, pieces: &[(Span, &str)]) -> Result<Vec<Edit>, DoesNotFit> {
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

fn closes_fence(line: &str, marker: u8, length: usize) -> bool {
    let line = line.trim();
    line.len() >= length && line.bytes().all(|byte| byte == marker)
}
