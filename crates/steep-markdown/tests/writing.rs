//! What is written where a place has rules of its own, and what is not written at all.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used, reason = "a test fails by panicking")]

use steep_edit::{Edits, Span};
use steep_markdown::{PlaceKind, Snippet, snippets};

fn edits(snippet: &Snippet, replacements: &[(&str, &str)]) -> Result<Edits, String> {
    let found = |old: &str| {
        let at = snippet.text.find(old).unwrap_or_else(|| panic!("{old:?} is not in {:?}", snippet.text));
        Span::new(at, at + old.len())
    };
    let replacements: Vec<(Span, &str)> = replacements.iter().map(|(old, new)| (found(old), *new)).collect();
    let mut all = Edits::new();
    for edit in snippet.edit_all(&replacements).map_err(|misfit| misfit.to_string())? {
        all.add(edit).unwrap();
    }
    Ok(all)
}

/// The document with `old` replaced by `new` in its first snippet of `kind`.
fn write(source: &str, kind: PlaceKind, old: &str, new: &str) -> Result<String, String> {
    let all = snippets(source);
    let snippet = all.iter().find(|snippet| snippet.place.kind == kind && snippet.text.contains(old));
    let snippet = snippet.unwrap_or_else(|| panic!("no {kind:?} with {old:?} in {all:#?}"));
    Ok(edits(snippet, &[(old, new)])?.apply(source).into_owned())
}

#[track_caller]
fn check(source: &str, kind: PlaceKind, new: &str, written: &str) {
    assert_eq!(write(source, kind, "gh a", new).as_deref(), Ok(written));
    let all = snippets(written);
    assert!(all.iter().any(|snippet| snippet.text.contains(new)), "{new:?} is not read in {all:#?}");
}

#[track_caller]
fn check_misfit(source: &str, kind: PlaceKind, new: &str, why: &str) {
    let misfit = write(source, kind, "gh a", new).expect_err("the place cannot hold it");
    assert!(misfit.contains(why), "{misfit}");
}

#[test]
fn code_spans_get_the_delimiters_their_text_needs() {
    use PlaceKind::CodeSpan;
    check("x `gh a` y", CodeSpan, "b", "x `b` y");
    check("x `gh a` y", CodeSpan, "b `c` d", "x ``b `c` d`` y");
    check("x `gh a` y", CodeSpan, "b ``c`` `d", "x ```b ``c`` `d``` y");
    check("x `gh a` y", CodeSpan, "`b", "x `` `b `` y");
    check("x `` gh a `` y", CodeSpan, "`b`", "x `` `b` `` y");
    check("x `gh a` y", CodeSpan, "b ``c`` d", "x `b ``c`` d` y");
    check("| `gh a` |\n|---|\n", CodeSpan, "b | `c`", "| `` b \\| `c` `` |\n|---|\n");
    check_misfit("x `gh a` y", CodeSpan, "b\nc", "one line");
    check_misfit("x `gh a` y", CodeSpan, " ", "nothing would be left");
    check_misfit("x ``` y `gh a` z", CodeSpan, "b ``` c", "pair with others");
    check_misfit("| `gh a` |\n|---|\n", CodeSpan, "grep 'a\\|b'", "backslash before `|`");
}

#[test]
fn several_commands_of_a_code_span_are_written_together() {
    let source = "`gh a && gh b`";
    let all = snippets(source);
    let span = all.iter().find(|snippet| snippet.place.kind == PlaceKind::CodeSpan).unwrap();
    let out = edits(span, &[("gh b", "c `d`"), ("gh a", "e")]).unwrap();
    assert_eq!(out.apply(source), "`` e && c `d` ``");
    assert!(span.edit_all(&[(Span::new(0, 4), "x"), (Span::new(3, 6), "y")]).is_err());
}

