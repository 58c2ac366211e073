//! Long texts over several lines, where their reader takes white space for nothing.

use crate::{Arg, Break, Piece, Word};

/// How deep lines go in at most, in brackets.
const DEEPEST: usize = 6;

/// Whether it says where it may be broken.
pub(super) fn is_breakable(arg: &Arg) -> bool {
    arg.pieces.iter().any(|piece| matches!(piece, Piece::Break(_)))
}

/// The argument with each line of its text on a line of its own: of at most `width` characters where it can be broken so,
/// behind what `newline` gives for a depth. Its first line is one with depth 1, and it ends at the beginning of one with
/// depth 0.
pub(super) fn broken(arg: &Arg, width: usize, newline: &dyn Fn(usize) -> String) -> Arg {
    let mut filling = Filling { lines: Vec::new(), width };
    filling.fill(&runs(&arg.pieces));
    let mut pieces = Vec::new();
    for line in filling.lines {
        pieces.push(Piece::Text(newline(1 + line.depth)));
        pieces.extend(line.pieces);
    }
    pieces.push(Piece::Text(newline(0)));
    Arg { pieces }
}

/// What stands between two breaks.
#[derive(Clone, Copy)]
struct Run<'a> {
    /// The break in front.
    before: Break,
    pieces: &'a [Piece],
    /// In characters.
    width: usize,
}

fn runs(pieces: &[Piece]) -> Vec<Run<'_>> {
    let mut before = Break { nesting: 0, level: 0 };
    let mut runs = Vec::new();
    for pieces in pieces.split_inclusive(|piece| matches!(piece, Piece::Break(_))) {
        let (pieces, next) = match pieces {
            [pieces @ .., Piece::Break(next)] => (pieces, *next),
            pieces => (pieces, before),
        };
        runs.push(Run { before, pieces, width: pieces.iter().map(width).sum() });
        before = next;
    }
    runs
}

fn width(piece: &Piece) -> usize {
    match piece {
        Piece::Text(text) => text.chars().count(),
        Piece::Word(word) => Word::display(word).chars().count(),
        Piece::Variable(name) => name.chars().count() + 1,
        Piece::Required(name) => name.chars().count() + 5,
        // Such texts hold no scripts.
        Piece::Output(_) => 0,
        Piece::Break(_) => 1,
    }
}

struct Line {
    depth: usize,
    pieces: Vec<Piece>,
    width: usize,
}

struct Filling {
    lines: Vec<Line>,
    width: usize,
}

impl Filling {
    /// Adds runs behind what the last line has, or on new lines. What does not fit on one is broken where it holds together
    /// least.
    fn fill(&mut self, runs: &[Run<'_>]) {
        let Some((first, rest)) = runs.split_first() else { return };
        let width = rest.iter().fold(first.width, |sum, run| sum + 1 + run.width);
        if self.room() > width {
            return self.append(runs);
        }
        let weakest = rest.iter().map(|run| run.before).min();
        self.begin(first.before.nesting);
        match weakest {
            Some(weakest) if self.room() <= width => {
                let mut groups: Vec<&[Run<'_>]> = Vec::new();
                let mut from = 0;
                for at in (1..runs.len()).filter(|at| runs.get(*at).is_some_and(|run| run.before == weakest)) {
                    groups.extend(runs.get(from..at));
                    from = at;
                }
                groups.extend(runs.get(from..));
                for group in groups {
                    let before = self.lines.len();
                    self.fill(group);
                    // What took several lines is followed by a new one.
                    if self.lines.len() > before + 1
                        && let Some(line) = self.lines.last_mut()
                    {
                        line.width = self.width;
                    }
                }
            }
            _ => self.append(runs),
        }
    }

    /// Characters that the last line has left, a blank in front included.
    fn room(&self) -> usize {
        let left = |line: &Line| self.width.saturating_sub(2 * line.depth + line.width) + usize::from(line.width == 0);
        self.lines.last().map_or(0, left)
    }

    fn begin(&mut self, nesting: usize) {
        if self.lines.last().is_none_or(|line| line.width > 0) {
            self.lines.push(Line { depth: nesting.min(DEEPEST), pieces: Vec::new(), width: 0 });
        }
    }

    fn append(&mut self, runs: &[Run<'_>]) {
        let Some(line) = self.lines.last_mut() else { return };
        for run in runs {
            if !line.pieces.is_empty() {
                line.pieces.push(Piece::Text(" ".to_owned()));
                line.width += 1;
            }
            line.pieces.extend(run.pieces.iter().cloned());
            line.width += run.width;
        }
    }
}
