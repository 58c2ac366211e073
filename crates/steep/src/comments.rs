//! Commands in shell comments.
//!
//! Nothing in a comment runs, and nothing in one may come to run: a form there is one line, whatever the command was. A
//! command that goes on over the lines of a comment (`# gh issue create \`, `#   --body b`) is read as one.

use std::cell::OnceCell;

use steep_edit::Span;
use steep_forge::Refusal;
use steep_shell::read;
use steep_shell::{Command, Stands};

/// The comments of a script.
pub(crate) struct Comments<'t> {
    text: &'t str,
    /// Ascending and disjoint.
    spans: Vec<Span>,
    /// The text with blanks for the `#` of every line that goes on the comment before it.
    unmarked: OnceCell<String>,
}

/// What the word gh in a comment is.
pub(crate) enum Found {
    /// The program of this command.
    Command(Box<Command>),
    /// The program of a command that can only stay.
    Stays(Span, Refusal),
    /// No command.
    Nothing,
}

impl<'t> Comments<'t> {
    pub(crate) fn new(text: &'t str, spans: &[Span]) -> Self {
        let mut spans = spans.to_vec();
        spans.sort_unstable();
        spans.dedup();
        Comments { text, spans, unmarked: OnceCell::new() }
    }

    /// Whether the byte at `at` stands in one.
    pub(crate) fn contains(&self, at: usize) -> bool {
        self.index(at).is_some()
    }

    fn index(&self, at: usize) -> Option<usize> {
        let nth = self.spans.partition_point(|span| span.start <= at).checked_sub(1)?;
        self.spans.get(nth).is_some_and(|span| at < span.end).then_some(nth)
    }

    /// What the word gh at `start` is, which stands in a comment.
    pub(crate) fn command(&self, start: usize) -> Found {
        let Some(first) = self.index(start) else { return Found::Nothing };
        let last = self.last_of(first);
        let Some(end) = self.spans.get(last).map(|span| span.end) else { return Found::Nothing };
        let text = if last > first { self.unmarked() } else { self.text };
        let Some(text) = text.get(..end) else { return Found::Nothing };
        let Some(mut command) = read::prose(text, start, &mut |words, next| steep_gh::take(words, next)) else {
            return Found::Nothing;
        };
        command.stands = Stands::InComment;
        if matches!(steep_gh::lower(&command), steep_gh::Lowered::Noun) {
            return Found::Command(Box::new(command));
        }
        let rest = text.get(command.span.end..).unwrap_or("");
        let ambiguous = |why: &str| Found::Stays(command.span, Refusal::Ambiguous { why: why.to_owned() });
        if rest.trim_start().starts_with('\\') && rest.trim_start().get(1..).is_some_and(|it| it.trim().is_empty()) {
            return ambiguous("its line goes on, and the comment that it stands in does not");
        }
        if command.redirects.iter().any(|redirect| redirect.source.contains("<<")) {
            return ambiguous("a here-document cannot stand in a comment");
        }
        Found::Command(Box::new(command))
    }

    /// The last comment of those that go on the one at `first`: each alone on the line behind one that ends in `\`.
    fn last_of(&self, first: usize) -> usize {
        let mut last = first;
        while self.goes_on(last) {
            last += 1;
        }
        last
    }

    /// Whether the comment at `nth` goes on in the next one.
    fn goes_on(&self, nth: usize) -> bool {
        let (Some(one), Some(next)) = (self.spans.get(nth), self.spans.get(nth + 1)) else { return false };
        let between = self.text.get(one.end..next.start).unwrap_or("");
        let adjacent = between.trim().is_empty() && between.matches('\n').count() == 1;
        adjacent && one.text(self.text).trim_end().ends_with('\\')
    }

    fn unmarked(&self) -> &str {
        self.unmarked.get_or_init(|| {
            let mut out = String::with_capacity(self.text.len());
            let mut at = 0;
            for (nth, span) in self.spans.iter().enumerate().skip(1) {
                if self.goes_on(nth - 1) {
                    let marks = span.text(self.text).chars().take_while(|c| *c == '#').count();
                    out.push_str(self.text.get(at..span.start).unwrap_or(""));
                    out.extend(std::iter::repeat_n(' ', marks));
                    at = span.start + marks;
                }
            }
            out.push_str(self.text.get(at..).unwrap_or(""));
            out
        })
    }
}

