//! Every place × every container × every kind of line ending × every layout of a command.
//!
//! The form that stands in a container afterwards must be the one that stands at the top level of a plain document; the
//! text around it and the blocks stay. What cannot be written must be refused, and the refused cells are listed.

#![allow(clippy::string_slice, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag, TagEnd};
use steep::{Finding, Outcome, Reason, Refusal, Transpiler};

use crate::promises::{Kind, blocks, check, events, is_applied, readable, transpilers};

/// A command as an author lays it out, one line an item.
struct Layout {
    name: &'static str,
    lines: &'static [&'static str],
}

const LAYOUTS: &[Layout] = &[
    Layout { name: "one line", lines: &["gh issue close 12 --repo Acme/widgets"] },
    Layout {
        name: "one line, feeding a filter",
        lines: &["gh pr list --repo Acme/widgets --json number,title --jq '.[].title'"],
    },
    Layout {
        name: "several lines",
        lines: &[
            "gh pr create --repo Acme/widgets \\",
            "  --head topic --base main \\",
            "  --title 'A é – title' --body \"It is done.\"",
        ],
    },
    Layout {
        name: "here-document",
        lines: &["gh issue comment 7 --repo Acme/widgets --body-file - <<'EOF'", "What é & \"how\"", "goes on", "EOF"],
    },
    Layout {
        name: "here-document of Markdown",
        lines: &[
            "gh issue create --repo Acme/widgets --title 'A title' --body-file - <<'EOF'",
            "## What",
            "",
            "- `it` breaks & \"burns\"",
            "EOF",
        ],
    },
];

/// A place: the lines of a block that holds the command; `None` where the command cannot be laid out in it so that it is
/// still a command.
struct Place {
    name: &'static str,
    /// Holds one line only.
    one_line: bool,
    block: fn(&[String]) -> Vec<String>,
}

fn fence(open: &str, prompt: [&str; 2], lines: &[String], close: &str) -> Vec<String> {
    let mut block = vec![open.to_owned()];
    for (nth, line) in lines.iter().enumerate() {
        block.push(format!("{}{line}", prompt[usize::from(nth > 0)]));
    }
    block.push(close.to_owned());
    block
}

fn around(before: &str, lines: &[String], after: &str) -> Vec<String> {
    let mut block = lines.to_vec();
    block.first_mut().unwrap().insert_str(0, before);
    block.last_mut().unwrap().push_str(after);
    block
}

fn escaped(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| line.replace('&', "&amp;").replace('<', "&lt;").replace('|', "&#124;")).collect()
}

const PLACES: &[Place] = &[
    Place { name: "fence", one_line: false, block: |lines| fence("```sh", ["", ""], lines, "```") },
    Place { name: "plain fence", one_line: false, block: |lines| fence("```", ["", ""], lines, "```") },
    Place { name: "tilde fence", one_line: false, block: |lines| fence("~~~~ bash", ["", ""], lines, "~~~~~") },
    Place { name: "console", one_line: false, block: |lines| fence("```console", ["$ ", "> "], lines, "```") },
    Place {
        name: "indented code",
        one_line: false,
        block: |lines| {
            let lines = lines.iter().map(|line| format!("    {line}").trim_end().to_owned());
            ["Run:".to_owned(), String::new()].into_iter().chain(lines).collect()
        },
    },
    Place { name: "code span", one_line: true, block: |lines| around("Run `", lines, "` now.") },
    Place { name: "code span of two backticks", one_line: true, block: |lines| around("Run ``` ", lines, " ``` now.") },
    Place { name: "bold code span", one_line: true, block: |lines| around("**Run: `", lines, "`**") },
    Place { name: "prose", one_line: true, block: |lines| around("Then run ", lines, "") },
    Place { name: "prose, a line of its own", one_line: false, block: |lines| around("Then run:\u{0}", lines, "") },
    Place { name: "heading", one_line: true, block: |lines| around("### Run `", lines, "` now") },
    Place { name: "closed heading", one_line: true, block: |lines| around("## Run ", lines, " ##") },
    Place { name: "HTML code", one_line: true, block: |lines| around("Run <code>", &escaped(lines), "</code> now.") },
    Place {
        name: "HTML pre",
        one_line: false,
        block: |lines| around("<pre><code class=\"language-sh\">", &escaped(lines), "</code></pre>"),
    },
    Place {
        name: "HTML block",
        one_line: true,
        block: |lines| around("<div>Run <code>", &escaped(lines), "</code> now.</div>"),
    },
    Place { name: "task", one_line: true, block: |lines| around("- [ ] run `", lines, "`") },
];

