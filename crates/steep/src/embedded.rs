//! Rewrites in a text that another shell runs: `sh -c 'gh pr list'`, the body of a here-document.
//!
//! To the shell around it such a text is one word, so the edits in it are compared with one another inside of the text, and
//! then count as one edit of the word.

use std::collections::BTreeMap;

use steep_edit::{Edit, Edits, Span};
use steep_markdown::Snippet;
use steep_shell::Code;
use steep_shell::read::Limits;
use steep_shell::second::{self, Change, Second};

use crate::comments;
use crate::judgement::Judgement;

/// The edits as the shell sees them that reads the whole snippet.
///
/// # Errors
/// What one of the inner shells would read otherwise than before.
pub(crate) fn check(
    snippet: &Snippet,
    judgements: &[Judgement],
    edits: Edits,
    limits: &Limits,
) -> Result<Edits, Change> {
    let codes: BTreeMap<Span, Code> = judgements.iter().filter_map(|it| Some((it.span, it.code?))).collect();
    if codes.is_empty() {
        return Ok(edits);
    }
    let mut outer: Vec<Edit> = Vec::new();
    let mut inner: BTreeMap<Span, (Code, Edits)> = BTreeMap::new();
    for edit in edits.iter() {
        let Some(code) = codes.get(&edit.span) else {
            outer.push(edit.clone());
            continue;
        };
        let text = if code.quoted { edit.replacement.replace(r"'\''", "'") } else { edit.replacement.clone() };
        let at = Span::new(edit.span.start - code.span.start, edit.span.end - code.span.start);
        let (_, edits) = inner.entry(code.span).or_insert_with(|| (*code, Edits::new()));
        let _disjoint = edits.add(Edit::new(at, text));
        if !code.quoted {
            outer.push(edit.clone());
        }
    }
    for (span, (code, edits)) in inner {
        let before = span.text(&snippet.text);
        if let Some(change) = change(&Second::new(before, limits), before, &edits, limits) {
            return Err(change);
        }
        if code.quoted {
            let quoted = Span::new(span.start.saturating_sub(1), span.end + 1);
            outer.push(Edit::new(quoted, format!("'{}'", edits.apply(before).replace('\'', r"'\''"))));
        }
    }
    outer.sort_by_key(|edit| edit.span);
    let mut all = Edits::new();
    match outer.into_iter().all(|edit| all.add(edit).is_ok()) {
        true => Ok(all),
        false => Err(Change::Commands),
    }
}

/// What the edits of `text`, which `before` reads, change besides the commands that they replace. That comments stay
/// comments is asked of our reader by itself too.
pub(crate) fn change(before: &Second<'_>, text: &str, edits: &Edits, limits: &Limits) -> Option<Change> {
    let new = edits.apply(text);
    let after = Second::new(&new, limits);
    let lengths: Vec<(Span, usize)> = edits.iter().map(|edit| (edit.span, edit.replacement.len())).collect();
    let comments = (&before.own().outline.comments, &after.own().outline.comments);
    if !comments::stay_comments(comments.0, comments.1, &lengths) {
        return Some(Change::Comments);
    }
    second::change(before, &after, edits)
}
