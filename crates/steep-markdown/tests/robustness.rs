//! Hostile and huge documents: reading them ends, without a panic. How time grows with them is shown by
//! `cargo bench -p steep --bench growth`.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used, reason = "a test fails by panicking")]

use steep_edit::Span;
use steep_markdown::{same_structure, snippets};

/// Reads a document and edits nothing.
fn read(source: &str) {
    for snippet in snippets(source) {
        assert!(snippet.host(Span::new(0, snippet.text.len())).is_some());
    }
}

/// A list in a list in a list, to a depth of `depth`.
fn stairs(depth: usize) -> String {
    (0..depth).map(|step| format!("{}- x\n", "  ".repeat(step))).collect()
}

/// Documents of about `size` bytes that are hard on parsers.
fn hostile(size: usize) -> Vec<(&'static str, String)> {
    let repeat = |piece: &str| piece.repeat(size / piece.len());
    vec![
        ("one line", repeat("gh pr list x ")),
        ("one line in a fence", format!("```sh\n{}\n```\n", repeat("gh pr list x "))),
        ("one line in a code span", format!("`{}`\n", repeat("gh pr list x "))),
        ("backticks", repeat("`")),
        ("code spans", repeat("`a` ")),
        ("stray backticks and code spans", format!("{}{}", "``` ".repeat(size / 8), "`a` ".repeat(size / 8))),
        (
            "backtick runs",
            (1..).map(|n| format!("{} ", "`".repeat(n))).take(((size * 2) as f64).sqrt() as usize).collect(),
        ),
        ("quotes on one line", format!("{}x\n", repeat(">"))),
        ("quotes and lazy lines", format!("{}x\n{}", "> ".repeat(size / 4), "y\n".repeat(size / 4))),
        ("lists on one line", format!("{}x\n", repeat("- "))),
        ("lists and lazy lines", format!("{}x\n{}", "- ".repeat(size / 4), "y\n".repeat(size / 4))),
        ("quotes and code span lines", format!("{}`x\n{}`\n", "> ".repeat(size / 4), "y\n".repeat(size / 4))),
        ("stairs and lazy lines", format!("{}{}", stairs((size as f64).sqrt() as usize), "y\n".repeat(size / 4))),
        ("quoted lines", repeat("> a\n")),
        ("list items", repeat("- gh `x`\n")),
        ("table", format!("|a|b|\n|-|-|\n{}", repeat("|`x \\| y`|gh pr list|\n"))),
        ("wide table", format!("{}\n{}\n{}\n", "|a".repeat(size / 6), "|-".repeat(size / 6), "|b".repeat(size / 6))),
        ("links", repeat("[a](b) ")),
        ("brackets", repeat("[")),
        ("images", repeat("![a `b`](c) ")),
        ("emphasis", repeat("*a_ ")),
        ("tags", repeat("<a b='")),
        ("inline code elements", format!("x {}", repeat("<code>a</code> "))),
        ("open code elements", format!("x {}", repeat("<code>"))),
        ("HTML block of tags", format!("<div>{}", repeat("<b>x</b> "))),
        ("HTML block of open tags", format!("<div>{}", repeat("<a b=\""))),
        ("HTML block of code", format!("<div>{}", repeat("<code>x"))),
        ("HTML block of pre", format!("<div>{}", repeat("<pre>x"))),
        ("HTML block of closed pre", format!("<pre>{}", repeat("x</pre><pre>"))),
        ("HTML block of scripts", format!("<div>{}", repeat("<script>x"))),
        ("HTML block of comments", format!("<div>{}", repeat("<!-- "))),
        ("HTML block of entities", format!("<pre>{}", repeat("&amp;&"))),
        ("HTML lines", repeat("<div>\n")),
        ("directives", format!("x {}", repeat("<!-- steep:off -->"))),
        ("stray backticks and directives", format!("x {}", repeat("` <!-- steep:on --> `a` "))),
        ("prompts", format!("```console\n{}```\n", repeat("$ gh\n"))),
        ("here-documents", format!("```console\n$ a\n{}```\n", repeat("> <<A\n"))),
        ("open quotes", format!("```console\n$ '\n{}```\n", repeat("x\n"))),
        ("long prompt", format!("```console\n{}$ x\n```\n", repeat("a"))),
        ("front matter", format!("---\n{}---\n", repeat("a: b\n"))),
        ("open front matter", format!("---\n{}", repeat("a: b\n"))),
        ("front matter, deeper and deeper", format!("---\n{}---\n", repeat("a: |\n b\n"))),
        ("front matter quote", format!("---\na: \"{}\n---\n", repeat("\\\""))),
        ("front matter dashes", format!("---\na: b\n{}\n---\n", repeat("- "))),
        ("carriage returns", repeat("a\r")),
        ("zero bytes", repeat("\0")),
        ("blank lines", repeat("\n")),
        ("footnotes", repeat("[^1]: a\n")),
        ("definitions", repeat("a\n: b\n")),
        ("indented code", repeat("    gh\n\n")),
        ("tabs", repeat("-\tx\n\n\t\tcode\n")),
    ]
}

#[test]
fn hostile_documents_are_read() {
    for (_, source) in hostile(100_000) {
        read(&source);
    }
}

#[test]
fn structures_of_hostile_documents_compare() {
    for (name, source) in hostile(20_000) {
        assert!(same_structure(&source, &source), "{name}");
    }
}

#[test]
fn markers_beyond_the_limit_are_text() {
    let source = format!("{}gh pr list\n", "> ".repeat(300));
    let all = snippets(&source);
    let [prose] = &all[..] else { panic!("{all:?}") };
    assert!(prose.text.starts_with("> >") && prose.text.ends_with("gh pr list"), "{}", prose.text);
    let limit = 100;
    assert_eq!(prose.segments[0].host.start, 2 * limit);
}

#[test]
fn lists_deeper_than_the_limit_are_text() {
    let depth = snippets(&stairs(300)).iter().filter(|snippet| snippet.text == "x").count();
    // The first line has no indentation, and the text of the last item goes on with the lines beyond.
    assert_eq!(depth, 99);
}

#[test]
fn text_that_ends_anywhere_is_read() {
    let whole = "---\na: 'b'\n---\n\u{feff}# é\r\n\r\n- `x\r\n  y` <code>&amp;</code>\r\n\r\n| a | b |\n|--|--|\n| `a \\| b` | \\| |\n\n> ```console\n> $ a \\\n> > b\n> c\n> ```\n\n<pre>\n&lt;x&gt;\n</pre>\n";
    for end in (0..=whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        for start in (0..end).filter(|start| whole.is_char_boundary(*start)) {
            read(&whole[start..end]);
        }
    }
}
