//! What `README.md` says becomes of commands is what becomes of them. `…` stands for what is left out there.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use steep::{Outcome, Target, Transpiler};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md")).unwrap()
}

fn transpiler() -> Transpiler {
    let target = Target::gitea("https://git.example.org").tea("0.9.2");
    Transpiler::builder().target(target).map_owner("Acme", "acme").build().unwrap()
}

/// A row of two cells: the code in the first, and the code and the emphasised text in the second.
#[derive(Default)]
struct Row {
    before: String,
    after: Option<String>,
    said: Option<String>,
}

/// The rows of the table whose head is `before` and `after`.
fn rows(text: &str) -> Vec<Row> {
    let (_, table) = text.split_once("| before | after |").unwrap();
    let table = format!("| before | after |{}", table.split("\n\n").next().unwrap());
    let mut rows: Vec<Row> = Vec::new();
    let (mut cell, mut is_emphasised) = (0, false);
    for event in Parser::new_ext(&table, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::TableRow) => {
                rows.push(Row::default());
                cell = 0;
            }
            Event::End(TagEnd::TableCell) => cell += 1,
            Event::Start(Tag::Emphasis) => is_emphasised = true,
            Event::End(TagEnd::Emphasis) => is_emphasised = false,
            Event::Code(code) if cell == 0 => rows.last_mut().unwrap().before = code.to_string(),
            Event::Code(code) => rows.last_mut().unwrap().after = Some(code.to_string()),
            Event::Text(text) if is_emphasised => {
                rows.last_mut().unwrap().said.get_or_insert_default().push_str(&text);
            }
            _ => {}
        }
    }
    rows
}

/// The text of the first fence of that language.
fn fence(text: &str, language: &str) -> String {
    let mut inside = false;
    let mut out = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => inside = &*info == language,
            Event::Text(text) if inside => out.push_str(&text),
            Event::End(TagEnd::CodeBlock) if inside => return out,
            _ => {}
        }
    }
    out
}

/// One line, without comments: the layout is not what the README is about.
fn flat(script: &str) -> String {
    let lines = script.lines().map(|line| line.split("  # ").next().unwrap_or_default().trim_end_matches('\\'));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// Whether `text` is `pattern` with something in the place of each `…`.
fn is_like(text: &str, pattern: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('…') else { return text == pattern };
    let (middle, last) = rest.rsplit_once('…').unwrap_or(("", rest));
    let Some(mut text) = text.strip_prefix(first).and_then(|text| text.strip_suffix(last)) else { return false };
    middle.split('…').all(|part| match text.split_once(part) {
        Some((_, rest)) => {
            text = rest;
            true
        }
        None => false,
    })
}

#[test]
fn the_table_says_what_becomes_of_commands() {
    let rows = rows(&readme());
    assert!(rows.len() >= 5, "only {} rows were found", rows.len());
    for Row { before, after, said } in rows {
        // What is left out of a command is filled in.
        let before = before.replace('…', "x");
        let transpiler = transpiler();
        let out = transpiler.shell(&before);
        let finding = &out.findings[0];
        if let Some(after) = after {
            assert_eq!(finding.outcome, Outcome::Rewritten, "{before}: {}", finding.message);
            let text = flat(&out.text);
            assert!(is_like(&text, &after), "{before}\nbecomes  {text}\nand not  {after}");
        } else {
            let said = said.unwrap();
            assert_eq!(finding.outcome, Outcome::Refused, "{before}");
            assert!(finding.message.contains(&said), "{before}: {}", finding.message);
        }
    }
}

#[test]
fn the_example_becomes_what_is_shown() {
    let text = readme();
    let diff = fence(&text, "diff");
    let before = diff.lines().find_map(|line| line.strip_prefix("- ")).unwrap();
    let after = transpiler().shell(before).text.into_owned();
    let shown = fence(&text, "sh");
    assert!(is_like(&flat(&after), &flat(&shown)), "{after}\nand not\n{shown}");
}

#[test]
fn other_texts_are_noticed() {
    assert!(is_like("curl -fsSL x | jq .", "curl … | jq ."));
    assert!(is_like("curl", "curl"));
    for (text, pattern) in
        [("curl x | jq .a", "curl … | jq ."), ("curl", "cur"), ("a", "a…a"), ("wget | jq .", "curl … | jq .")]
    {
        assert!(!is_like(text, pattern), "{text} / {pattern}");
    }
}
