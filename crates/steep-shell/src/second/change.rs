//! Whether a rewrite left everything but the rewritten commands as it was, for both readers.

use std::fmt;

use steep_edit::{Edits, Span};
#[cfg(feature = "tree-sitter")]
use tree_sitter::Tree;

use super::Second;
#[cfg(feature = "tree-sitter")]
use super::{View, stand_in::StandIn};
use crate::outline::{CommandOutline, Construct, Outline, WordOutline};

/// What a rewrite changed that it should not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A reader finds more that it cannot read.
    Errors,
    /// A command outside of the rewritten ones is another one, or stands in something else.
    Commands,
    /// A part of what stands for a command does not stand where that did.
    Surroundings,
    /// A comment is none any more, or ends elsewhere.
    Comments,
    /// The second reader has other nodes outside of the rewritten commands.
    Nodes,
    /// The second reader cannot be asked: the new text is too long or too intricate for it.
    Unread,
}

impl fmt::Display for Change {
    /// As a sentence about the rewritten text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Change::Errors => "the text would no longer read as shell",
            Change::Commands | Change::Nodes => "the shell would read another command otherwise than before",
            Change::Surroundings => "a part of it would stand outside of what the command stands in",
            Change::Comments => "a comment would begin or end elsewhere",
            Change::Unread => "the text would be too long for the second shell reader",
        })
    }
}

/// What the edits that made the text `after` of the text `before` changed besides the spans that they replace; `None` where
/// nothing is. Where the second reader reads both texts as wholes without an error and says the same of them, that is all; else
/// each statement with an edit is compared by itself.
#[must_use]
pub fn change(before: &Second<'_>, after: &Second<'_>, edits: &Edits) -> Option<Change> {
    let replaced: Vec<Replaced> = replaced(edits);
    if after.own.outline.errors.len() > before.own.outline.errors.len() {
        return Some(Change::Errors);
    }
    if before.own.outline.errors.is_empty() {
        let same = compare(&before.own.outline, &after.own.outline, &replaced);
        if same.is_some() {
            return same;
        }
    }
    if replaced.iter().any(|it| !stands_as_one(before, after, *it)) {
        return Some(Change::Surroundings);
    }
    let mut done = 0;
    if same_as_wholes(before, after, &replaced) {
        return None;
    }
    for edit in &replaced {
        if edit.before.start < done {
            continue;
        }
        let statement = before.statement_span(edit.before.start).cover(before.statement_span(edit.before.end));
        done = statement.end;
        let new = Span::new(to_after(statement.start, &replaced), to_after(statement.end, &replaced));
        let change = statement_change(before, after, statement, new, &replaced);
        if change.is_some() {
            return change;
        }
    }
    None
}

/// Whether everything that stands for a command stands where that did: `a; b` is no operand of the `&&` behind it.
fn stands_as_one(before: &Second<'_>, after: &Second<'_>, replaced: Replaced) -> bool {
    let within = |outline: &Outline, span: Span| -> Vec<Vec<Construct>> {
        let first = outline.commands.partition_point(|command| command.span().start < span.start);
        let rest = outline.commands.iter().skip(first).take_while(|command| command.span().start < span.end);
        rest.map(|command| command.path.clone()).collect()
    };
    let old = within(&before.own.outline, replaced.before);
    let Some(path) = old.iter().min_by_key(|path| path.len()) else { return true };
    // `! a | b` negates the pipeline.
    let kept = |path: &[Construct]| -> Vec<Construct> {
        let kinds = path.iter().filter(|it| **it != Construct::Negated).map(|construct| match construct {
            Construct::Stage { .. } => Construct::Stage { reads: false, is_read: false },
            other => *other,
        });
        kinds.collect()
    };
    let path = kept(path);
    within(&after.own.outline, replaced.after).iter().all(|new| kept(new).starts_with(&path))
}

#[cfg(not(feature = "tree-sitter"))]
fn same_as_wholes(_: &Second<'_>, _: &Second<'_>, _: &[Replaced]) -> bool {
    true
}

#[cfg(not(feature = "tree-sitter"))]
fn statement_change(_: &Second<'_>, _: &Second<'_>, _: Span, _: Span, _: &[Replaced]) -> Option<Change> {
    None
}

