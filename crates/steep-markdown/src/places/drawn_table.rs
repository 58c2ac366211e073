//! Tables whose columns are drawn with dashes, as Pandoc and reStructuredText have them: a longer cell moves what stands behind
//! it into another column. For CommonMark they are paragraphs, rules and headings.

use steep_edit::Span;

/// What a line is for a drawn table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Blank,
    Text,
    /// `-----`
    Rule,
    /// `---- ------`: the columns of a simple or multiline table.
    Columns,
    /// `+----+----+`: the columns of a grid table.
    Grid,
}

/// The tables that a document draws, sorted, without overlaps. Byte offsets. Linear.
pub(crate) fn spans(source: &str) -> Vec<Span> {
    if !source.contains("--") {
        return Vec::new();
    }
    let mut lines: Vec<(Span, Line)> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        lines.push((Span::new(at, at + line.len()), kind(line)));
        at += line.len();
    }
    let is = |nth: usize, kind: Line| lines.get(nth).is_some_and(|(_, line)| *line == kind);
    let mut spans: Vec<Span> = Vec::new();
    let mut done = 0;
    for nth in 0..lines.len() {
        if nth < done || !(is(nth, Line::Columns) || is(nth, Line::Grid)) {
            continue;
        }
        // The lines of the header stand in front, and a rule in front of those tells of a table with blank lines.
        let header = (done..nth).rev().take_while(|nth| is(*nth, Line::Text)).count();
        let first = nth - header;
        let opened = first.checked_sub(1).filter(|before| *before >= done && is(*before, Line::Rule));
        let closes = |kind: Line| (nth + 1..lines.len()).find(|nth| is(*nth, kind));
        let end = match opened.and_then(|_| closes(Line::Rule)) {
            Some(close) => close + 1,
            None => (nth + 1..lines.len()).find(|nth| is(*nth, Line::Blank)).unwrap_or(lines.len()),
        };
        let start = opened.unwrap_or(first);
        if let (Some((first, _)), Some((last, _))) = (lines.get(start), lines.get(end - 1)) {
            spans.push(first.cover(*last));
        }
        done = end;
    }
    spans
}

/// Whether the block has a part in one of the tables.
pub(crate) fn is_in(tables: &[Span], block: Span) -> bool {
    let nth = tables.partition_point(|table| table.end <= block.start);
    tables.get(nth).is_some_and(|table| table.start < block.end)
}

/// The line without the signs of quotations and lists in front.
fn kind(line: &str) -> Line {
    let line = line.trim_start_matches(['>', ' ', '\t']).trim_end();
    let is_drawn = |line: &str, signs: &[char]| line.chars().all(|c| signs.contains(&c));
    if line.is_empty() {
        Line::Blank
    } else if line.len() > 2
        && line.starts_with("+-")
        && line.ends_with(['-', '+'])
        && is_drawn(line, &['+', '-', '=', ':'])
    {
        Line::Grid
    } else if !line.starts_with("--") || !is_drawn(line, &['-', ' ']) {
        Line::Text
    } else if !line.contains(' ') {
        Line::Rule
    } else if line.split_whitespace().all(|group| group.len() > 1) {
        Line::Columns
    } else {
        Line::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str) {
        let open = marked.find('«');
        let source = marked.replace(['«', '»'], "");
        let close = marked.find('»').map(|at| at - '«'.len_utf8());
        let expected: Vec<Span> = open.zip(close).map(|(open, close)| Span::new(open, close)).into_iter().collect();
        assert_eq!(spans(&source), expected, "{marked}");
    }

    #[test]
    fn simple_tables_end_at_a_blank_line() {
        check("Text.\n\n«  a     b\n  ----  -----\n  c     d\n»\nText.\n");
        check("«>  a b\n> -- ---\n> c d\n»");
    }

    #[test]
    fn multiline_tables_end_at_their_rule() {
        check("Text.\n\n«-----------\n a    b\n---- ------\n c    d\n\n e    f\n-----------\n»\nText.\n");
    }

    #[test]
    fn grid_tables_are_tables() {
        check("«+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n»\nText.\n");
    }

    #[test]
    fn rules_and_headings_are_none() {
        check("Title\n-----\n\nText.\n\n---\n\n- - -\n\n-- a -- b\n");
    }
}
