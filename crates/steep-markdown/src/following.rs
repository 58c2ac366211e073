//! The lines after a block, read as if it went on.

use steep_edit::Span;

use crate::LineEnding;
use crate::mapped::Mapped;

/// How many bytes of the document are read at most.
const LIMIT: usize = 8 << 10;

/// Appends the lines behind `mapped` to it, each without what it repeats of `prefix`; whether there was one.
pub(crate) fn push(mapped: &mut Mapped<'_>, prefix: &str) -> bool {
    let source = mapped.source();
    let mut at = mapped.segments.last().map_or(0, |segment| segment.host.end);
    let mut limit = source.len().min(at + LIMIT);
    while !source.is_char_boundary(limit) {
        limit -= 1;
    }
    // What stands behind a block on its last line is white space.
    let rest = Span::new(at, limit).text(source);
    at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    mapped.push_verbatim(Span::new(mapped.segments.last().map_or(at, |segment| segment.host.end), at));
    let before = mapped.text.len();
    loop {
        let rest = Span::new(at, limit).text(source);
        let ending = LineEnding::first_in(rest).filter(|_| rest.starts_with(['\n', '\r']));
        let Some(ending) = ending else { break };
        let line = at + ending.as_str().len();
        let text = line + repeated(Span::new(line, limit).text(source), prefix);
        let rest = Span::new(text, limit).text(source);
        let end = text + rest.find(['\n', '\r']).unwrap_or(rest.len());
        if end == source.len() && end == text {
            break;
        }
        mapped.push_break(Span::new(at, text));
        mapped.push_verbatim(Span::new(text, end));
        at = end;
    }
    mapped.text.len() > before
}

/// How many bytes of `prefix` a line repeats: its block quote markers one by one, and no more white space than it has.
fn repeated(line: &str, prefix: &str) -> usize {
    let bytes = line.as_bytes();
    let mut at = 0;
    for c in prefix.bytes() {
        match (c, bytes.get(at)) {
            (b'>', Some(b'>')) | (b' ' | b'\t', Some(b' ' | b'\t')) => at += 1,
            (b' ' | b'\t', _) => {}
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use steep_edit::{Edits, Span};

    use crate::{same_structure, snippets};

    fn check(source: &str, old: &str, new: &str, written: &str) {
        let prose = snippets(source).into_iter().find(|snippet| snippet.text.contains("gh a")).unwrap();
        let whole = prose.with_following(source).unwrap();
        let start = whole.text.find("gh a").unwrap();
        assert!(whole.text.get(start..).is_some_and(|text| text.starts_with(old)), "{:?}", whole.text);
        let mut edits = Edits::new();
        for edit in whole.edit(Span::new(start, start + old.len()), new).unwrap() {
            edits.add(edit).unwrap();
        }
        let out = edits.apply(source).into_owned();
        assert_eq!(out, written);
        assert!(same_structure(source, &out));
    }

    #[test]
    fn a_here_document_that_leaves_its_list_is_read_and_left_alone() {
        check(
            "1. For each:\n     gh a --body \"$(cat <<X\n**Seen**\n\n# Title\n\n- `x`\nX\n)\"\n\n2. next\n",
            "gh a --body \"$(cat <<X\n**Seen**\n\n# Title\n\n- `x`\nX\n)\"",
            "b -d \"$(cat <<X\n**Seen**\n\n# Title\n\n- `x`\nX\n)\" | jq",
            "1. For each:\n     b -d \"$(cat <<X\n**Seen**\n\n# Title\n\n- `x`\nX\n)\" | jq\n\n2. next\n",
        );
    }

    #[test]
    fn lines_lose_the_prefix_that_they_repeat() {
        check(
            "> - gh a \"x\r\n>\r\n>   y\r\n> \r\n>     z\" w\r\n",
            "gh a \"x\n\ny\n\n  z\"",
            "b \"x\n\ny\n\n  z\" c",
            "> - b \"x\r\n>\r\n>   y\r\n> \r\n>     z\" c w\r\n",
        );
    }

    #[test]
    fn only_running_text_goes_on() {
        for source in ["# gh a\n\nx\n", "| gh a |\n|---|\n\nx\n", "```sh\ngh a\n```\nx\n", "gh a", "gh a\n"] {
            assert!(snippets(source).iter().all(|snippet| snippet.with_following(source).is_none()), "{source:?}");
        }
        assert!(snippets("gh a\n\nx").iter().any(|snippet| snippet.with_following("gh a\n\nx").is_some()));
    }

    #[test]
    fn no_more_than_a_window_is_read() {
        let source = format!("gh a\n{}", "\né\n".repeat(10_000));
        let whole = snippets(&source).first().and_then(|snippet| snippet.with_following(&source)).unwrap();
        assert!((8_000..9_000).contains(&whole.text.len()), "{}", whole.text.len());
    }
}