/// A container: the prefix of its first line, of the lines behind, what stands before and after it, and whether it is one
/// that holds only a line of running text.
struct Container {
    name: &'static str,
    before: &'static [&'static str],
    first: &'static str,
    rest: &'static str,
    after: &'static [&'static str],
    inline: bool,
}

const fn container(name: &'static str, first: &'static str, rest: &'static str) -> Container {
    Container { name, before: &[], first, rest, after: &[], inline: false }
}

const CONTAINERS: &[Container] = &[
    container("top level", "", ""),
    container("list", "- ", "  "),
    container("numbered list", "10. ", "    "),
    container("nested list", "- 1) * ", "       "),
    container("quote", "> ", "> "),
    container("quote without blanks", ">", ">"),
    container("list in quote", "> - ", ">   "),
    container("quote in list", "1. > ", "   > "),
    container("quote in list in quote", "> - > ", ">   > "),
    container("list with tabs", "-\t", "\t"),
    container("nested list with tabs", "-\t-\t", "\t\t"),
    container("footnote", "[^1]: ", "    "),
    container("indented by three", "   ", "   "),
    Container { before: &["term"], ..container("definition list", ": ", "  ") },
    Container { before: &["- first", ""], ..container("second paragraph of an item", "  ", "  ") },
    Container { before: &["> [!NOTE]"], ..container("admonition", "> ", "> ") },
    Container {
        before: &["<details>", "<summary>More</summary>", ""],
        after: &["", "</details>"],
        ..container("details", "", "")
    },
    Container { before: &["<div>", ""], after: &["", "</div>"], ..container("HTML block", "", "") },
    Container { before: &[":::note", ""], after: &["", ":::"], ..container("admonition between colons", "", "") },
    Container {
        before: &["{% hint %}", ""],
        after: &["", "{% endhint %}"],
        ..container("admonition of a template", "", "")
    },
    Container { before: &["| a | b |", "|---|:-:|"], inline: true, ..container("table", "| é | ", " |") },
    Container {
        before: &["> | a | b |", "> |---|---|"],
        inline: true,
        ..container("table in quote", "> | ", " | x |")
    },
    Container { before: &["- x", "  > said"], inline: true, ..container("lazy continuation", "", "") },
    Container { before: &["> said"], inline: true, ..container("lazy continuation of a quote", "", "") },
];

/// How the lines of a document end.
struct Endings {
    name: &'static str,
    start: &'static str,
    /// Taken in turn.
    endings: &'static [&'static str],
    /// Whether the last line ends.
    last: bool,
}

const ENDINGS: &[Endings] = &[
    Endings { name: "LF", start: "", endings: &["\n"], last: true },
    Endings { name: "CRLF", start: "", endings: &["\r\n"], last: true },
    Endings { name: "CR", start: "", endings: &["\r"], last: true },
    Endings { name: "mixed", start: "", endings: &["\n", "\r\n"], last: true },
    Endings { name: "no final newline", start: "", endings: &["\n"], last: false },
    Endings { name: "byte order mark", start: "\u{feff}", endings: &["\r\n"], last: true },
];

const BEFORE: &str = "Before it.";
const AFTER: &str = "After it.";

