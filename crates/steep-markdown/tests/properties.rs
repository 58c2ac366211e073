//! What holds for every text.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use steep_edit::{Edit, Edits, Span};
use steep_markdown::{PlaceKind, Segment, Snippet, keeps_structure, same_structure, snippets};

/// Pieces that documents are made of, so that random ones have structure.
const PIECES: &[&str] = &[
    "gh pr list",
    "--limit 3",
    "\n",
    "\n",
    "\n",
    "\n\n",
    " ",
    "  ",
    "    ",
    "\t",
    "- ",
    "* ",
    "1. ",
    "10) ",
    "> ",
    ">",
    "# ",
    "## ",
    "`",
    "`",
    "``",
    "```",
    "```bash\n",
    "```console\n",
    "~~~\n",
    "\n```\n",
    "$ ",
    "# x",
    "| ",
    "|---|---|\n",
    "| a | b |\n",
    "\\|",
    "\\",
    "\\\n",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "](x)",
    "[x]: y\n",
    "![",
    "<",
    ">",
    "<N>",
    "<b>",
    "</b>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<div>\n",
    "</div>\n",
    "<details>",
    "<br>",
    "<!-- ",
    "-->",
    "<!-- steep:off -->",
    "<!-- steep:on -->",
    "&amp;",
    "&lt;",
    "&",
    "---\n",
    "a: b\n",
    "...\n",
    "x: |\n  y\n",
    "'",
    "\"",
    "é",
    "–",
    "\u{1f600}",
    "\u{feff}",
    "\0",
    "\r\n",
    "\r\n",
    "\r",
    ": ",
    "[^1]",
    "[^1]: ",
    "[ ] ",
    "[x] ",
    "===\n",
    "<https://x.y>",
    "  \n",
    "\u{a0}",
    "EOF",
    "<<EOF\n",
    "&#42;",
    "&ngE;",
    "$(",
    ")",
];

/// How many cases a random test tries: `PROPTEST_CASES`, else `normal`.
fn cases(normal: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(normal)
}

