//! Whether two documents have the same blocks, and the same markup where they were not edited.

use std::collections::BTreeMap;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use steep_edit::{Edits, Span};

use crate::document::{Definition, Document};

/// Where the block structures of two documents part. What made them part lies there or before: a paragraph cut in two
/// shows when the one after it is one too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StructureChange {
    /// Byte offset in the document before, where the block begins or ends that the other has not; its length where its
    /// blocks are all there.
    pub before: usize,
    /// The same in the document after.
    pub after: usize,
}

/// Whether `after` has the same blocks as `before`: the same sequence of starts and ends of blocks of the same kinds,
/// whatever text and inline markup they hold, and the same link reference definitions but for their destinations.
/// Linear in the sizes of both.
#[must_use]
pub fn same_structure(before: &str, after: &str) -> bool {
    structure_change(before, after).is_none()
}

/// Whether `after`, which is `before` with `edits`, has the same blocks (see [`same_structure`]) and outside the edits the
/// same code spans, HTML, emphasis, links, images and footnote references, each with the same ends. Emphasis from one edit
/// to another takes nothing but their own delimiters, and is no difference. Linear in the sizes of both. For other
/// flavours, see [`Flavour::keeps_structure`](crate::Flavour::keeps_structure).
#[must_use]
pub fn keeps_structure(before: &str, edits: &Edits, after: &str) -> bool {
    let moves = Moves::new(edits);
    let old_place = |_: Mark, span: Span| moves.outside(span, Side::Before);
    let new_place = |mark: Mark, span: Span| {
        let place = moves.outside(span, Side::After)?;
        (!mark.is_emphasis() || !moves.joins(span)).then_some(place)
    };
    change(before, after, old_place, new_place).is_none()
}

/// Where the block structure of `after` first differs from that of `before`; `None` where it is the same.
#[must_use]
pub fn structure_change(before: &str, after: &str) -> Option<StructureChange> {
    change(before, after, |_, _| None, |_, _| None)
}

/// `old_place` and `new_place` say where inline markup stands in a way that can be compared; `None` leaves it out.
fn change(
    before: &str,
    after: &str,
    old_place: impl Fn(Mark, Span) -> Option<Span>,
    new_place: impl Fn(Mark, Span) -> Option<Span>,
) -> Option<StructureChange> {
    let (old, new) = (Document::new(before), Document::new(after));
    if old.front_matter.map(|it| it.language) != new.front_matter.map(|it| it.language) {
        return Some(StructureChange { before: 0, after: 0 });
    }
    let (old_events, old_definitions) = old.events_and_definitions();
    let (new_events, new_definitions) = new.events_and_definitions();
    let (mut old_boundaries, mut new_boundaries) =
        (boundaries(old_events, old_place), boundaries(new_events, new_place));
    loop {
        match (old_boundaries.next(), new_boundaries.next()) {
            (None, None) => break,
            (Some((a, _)), Some((b, _))) if a == b => {}
            (a, b) => {
                let at = |boundary: Option<(Boundary, usize)>, text: &str| boundary.map_or(text.len(), |(_, at)| at);
                return Some(StructureChange { before: at(a, before), after: at(b, after) });
            }
        }
    }
    let end = StructureChange { before: before.len(), after: after.len() };
    (titles(old_definitions) != titles(new_definitions)).then_some(end)
}

/// The titles of link reference definitions by their labels.
fn titles(definitions: Vec<Definition>) -> BTreeMap<String, Option<String>> {
    definitions.into_iter().map(|definition| (definition.label, definition.title)).collect()
}

/// The start or end of a block, or inline markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Boundary {
    Start(TagEnd),
    Fence,
    End(TagEnd),
    Rule,
    Task(bool),
    /// The paragraph of a tight list, which has no event of its own.
    TightParagraph,
    Mark(Mark, Span),
}

/// Inline markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Tag(TagEnd),
    Code,
    Html,
    Footnote,
}

