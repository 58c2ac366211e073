//! The text that the second reader is given: of the same length, with stand-ins for what it cannot know or is known to read
//! otherwise than bash (see [`FAULTS`](super::FAULTS)).

use steep_edit::Span;

use crate::outline::CommandOutline;
use crate::read::OwnOutline;

/// A text with stand-ins, and how its offsets become those of the original.
#[derive(Debug)]
pub(super) struct StandIn {
    pub(super) text: String,
    /// Ascending.
    moves: Vec<Move>,
}

/// `<<E 2>&1 -b` becomes `2>&1 -b <<E`.
#[derive(Clone, Copy, Debug)]
struct Move {
    start: usize,
    /// Length of the operator with its delimiter.
    operator: usize,
    /// Length of what is between it and the rest.
    gap: usize,
    /// Length of what stands behind it.
    rest: usize,
}

impl Move {
    fn end(self) -> usize {
        self.start + self.operator + self.gap + self.rest
    }

    fn original(self, at: usize) -> usize {
        match at - self.start {
            ahead if ahead < self.rest => at + self.operator + self.gap,
            ahead if ahead < self.rest + self.gap => at + self.operator - self.rest,
            _ => at - self.rest - self.gap,
        }
    }
}

impl StandIn {
    /// Words for placeholders and for dollar signs that mean nothing, blanks for the reserved word `time`, `;` behind long
    /// pipelines, line feeds for CR LF, delimiters of here-documents without indentation, and the operators of here-documents at the end
    /// of their commands.
    pub(super) fn new(text: &str, own: &OwnOutline) -> Self {
        let mut bytes = text.as_bytes().to_vec();
        let mut fill = |span: Span, with: u8| {
            if let Some(bytes) = bytes.get_mut(span.start..span.end) {
                bytes.fill(with);
            }
        };
        own.placeholders.iter().for_each(|span| fill(*span, b'x'));
        own.dollars.iter().for_each(|at| fill(Span::new(*at, at + 1), b'x'));
        own.timings.iter().for_each(|span| fill(*span, b' '));
        own.ends.iter().for_each(|at| fill(Span::new(*at, at + 1), b';'));
        line_feeds(&mut bytes);
        for blanks in &own.indented {
            // They go to the end of the line before.
            if let Some(bytes) = blanks.start.checked_sub(1).and_then(|start| bytes.get_mut(start..blanks.end)) {
                bytes.rotate_left(1);
            }
        }
        let commands = own.outline.commands.iter().chain(&own.heads);
        let mut moves: Vec<Move> = commands.filter_map(|command| here_document(command, text)).collect();
        moves.sort_by_key(|it| it.start);
        let mut end = 0;
        moves.retain(|it| {
            let apart = it.start >= end;
            end = if apart { it.end() } else { end };
            apart
        });
        for it in &moves {
            if let Some(bytes) = bytes.get_mut(it.start..it.end()) {
                bytes.rotate_left(it.operator + it.gap);
                if let Some(behind) = bytes.get_mut(it.rest..) {
                    behind.rotate_left(it.operator);
                }
            }
        }
        match String::from_utf8(bytes) {
            Ok(text) => StandIn { text, moves },
            Err(_) => StandIn { text: text.to_owned(), moves: Vec::new() },
        }
    }

    /// Where in the original the span of this text stands.
    pub(super) fn original(&self, span: Span) -> Span {
        if span.is_empty() {
            return span;
        }
        let nth = self.moves.partition_point(|it| it.end() <= span.start);
        let inside = |at: usize| self.moves.get(nth).filter(|it| it.start <= at && at < it.end());
        match (inside(span.start), inside(span.end - 1)) {
            (Some(it), Some(_)) => {
                let (first, last) = (it.original(span.start), it.original(span.end - 1));
                Span::new(first.min(last), first.max(last) + 1)
            }
            _ => span,
        }
    }
}

/// CR LF becomes two line feeds, and a continued one a blank in front of a continued line feed.
fn line_feeds(bytes: &mut [u8]) {
    for at in 1..bytes.len() {
        let (before, rest) = bytes.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), rest.first_mut()) else { continue };
        if (*first, *second) == (b'\r', b'\n') {
            *first = b'\n';
            if let Some(third) = before.len().checked_sub(2).and_then(|at| before.get_mut(at))
                && *third == b'\\'
            {
                *third = b' ';
                if let Some(first) = before.last_mut() {
                    *first = b'\\';
                }
            }
        }
    }
}

/// What is to be moved in a command that has more behind the operator of its here-document. Of several here-documents,
/// none is moved: their bodies would be in another order.
fn here_document(command: &CommandOutline, text: &str) -> Option<Move> {
    let [_body] = command.bodies.as_slice() else { return None };
    let operator = command.redirects.iter().find(|redirect| {
        let source = redirect.text(text).trim_start_matches(|c: char| c.is_ascii_digit());
        source.starts_with("<<") && !source.starts_with("<<<")
    })?;
    let spans = command.words.iter().map(|word| word.span).chain(command.redirects.iter().copied());
    let behind = spans.filter(|span| span.start >= operator.end);
    let rest = behind.reduce(Span::cover)?;
    let moved = operator.cover(rest);
    // What is continued on the next line is read there.
    (!moved.text(text).contains('\n')).then(|| Move {
        start: operator.start,
        operator: operator.len(),
        gap: rest.start - operator.end,
        rest: rest.len(),
    })
}
