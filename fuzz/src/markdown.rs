//! Reading documents and writing them.

use steep_edit::{Edits, Span};
use steep_markdown::{PlaceKind, Snippet, keeps_structure, snippets};

/// What is written in the place of a command.
const REPLACEMENTS: [&str; 4] = ["curl x", "a |\n  jq '.b[] | \"\\(.c)\"'", "x `y` <N> && z", "it's \"&amp;\" *x* \\"];

/// Snippets map to the bytes they say, and an edit changes nothing outside its spans and is read back.
pub fn markdown(document: &str) {
    for snippet in snippets(document) {
        map_is_right(document, &snippet);
        let Some(at) = snippet.text.find("gh") else { continue };
        let whole = Span::new(at, at + "gh".len());
        assert_eq!(snippet.edit(whole, "gh"), Ok(Vec::new()), "the same text is no edit");
        for replacement in REPLACEMENTS {
            if let Ok(edits) = snippet.edit(whole, replacement) {
                write(document, &snippet, edits);
            }
        }
    }
}

fn map_is_right(document: &str, snippet: &Snippet) {
    let (mut text_at, mut host_at) = (0, 0);
    for segment in &snippet.segments {
        assert_eq!(segment.text.start, text_at, "a gap in {snippet:#?}");
        assert!(segment.host.start >= host_at, "hosts descend in {snippet:#?}");
        assert!(document.get(segment.host.start..segment.host.end).is_some(), "no text at {:?}", segment.host);
        (text_at, host_at) = (segment.text.end, segment.host.end);
    }
    assert_eq!(text_at, snippet.text.len(), "the map ends early in {snippet:#?}");
    for (at, _) in snippet.text.char_indices() {
        if let Some(host) = snippet.host(Span::new(at, snippet.text.len())) {
            assert!(document.get(host.start..host.end).is_some(), "no text at {host:?}");
        }
    }
}

fn write(document: &str, snippet: &Snippet, edits: Vec<steep_edit::Edit>) {
    let mut all = Edits::new();
    for edit in edits {
        all.add(edit).expect("the edits of one snippet are disjoint");
    }
    let out = all.apply(document);
    let first = all.iter().next().map_or(0, |edit| edit.span.start);
    let last = all.iter().last().map_or(document.len(), |edit| edit.span.end);
    assert!(out.starts_with(&document[..first]) && out.ends_with(&document[last..]), "other bytes change in {out:?}");
    if !keeps_structure(document, &all, &out) {
        // The caller takes such an edit back.
        return;
    }
    // Whether a fence without a language holds sentences or commands is told by its text.
    let kind = |snippet: &Snippet| match snippet.place.kind {
        PlaceKind::FencedText => PlaceKind::PlainFence,
        kind => kind,
    };
    let place = |snippet: &Snippet| (kind(snippet), snippet.place.in_table, snippet.place.skip);
    let found = snippets(&out);
    // Running text that a code span took the place of all words of is no place any more.
    let is_in_span =
        snippet.place.kind.is_running_text() && found.iter().any(|it| it.place.kind == PlaceKind::CodeSpan);
    let kept = is_in_span || found.iter().any(|other| place(other) == place(snippet));
    assert!(kept, "the place is gone: {snippet:#?}\nin {out:?}");
}
