//! Each place in each container with each line ending: what is read, and that what is written is read again.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used, reason = "a test fails by panicking")]

use steep_edit::{Edits, Span};
use steep_markdown::{PlaceKind, Snippet, same_structure, snippets};

/// A container: what stands in front of the first line of a body, in front of the others, and after it.
struct Container {
    name: &'static str,
    before: &'static str,
    first: &'static str,
    rest: &'static str,
    after: &'static str,
}

const fn container(name: &'static str, first: &'static str, rest: &'static str) -> Container {
    Container { name, before: "", first, rest, after: "" }
}

const CONTAINERS: &[Container] = &[
    container("none", "", ""),
    container("list", "- ", "  "),
    container("numbered list", "12. ", "    "),
    container("tab list", "-\t", "\t"),
    container("quote", "> ", "> "),
    container("list in quote", "> - ", ">   "),
    container("quote in list", "- > ", "  > "),
    container("list in list", "- 1. ", "     "),
    container("quote in quote", "> > ", "> > "),
    container("footnote", "[^1]: ", "    "),
    Container { name: "later in list", before: "1. first\n\n", first: "   ", rest: "   ", after: "" },
    Container { name: "definition", before: "term\n", first: ": ", rest: "  ", after: "" },
    Container {
        name: "details",
        before: "<details>\n<summary>x</summary>\n\n",
        first: "",
        rest: "",
        after: "\n</details>\n",
    },
    Container { name: "alert", before: "> [!NOTE]\n", first: "> ", rest: "> ", after: "" },
    Container { name: "after front matter", before: "---\ntitle: x\n---\n\n", first: "", rest: "", after: "" },
    Container { name: "after a byte order mark", before: "\u{feff}", first: "", rest: "", after: "" },
];

struct Case {
    name: &'static str,
    body: &'static str,
    kind: PlaceKind,
    /// The text of the snippet that is looked for.
    text: &'static str,
    multiline: bool,
}

const CASES: &[Case] = &[
    Case {
        name: "fence",
        body: "```bash\necho é – 1\n\ngh pr list \\\n  --limit 3\n```\n",
        kind: PlaceKind::Fence,
        text: "echo é – 1\n\ngh pr list \\\n  --limit 3\n",
        multiline: true,
    },
    Case {
        name: "tilde fence",
        body: "~~~ sh title=\"x\"\ngh pr list \\\n  --limit 3\n~~~\n",
        kind: PlaceKind::Fence,
        text: "gh pr list \\\n  --limit 3\n",
        multiline: true,
    },
    Case {
        name: "plain fence",
        body: "```\nthen run\ngh pr list \\\n  --limit 3\n```\n",
        kind: PlaceKind::PlainFence,
        text: "then run\ngh pr list \\\n  --limit 3\n",
        multiline: true,
    },
    Case {
        name: "console",
        body: "```console\n$ cd x\n$ gh pr list \\\n>   --limit 3\n3 Fix\n$ ls\n```\n",
        kind: PlaceKind::Console,
        text: "gh pr list \\\n  --limit 3",
        multiline: true,
    },
    Case {
        name: "indented code",
        body: "Run:\n\n    gh pr list \\\n      --limit 3\n\nthen\n",
        kind: PlaceKind::IndentedCode,
        text: "gh pr list \\\n  --limit 3\n",
        multiline: true,
    },
    Case {
        name: "code span",
        body: "Run `gh pr list\n--limit 3` now.\n",
        kind: PlaceKind::CodeSpan,
        text: "gh pr list --limit 3",
        multiline: false,
    },
    Case {
        name: "padded code span",
        body: "Run *this: `` gh pr list --limit 3 ` `` and* more.\n",
        kind: PlaceKind::CodeSpan,
        text: "gh pr list --limit 3 `",
        multiline: false,
    },
    Case {
        name: "prose",
        body: "Run gh pr list \\\n  --limit 3 and **look** at [it](x y)\nor `not` it.\n",
        kind: PlaceKind::Prose,
        text: "Run gh pr list \\\n--limit 3 and **look** at [it](x y)\nor `not` it.",
        multiline: false,
    },
    Case {
        name: "heading",
        body: "## Run gh pr list --limit 3 ##\n",
        kind: PlaceKind::Prose,
        text: "Run gh pr list --limit 3",
        multiline: false,
    },
    Case {
        name: "underlined heading",
        body: "Run gh pr list \\\n--limit 3\n---\n",
        kind: PlaceKind::Prose,
        text: "Run gh pr list \\\n--limit 3",
        multiline: false,
    },
    Case {
        name: "table cell",
        body: "| a | b |\n|---|---|\n| x | gh pr list --limit 3 \\| cat |\n",
        kind: PlaceKind::Prose,
        text: "gh pr list --limit 3 | cat",
        multiline: false,
    },
    Case {
        name: "code span in table",
        body: "| a | b |\n|---|---|\n| x | do `gh pr list --limit 3 \\| cat` |\n",
        kind: PlaceKind::CodeSpan,
        text: "gh pr list --limit 3 | cat",
        multiline: false,
    },
    Case {
        name: "HTML code in prose",
        body: "Run <code>gh pr list --limit 3 &gt; x\ny \\* z</code> now.\n",
        kind: PlaceKind::HtmlCode,
        text: "gh pr list --limit 3 > x\ny * z",
        multiline: false,
    },
    Case {
        name: "HTML pre",
        body: "<pre>\ngh pr list --limit 3 &amp;&amp;\n  &lt;x&gt;\n</pre>\n",
        kind: PlaceKind::HtmlPre,
        text: "gh pr list --limit 3 &&\n  <x>\n",
        multiline: true,
    },
    Case {
        name: "HTML prose",
        body: "<div>\nRun gh pr list --limit 3\nor <b>more</b>\n</div>\n",
        kind: PlaceKind::Prose,
        text: "Run gh pr list --limit 3\nor <b>more</b>",
        multiline: false,
    },
];

