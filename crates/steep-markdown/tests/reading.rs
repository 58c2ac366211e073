//! What is found in a document, and what is left out.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used, reason = "a test fails by panicking")]

use steep_edit::Span;
use steep_markdown::{PlaceKind, Snippet, snippets};

fn texts(source: &str, kind: PlaceKind) -> Vec<String> {
    snippets(source).into_iter().filter(|snippet| snippet.place.kind == kind).map(|snippet| snippet.text).collect()
}

/// The prose of a document of one block, its opaque spans written as `·`.
fn prose(source: &str) -> String {
    let all = snippets(source);
    let prose: Vec<&Snippet> = all.iter().filter(|snippet| snippet.place.kind == PlaceKind::Prose).collect();
    let [snippet] = prose[..] else { panic!("{all:#?}") };
    let clear = |at: usize| !snippet.opaque.iter().any(|span| span.contains_offset(at));
    let mut out = String::new();
    for (at, c) in snippet.text.char_indices() {
        if clear(at) {
            out.push(c);
        } else if !out.ends_with('·') {
            out.push('·');
        }
    }
    out
}

#[test]
fn only_shells_sessions_and_plain_text_are_code_to_look_at() {
    for info in ["bash", "{.sh .x}", "ZSH", "shell title=\"a b\""] {
        assert_eq!(texts(&format!("```{info}\ngh\n```\n"), PlaceKind::Fence), ["gh\n"], "{info}");
    }
    for info in ["", "text", "plaintext"] {
        assert_eq!(texts(&format!("~~~{info}\ngh\n~~~\n"), PlaceKind::PlainFence), ["gh\n"], "{info}");
    }
    for info in ["python", "yaml", "json", "diff", "powershell"] {
        assert_eq!(texts(&format!("```{info}\n$ gh\n```\n"), PlaceKind::OtherCode), ["$ gh\n"], "{info}");
    }
    assert_eq!(texts("```sh\ngh", PlaceKind::Fence), ["gh"]);
    assert!(snippets("```sh\n\n```\n```sh\n```\n").is_empty());
}

#[test]
fn sessions_are_known_by_their_prompts() {
    let session = |info: &str, body: &str| texts(&format!("```{info}\n{body}```\n"), PlaceKind::Console);
    assert_eq!(session("console", "$ a\nout\n# b\n> c\nd\n% e\n"), ["a", "b\nc", "e"]);
    assert_eq!(session("bash", "# about\n$ a\nout\n# b\n"), ["a"]);
    assert_eq!(session("", "See:\n$ a\nout\n\n$ b\n"), ["a", "b"]);
    assert_eq!(session("text", "me@host:~/x$ a\n[me@host x]# b\n(v) me@host:/# c\nx@1 # d\n"), ["a", "b", "c"]);
    assert_eq!(session("sh-session", "  $ a \\\n    b\nout\n"), ["a \\\n    b"]);
    assert_eq!(
        session("console", "$ a 'b\n\nc'\nout\n$ d <<X\ne\nX\nout\n$ f |\n  g\nout\n"),
        ["a 'b\n\nc'", "d <<X\ne\nX", "f |\n  g"]
    );
    assert_eq!(session("console", "$ a # don't\nout\n$ b <<<'c'\nout\n"), ["a # don't", "b <<<'c'"]);
    assert_eq!(session("console", "$\n$ \n$ a\n"), ["a"]);
    // A script is no session because `$` stands in it.
    assert!(session("bash", "a\n$ b\n").is_empty() && session("sh", "$HOME/x\n").is_empty());
    // What is called a session and shows no prompt may hold a command as well as output.
    assert_eq!(texts("```console\ngh\n```\n", PlaceKind::PlainFence), ["gh\n"]);
    assert_eq!(texts("x\n\n    $ a\n    out\n", PlaceKind::Console), ["a"]);
}

