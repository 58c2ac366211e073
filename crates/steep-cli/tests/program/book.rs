//! The documentation site and the README: its commands print what it says, its links lead somewhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::program::folder::{Folder, stderr, stdout};

fn workspace() -> PathBuf {
    fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap()
}

/// The pages of the book, by their paths.
fn pages() -> Vec<PathBuf> {
    let source = workspace().join("docs/book/src");
    let mut pages: Vec<PathBuf> = Vec::new();
    for folder in [source.clone(), source.join("reasons")] {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(entries.filter(|path| path.extension().is_some_and(|it| it == "md")));
    }
    pages.sort();
    pages
}

/// The texts of the fences of a language, in their order.
fn fences(text: &str, language: &str) -> Vec<String> {
    let (mut out, mut is_inside) = (Vec::new(), false);
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == language => {
                is_inside = true;
                out.push(String::new());
            }
            Event::Text(text) if is_inside => out.last_mut().unwrap().push_str(&text),
            Event::End(TagEnd::CodeBlock) => is_inside = false,
            _ => {}
        }
    }
    out
}

/// The commands of a console session, each with what it prints.
fn session(fence: &str) -> Vec<(String, Vec<String>)> {
    let mut session: Vec<(String, Vec<String>)> = Vec::new();
    for line in fence.lines() {
        match line.strip_prefix("$ ") {
            Some(command) => session.push((command.to_owned(), Vec::new())),
            None => session.last_mut().unwrap().1.push(line.to_owned()),
        }
    }
    session
}

/// Whether a line is as shown, `…` standing for any text in it.
fn is_line(line: &str, shown: &str) -> bool {
    let mut parts = shown.split('…');
    let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first)) else { return false };
    let mut is_open = false;
    for part in parts {
        is_open = true;
        if part.is_empty() {
            continue;
        }
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
        is_open = false;
    }
    is_open || rest.is_empty()
}

/// Whether lines are as shown, a line `…` standing for any number of lines.
fn are_lines(lines: &[&str], shown: &[&str]) -> bool {
    match shown.split_first() {
        None => lines.is_empty(),
        Some((&"…", rest)) => (0..=lines.len()).any(|skipped| are_lines(&lines[skipped..], rest)),
        Some((first, rest)) => {
            lines.split_first().is_some_and(|(line, lines)| is_line(line, first) && are_lines(lines, rest))
        }
    }
}

#[test]
fn every_command_prints_what_the_book_says() {
    let mut commands = 0;
    for page in pages().into_iter().chain([workspace().join("README.md")]) {
        let text = fs::read_to_string(&page).unwrap();
        let folder = Folder::new(&[]);
        let bin = Path::new(env!("CARGO_BIN_EXE_steep")).parent().unwrap();
        let environment = format!(
            "PATH={}:/usr/bin:/bin HOME={home} XDG_CONFIG_HOME={home}",
            bin.display(),
            home = folder.state.path().display()
        );
        folder.shell(&format!("cp -R {}/examples/docs docs", workspace().display()));
        let mut status = 0;
        for (command, shown) in fences(&text, "console").iter().flat_map(|fence| session(fence)) {
            let command = command.replace("$?", &status.to_string());
            let out = folder.shell(&format!("export {environment}; exec 2>&1; {command}"));
            status = out.status.code().unwrap();
            let printed = stdout(&out) + &stderr(&out);
            let (lines, shown): (Vec<&str>, Vec<&str>) =
                (printed.lines().collect(), shown.iter().map(String::as_str).collect());
            assert!(
                are_lines(&lines, &shown),
                "{}: `{command}` prints\n{printed}\nand not\n{}",
                page.display(),
                shown.join("\n")
            );
            commands += 1;
        }
    }
    assert!(commands >= 15, "only {commands} commands were run");
}

/// The anchors of the headings of a text.
fn anchors(text: &str) -> BTreeSet<String> {
    let (mut out, mut heading) = (BTreeSet::new(), None);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let name: String = heading.take().unwrap_or_default().to_lowercase();
                let name = name.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-' || *c == '_');
                out.insert(name.collect::<String>().replace(' ', "-"));
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    out
}

#[test]
fn every_link_leads_somewhere() {
    let root = workspace();
    let documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"].map(|name| root.join(name));
    let mut links = 0;
    for page in pages().into_iter().chain(documents) {
        let text = fs::read_to_string(&page).unwrap();
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else { continue };
            if dest_url.contains("://") || dest_url.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = dest_url.split_once('#').unwrap_or((&dest_url, ""));
            let target = if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            assert!(target.exists(), "{}: {dest_url} leads nowhere", page.display());
            if !anchor.is_empty() && target.is_file() {
                let anchors = anchors(&fs::read_to_string(&target).unwrap());
                assert!(anchors.contains(anchor), "{}: {dest_url}: there are {anchors:?}", page.display());
            }
            links += 1;
        }
    }
    assert!(links > 40, "only {links} links were found");
}

#[test]
fn the_summary_lists_every_page_and_every_reason_has_one() {
    let root = workspace();
    let source = root.join("docs/book/src");
    let summary = fs::read_to_string(source.join("SUMMARY.md")).unwrap();
    for page in pages() {
        let name = page.strip_prefix(&source).unwrap().display().to_string();
        assert!(name == "SUMMARY.md" || summary.contains(&format!("({name})")), "{name} is in no summary");
        // What a page includes is there.
        for line in fs::read_to_string(&page).unwrap().lines() {
            if let Some(included) = line.strip_prefix("{{#include ").and_then(|rest| rest.strip_suffix("}}")) {
                assert!(page.parent().unwrap().join(included).is_file(), "{name} includes {included}");
            }
        }
    }
    let reasons = fs::read_dir(root.join("crates/steep-cli/reasons")).unwrap();
    for reason in reasons.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()) {
        assert!(source.join("reasons").join(&reason).is_file(), "{reason} has no page");
    }
}

#[test]
fn every_setting_is_in_the_book() {
    let root = workspace();
    let schema: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root.join("steep.schema.json")).unwrap()).unwrap();
    let page = fs::read_to_string(root.join("docs/book/src/configuration.md")).unwrap();
    for key in schema["properties"].as_object().unwrap().keys().filter(|key| *key != "files") {
        assert!(page.contains(&format!("| `{key}` |")), "{key} is not in the book");
    }
    for key in schema["properties"]["files"]["properties"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("| `files.{key}` |")), "files.{key} is not in the book");
    }
}

#[test]
fn other_output_is_noticed() {
    assert!(is_line("wrote steep.toml: host x", "wrote …: host …"));
    assert!(is_line("a", "a") && is_line("a b c", "a…c") && is_line("abc", "…"));
    assert!(!is_line("a b", "a") && !is_line("b", "a…") && !is_line("a c d", "a…c"));
    assert!(are_lines(&["a", "b", "c"], &["…", "c"]) && are_lines(&[], &["…"]) && are_lines(&["a"], &["a", "…"]));
    assert!(!are_lines(&["a", "b"], &["a"]) && !are_lines(&["a"], &["…", "b"]));
}
