//! What a page shows is what is to be typed: every place × ten commands, rendered by a Markdown processor that is not the one
//! that steep reads with.
//!
//! The page of the rewritten document must be the page of the same document with the new form in the command's place, byte
//! for byte. What cannot be written must be refused, and the refused cells are listed.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use markdown::mdast::Node;
use markdown::{ParseOptions, to_mdast};
use steep::{Edit, Edits, Finding, Outcome, Target, Transpiler};

const COMMANDS: [&str; 10] = [
    "gh issue view 12 --repo Acme/widgets",
    "gh pr list --repo Acme/widgets --json number,title --jq '.[] | \"*\\(.number)* [x]\"'",
    "gh pr merge 12 --repo Acme/widgets --squash --delete-branch",
    "gh issue create --repo Acme/my_widgets --title 'a_b *c* `d`' --body '<e> & f'",
    "gh issue close <N> --repo Acme/widgets",
    "gh release delete v1.0 -y -R Acme/widgets",
    "gh api 'repos/Acme/widgets/issues?state=all' --jq '.[].title'",
    "gh repo clone Acme/widgets",
    "gh issue comment 12 -R Acme/widgets --body 'see https://example.org/a_b_c and #7'",
    "gh pr diff",
];

/// What stands for a command where a page is rendered to be compared.
const MARKER: &str = "XCOMMANDX";

/// A document with a command in one place, given the command.
struct Place {
    name: &'static str,
    document: fn(&str) -> String,
}

fn entities(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn bars(text: &str) -> String {
    text.replace('|', "\\|")
}

fn code(text: &str) -> String {
    if text.contains('`') { format!("``{text}``") } else { format!("`{text}`") }
}

const PLACES: &[Place] = &[
    Place { name: "paragraph", document: |it| format!("Run {it} first, then *look*.\n") },
    Place { name: "line of a paragraph", document: |it| format!("Run\n{it}\nand look.\n") },
    Place { name: "emphasis", document: |it| format!("Now *run {it}* at once.\n") },
    Place { name: "strong emphasis", document: |it| format!("**{it}** is next.\n") },
    Place { name: "underscores", document: |it| format!("_First {it}_, then more.\n") },
    Place { name: "item", document: |it| format!("- Run {it}\n- Look\n") },
    Place { name: "task", document: |it| format!("- [ ] {it}\n- [x] done\n") },
    Place { name: "block quote", document: |it| format!("> Run {it}\n> and look.\n") },
    Place { name: "brackets", document: |it| format!("It is new ({it}).\n") },
    Place { name: "quotation marks", document: |it| format!("Type \"{it}\" there.\n") },
    Place { name: "behind a code span", document: |it| format!("With `a` and ``b`` run {it} or `c`.\n") },
    Place { name: "beside stray backticks", document: |it| format!("A `` alone, then {it} now.\n") },
    Place { name: "heading", document: |it| format!("# Run {it}\n\nText.\n") },
    Place { name: "underlined heading", document: |it| format!("Run {it}\n===\n\nText.\n") },
    Place { name: "heading's code span", document: |it| format!("## Run {}\n\nText.\n", code(it)) },
    Place { name: "table", document: |it| format!("| a | b |\n|---|---|\n| {} | c |\n", bars(it)) },
    Place { name: "table's code span", document: |it| format!("| a | b |\n|---|---|\n| {} | c |\n", code(&bars(it))) },
    Place { name: "link", document: |it| format!("See [{it}](x.md) there.\n") },
    Place { name: "link's code span", document: |it| format!("See [{}](x.md) there.\n", code(it)) },
    Place { name: "code span", document: |it| format!("Run {} first.\n", code(it)) },
    Place { name: "footnote", document: |it| format!("Text.[^1]\n\n[^1]: Run {it} first.\n") },
    Place {
        name: "HTML code",
        document: |it| {
            format!(
                "Run <code>{}</code> first.\n",
                entities(it)
                    .replace('`', "&#96;")
                    .replace('*', "\\*")
                    .replace('_', "\\_")
                    .replace('[', "\\[")
                    .replace("\\(", "\\\\(")
            )
        },
    },
    Place { name: "HTML element", document: |it| format!("Run <b>{it}</b> first.\n") },
    Place { name: "element of a prompt", document: |it| format!("Run <cmd>{it}</cmd> first.\n") },
    Place { name: "HTML block", document: |it| format!("<p>\nRun {} first.\n</p>\n", entities(it)) },
    Place { name: "HTML block's code", document: |it| format!("<p>Run <code>{}</code> first.</p>\n", entities(it)) },
    Place { name: "HTML pre", document: |it| format!("<pre>\n{}\n</pre>\n", entities(it)) },
    Place { name: "fence", document: |it| format!("```sh\n{it}\n```\n") },
    Place { name: "indented code", document: |it| format!("Run:\n\n    {it}\n") },
];

/// The text that a page shows, one line a block.
fn shown(document: &str) -> String {
    let tree = to_mdast(document, &ParseOptions::gfm()).unwrap();
    let mut text = String::new();
    show(&tree, &mut text);
    let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn show(node: &Node, text: &mut String) {
    match node {
        Node::Text(node) => text.push_str(&node.value.replace('\n', " ")),
        Node::InlineCode(node) => text.push_str(&node.value),
        Node::Code(node) => text.push_str(&node.value),
        Node::Html(node) => text.push_str(&without_tags(&node.value)),
        Node::Break(_) => text.push('\n'),
        _ => {}
    }
    for child in node.children().into_iter().flatten() {
        show(child, text);
    }
    let inline = matches!(
        node,
        Node::Text(_)
            | Node::InlineCode(_)
            | Node::Html(_)
            | Node::Emphasis(_)
            | Node::Strong(_)
            | Node::Delete(_)
            | Node::Link(_)
            | Node::LinkReference(_)
            | Node::FootnoteReference(_)
    );
    if !inline {
        text.push('\n');
    }
}

/// The text of HTML, whose tags have no `>` in their attributes here.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match tag.split_once('>').filter(|_| is_tag) {
            Some((_, after)) => rest = after,
            None => {
                text.push('<');
                rest = tag;
            }
        }
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&#96;", "`").replace("&amp;", "&")
}