#[test]
fn prose_is_one_snippet_a_block_as_written() {
    assert_eq!(prose("a \\*b\\* \\\n  *c*  \nd &amp; <N>"), "a *b* \\\n*c*  \nd & <N>");
    assert_eq!(prose("a \\<N\\> &lt;b&gt; \\_c \\d \\\\e &nope; &#35;1"), "a <N> <b> _c \\d \\e &nope; #1");
    assert_eq!(prose("- \\`gh`"), "`gh`");
    assert_eq!(prose("- [ ] gh\n  x"), "gh\nx");
    assert_eq!(prose("# gh #"), "gh");
    assert_eq!(prose("> a\n> > b\n".split('\n').next().unwrap()), "a");
    let items = texts("- a\n  - b\n\n    c\n- d\n", PlaceKind::Prose);
    assert_eq!(items, ["a", "b", "c", "d"]);
    let cells = texts("| a | b \\| c |\n|---|---|\n| d \\|| |\n", PlaceKind::Prose);
    assert_eq!(cells, ["a", "b | c", "d |"]);
    let blocks = texts("t\n: d\n  e\n\n[^1]: f\n    g\n\nh[^1]\n===\n", PlaceKind::Prose);
    assert_eq!(blocks, ["t", "d\ne", "f\ng", "h[^1]"]);
}

#[test]
fn what_is_not_the_shells_in_prose_is_opaque() {
    assert_eq!(prose("a `b` c"), "a · c");
    assert_eq!(prose("a [b `c` d](e \"f\n  g\") h"), "a ·b · d· h");
    assert_eq!(prose("a [b][c] d\n\n[c]: e\n"), "a ·b· d");
    assert_eq!(prose("a <https://b.c> ![d `e`](f) [](g) h"), "a · · · h");
    assert_eq!(prose("a <!-- b --> c[^1]\n\n[^1]: `d`\n"), "a · c·");
    assert_eq!(prose("a <b>c</b> <br> <i> <span id=\"x\"> <title> d"), "a ·c· · <i> · <title> d");
    assert_eq!(prose("a <code>b</code> c"), "a · c");
    assert_eq!(prose("> a [b](c\n> \"d\") e\n> f"), "a ·b· e\nf");
    assert_eq!(prose("<div>\na <b>b</b> <code>c</code> <N> d\n</div>"), "a ·b· · <N> d");
}

#[test]
fn images_comments_and_scripts_are_only_reported() {
    assert_eq!(texts("![`gh`](x)", PlaceKind::CodeSpan), [""; 0]);
    let source = "![`gh`](x) <!-- a -->\n\n<!-- gh pr list -->\n\n<script>\ngh\n</script>\n";
    assert!(snippets(source).iter().all(|snippet| snippet.place.kind.is_only_reported()));
    let expected = ["![`gh`](x)", "<!-- a -->", "<!-- gh pr list -->", "<script>\ngh\n"];
    assert_eq!(texts(source, PlaceKind::Markup), expected);
}

#[test]
fn html_code_is_decoded_and_its_language_counts() {
    assert_eq!(texts("<pre>\na &lt;b&gt; &#36;&#x7b;\n</pre>", PlaceKind::HtmlPre), ["a <b> ${\n"]);
    assert_eq!(texts("<pre><code class=\"language-bash\">a\n\nb</code></pre>", PlaceKind::HtmlPre), ["a\n\nb"]);
    assert_eq!(texts("<pre lang='sh'><b>a</b> b</pre>", PlaceKind::HtmlPre), ["a b"]);
    assert_eq!(texts("<pre><code class=\"x language-python\">a</code></pre>", PlaceKind::OtherCode), ["a"]);
    assert_eq!(texts("<p>x <code>a &amp;&amp; b</code></p>", PlaceKind::HtmlCode), ["a && b"]);
    assert_eq!(texts("x <code>a &amp;&amp; \\*</code> y", PlaceKind::HtmlCode), ["a && *"]);
    assert_eq!(texts("<table><tr><td>a b</td><td>c</td></tr></table>", PlaceKind::Prose), ["a b", "c"]);
}

