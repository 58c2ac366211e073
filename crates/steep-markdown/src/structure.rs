//! Whether two documents have the same blocks.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use steep_edit::Span;

use crate::document::Document;

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

/// Where the block structure of `after` first differs from that of `before`; `None` where it is the same.
#[must_use]
pub fn structure_change(before: &str, after: &str) -> Option<StructureChange> {
    let (old, new) = (Document::new(before), Document::new(after));
    if old.front_matter.is_some() != new.front_matter.is_some() {
        return Some(StructureChange { before: 0, after: 0 });
    }
    let (old_events, old_definitions) = old.events_and_definitions();
    let (new_events, new_definitions) = new.events_and_definitions();
    let (mut old_boundaries, mut new_boundaries) = (boundaries(old_events), boundaries(new_events));
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
    (old_definitions != new_definitions).then_some(end)
}

/// The start or end of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Boundary {
    Start(TagEnd),
    Fence,
    End(TagEnd),
    Rule,
    Task(bool),
    /// The paragraph of a tight list, which has no event of its own.
    TightParagraph,
}

fn boundaries<'d>(events: impl Iterator<Item = (Event<'d>, Span)>) -> impl Iterator<Item = (Boundary, usize)> {
    // Whether inline events belong to a block that has begun.
    let mut in_text = false;
    events.filter_map(move |(event, span)| {
        let boundary = match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => Boundary::Fence,
            Event::Start(tag) if is_block(tag.to_end()) => Boundary::Start(tag.to_end()),
            Event::End(tag) if is_block(tag) => Boundary::End(tag),
            Event::Rule => Boundary::Rule,
            Event::TaskListMarker(done) => Boundary::Task(done),
            Event::End(_) => return None,
            _ if in_text => return None,
            _ => Boundary::TightParagraph,
        };
        in_text = match boundary {
            Boundary::Start(tag) => !holds_blocks(tag),
            Boundary::Fence | Boundary::TightParagraph => true,
            Boundary::End(_) | Boundary::Rule | Boundary::Task(_) => false,
        };
        Some((boundary, if matches!(boundary, Boundary::End(_)) { span.end } else { span.start }))
    })
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
