//! Settles on the changes of a whole document: what breaks a promise about the whole is taken back and reported.

use std::collections::BTreeMap;

use steep_edit::{Edit, Edits, Span};
use steep_markdown::Flavour;

use crate::change::Change;
use crate::prefilter;
use crate::search::Search;

/// How often a document is rewritten again to see that nothing is left to rewrite, before everything is taken back.
const MOST_ROUNDS: usize = 8;

/// When a second run would change more than this, everything is taken back.
const MOST_CHANGES: usize = 32;

/// The edits of all changes, in the order of the document.
pub(crate) fn edits(changes: &[Change<'_>]) -> Edits {
    in_order(changes.iter().flat_map(Change::written).cloned())
}

/// The same as far as a second run may depend on them (see [`Change::abridged`]).
pub(crate) fn abridged(changes: &[Change<'_>]) -> Edits {
    in_order(changes.iter().flat_map(Change::abridged))
}

fn in_order(all: impl Iterator<Item = Edit>) -> Edits {
    let mut all: Vec<Edit> = all.collect();
    all.sort_by_key(|edit| edit.span);
    let mut edits = Edits::new();
    for edit in all {
        // Snippets share no bytes, so their edits cannot overlap.
        let _disjoint = edits.add(edit);
    }
    edits
}

/// Takes back the rewrites with which the document would not keep its block structure.
pub(crate) fn keep_structure(source: &str, flavour: Flavour, changes: &mut [Change<'_>]) {
    const WHY: &str = "it would change the structure of the document; please report this";
    let mut search = Search::default();
    loop {
        let all = edits(changes);
        if all.is_empty() || flavour.keeps_structure(source, &all, &all.apply(source)) {
            return;
        }
        if changes.iter().any(|change| change.head.is_some()) {
            changes.iter_mut().filter(|change| change.head.is_some()).for_each(Change::keep_self_contained);
            continue;
        }
        let applied = applied(changes);
        let works = |count: usize| keeps_structure(source, flavour, changes, applied.get(..count).unwrap_or_default());
        match search.first_breaker(applied.len(), works).and_then(|nth| applied.get(nth)) {
            Some(breaker) => withdraw(changes, &[*breaker], WHY),
            None => return withdraw_all(changes, WHY),
        }
    }
}

/// Takes back the rewrites after which a second run would rewrite more. `rewrite` is what a run does with a text that stands for
/// a document of so many bytes.
pub(crate) fn keep_still(source: &str, changes: &mut [Change<'_>], rewrite: impl Fn(&str, usize) -> Edits) {
    const WHY: &str = "a second run would rewrite the result again; please report this";
    // A second run would write what was taken back again, and take it back again. What the caller keeps it would write too:
    // the caller is asked about the original, not about the result.
    let mut taken_back: Vec<Span> = changes.iter().flat_map(Change::kept).collect();
    for _ in 0..MOST_ROUNDS {
        let length = changes.iter().flat_map(Change::written).fold(source.len(), |length, edit| {
            length.saturating_add(edit.replacement.len()).saturating_sub(edit.span.len())
        });
        let all = abridged(changes);
        if all.is_empty() {
            return;
        }
        let result = all.apply(source);
        let lengths: Vec<(Span, usize)> = all.iter().map(|edit| (edit.span, edit.replacement.len())).collect();
        drop(all);
        // A run finds nothing to rewrite there; most documents are such.
        if !prefilter::may_hold_request(result.as_bytes()) {
            return;
        }
        let again = rewrite(&result, length);
        let is_new = |at: &usize| !taken_back.iter().any(|span| span.contains_offset(*at));
        let again: Vec<usize> = again.iter().map(|edit| original(&lengths, edit.span)).filter(is_new).collect();
        if again.is_empty() {
            return;
        }
        if again.len() > MOST_CHANGES {
            break;
        }
        let applied = applied(changes);
        let mut nearest: Vec<Applied> = again.iter().filter_map(|at| self::nearest(&applied, *at)).collect();
        nearest.dedup();
        taken_back.extend(nearest.iter().map(|it| it.span));
        withdraw(changes, &nearest, WHY);
    }
    withdraw_all(changes, WHY);
}

/// An applied rewrite: the index of its change and of its judgement, and where it begins and ends in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Applied {
    change: usize,
    judgement: usize,
    span: Span,
}

/// All applied rewrites by where they begin.
fn applied(changes: &[Change<'_>]) -> Vec<Applied> {
    let mut all = Vec::new();
    for (nth, change) in changes.iter().enumerate() {
        for judgement in change.applied() {
            let span = change.judgements.get(judgement).and_then(|it| change.snippet.host(it.span));
            all.extend(span.map(|span| Applied { change: nth, judgement, span }));
        }
    }
    all.sort_by_key(|applied| applied.span);
    all
}

fn keeps_structure(source: &str, flavour: Flavour, changes: &[Change<'_>], applied: &[Applied]) -> bool {
    let mut by_change: Vec<(usize, usize)> = applied.iter().map(|it| (it.change, it.judgement)).collect();
    by_change.sort_unstable();
    let mut all: Vec<Edit> = Vec::new();
    for judgements in by_change.chunk_by(|a, b| a.0 == b.0) {
        let Some(change) = judgements.first().and_then(|(change, _)| changes.get(*change)) else { continue };
        let judgements: Vec<usize> = judgements.iter().map(|(_, judgement)| *judgement).collect();
        match change.edits_of(&judgements) {
            Ok(edits) => all.extend(edits),
            Err(_) => return false,
        }
    }
    all.sort_by_key(|edit| edit.span);
    let mut edits = Edits::new();
    all.into_iter().all(|edit| edits.add(edit).is_ok()) && flavour.keeps_structure(source, &edits, &edits.apply(source))
}

/// The rewrite that is nearest to `offset`.
fn nearest(applied: &[Applied], offset: usize) -> Option<Applied> {
    let after = applied.partition_point(|it| it.span.start <= offset);
    let before = after.checked_sub(1).and_then(|nth| applied.get(nth)).copied();
    let after = applied.get(after).copied();
    match (before, after) {
        (Some(before), Some(after)) => {
            let nearer = offset.saturating_sub(before.span.end) <= after.span.start - offset;
            Some(if nearer { before } else { after })
        }
        (before, after) => before.or(after),
    }
}

/// Where in the document before the edits the byte stood at which `span` of the document after them begins; for a byte
/// that an edit wrote, where that edit begins. Of each edit, what it replaces and how many bytes it writes.
fn original(edits: &[(Span, usize)], span: Span) -> usize {
    let (mut before, mut after) = (0, 0);
    for (replaced, length) in edits {
        let start = after + (replaced.start - before);
        if span.start < start {
            break;
        }
        (before, after) = (replaced.end, start + length);
        if span.start < after {
            return replaced.start;
        }
    }
    before + (span.start - after)
}

/// Takes back these rewrites, each change settling once.
fn withdraw(changes: &mut [Change<'_>], applied: &[Applied], why: &str) {
    let mut by_change: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for it in applied {
        by_change.entry(it.change).or_default().push(it.judgement);
    }
    for (change, judgements) in by_change {
        if let Some(change) = changes.get_mut(change) {
            change.withdraw(&judgements, why);
        }
    }
}

fn withdraw_all(changes: &mut [Change<'_>], why: &str) {
    for change in changes {
        change.withdraw_all(why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_after_edits_are_those_before_them() {
        let edits = [(Span::new(2, 4), "xyz".len()), (Span::new(6, 9), 0)];
        // 0123456789 → 01xyz459
        let before: Vec<usize> = (0..8).map(|at| original(&edits, Span::empty(at))).collect();
        assert_eq!(before, [0, 1, 2, 2, 2, 4, 5, 9]);
    }

    #[test]
    fn the_nearest_rewrite_is_the_one_around_or_next_to_an_offset() {
        let applied = |start, end| Applied { change: 0, judgement: start, span: Span::new(start, end) };
        let all = [applied(2, 4), applied(10, 12)];
        for (offset, judgement) in [(0, 2), (3, 2), (5, 2), (8, 10), (11, 10), (99, 10)] {
            assert_eq!(nearest(&all, offset).map(|it| it.judgement), Some(judgement), "{offset}");
        }
        assert_eq!(nearest(&[], 3), None);
    }
}