impl Mark {
    fn is_emphasis(self) -> bool {
        matches!(self, Mark::Tag(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough))
    }

    fn of(event: &Event<'_>) -> Option<Mark> {
        match event {
            Event::Start(tag) if !is_block(tag.to_end()) => Some(Mark::Tag(tag.to_end())),
            Event::Code(_) => Some(Mark::Code),
            Event::InlineHtml(_) => Some(Mark::Html),
            Event::FootnoteReference(_) => Some(Mark::Footnote),
            _ => None,
        }
    }
}

fn boundaries<'d>(
    events: impl Iterator<Item = (Event<'d>, Span)>,
    place: impl Fn(Mark, Span) -> Option<Span>,
) -> impl Iterator<Item = (Boundary, usize)> {
    // Whether inline events belong to a block that has begun.
    let mut in_text = false;
    events.flat_map(move |(event, span)| {
        let mark = Mark::of(&event).and_then(|mark| Some(Boundary::Mark(mark, place(mark, span)?)));
        let boundary = match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => Some(Boundary::Fence),
            Event::Start(tag) if is_block(tag.to_end()) => Some(Boundary::Start(tag.to_end())),
            Event::End(tag) if is_block(tag) => Some(Boundary::End(tag)),
            Event::Rule => Some(Boundary::Rule),
            Event::TaskListMarker(done) => Some(Boundary::Task(done)),
            Event::End(_) => None,
            _ if in_text => None,
            _ => Some(Boundary::TightParagraph),
        };
        in_text = match boundary {
            Some(Boundary::Start(tag)) => !holds_blocks(tag),
            Some(Boundary::Fence | Boundary::TightParagraph) => true,
            Some(Boundary::End(_) | Boundary::Rule | Boundary::Task(_)) => false,
            Some(Boundary::Mark(..)) | None => in_text,
        };
        let at = if matches!(boundary, Some(Boundary::End(_))) { span.end } else { span.start };
        [boundary, mark].into_iter().flatten().map(move |boundary| (boundary, at))
    })
}

/// Of which document an offset is.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Before,
    After,
}

/// Where edits lie before and after them, ascending.
pub(crate) struct Moves(Vec<[Span; 2]>);

impl Moves {
    pub(crate) fn new(edits: &Edits) -> Self {
        let (mut before, mut after) = (0, 0);
        let mut moves = Vec::with_capacity(edits.len());
        for edit in edits.iter() {
            let start = after + (edit.span.start - before);
            let end = start + edit.replacement.len();
            moves.push([edit.span, Span::new(start, end)]);
            (before, after) = (edit.span.end, end);
        }
        Moves(moves)
    }

    /// Where `span` stands in the document before: an end that lies in an edit is the edit's. `None` where all of it does.
    pub(crate) fn outside(&self, span: Span, side: Side) -> Option<Span> {
        let of = |edit: &[Span; 2]| match side {
            Side::Before => edit[0],
            Side::After => edit[1],
        };
        // The last edit that begins at an offset or before it.
        let last = |at: usize| self.0.get(self.0.partition_point(|edit| of(edit).start <= at).checked_sub(1)?);
        let (first, second) = (last(span.start), last(span.end.saturating_sub(1)));
        if first.is_some_and(|edit| of(edit).contains(span)) {
            return None;
        }
        let moved = |at: usize, edit: Option<&[Span; 2]>| edit.map_or(at, |edit| edit[0].end + (at - of(edit).end));
        let start = match first {
            Some(edit) if of(edit).contains_offset(span.start) => edit[0].start,
            edit => moved(span.start, edit),
        };
        let end = match second {
            Some(edit) if of(edit).end >= span.end => edit[0].end,
            edit => moved(span.end, edit),
        };
        Some(Span::new(start, end.max(start)))
    }