#[cfg(feature = "tree-sitter")]
fn statement_change(
    before: &Second<'_>,
    after: &Second<'_>,
    old: Span,
    new: Span,
    replaced: &[Replaced],
) -> Option<Change> {
    let (Ok(old), Ok(new)) = (before.part(old), after.part(new)) else { return Some(Change::Unread) };
    if new.outline.errors.len() > old.outline.errors.len() {
        return Some(Change::Errors);
    }
    if !old.outline.errors.is_empty() {
        // What it makes of the rest is a guess, before and after.
        return None;
    }
    view_change(before, after, &old, &new, replaced)
}

/// Whether the second reader reads both texts as wholes, without an error, and says the same of them.
#[cfg(feature = "tree-sitter")]
fn same_as_wholes(before: &Second<'_>, after: &Second<'_>, replaced: &[Replaced]) -> bool {
    let whole = |text: &Second<'_>| text.whole().ok().filter(|view| view.outline.errors.is_empty());
    let Some(old) = whole(before) else { return false };
    whole(after).is_some_and(|new| view_change(before, after, &old, &new, replaced).is_none())
}

#[cfg(feature = "tree-sitter")]
fn view_change(
    before: &Second<'_>,
    after: &Second<'_>,
    old: &View,
    new: &View,
    replaced: &[Replaced],
) -> Option<Change> {
    let change = compare(&old.outline, &new.outline, replaced);
    if change.is_some() {
        return change;
    }
    let old_nodes = nodes(&old.tree, &before.stand_in, old.offset, replaced, Side::Before);
    let same = old_nodes == nodes(&new.tree, &after.stand_in, new.offset, replaced, Side::After);
    (!same).then_some(Change::Nodes)
}

/// A span of the old text and the one of the new text that stands for it.
#[derive(Clone, Copy, Debug)]
struct Replaced {
    before: Span,
    after: Span,
}

fn replaced(edits: &Edits) -> Vec<Replaced> {
    let mut shift = 0_isize;
    let edits = edits.iter().map(|edit| {
        let start = edit.span.start.saturating_add_signed(shift);
        let after = Span::new(start, start + edit.replacement.len());
        shift += edit.replacement.len().cast_signed() - edit.span.len().cast_signed();
        Replaced { before: edit.span, after }
    });
    edits.collect()
}

/// Where the byte `at` of the old text, which no edit replaces, stands in the new one.
fn to_after(at: usize, replaced: &[Replaced]) -> usize {
    let nth = replaced.partition_point(|it| it.before.end <= at);
    match nth.checked_sub(1).and_then(|nth| replaced.get(nth)) {
        Some(last) => last.after.end + (at - last.before.end),
        None => at,
    }
}

/// Which text an offset is one of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Side {
    fn of(self, replaced: &Replaced) -> Span {
        match self {
            Side::Before => replaced.before,
            Side::After => replaced.after,
        }
    }
}

/// How a span lies to the edits.
enum Place {
    /// Inside one.
    Replaced,
    /// Outside of all, or around some: where it stands in the old text.
    Kept(Span),
    /// It begins or ends inside one and goes on outside of it.
    Crossing,
}

fn place(span: Span, replaced: &[Replaced], side: Side) -> Place {
    let first = replaced.partition_point(|it| side.of(it).end <= span.start);
    let last = replaced.partition_point(|it| side.of(it).start < span.end);
    let inside = replaced.get(first..last.max(first)).unwrap_or(&[]);
    if inside.iter().any(|it| side.of(it).contains(span)) {
        return Place::Replaced;
    }
    if inside.iter().any(|it| !span.contains(side.of(it))) {
        return Place::Crossing;
    }
    Place::Kept(Span::new(to_before(span.start, replaced, side), to_before(span.end, replaced, side)))
}

/// Where in the old text the byte `at` stands, which no edit replaces.
fn to_before(at: usize, replaced: &[Replaced], side: Side) -> usize {
    let nth = replaced.partition_point(|it| side.of(it).end <= at);
    match nth.checked_sub(1).and_then(|nth| replaced.get(nth)) {
        Some(last) => last.before.end + (at - side.of(last).end),
        None => at,
    }
}

fn compare(before: &Outline, after: &Outline, replaced: &[Replaced]) -> Option<Change> {
    let mut new = outside(after, replaced, Side::After);
    let is_same = |old: Option<CommandOutline>| old.is_some() && new.next() == Some(old);
    if !outside(before, replaced, Side::Before).all(is_same) || new.next().is_some() {
        return Some(Change::Commands);
    }
    let comments = |outline: &Outline, side| -> Vec<Option<Span>> {
        let comments = joined(&outline.comments, replaced, side);
        let places = comments.into_iter().map(|comment| place(comment, replaced, side));
        let kept = places.filter_map(|place| match place {
            Place::Replaced => None,
            Place::Kept(span) => Some(Some(span)),
            Place::Crossing => Some(None),
        });
        kept.collect()
    };
    (comments(before, Side::Before) != comments(after, Side::After)).then_some(Change::Comments)
}