fn document() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::collection::vec(proptest::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

fn disjoint(edits: Vec<Edit>) -> Edits {
    let mut all = Edits::new();
    for edit in edits {
        all.add(edit).expect("the edits of one snippet are disjoint");
    }
    all
}

/// The parts of a snippet's segments that are not opaque, as document spans.
fn own_bytes(snippet: &Snippet) -> Vec<Span> {
    let clear = |segment: &&Segment| !snippet.opaque.iter().any(|opaque| opaque.intersects(segment.text));
    snippet.segments.iter().filter(clear).map(|segment| segment.host).collect()
}

/// Whether two texts are the same to a place that takes white space off the lines of its text.
fn same_lines(a: &str, b: &str) -> bool {
    a.lines().map(str::trim).eq(b.lines().map(str::trim))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(3000), ..ProptestConfig::default() })]

    #[test]
    fn maps_cover_the_text_and_agree_with_the_document(source in document()) {
        for snippet in snippets(&source) {
            let (mut text_at, mut host_at) = (0, 0);
            for segment in &snippet.segments {
                prop_assert_eq!(segment.text.start, text_at, "gap in {:#?}", snippet);
                prop_assert!(segment.host.start >= host_at, "hosts descend in {:#?}", snippet);
                prop_assert!(!segment.text.is_empty());
                (text_at, host_at) = (segment.text.end, segment.host.end);
                prop_assert!(source.get(segment.host.start..segment.host.end).is_some());
                if segment.is_verbatim() && segment.text.len() > 1 {
                    let host = segment.host.text(&source);
                    let read = segment.text.text(&snippet.text);
                    let ending = |c: char| matches!(c, '\r' | '\n');
                    let same = host.chars().zip(read.chars()).all(|(h, r)| h == r || (ending(h) && (ending(r) || r == ' ')));
                    prop_assert!(same, "{:?} is not {:?}", host, read);
                }
            }
            prop_assert_eq!(text_at, snippet.text.len());
            let mut at = 0;
            for opaque in &snippet.opaque {
                prop_assert!(opaque.start >= at && opaque.end <= snippet.text.len() && !opaque.is_empty());
                prop_assert!(snippet.text.get(opaque.start..opaque.end).is_some());
                at = opaque.end;
            }
        }
    }

    #[test]
    fn no_byte_belongs_to_two_snippets_and_they_are_sorted(source in document()) {
        let mut owner = vec![None; source.len()];
        let mut last = 0;
        for (nth, snippet) in snippets(&source).iter().enumerate() {
            let start = snippet.segments.first().map_or(0, |segment| segment.host.start);
            prop_assert!(start >= last);
            last = start;
            for span in own_bytes(snippet) {
                for (at, byte) in owner.iter_mut().enumerate().take(span.end).skip(span.start) {
                    prop_assert_eq!(byte.replace(nth), None, "byte {} of {:?}", at, source);
                }
            }
        }
    }

    #[test]
    fn the_same_text_is_no_edit(source in document()) {
        for snippet in snippets(&source) {
            prop_assert_eq!(snippet.edit(Span::new(0, snippet.text.len()), &snippet.text), Ok(Vec::new()));
        }
    }

    #[test]
    fn what_an_edit_writes_is_read_again(
        source in document(), nth in any::<prop::sample::Index>(), from in any::<prop::sample::Index>(),
        new in proptest::sample::select(vec!["curl x", "a | b", "a |\n  b", "x `y` z", "a ` b", "a && <N> \\\n  -H 'b: c'", "it 's' x", "\"&amp;\"", "*x*"]),
    ) {
        let found = snippets(&source);
        if found.is_empty() {
            return Ok(());
        }
        let snippet = nth.get(&found);
        let words: Vec<Span> = words(&snippet.text);
        if words.is_empty() {
            return Ok(());
        }
        let span = *from.get(&words);
        if snippet.opaque.iter().any(|opaque| opaque.intersects(span)) {
            return Ok(());
        }
        if snippet.place.kind == PlaceKind::Console && span.text(&snippet.text).contains(['<', '\'', '"', '\\', '|', '&']) {
            // Where a session's command ends is a matter of its quotes and here-documents.
            return Ok(());
        }
        let Ok(edits) = snippet.edit(span, new) else { return Ok(()) };
        let all = disjoint(edits.clone());
        let out = all.apply(&source).into_owned();
        // Nothing outside the edits changes.
        let first = edits.first().map_or(0, |edit| edit.span.start);
        let last = edits.last().map_or(source.len(), |edit| edit.span.end);
        prop_assert!(out.starts_with(&source[..first]) && out.ends_with(&source[last..]));
        // The caller withdraws an edit that changes the structure.
        if !keeps_structure(&source, &all, &out) {
            return Ok(());
        }
        let read = snippets(&out);
        let mut written = new.to_owned();
        if let (PlaceKind::Prose, [edit]) = (snippet.place.kind, edits.as_slice())
            && edit.replacement.starts_with('`')
        {
            // It is a code span of its own.
            prop_assert!(read.iter().any(|read| read.text == new), "{:?} not in {:#?}\nof {:?}", new, read, out);
            written = edit.replacement.clone();
            if snippet.place.in_table {
                written = written.replace("\\|", "|");
            }
            // What holds no word but the code span's is no running text any more.
            let is_opaque = |at: usize| span.contains_offset(at) || snippet.opaque.iter().any(|opaque| opaque.contains_offset(at));
            if !snippet.text.char_indices().any(|(at, c)| c.is_alphanumeric() && !is_opaque(at)) {
                return Ok(());
            }
        }
        let wanted = format!("{}{written}{}", &snippet.text[..span.start], &snippet.text[span.end..]);
        // A directive cuts running text where it stands, emphasis or not: which delimiters are text may change.
        let cut = source.contains("<!-- steep:");
        let found = |read: &Snippet| same_lines(&read.text, &wanted) || (cut && new.lines().all(|line| read.text.contains(line.trim())));
        prop_assert!(
            read.iter().any(found),
            "{:?} not in {:#?}\nof {:?}\nwas {:?}", wanted, read, out, source
        );
    }

    #[test]
    fn a_document_has_the_structure_of_itself(source in document()) {
        prop_assert!(same_structure(&source, &source));
    }
}

fn words(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut words = Vec::new();
    for word in text.split(char::is_whitespace) {
        if word.contains(|c: char| c.is_ascii_alphanumeric()) {
            words.push(Span::new(at, at + word.len()));
        }
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    words
}