/// The forms of a command: what a script has on several lines, and what a code span of its own is given.
fn forms(steep: &Transpiler, command: &str) -> [String; 2] {
    let document = format!("Run ```` {command} ````\n");
    let span = steep.markdown(&document).text.into_owned();
    [steep.shell(command).text.into_owned(), span.trim_start_matches("Run").trim().trim_matches('`').trim().to_owned()]
}

fn squeezed(text: &str) -> String {
    let words = text.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("( ", "(").replace(" )", ")")
}

/// The refused cells, each kind with how many there are.
fn check(steep: &Transpiler) -> String {
    let mut refused: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    let (mut problems, mut rewritten) = (String::new(), 0);
    for place in PLACES {
        let page = shown(&(place.document)(MARKER));
        for command in COMMANDS {
            let source = (place.document)(command);
            let out = steep.markdown(&source);
            let findings: Vec<_> = out.findings.iter().filter(|it| it.outcome != Outcome::Skipped).collect();
            let [finding] = findings.as_slice() else {
                writeln!(problems, "{} / {command}: {} findings\n{source}", place.name, findings.len()).unwrap();
                continue;
            };
            if finding.outcome != Outcome::Rewritten {
                *refused.entry(finding.message.clone()).or_default().entry(place.name).or_default() += 1;
                assert_eq!(out.text, source);
                continue;
            }
            rewritten += 1;
            let expected = forms(steep, command).map(|form| squeezed(&page.replace(MARKER, &squeezed(&form))));
            let found = squeezed(&shown(&out.text));
            if !expected.contains(&found) {
                let expected = expected.join("\nnor\n  ");
                writeln!(problems, "{} / {command}:\n  {found}\nis not\n  {expected}\n{}", place.name, out.text)
                    .unwrap();
            }
        }
    }
    assert!(problems.is_empty(), "{problems}");
    let mut list = format!("{rewritten} cells rewritten\n");
    for (why, places) in refused {
        let places: Vec<String> = places.iter().map(|(place, count)| format!("{place} ×{count}")).collect();
        writeln!(list, "{why}\n  {}", places.join(", ")).unwrap();
    }
    list
}

fn transpiler(target: impl Into<Target>) -> Transpiler {
    Transpiler::builder().target(target).map_owner("Acme", "acme").build().unwrap()
}