/// The document of a cell; `None` where there is no such cell.
fn document(place: &Place, container: &Container, layout: &Layout, endings: &Endings) -> Option<String> {
    if (place.one_line || container.inline) && layout.lines.len() > 1 {
        return None;
    }
    // Markdown in running text is Markdown, and a quote's marker takes the first of four blanks.
    let (markdown, narrow) = (layout.name.ends_with("of Markdown"), container.first == ">");
    if (markdown && place.name.starts_with("prose")) || (narrow && place.name == "indented code") {
        return None;
    }
    let lines: Vec<String> = layout.lines.iter().map(|line| (*line).to_owned()).collect();
    let block: Vec<String> = (place.block)(&lines)
        .into_iter()
        .flat_map(|line| line.split('\0').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let mut all = vec![BEFORE.to_owned(), String::new()];
    all.extend(container.before.iter().map(|line| (*line).to_owned()));
    if container.inline {
        // A cell or a continuation holds what a paragraph holds.
        let [line] = block.as_slice() else { return None };
        if line.starts_with(['#', '<', '-', ' ']) {
            return None;
        }
        all.push(format!("{}{}{}", container.first, line.replace('|', "\\|"), container.rest));
        if !container.name.contains("table") {
            *all.last_mut()? = line.clone();
        }
    } else {
        for (nth, line) in block.iter().enumerate() {
            let prefix = if nth == 0 { container.first } else { container.rest };
            let line = format!("{prefix}{line}");
            all.push(if line.trim().is_empty() { String::new() } else { line });
        }
    }
    all.extend(container.after.iter().map(|line| (*line).to_owned()));
    // Ends what the container began, whatever it is. Where the last line does not end, it is the block's own.
    if endings.last {
        all.extend(["", "<!-- -->", "", AFTER].map(str::to_owned));
    }
    let mut text = endings.start.to_owned();
    let count = all.len();
    for (nth, line) in all.into_iter().enumerate() {
        text.push_str(&line);
        if nth + 1 < count || endings.last {
            text.push_str(endings.endings[nth % endings.endings.len()]);
        }
    }
    Some(text)
}

/// The text of a document between the paragraphs before and after it, as its reader gets it, with its blanks and line
/// breaks (continued lines too) as single blanks: what does not depend on how it is laid out.
fn read(document: &str) -> String {
    let document = readable(document);
    let mut text = String::new();
    let mut code = false;
    for event in events(&document) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(piece) if code => text.push_str(&piece),
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::Html(piece) | Event::InlineHtml(piece) => text.push_str(&unescaped(&piece)),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::End(_) => text.push(' '),
            _ => {}
        }
    }
    let text = text.replace("\\\n", " ").replace("> ", " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn unescaped(html: &str) -> String {
    html.replace("&lt;", "<").replace("&#124;", "|").replace("&amp;", "&")
}

/// The forms that the layouts get at the top level of a script.
fn reference(steep: &Transpiler, layout: &Layout) -> String {
    let out = steep.shell(&layout.lines.join("\n")).text.into_owned();
    let words: Vec<String> =
        out.replace("\\\n", " ").replace("> ", " ").split_whitespace().map(str::to_owned).collect();
    words.join(" ")
}

enum Verdict {
    Rewritten,
    DoesNotFit(String),
}

fn judge(steep: &Transpiler, layout: &Layout, source: &str) -> Result<Verdict, String> {
    let out = check(steep, Kind::Markdown, source)?;
    let commands: Vec<&Finding> = out.findings.iter().filter(|it| it.outcome != Outcome::Skipped).collect();
    let [command] = commands[..] else {
        return Err(format!("{} commands were found", commands.len()));
    };
    match (&command.reason, command.outcome) {
        (Some(Reason::Refusal(Refusal::DoesNotFit { why })), Outcome::Refused) if out.text == source => {
            return Ok(Verdict::DoesNotFit(why.clone()));
        }
        (None, Outcome::Rewritten) if is_applied(command) => {}
        _ => return Err(format!("it is {}: {}", command.outcome.as_str(), command.message)),
    }
    if blocks(source) != blocks(&out.text) {
        return Err("the blocks changed".to_owned());
    }
    let (form, written, original) = (reference(steep, layout), read(&out.text), read(source));
    let Some(at) = written.find(&form) else {
        return Err(format!("the form is not the one at the top level, {form:?}: {written:?}"));
    };
    let old = layout.lines.join("\n").replace("\\\n", " ");
    let old: Vec<&str> = old.split_whitespace().collect();
    let old = old.join(" ");
    let rest = |text: &str, at: usize, form: &str| {
        let clear = |text: &str| text.replace('`', "");
        (clear(&text[..at]), clear(&text[at + form.len()..]))
    };
    let Some(old_at) = original.find(&old) else {
        return Err(format!("the cell is no test: {old:?} does not stand in {original:?}"));
    };
    if rest(&written, at, &form) != rest(&original, old_at, &old) {
        return Err("the text around it changed".to_owned());
    }
    Ok(Verdict::Rewritten)
}