#[test]
fn running_text_shows_what_is_to_be_typed() {
    use PlaceKind::Prose;
    for plain in ["b c", "b --c=d/e 12", "b a_b --c x@1.2", "b now: c"] {
        check("run gh a now", Prose, plain, &format!("run {plain} now"));
    }
    for code in
        ["b 'c'", "b \"c\"", "b $c", "b *c*", "b _c_", "b <N>", "b [n]", "b {n}", "b & c", "b #1", "b ~c", "b :c:d"]
    {
        check("run gh a now", Prose, code, &format!("run `{code}` now"));
    }
    check("run gh a now", Prose, "b `c` ``d``", "run ``` b `c` ``d`` ``` now");
    check("> - run gh a.", Prose, "b | c", "> - run `b | c`.");
    check("# run gh a\n", Prose, "b #", "# run `b #`\n");
    check("x\ngh a\n", Prose, "- b", "x\n`- b`\n");
    check("**gh a** x", Prose, "b | c", "**`b | c`** x");
    check("| gh a |\n|---|\n", Prose, "b | c", "| `b \\| c` |\n|---|\n");
    check("stray ` run gh a now\n", Prose, "b 'c'", "stray ` run ``b 'c'`` now\n");
    check_misfit("run gh a now\n", Prose, "b\nc", "one line");
    check_misfit("# run gh a\n", Prose, "b\nc", "one line");
    check_misfit("| gh a |\n|---|\n", Prose, "b\nc", "one line");
    check_misfit("stray ` run gh a now\n", Prose, "b `c`", "pair with others");
    check_misfit("x \\`gh a now\n", Prose, "b 'c'", "pair with others");
    // A backtick that was there before may be there again.
    check("run gh a\\`b ` now", Prose, "c", "run c\\`b ` now");
}

#[test]
fn a_fence_is_not_closed_by_its_text() {
    check_misfit("```sh\ngh a\n```\n", PlaceKind::Fence, "cat <<X\n```\nX", "close the fence");
    check_misfit("~~~~sh\ngh a\n~~~~\n", PlaceKind::Fence, "cat <<X\n ~~~~~ \nX", "close the fence");
    check("~~~sh\ngh a\n~~~\n", PlaceKind::Fence, "cat <<X\n```\nX", "~~~sh\ncat <<X\n```\nX\n~~~\n");
}

#[test]
fn console_lines_go_on_behind_a_prompt() {
    let source = "> ```console\n> $ gh a\n> out\n> ```\n";
    let out = write(source, PlaceKind::Console, "gh a", "b |\n  c").unwrap();
    assert_eq!(out, "> ```console\n> $ b |\n> >   c\n> out\n> ```\n");
    let indented = "```\n  $ gh a\n  out\n```\n";
    let out = write(indented, PlaceKind::Console, "gh a", "b |\n  c").unwrap();
    assert_eq!(out, "```\n  $ b |\n  >   c\n  out\n```\n");
    assert_eq!(snippets(&out)[0].text, "b |\n  c");
}

#[test]
fn html_writes_entities_only_where_they_would_be_read() {
    use PlaceKind::{HtmlCode, HtmlPre};
    check("x <code>gh a</code> y", HtmlCode, "b && c <d> &amp;", "x <code>b && c &lt;d> &amp;amp;</code> y");
    check("x <code>gh a</code> y", HtmlCode, "b *c* `d`", "x <code>b \\*c\\* &#96;d&#96;</code> y");
    check(
        "<pre>\ngh a\n</pre>\n",
        HtmlPre,
        "b <<X\n*&copy*\n\n</p>\nX",
        "<pre>\nb &lt;&lt;X\n*&amp;copy*\n\n&lt;/p>\nX\n</pre>\n",
    );
    check_misfit("<div><pre>\ngh a\n</pre></div>\n", HtmlPre, "b\n\nc", "blank line");
    check_misfit("x <code>gh a</code> y", HtmlCode, "b\nc", "one line");
    check_misfit("<pre>gh <b></b>a c</pre>\n", HtmlPre, "b", "markup stands inside");
}

