//! A corpus of real documents with an inventory of their commands: each must begin inside a snippet, on its line.
//!
//! The corpus is not part of the repository. `STEEP_CORPUS` names the folder that holds `persona-docs/` and
//! `persona-docs.tsv` (path, line, context, class, subcommand, command; a line feed in a command is written `\n`).

#![allow(clippy::panic, clippy::print_stderr, clippy::unwrap_used, reason = "a test")]

use std::path::PathBuf;

use steep_edit::{LineIndex, Span};
use steep_markdown::{PlaceKind, Snippet, snippets};

fn corpus() -> Option<(PathBuf, String)> {
    let Some(folder) = std::env::var_os("STEEP_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: STEEP_CORPUS names no corpus");
        return None;
    };
    match std::fs::read_to_string(folder.join("persona-docs.tsv")) {
        Ok(inventory) => Some((folder.join("persona-docs"), inventory)),
        Err(error) => {
            eprintln!("skipped: cannot read the inventory in {}: {error}", folder.display());
            None
        }
    }
}

/// The snippets, opaque spans left out, whose text begins with `command` at a place on host line `line`.
fn beginning<'a>(
    snippets: &'a [Snippet],
    source: &str,
    index: &LineIndex,
    line: usize,
    command: &str,
) -> Vec<&'a Snippet> {
    let begins = |snippet: &&Snippet| {
        snippet.text.match_indices(command).any(|(at, _)| {
            let clear = !snippet.opaque.iter().any(|span| span.contains_offset(at));
            let host = snippet.host(Span::new(at, at + 1)).expect("a command begins with an unescaped letter");
            clear && index.position(source, host.start).line == line
        })
    };
    snippets.iter().filter(begins).collect()
}

#[test]
fn every_inventoried_command_begins_in_a_snippet_on_its_line() {
    let Some((folder, inventory)) = corpus() else { return };
    let mut missing = Vec::new();
    let mut count = 0;
    for row in inventory.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [path, line, context, _, _, command] = fields[..] else { panic!("not an inventory row: {row}") };
        let source = std::fs::read_to_string(folder.join(path)).unwrap();
        let found = snippets(&source);
        // The first line without a trailing continuation: how lines are joined is the shell's business.
        let first = command.split("\\n").next().unwrap().trim_end_matches(['\\', ' ']);
        let first = if context.starts_with("table") { first.replace("\\|", "|") } else { first.to_owned() };
        let index = LineIndex::new(&source);
        let kinds: Vec<PlaceKind> = beginning(&found, &source, &index, line.parse().unwrap(), &first)
            .iter()
            .map(|snippet| snippet.place.kind)
            .collect();
        let expected: &[PlaceKind] = match context {
            "fence:bash" => &[PlaceKind::Fence, PlaceKind::Console],
            "fence:none" => &[PlaceKind::PlainFence, PlaceKind::Console],
            "code-span" | "table-code-span" => &[PlaceKind::CodeSpan],
            // The inventory calls some indented blocks prose.
            _ => &[PlaceKind::Prose, PlaceKind::IndentedCode],
        };
        if !kinds.iter().any(|kind| expected.contains(kind)) {
            missing.push(format!("{path}:{line} {context} {kinds:?} {first}"));
        }
        count += 1;
    }
    assert!(missing.is_empty(), "{} of {count}:\n{}", missing.len(), missing.join("\n"));
}