#[test]
fn directives_say_what_to_leave() {
    let skipped = |source: &str| -> Vec<(String, bool)> {
        snippets(source).into_iter().map(|snippet| (snippet.text.trim().to_owned(), snippet.place.skip)).collect()
    };
    let left = |text: &str| (text.to_owned(), true);
    let seen = |text: &str| (text.to_owned(), false);
    assert_eq!(
        skipped("a\n\n<!-- steep:off -->\n\nb\n\n- c `d`\n\n```sh\ne\n```\n\n<!-- steep:on -->\n\nf\n"),
        [seen("a"), left("b"), left("c `d`"), left("d"), left("e"), seen("f")]
    );
    assert_eq!(
        skipped("a <!-- steep:off --> b `c` <!-- steep:on --> d"),
        [seen("a"), left("b `c`"), left("c"), seen("d")]
    );
    assert_eq!(skipped("```sh steep:skip\na\n```\n\n```sh\nb\n```\n"), [left("a"), seen("b")]);
    assert_eq!(skipped("```\n<!-- steep:off -->\n```\n\na"), [seen("<!-- steep:off -->"), seen("a")]);
    assert_eq!(skipped("<div>\na\n<!-- steep:off -->\nb\n</div>"), [seen("a"), left("b")]);
}

#[test]
fn front_matter_is_only_at_the_top() {
    assert_eq!(
        texts("---\na: gh x # y\nb: 'c''d'\ne:\n  - \"f\\n\"\n---\n", PlaceKind::FrontMatter),
        ["gh x", "c'd", "f\n"]
    );
    assert_eq!(texts("\u{feff}---\na: |\n  gh x\n\n   y\nb: z\n---\n", PlaceKind::FrontMatter), ["gh x\n\n y", "z"]);
    assert_eq!(texts("x\n\n---\na: gh\n---\n", PlaceKind::FrontMatter), [""; 0]);
    assert_eq!(texts("---\nSome text: that is none.\n\n---\n", PlaceKind::FrontMatter), [""; 0]);
}

#[test]
fn a_span_that_cuts_an_escape_has_no_host() {
    let all = snippets("> <pre>\n> a &lt; b\n> c\n> </pre>\n");
    let [pre] = &all[..] else { panic!("{all:#?}") };
    assert_eq!(pre.text, "a < b\nc\n");
    assert_eq!(pre.host(Span::new(2, 3)), Some(Span::new(12, 16)));
    assert_eq!(pre.host(Span::new(0, 99)), None);
    let line_feed = pre.text.find('\n').unwrap();
    assert_eq!(pre.host(Span::new(line_feed, line_feed + 1)).map(Span::len), Some("\n> ".len()));
    assert_eq!(pre.host(Span::empty(0)), Some(Span::empty(10)));
    let accents = snippets("é");
    assert_eq!(accents[0].host(Span::new(0, 1)), None);
}

#[test]
fn a_command_in_prose_ends_with_the_markup_around_it() {
    let reach = |source: &str| {
        let all = snippets(source);
        let snippet = all.iter().find(|snippet| snippet.text.contains("gh a")).unwrap_or_else(|| panic!("{all:#?}"));
        let at = snippet.text.find("gh a").unwrap();
        snippet.text[at..snippet.limit(at)].to_owned()
    };
    for source in [
        "**run gh a b**. c",
        "*gh a b* c",
        "_see gh a b_ c",
        "__gh a b__ c",
        "~~gh a b~~ c",
        "~gh a b~ c",
        "***x* gh a b** c",
        "[x *y* gh a b](c) d",
        "> - *gh a b* c",
        "x <b>gh a b</b> c",
        "<p>x <b>gh a b</b> c</p>",
        "| x<br>gh a b<br/>c |\n|---|\n",
        "<td>x<br>gh a b</td>",
        "<b>x</b> *x* gh a b",
    ] {
        assert_eq!(reach(source), "gh a b", "{source}");
    }
    assert_eq!(reach("x gh a \"*b*\" <i>c</i>"), "gh a \"*b*\" <i>c</i>");
    assert_eq!(reach("x **gh a *b* c** d"), "gh a *b* c");
}
