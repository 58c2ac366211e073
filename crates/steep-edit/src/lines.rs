use crate::Span;

/// A place in a text as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, 1-based.
    pub line: usize,
    /// Column in characters (Unicode scalar values), 1-based.
    pub column: usize,
}

/// The line starts of one text, for turning byte offsets into positions. A line ends at `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// How many characters begin in front of each [`STEP`]th byte, so that a column far along a line costs no more than
    /// one at its start.
    characters: Vec<usize>,
}

const STEP: usize = 1 << 10;

impl LineIndex {
    /// Reads the line starts of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut characters = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut count = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if at % STEP == 0 {
                characters.push(count);
            }
            count += usize::from(begins_character(*byte));
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        LineIndex { starts, characters }
    }

    /// The position of the byte at `offset` (0-based) of `text`, which must be the text the index was made of. An
    /// offset past the end gives the end.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let column = self.characters_before(text, end).saturating_sub(self.characters_before(text, start)) + 1;
        Position { line, column }
    }

    /// The position behind the last character of `span`, in the line of its last byte: a span that ends with a line ending
    /// ends in the line that it ends. That of an empty span is where it stands.
    #[must_use]
    pub fn end(&self, text: &str, span: Span) -> Position {
        let mut last = span.end.min(text.len()).max(span.start).saturating_sub(usize::from(!span.is_empty()));
        while !text.is_char_boundary(last) {
            last = last.saturating_sub(1);
        }
        let Position { line, column } = self.position(text, last);
        Position { line, column: column + usize::from(!span.is_empty()) }
    }

    fn characters_before(&self, text: &str, end: usize) -> usize {
        let step = (end / STEP).min(self.characters.len().saturating_sub(1));
        let counted = self.characters.get(step).copied().unwrap_or(0);
        let rest = text.as_bytes().get(step * STEP..end).unwrap_or_default();
        counted + rest.iter().filter(|byte| begins_character(**byte)).count()
    }
}

/// Whether a byte of UTF-8 is the first of a character.
fn begins_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_every_line_ending_counts_once() {
        let text = "é–x\r\nb\rc\nd";
        let index = LineIndex::new(text);
        let at = |needle: &str| index.position(text, text.find(needle).unwrap());
        assert_eq!(at("x"), Position { line: 1, column: 3 });
        assert_eq!(at("b"), Position { line: 2, column: 1 });
        assert_eq!(at("c"), Position { line: 3, column: 1 });
        assert_eq!(at("d"), Position { line: 4, column: 1 });
    }

    #[test]
    fn a_span_ends_in_the_line_of_its_last_byte() {
        let text = "é–x\r\nb\n";
        let index = LineIndex::new(text);
        let end = |start, end| {
            let Position { line, column } = index.end(text, Span::new(start, end));
            (line, column)
        };
        // `–x`, `x` with its line ending, all of it, and nothing at the end.
        assert_eq!([end(2, 6), end(5, 8), end(0, 10), end(10, 10)], [(1, 4), (1, 6), (2, 3), (3, 1)]);
        assert_eq!(end(0, 1), (1, 2), "inside a character");
        assert_eq!(end(0, 99), (2, 3));
    }

    #[test]
    fn an_offset_inside_a_character_or_past_the_end_is_clamped() {
        let index = LineIndex::new("é");
        assert_eq!(index.position("é", 1).column, 1);
        assert_eq!(index.position("é", 99).column, 2);
    }

    #[test]
    fn columns_far_along_a_line_count_all_characters() {
        let text = format!("a\n{}x", "é".repeat(3 * STEP / 2));
        let index = LineIndex::new(&text);
        for (at, (offset, _)) in text.char_indices().enumerate().skip(2) {
            assert_eq!(index.position(&text, offset), Position { line: 2, column: at - 1 }, "{offset}");
        }
        assert_eq!(index.position(&text, usize::MAX), index.position(&text, text.len()));
    }
}