fn document(container: &Container, body: &str, ending: &str) -> String {
    let mut document = container.before.to_owned();
    for (nth, line) in body.lines().enumerate() {
        let prefix = if nth == 0 { container.first } else { container.rest };
        let written = format!("{prefix}{line}");
        document.push_str(if line.is_empty() { written.trim_end() } else { &written });
        document.push('\n');
    }
    document.push_str(container.after);
    document.replace('\n', ending)
}

fn apply(source: &str, snippet: &Snippet, span: Span, text: &str) -> String {
    let mut edits = Edits::new();
    for edit in snippet.edit(span, text).unwrap() {
        edits.add(edit).unwrap();
    }
    edits.apply(source).into_owned()
}

fn for_every_document(mut check: impl FnMut(&str, &Case, &str, &str)) {
    for container in CONTAINERS {
        for case in CASES {
            for (name, ending) in [("LF", "\n"), ("CRLF", "\r\n"), ("CR", "\r")] {
                // Front matter is read with line feeds only.
                if ending == "\r" && container.before.starts_with("---") {
                    continue;
                }
                let label = format!("{} in {} with {name}", case.name, container.name);
                check(&label, case, &document(container, case.body, ending), ending);
            }
        }
    }
}

fn find<'a>(label: &str, case: &Case, source: &str, all: &'a [Snippet]) -> &'a Snippet {
    let found = all.iter().find(|snippet| snippet.place.kind == case.kind && snippet.text == case.text);
    found.unwrap_or_else(|| panic!("{label}: {source:?}\nhas {all:#?}"))
}

#[test]
fn every_place_is_read_in_every_container() {
    for_every_document(|label, case, source, ending| {
        let all = snippets(source);
        let snippet = find(label, case, source, &all);
        assert_eq!(snippet.place.multiline, case.multiline, "{label}");
        assert_eq!(snippet.place.line_ending.as_str(), ending, "{label}");
        let at = snippet.text.find("gh pr list").unwrap();
        let host = snippet.host(Span::new(at, at + "gh pr list".len())).unwrap();
        assert_eq!(host.text(source), "gh pr list", "{label}");
    });
}

#[test]
fn what_is_written_is_read_again_and_nothing_else_changes() {
    for_every_document(|label, case, source, ending| {
        let before = snippets(source);
        let snippet = find(label, case, source, &before);
        let start = snippet.text.find("gh pr list").unwrap();
        let end = snippet.text.find('3').unwrap() + 1;
        let texts: &[&str] = if case.multiline {
            &["curl -f 'a&b' |\n  jq '.[] | \"x\"'", "curl -f x", "a \\\n  b \\\n  c"]
        } else {
            &["curl -f 'a&b' | jq '.[] | \"x\"'", "tea <N>"]
        };
        for text in texts {
            let out = apply(source, snippet, Span::new(start, end), text);
            let wanted: Vec<String> = before
                .iter()
                .map(|other| {
                    if other == snippet {
                        format!("{}{text}{}", &other.text[..start], &other.text[end..])
                    } else {
                        other.text.clone()
                    }
                })
                // Prose and HTML prose lose the indentation of their lines.
                .map(|text| text.lines().map(str::trim_start).collect::<Vec<_>>().join("\n"))
                .collect();
            let read: Vec<String> = snippets(&out)
                .iter()
                .map(|snippet| snippet.text.lines().map(str::trim_start).collect::<Vec<_>>().join("\n"))
                .collect();
            if case.name.contains("HTML code in prose") || case.kind == PlaceKind::CodeSpan {
                // The prose around holds the same bytes, opaque.
                let inner = wanted.iter().find(|wanted| wanted.contains(text)).unwrap();
                assert!(read.contains(inner), "{label}: {text:?}\n{source:?}\n{out:?}\n{read:?}");
                assert_eq!(read.len(), wanted.len(), "{label}: {out:?}");
            } else if case.kind == PlaceKind::Prose && case.name != "HTML prose" {
                // It becomes a code span, a snippet of its own.
                assert!(read.iter().any(|read| read == text), "{label}: {text:?}\n{source:?}\n{out:?}\n{read:?}");
                let spanned = wanted.iter().map(|wanted| wanted.replace(text, &format!("`{text}`")));
                for wanted in spanned {
                    assert!(read.contains(&wanted), "{label}: {wanted:?}\n{source:?}\n{out:?}\n{read:?}");
                }
                assert_eq!(read.len(), wanted.len() + 1, "{label}: {out:?}");
            } else {
                assert_eq!(read, wanted, "{label}: {text:?}\n{source:?}\n{out:?}");
            }
            assert!(same_structure(source, &out), "{label}: {out:?}");
            let host = snippet.host(Span::new(start, end)).unwrap();
            assert!(out.starts_with(&source[..host.start]) && out.ends_with(&source[host.end..]), "{label}: {out:?}");
            let bare = out.replace(ending, "");
            assert!(!bare.contains(['\r', '\n']), "{label}: mixed line endings in {out:?}");
        }
    });
}

#[test]
fn a_block_quote_without_spaces_keeps_the_indentation_of_written_lines() {
    let source = ">```sh\n>gh pr list\n>```\n";
    let all = snippets(source);
    let [fence] = &all[..] else { panic!("{all:?}") };
    let out = apply(source, fence, Span::new(0, 10), "a |\n  b");
    assert_eq!(out, ">```sh\n>a |\n>   b\n>```\n");
    assert_eq!(snippets(&out)[0].text, "a |\n  b\n");
}