/// Holds all cells against one target and says which were refused.
fn check_cells(steep: &Transpiler, endings: &[Endings]) -> String {
    let mut problems = String::new();
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    let mut rewritten = 0;
    for place in PLACES {
        for container in CONTAINERS {
            for layout in LAYOUTS {
                for endings in endings {
                    let Some(source) = document(place, container, layout, endings) else { continue };
                    let cell = format!("{} / {} / {}", place.name, container.name, layout.name);
                    match judge(steep, layout, &source) {
                        Ok(Verdict::Rewritten) => rewritten += 1,
                        Ok(Verdict::DoesNotFit(why)) => {
                            let cells = format!("{} / {}: {why}", place.name, layout.name);
                            *refused.entry(cells).or_default() += 1;
                        }
                        Err(problem) => {
                            writeln!(problems, "{cell} / {}: {problem}\n  {source:?}", endings.name).unwrap();
                        }
                    }
                }
            }
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{problems}", problems.lines().count() / 2);
    let mut list = format!("{rewritten} cells rewritten, {} refused\n", refused.values().sum::<usize>());
    for (cell, count) in &refused {
        writeln!(list, "{count} × {cell}").unwrap();
    }
    list
}

#[test]
fn every_cell_for_tea() {
    let [tea, _] = transpilers();
    insta::assert_snapshot!(check_cells(&tea, ENDINGS), @r"
    5724 cells rewritten, 726 refused
    19 × HTML pre / several lines: cannot write the replacement into an HTML pre element: its lines do not all end as those around it do
    120 × closed heading / one line, feeding a filter: a heading is no place for a script
    120 × closed heading / one line: a heading is no place for a script
    20 × console / several lines: cannot write the replacement into a console session: its lines do not all end as those around it do
    16 × fence / several lines: cannot write the replacement into a fenced code block: its lines do not all end as those around it do
    120 × heading / one line, feeding a filter: a heading is no place for a script
    120 × heading / one line: a heading is no place for a script
    19 × indented code / several lines: cannot write the replacement into an indented code block: its lines do not all end as those around it do
    16 × plain fence / several lines: cannot write the replacement into a fenced code block: its lines do not all end as those around it do
    120 × prose, a line of its own / here-document: a page shows the lines of its here-document as one
    20 × prose, a line of its own / several lines: cannot write the replacement into running text: its lines do not all end as those around it do
    16 × tilde fence / several lines: cannot write the replacement into a fenced code block: its lines do not all end as those around it do
    ");
}

// The forms of curl are longer and hold more of what has to be escaped; how lines end was looked at above.
#[test]
fn every_cell_for_curl() {
    let [_, curl] = transpilers();
    insta::assert_snapshot!(check_cells(&curl, &ENDINGS[..2]), @r"
    1950 cells rewritten, 200 refused
    40 × closed heading / one line, feeding a filter: a heading is no place for a script
    40 × closed heading / one line: a heading is no place for a script
    40 × heading / one line, feeding a filter: a heading is no place for a script
    40 × heading / one line: a heading is no place for a script
    40 × prose, a line of its own / here-document: a page shows the lines of its here-document as one
    ");
}

#[test]
fn a_here_document_whose_body_is_other_blocks_is_left_alone() {
    for steep in transpilers() {
        for body in ["# Heading\n\ntext", "- item", "text\n\nmore", "> quote", "no end"] {
            let source =
                format!("Run gh issue create --repo acme/widgets --title x --body-file - <<'EOF'\n{body}\nEOF\n");
            let source = if body == "no end" { source.replace("\nEOF\n", "\n") } else { source };
            let out = check(&steep, Kind::Markdown, &source).unwrap();
            assert_eq!(out.text, source);
            assert_eq!(out.findings[0].outcome, Outcome::Refused, "{source:?}");
        }
    }
}

/// The form of a command at the top level of a script, on one line.
fn one_line(steep: &Transpiler, command: &str) -> String {
    let text = steep.shell(command).text.replace("\\\n", " ").replace('\n', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn code_of(document: &str) -> String {
    let document = readable(document);
    let code = events(&document).find_map(|event| match event {
        Event::Code(code) => Some(code.into_string()),
        _ => None,
    });
    code.unwrap()
}

#[test]
fn bars_in_a_table_are_escaped_and_read_back() {
    for steep in transpilers() {
        for command in [
            "gh pr list --repo acme/widgets --json number,title --jq '.[] | .title'",
            "gh issue create --repo acme/widgets --title 'a | b' --body \"c|d\"",
            "gh pr list --repo acme/widgets --json number | head -3 || true",
        ] {
            let source = format!("| do | then |\n|---|---|\n| `{}` | x |\n", command.replace('|', "\\|"));
            let out = check(&steep, Kind::Markdown, &source).unwrap();
            assert_eq!(code_of(&out.text), one_line(&steep, command), "{source}");
        }
    }
}

#[test]
fn backquotes_in_a_code_span_get_longer_delimiters() {
    let command = "gh issue comment 7 --repo acme/widgets --body 'the `x` and ``y``'";
    for steep in transpilers() {
        for delimiter in ["```", "`````"] {
            let source = format!("Run {delimiter}{command}{delimiter} now, `z` too.\n");
            let out = check(&steep, Kind::Markdown, &source).unwrap();
            assert_eq!(code_of(&out.text), one_line(&steep, command));
            assert!(out.text.ends_with(" now, `z` too.\n"), "{}", out.text);
        }
    }
}

#[test]
fn entities_in_html_are_read_and_written() {
    let command = "gh issue create --repo acme/widgets --title 'a <b> & \"c\"' --body '&lt; &amp;amp;'";
    let html = command.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    for steep in transpilers() {
        for place in ["<pre>@</pre>\n", "<p><code>@</code></p>\n", "Run <code>@</code> now.\n"] {
            let source = place.replace('@', &html);
            let out = check(&steep, Kind::Markdown, &source).unwrap();
            let (open, close) = if place.starts_with("<pre") { ("<pre>", "</pre>") } else { ("<code>", "</code>") };
            let inner = out.text.split_once(open).unwrap().1.split_once(close).unwrap().0;
            // What a browser makes of it.
            let shown = inner.replace("&lt;", "<").replace("&gt;", ">").replace("&#124;", "|").replace("&amp;", "&");
            let shown = if place.starts_with("Run") { shown.replace('\\', "") } else { shown };
            let form = one_line(&steep, command);
            let form = if place.starts_with("Run") { form.replace('\\', "") } else { form };
            let shown: Vec<&str> = shown.split_whitespace().filter(|word| *word != "\\").collect();
            assert_eq!(shown.join(" "), form, "{}", out.text);
        }
    }
}

#[test]
fn text_that_would_close_a_fence_is_not_written_into_it() {
    for steep in transpilers() {
        for (fence, body) in [("```", "```"), ("````", "`````"), ("~~~", "~~~~ ")] {
            let source = format!(
                "{fence}bash\ngh issue comment 7 --repo acme/widgets --body $'see\\n{body}\\nit'\n{fence}\n\nafter\n"
            );
            let out = check(&steep, Kind::Markdown, &source).unwrap();
            let document = readable(&out.text);
            let code: String = events(&document)
                .filter_map(|event| match event {
                    Event::Text(text) => Some(text.into_string()),
                    _ => None,
                })
                .collect();
            assert!(code.ends_with("\nafter"), "{}", out.text);
            if out.summary.rewritten() == 0 {
                let why = out.findings[0].message.clone();
                assert!(why.contains("would close the fence"), "{why}");
            }
        }
    }
}

#[test]
fn strings_of_the_front_matter_keep_their_quoting() {
    let [_, curl] = transpilers();
    let form = one_line(&curl, "gh issue close 12 --repo acme/widgets");
    assert!(form.contains('"') && form.contains('\'') && form.contains(": "), "the form needs quoting: {form}");
    for (source, written) in [
        ("run: gh issue close 12 --repo acme/widgets", format!("run: '{}'", form.replace('\'', "''"))),
        ("run: 'gh issue close 12 --repo acme/widgets'", format!("run: '{}'", form.replace('\'', "''"))),
        (
            "run: \"gh issue close 12 --repo acme/widgets\"",
            format!("run: \"{}\"", form.replace('\\', "\\\\").replace('"', "\\\"")),
        ),
        ("run:\n  - gh issue close 12 --repo acme/widgets", format!("run:\n  - '{}'", form.replace('\'', "''"))),
    ] {
        let document = |line: &str| format!("---\ntitle: x\n{line}\nlast: y\n---\n\ntext\n");
        let source = document(source);
        let out = check(&curl, Kind::Markdown, &source).unwrap();
        assert_eq!(out.text, document(&written));
    }
}
