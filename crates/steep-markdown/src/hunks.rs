//! Which lines of a replacement change anything.

use std::collections::HashMap;

use steep_edit::Span;

/// A part of the old text and what takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hunk {
    /// Span in the old text.
    pub(crate) old: Span,
    /// Span in the new text.
    pub(crate) new: Span,
}

/// What has to be written to turn `old` into `new`: nothing where they are equal, and otherwise the two without runs of
/// whole lines that both have in the same order. A here-document carried over from the old command is such a run: its
/// lines may be prefixed in the document in ways that no rule would write again.
///
/// The first and the last line always belong to a hunk, so that an edit of one line is one edit. Lines are matched
/// where they occur once in each text, and from there outwards.
pub(crate) fn of(old: &str, new: &str) -> Vec<Hunk> {
    if old == new {
        return Vec::new();
    }
    let whole = Hunk { old: Span::new(0, old.len()), new: Span::new(0, new.len()) };
    let (old_lines, new_lines) = (inner_lines(old), inner_lines(new));
    if old_lines.is_empty() || new_lines.is_empty() {
        return vec![whole];
    }
    let mut hunks = Vec::new();
    let mut open = Hunk { old: Span::empty(0), new: Span::empty(0) };
    for (old_nth, new_nth, count) in common_runs(old, &old_lines, new, &new_lines) {
        // The line feed in front of a run stays with it; the one after it does where both texts go on with one (below).
        let (Some(old_first), Some(new_first)) = (old_lines.get(old_nth), new_lines.get(new_nth)) else { continue };
        let (Some(old_last), Some(new_last)) = (old_lines.get(old_nth + count - 1), new_lines.get(new_nth + count - 1))
        else {
            continue;
        };
        open.old.end = old_first.start.saturating_sub(1).max(open.old.start);
        open.new.end = new_first.start.saturating_sub(1).max(open.new.start);
        hunks.push(open);
        open = Hunk { old: Span::empty(old_last.end), new: Span::empty(new_last.end) };
    }
    open.old.end = old.len();
    open.new.end = new.len();
    hunks.push(open);
    for hunk in hunks.iter_mut().skip(1) {
        if hunk.old.text(old).starts_with('\n') && hunk.new.text(new).starts_with('\n') {
            hunk.old.start += 1;
            hunk.new.start += 1;
        }
    }
    hunks.retain(|hunk| hunk.old.text(old) != hunk.new.text(new));
    hunks
}

/// The lines that have a line feed on both sides, without them.
fn inner_lines(text: &str) -> Vec<Span> {
    let feeds: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    feeds.windows(2).filter_map(|pair| Some(Span::new(pair.first()? + 1, *pair.last()?))).collect()
}

/// Runs of equal lines, ascending and disjoint in both: first line in each, and how many.
fn common_runs(old: &str, old_lines: &[Span], new: &str, new_lines: &[Span]) -> Vec<(usize, usize, usize)> {
    let once = |text: &str, lines: &[Span]| {
        let mut seen: HashMap<String, Option<usize>> = HashMap::new();
        for (nth, line) in lines.iter().enumerate() {
            seen.entry(line.text(text).to_owned()).and_modify(|at| *at = None).or_insert(Some(nth));
        }
        seen
    };
    let (in_old, in_new) = (once(old, old_lines), once(new, new_lines));
    let same = |a: usize, b: usize| match (old_lines.get(a), new_lines.get(b)) {
        (Some(a), Some(b)) => a.text(old) == b.text(new),
        _ => false,
    };
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for (nth, line) in old_lines.iter().enumerate() {
        let text = line.text(old);
        let (old_end, new_end) = runs.last().map_or((0, 0), |(a, b, count)| (a + count, b + count));
        if nth < old_end || in_old.get(text) != Some(&Some(nth)) {
            continue;
        }
        let Some(Some(twin)) = in_new.get(text).copied() else { continue };
        if twin < new_end {
            continue;
        }
        let (mut first, mut twin_first) = (nth, twin);
        while first > old_end && twin_first > new_end && same(first - 1, twin_first - 1) {
            (first, twin_first) = (first - 1, twin_first - 1);
        }
        let mut count = nth - first + 1;
        while same(first + count, twin_first + count) {
            count += 1;
        }
        runs.push((first, twin_first, count));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(old: &str, new: &str, hunks: &[Hunk]) -> String {
        let (mut out, mut at) = (String::new(), 0);
        for hunk in hunks {
            out.push_str(Span::new(at, hunk.old.start).text(old));
            out.push_str(hunk.new.text(new));
            at = hunk.old.end;
        }
        out + Span::new(at, old.len()).text(old)
    }

    #[test]
    fn a_carried_here_document_is_left_alone() {
        let old = "gh x --body \"$(cat <<EOF\none\n\ntwo\nEOF\n)\"";
        let new = "curl -d \"$(cat <<EOF\none\n\ntwo\nEOF\n)\" | jq";
        let hunks = of(old, new);
        assert_eq!(
            hunks.iter().map(|hunk| hunk.old.text(old)).collect::<Vec<_>>(),
            ["gh x --body \"$(cat <<EOF", ")\""]
        );
        assert_eq!(apply(old, new, &hunks), new);
    }

    #[test]
    fn one_line_is_one_hunk_and_equal_texts_are_none() {
        assert_eq!(of("a b", "a c"), [Hunk { old: Span::new(0, 3), new: Span::new(0, 3) }]);
        assert_eq!(of("a\nb", "c"), [Hunk { old: Span::new(0, 3), new: Span::new(0, 1) }]);
        assert!(of("a\nb\n", "a\nb\n").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn hunks_turn_the_old_into_the_new(old in "[ab\n]{0,20}", new in "[ab\n]{0,20}") {
            proptest::prop_assert_eq!(apply(&old, &new, &of(&old, &new)), new);
        }
    }
}