/// The comments, those that one edit begins and ends in as one: a command over several comments is replaced as a whole.
fn joined(comments: &[Span], replaced: &[Replaced], side: Side) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(comments.len());
    for comment in comments {
        let before = replaced.partition_point(|it| side.of(it).start < comment.start).checked_sub(1);
        let edit = before.and_then(|nth| replaced.get(nth)).map(|it| side.of(it));
        match (joined.last_mut(), edit) {
            (Some(last), Some(edit)) if last.contains(Span::empty(edit.start)) && edit.end > comment.start => {
                *last = last.cover(*comment);
            }
            _ => joined.push(*comment),
        }
    }
    joined
}

/// The commands that no edit replaces, in offsets of the old text. In those around an edit, the replaced words are left
/// out, and so is what is expanded in the others.
fn outside<'a>(
    outline: &'a Outline,
    replaced: &'a [Replaced],
    side: Side,
) -> impl Iterator<Item = Option<CommandOutline>> + 'a {
    outline.commands.iter().filter_map(move |command| match place(command.span(), replaced, side) {
        Place::Replaced => None,
        Place::Crossing => Some(None),
        Place::Kept(_) => Some(kept(command, replaced, side)),
    })
}

/// `None` where one of its parts goes on into an edit, or where its program is replaced and the rest is not.
fn kept(command: &CommandOutline, replaced: &[Replaced], side: Side) -> Option<CommandOutline> {
    let program = command.words.first().map(|word| place(word.span, replaced, side));
    if matches!(program, Some(Place::Replaced)) {
        return None;
    }
    let spans = |spans: &[Span]| -> Option<Vec<Span>> {
        let places = spans.iter().map(|span| match place(*span, replaced, side) {
            Place::Replaced => Some(None),
            Place::Kept(span) => Some(Some(span)),
            Place::Crossing => None,
        });
        places.collect::<Option<Vec<Option<Span>>>>().map(|spans| spans.into_iter().flatten().collect())
    };
    let touches = |span: Span| {
        let first = replaced.partition_point(|it| side.of(it).end <= span.start);
        replaced.get(first).is_some_and(|it| side.of(it).start < span.end)
    };
    let words = |words: &[WordOutline]| -> Option<Vec<WordOutline>> {
        let kept = words.iter().filter_map(|word| match place(word.span, replaced, side) {
            Place::Replaced => None,
            Place::Kept(span) if touches(word.span) => Some(Some(WordOutline { span, expansions: Vec::new() })),
            Place::Kept(span) => Some(Some(WordOutline { span, expansions: word.expansions.clone() })),
            Place::Crossing => Some(None),
        });
        kept.collect()
    };
    Some(CommandOutline {
        words: words(&command.words)?,
        assignments: words(&command.assignments)?,
        redirects: spans(&command.redirects)?,
        bodies: spans(&command.bodies)?,
        path: command.path.clone(),
    })
}

/// The nodes of a tree that no edit touches, with their kinds and where they stand in the old text: two trees with the same
/// ones nest them alike. What ends a command is left out, since a stand-in may have taken its place. What a node around an edit
/// is, the outline says.
#[cfg(feature = "tree-sitter")]
fn nodes(tree: &Tree, stand_in: &StandIn, offset: usize, replaced: &[Replaced], side: Side) -> Vec<(u16, Span)> {
    let mut cursor = tree.walk();
    let mut found = Vec::new();
    loop {
        let node = cursor.node();
        let span = stand_in.original(Span::new(offset + node.start_byte(), offset + node.end_byte()));
        let first = replaced.partition_point(|it| side.of(it).end <= span.start);
        let touching = replaced.get(first).map(|it| side.of(it)).filter(|it| it.start < span.end);
        if touching.is_none() && !matches!(node.kind(), ";" | "\n") {
            let before = Span::new(to_before(span.start, replaced, side), to_before(span.end, replaced, side));
            found.push((node.kind_id(), before));
        }
        if touching.is_none_or(|it| !it.contains(span)) && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                found.sort_unstable();
                return found;
            }
        }
    }
}