#[test]
fn pages_show_what_is_to_be_typed_for_tea() {
    insta::assert_snapshot!(check(&transpiler(Target::gitea("https://git.example.org").tea("0.9.2"))), @r"
    228 cells rewritten
    the replacement does not fit its place: a heading is no place for a script
      heading ×7, heading's code span ×7, underlined heading ×7
    the replacement does not fit its place: the text of a link is no place for a script
      link ×7, link's code span ×7
    the replacement does not fit its place: the text only names the command, and its counterpart has no name
      HTML block ×1, HTML element ×1, behind a code span ×1, beside stray backticks ×1, block quote ×1, brackets ×1, element of a prompt ×1, emphasis ×1, footnote ×1, heading ×1, heading's code span ×1, item ×1, line of a paragraph ×1, link ×1, link's code span ×1, paragraph ×1, quotation marks ×1, strong emphasis ×1, table ×1, task ×1, underlined heading ×1, underscores ×1
    the text is ambiguous: a quotation or here-document in it does not end where the text does
      emphasis ×1, quotation marks ×4
    ");
}

#[test]
fn pages_show_what_is_to_be_typed_for_curl() {
    insta::assert_snapshot!(check(&transpiler(Target::gitea("https://git.example.org"))), @r"
    218 cells rewritten
    the replacement does not fit its place: a heading is no place for a script
      heading ×9, heading's code span ×9, underlined heading ×9
    the replacement does not fit its place: the text of a link is no place for a script
      link ×9, link's code span ×9
    the replacement does not fit its place: the text only names the command, and its counterpart has no name
      HTML block ×1, HTML element ×1, behind a code span ×1, beside stray backticks ×1, block quote ×1, brackets ×1, element of a prompt ×1, emphasis ×1, footnote ×1, heading ×1, heading's code span ×1, item ×1, line of a paragraph ×1, link ×1, link's code span ×1, paragraph ×1, quotation marks ×1, strong emphasis ×1, table ×1, task ×1, underlined heading ×1, underscores ×1
    the text is ambiguous: a quotation or here-document in it does not end where the text does
      emphasis ×1, quotation marks ×4
    ");
}

/// Every Markdown document below `folder`.
fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            documents(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "markdown") {
            found.push(path);
        }
    }
}

/// What differs in what two pages show outside of the rewritten commands; `None` where nothing does.
pub(crate) fn changed_outside(source: &str, after: &str, applied: &[&Finding]) -> Option<String> {
    let mut marked = Edits::new();
    for (nth, finding) in applied.iter().enumerate() {
        let ticks = |text: &str| text.len() - text.trim_start_matches('`').len();
        let delimited = ticks(finding.span.text(source)) > 0;
        let fence = if delimited { "`" } else { "" };
        marked.add(Edit::new(finding.span, format!("{fence}X{nth}C{fence}"))).unwrap();
    }
    let (page, after) = (squeezed(&shown(&marked.apply(source))), squeezed(&shown(after)));
    let (mut rest, mut page) = (after.as_str(), page.as_str());
    for nth in 0..applied.len() {
        let Some((before, behind)) = page.split_once(&format!("X{nth}C")) else {
            return Some(format!("command {nth} is not shown before"));
        };
        let Some((between, after)) = rest.split_once(before) else { return Some(format!("{before:?} is not shown")) };
        if nth == 0 && !between.is_empty() {
            return Some(format!("{between:?} is shown in front"));
        }
        (rest, page) = (after, behind);
    }
    (!rest.ends_with(page)).then(|| format!("{page:?} is not shown"))
}

#[test]
#[ignore = "needs thousands of documents: cargo xtask documents"]
fn pages_of_public_documents_show_the_same_around_the_commands() {
    let Some(folder) = std::env::var_os("STEEP_DOCUMENTS").map(PathBuf::from) else {
        eprintln!("SKIPPED: STEEP_DOCUMENTS names no folder with public documents: run `cargo xtask documents`");
        return;
    };
    let mut paths = Vec::new();
    documents(&folder, &mut paths);
    paths.sort();
    let (mut changed, mut commands, mut problems) = (0, 0, String::new());
    for target in [Target::gitea("https://git.example.org").tea("0.9.2"), Target::gitea("https://git.example.org")] {
        let steep = transpiler(target);
        for path in &paths {
            let Ok(source) = std::fs::read_to_string(path) else { continue };
            let out = steep.markdown(&source);
            let applied = |it: &&Finding| it.outcome == Outcome::Rewritten && it.inside.is_none();
            let applied: Vec<&Finding> = out.findings.iter().filter(applied).collect();
            if applied.is_empty() {
                continue;
            }
            changed += 1;
            commands += applied.len();
            if let Some(problem) = changed_outside(&source, &out.text, &applied) {
                writeln!(problems, "{}: {problem}", path.display()).unwrap();
            }
        }
    }
    eprintln!("{changed} pages with {commands} rewritten commands of {} documents", paths.len());
    assert!(problems.is_empty(), "{problems}");
}