#[test]
fn nothing_is_written_into_a_tag_that_does_not_end() {
    let why = "a tag that does not end stands in front of it";
    for (source, kind) in [
        ("<pre gh a\n", PlaceKind::Prose),
        ("<pre\n'gh a\n", PlaceKind::Prose),
        ("<div>\n<gh a <b>x</b>\n</div>\n", PlaceKind::Prose),
        ("<div>\n</i x gh a\n", PlaceKind::Prose),
        ("<div b=\"> gh a\n", PlaceKind::Prose),
        ("<pre>\nx <y gh a\n</pre>\n", PlaceKind::HtmlPre),
        ("Run <code>x <y gh a</code> now.\n", PlaceKind::HtmlCode),
    ] {
        for new in ["x", "x > y", "<N>"] {
            check_misfit(source, kind, new, why);
        }
    }
    check("<pre>\nx &lt;y gh a\n</pre>\n", PlaceKind::HtmlPre, "x > y", "<pre>\nx &lt;y x > y\n</pre>\n");
    check("<div>\n1 < 2, <i>x</i> gh a\n", PlaceKind::Prose, "x > y", "<div>\n1 < 2, <i>x</i> x > y\n");
}

#[test]
fn a_placeholder_that_looks_like_a_tag_is_shown() {
    let raw = "<pre>\ngh a <N> b\n</pre>\n";
    assert_eq!(write(raw, PlaceKind::HtmlPre, "gh a <N> b", "c <N> <M>").unwrap(), "<pre>\nc &lt;N> &lt;M>\n</pre>\n");
    let escaped = "<pre>\ngh a &lt;N&gt; b\n</pre>\n";
    assert_eq!(write(escaped, PlaceKind::HtmlPre, "gh a <N> b", "c <N>").unwrap(), "<pre>\nc &lt;N>\n</pre>\n");
}

#[test]
fn front_matter_strings_keep_their_style_where_they_can() {
    use PlaceKind::FrontMatter;
    let document = |value: &str| format!("---\ntitle: x\nrun: {value}\nlast: y # gh\n---\ntext\n");
    for (value, new, written) in [
        ("gh a", "b", "b"),
        ("gh a # why", "b", "b # why"),
        ("x gh a", "b -H 'c: d'", "'x b -H ''c: d'''"),
        ("gh a", "'b'", "'''b'''"),
        ("'it''s gh a'", "b 'c'", "'it''s b ''c'''"),
        ("\"\\\"x\\\" gh a\"", "b \"c\"\n\\", "\"\\\"x\\\" b \\\"c\\\"\\n\\\\\""),
        ("|\n  gh a\n  x", "b |\n  c", "|\n  b |\n    c\n  x"),
        (">-\n  x\n  gh a", "b", ">-\n  x\n  b"),
        ("\n  - gh a", "b", "\n  - b"),
        ("\n  - name: gh a", "b", "\n  - name: b"),
    ] {
        check(&document(value), FrontMatter, new, &document(written));
    }
    check_misfit(&document("gh a"), FrontMatter, "b\nc", "one line");
    check_misfit(&document("'gh a'"), FrontMatter, "b\nc", "one line");
    check_misfit(&document(">\n  gh a"), FrontMatter, "b\nc", "one line");
}

#[test]
fn front_matter_that_is_not_looked_at_gives_nothing() {
    for value in ["[gh a, b]", "{c: gh a}", "&x gh a", "gh a\n  more", "\"gh a\n  more\"", "\"gh a", "'gh a' x"] {
        let document = format!("---\nrun: {value}\n---\ntext\n");
        let all = snippets(&document);
        assert!(all.iter().all(|snippet| snippet.place.kind != PlaceKind::FrontMatter), "{value}: {all:?}");
    }
    let breaks = "---\n\ngh a\n\n---\n";
    assert_eq!(snippets(breaks)[0].place.kind, PlaceKind::Prose);
}

#[test]
fn lines_that_stand_unchanged_are_not_written() {
    let source = "> ```\n> gh a <<X\n>lazy\n> X\n> ```\n";
    let all = snippets(source);
    let edits = edits(&all[0], &[("gh a <<X\nlazy\nX", "b <<X\nlazy\nX")]).unwrap();
    assert_eq!(edits.len(), 1);
    assert_eq!(edits.apply(source), "> ```\n> b <<X\n>lazy\n> X\n> ```\n");
}

#[test]
fn lines_of_an_html_block_end_as_the_document_does() {
    let source = "<pre>gh a \\\r\n  --b</pre>\r\n";
    assert_eq!(write(source, PlaceKind::HtmlPre, "gh a \\\n  --b", "c |\n  d").unwrap(), "<pre>c |\r\n  d</pre>\r\n");
}
