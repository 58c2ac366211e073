//! The escapes of hosts: code that stands in another language is read as it runs, and what is written there reads as what was
//! meant.

use steep_edit::{Edits, Span};
use steep_markdown::{Snippet, keeps_structure, snippets};

use super::promises::{self, Kind};

/// Documents with a command, each in a place of its own.
const PLACES: [&str; 22] = [
    "---\nrun: gh pr list\n---\n",
    "---\nrun: \"gh pr list\"\n---\n",
    "---\nrun: 'gh pr list'\n---\n",
    "---\nrun: |\n  gh pr list\n---\n",
    "---\nrun: >-\n  gh pr list\n---\n",
    "---\nrun:\n  - gh pr list\n---\n",
    "Run `gh pr list` now.\n",
    "Run `` gh pr list `` now.\n",
    "| a |\n|---|\n| `gh pr list` |\n",
    "| a |\n|---|\n| gh pr list |\n",
    "> - `gh pr list`\n",
    "# gh pr list\n",
    "Run gh pr list.\n",
    "[gh pr list](x)\n",
    "<pre>gh pr list</pre>\n",
    "<p>Run <code>gh pr list</code></p>\n",
    "Run <code>gh pr list</code> now.\n",
    "```sh\ngh pr list\n```\n",
    "> ~~~sh\n> gh pr list\n> ~~~\n",
    "1. a\n\n       gh pr list\n",
    "```console\n$ gh pr list\n```\n",
    "<div>\n\n    gh pr list\n\n</div>\n",
];

/// Texts of languages in whose strings a command stands; `@` is what its language writes for a value.
const STRINGS: [(&str, &str); 6] = [
    ("{\"a\": \"@\"}\n", "JSON"),
    ("a: \"@\"\nrun: @\n", "YAML"),
    ("a = \"@\"\nb = '''\n@\n'''\n", "TOML"),
    ("run(\"@\")\nrun('''@''')\n", "Python"),
    ("exec(`@`); exec(\"@\");\n", "JavaScript"),
    ("```yaml\na: \"@\"\n```\n\n```json\n{\"a\": \"@\"}\n```\n", "Markdown"),
];

/// The command that the places hold.
const COMMAND: &str = "gh pr list";

/// Writes the text in place of the command in each kind of place, and reads it back from there; and takes it for the inside of
/// strings of other languages.
pub fn escapes(text: &str) {
    if !text.contains(['\r', '\0']) {
        // Behind a word, no line of it looks like one of a session, which would be read without its prompt.
        let form = format!("curl {}", text.split('\n').collect::<Vec<_>>().join("\n  -H "));
        PLACES.iter().for_each(|document| write(document, &form));
        // What begins otherwise may be a mark of Markdown's, and blanks alone make no place.
        let is_command = text.starts_with(|c: char| c.is_ascii_alphanumeric() || "({".contains(c));
        if is_command && !text.contains(['\n', '$', '>', '#', '%', '❯']) {
            PLACES.iter().for_each(|document| write(document, text));
        }
    }
    let value = format!("{COMMAND} {text}");
    for (document, language) in STRINGS {
        for value in [&value, &quoted(&value)] {
            found(&document.replace('@', value), language);
        }
    }
}

/// As strings of most languages write it.
fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '"' | '\\' | '\'' | '`' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// What is written at the command is read there again, or refused.
fn write(document: &str, text: &str) {
    let all = snippets(document);
    let (snippet, span) = all.iter().find_map(at_command).expect("each place holds the command");
    let Ok(edits) = snippet.edit(span, text) else { return };
    let mut together = Edits::new();
    for edit in edits {
        together.add(edit).expect("the edits of one snippet are disjoint");
    }
    let out = together.apply(document);
    if !keeps_structure(document, &together, &out) {
        // The caller takes such an edit back.
        return;
    }
    let whole = format!("{}{text}{}", &snippet.text[..span.start], &snippet.text[span.end..]);
    let read = snippets(&out);
    let is_read = |read: &Snippet| same_lines(&read.text, &whole) || same_lines(&read.text, text);
    let texts: Vec<&str> = read.iter().map(|it| it.text.as_str()).collect();
    assert!(read.iter().any(is_read), "{text:?} is written as {out:?}, and read as {texts:?}");
}

/// The command in a snippet that can be written to.
fn at_command(snippet: &Snippet) -> Option<(&Snippet, Span)> {
    let at = snippet.text.find(COMMAND).filter(|_| !snippet.place.kind.is_only_reported())?;
    let span = Span::new(at, at + COMMAND.len());
    // A code span in running text is a snippet of its own.
    (!snippet.opaque.iter().any(|opaque| opaque.intersects(span))).then_some((snippet, span))
}

/// Whether two texts are the same to a place that takes blanks off the lines of its text.
fn same_lines(a: &str, b: &str) -> bool {
    a.lines().map(str::trim).eq(b.lines().map(str::trim))
}

/// Commands in another language are told by where they are, and nothing is changed.
fn found(text: &str, language: &str) {
    if language == "Markdown" {
        if let Err(problem) = promises::check_all(Kind::Markdown, text) {
            panic!("{problem}");
        }
        return;
    }
    let [steep, _] = promises::transpilers();
    let out = steep.other(text, language);
    assert_eq!(out.text, text, "{language}");
    let mut at = 0;
    for finding in &out.findings {
        let Span { start, end } = finding.span;
        assert!(
            text.get(start..end).is_some_and(|it| it.contains("gh") || it.contains('\\')),
            "{start}..{end} of {text:?}"
        );
        assert!(start >= at, "the findings of {text:?} overlap: {:#?}", out.findings);
        at = end;
    }
}