    /// Whether both ends of `span`, which is of the document after, lie in edits.
    fn joins(&self, span: Span) -> bool {
        let inside = |at: usize| {
            let before = self.0.partition_point(|edit| edit[1].start <= at).checked_sub(1);
            before.and_then(|nth| self.0.get(nth)).is_some_and(|edit| edit[1].contains_offset(at))
        };
        inside(span.start) && inside(span.end.saturating_sub(1))
    }
}

/// Whether a block's own content is blocks.
fn holds_blocks(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
    )
}

/// Whether a tag is a block's.
pub(crate) fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_inline_markup_do_not_count() {
        let before = "# a\n\n- gh `x` *y*\n  z\n\n| a | b |\n|---|---|\n| c | d |\n";
        let after = "# bb\n\n- curl x y | jq\n  z `z`\n  z\n\n| a | `e \\| f` |\n|---|---|\n| c | |\n";
        assert!(same_structure(before, after));
    }

    #[track_caller]
    fn check_kept(before: &str, old: &str, new: &str, kept: bool) {
        let at = before.find(old).unwrap();
        let mut edits = Edits::new();
        edits.add(steep_edit::Edit::new(Span::new(at, at + old.len()), new)).unwrap();
        let after = edits.apply(before);
        assert!(same_structure(before, &after), "{after:?}");
        assert_eq!(keeps_structure(before, &edits, &after), kept, "{after:?}");
    }

    #[test]
    fn markup_outside_the_edits_counts() {
        for (before, kept) in [
            ("*a* gh `b` [c](d) <i>e</i>", true),
            ("*a gh b* **c**", true),
            ("x `gh` y *z*", true),
            ("[gh](a) *b*", true),
            ("- gh *b*\n- *c*", true),
            ("a <b gh", false),
            ("a <b `gh` x", true),
        ] {
            check_kept(before, "gh", "x >", kept);
        }
        check_kept("*a gh c", "gh", "x d*", false);
        check_kept("a gh c", "gh", "*x* `d` <b>", true);
        check_kept("a *b* c", "*b*", "x", true);
        check_kept("a *b* c", "b*", "x", false);
        check_kept("a `b` c", "`b`", "``b`c``", true);
        check_kept("é `b` *c*", "b", "longer é", true);
    }

    #[test]
    fn emphasis_from_edit_to_edit_does_not_count() {
        for (new, kept) in [("x.*[y", true), ("`", false), ("x", true)] {
            let mut edits = Edits::new();
            for start in [2, 8] {
                edits.add(steep_edit::Edit::new(Span::new(start, start + 2), new)).unwrap();
            }
            let before = "a gh b, gh c";
            let after = edits.apply(before);
            assert_eq!(keeps_structure(before, &edits, &after), kept, "{new}");
        }
    }

    #[test]
    fn every_change_of_a_block_counts_and_is_located() {
        let before = "para\nline\n\nlast\n";
        for (after, at) in [
            ("para\n\nline\n\nlast\n", 12),
            ("para\n- line\n\nlast\n", 5),
            ("para\n---\n\nlast\n", 0),
            ("para\nline\n\n> last\n", 11),
            ("para\nline\n\n```\nlast\n", 11),
            ("para\nline\n", 10),
            ("para\nline\n\nlast\n\nmore\n", 17),
        ] {
            let change = structure_change(before, after);
            assert!(change.is_some_and(|change| change.after == at), "{after:?}: {change:?}");
        }
        assert!(!same_structure("a\n\n[x]: y\n", "a\n\n[x]:\n"));
        assert!(!same_structure("[x]: y\na b\n", "[x]: y\n\"b\"\n"));
        assert!(same_structure("a\n\n[x]: y\n", "b\n\n[X]: z\n"));
        assert!(!same_structure("a\n\n    x\n", "a\n\n```\nx\n```\n"));
        assert!(!same_structure("- [ ] a\n", "- [x] a\n"));
        assert!(!same_structure("- <x>\n    <pre>\n", "- x\n    <pre>\n"));
        assert!(!same_structure("---\na: b\n---\nx\n", "---\na: b\n\nx\n"));
    }
}