/// Whether what was comment before the edits is comment after them, and nothing else is. `before` and `after` are the
/// comments as they are read, `edits` the replaced spans of the text before with the length of what stands there now,
/// ascending.
pub(crate) fn stay_comments(before: &[Span], after: &[Span], edits: &[(Span, usize)]) -> bool {
    let (before, mut after) = (sorted(before), sorted(after).into_iter().peekable());
    // How far a byte behind each edit has moved.
    let mut moved: Vec<(Span, isize)> = Vec::with_capacity(edits.len());
    for (span, length) in edits {
        let by = moved.last().map_or(0, |(_, by)| *by);
        moved.push((*span, by + length.cast_signed() - span.len().cast_signed()));
    }
    let shift = |at: usize| {
        let nth = moved.partition_point(|(edit, _)| edit.end <= at);
        at.saturating_add_signed(nth.checked_sub(1).and_then(|nth| moved.get(nth)).map_or(0, |(_, by)| *by))
    };
    // The edit that replaces the byte at `at`.
    let edit_at = |at: usize| {
        let nth = moved.partition_point(|(edit, _)| edit.end <= at);
        moved.get(nth).map(|(edit, _)| *edit).filter(|edit| edit.start <= at)
    };
    // Where what an edit wrote begins: an insertion is itself behind nothing that it moves.
    let starts = std::iter::once(0).chain(moved.iter().map(|(_, by)| *by));
    let mut replaced =
        edits.iter().zip(starts).map(|((span, length), by)| (span.start.saturating_add_signed(by), *length)).peekable();
    for comment in before.iter().filter(|comment| edit_at(comment.start).is_none()) {
        // A command over several comments takes their lines together.
        let end = match edit_at(comment.end.saturating_sub(1)).filter(|edit| edit.end > comment.end) {
            Some(edit) => {
                let last = before.partition_point(|other| other.start < edit.end).saturating_sub(1);
                before.get(last).map_or(edit.end, |last| last.end.max(edit.end))
            }
            None => comment.end,
        };
        let expected = Span::new(shift(comment.start), shift(end));
        // What is new may bring comments of its own, inside a `$(…)` that it has taken over.
        while let Some(new) = after.next_if(|new| new.start < expected.start) {
            while replaced.next_if(|(start, length)| start + length < new.end).is_some() {}
            if replaced.peek().is_none_or(|(start, _)| *start > new.start) {
                return false;
            }
        }
        if after.next() != Some(expected) {
            return false;
        }
    }
    after.all(|new| {
        while replaced.next_if(|(start, length)| start + length < new.end).is_some() {}
        replaced.peek().is_some_and(|(start, _)| *start <= new.start)
    })
}

fn sorted(spans: &[Span]) -> Vec<Span> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    spans.dedup();
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comments(text: &str) -> Vec<Span> {
        read::script(text).comments
    }

    /// Whether the comments stay when `old` in `text` becomes `new`.
    fn stays(text: &str, old: &str, new: &str) -> bool {
        let start = text.find(old).expect("the old text");
        let span = Span::new(start, start + old.len());
        stay_comments(&comments(text), &comments(&text.replacen(old, new, 1)), &[(span, new.len())])
    }

    #[test]
    fn what_was_comment_is_comment() {
        assert!(stays("# run x now\ny # z\n", "x", "a b"));
        assert!(stays("x # c\n# d\n", "x", "a | b"));
        assert!(!stays("# run x now\n", "x", "a |\n  b"));
        assert!(!stays("x # c\n", "x", "a # b"));
        assert!(!stays("x # c\n", "x", "'a"));
        assert!(!stays("# x\ny\n", "x", "a\n# b"));
    }

    #[test]
    fn what_is_inserted_may_bring_comments() {
        let text = "# c\nx # d\n";
        let (at, new) = (4, "# n\ny\n");
        let (before, behind) = text.split_at(at);
        let after = format!("{before}{new}{behind}");
        let x = text.find('x').expect("the command");
        let edits = [(Span::empty(at), new.len()), (Span::new(x, x + 1), 1)];
        assert!(stay_comments(&comments(text), &comments(&after), &edits));
        let swallowing = [(Span::empty(at), "# n".len()), (Span::new(x, x + 1), 1)];
        assert!(!stay_comments(&comments(text), &comments("# c\n# nx # d\n"), &swallowing));
    }

    #[test]
    fn a_command_over_several_comments_is_one() {
        assert!(stays("# x \\\n#  y\nz # w\n", "x \\\n#  y", "a"));
        assert!(!stays("# x \\\n#  y\nz # w\n", "x \\\n#  y", "a\n b"));
        for text in ["# gh issue create \\\n#   --title t --body b\n", "# so: gh issue create \\\n  ##  --title t\n"] {
            let spans = comments(text);
            let found = Comments::new(text, &spans).command(text.find("gh").expect("the word"));
            let Found::Command(command) = found else { unreachable!("a command") };
            assert_eq!(command.span.end, text.trim_end().len());
        }
    }

    #[test]
    fn a_line_that_goes_on_out_of_its_comment_stays() {
        for text in ["# gh issue create \\\nx\n", "# gh issue create \\\n"] {
            let spans = comments(text);
            assert!(matches!(Comments::new(text, &spans).command(2), Found::Stays(..)), "{text}");
        }
    }

    #[test]
    fn comments_inside_of_what_is_replaced_go_with_it() {
        assert!(stays("x $(a # c\n) # d\n", "x $(a # c\n)", "y"));
        assert!(stays("x $(a # c\n) # d\n", "x $(a # c\n)", "y $(a # c\n)"));
    }
}
