//! The sources of the workspace: nothing but this crate makes jq text, and each constant is a program.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};

use steep_jq::{Expr, parse};

/// The Rust files of the other crates, their tests aside, with their text up to the first module of tests.
fn sources() -> Vec<(PathBuf, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for folder in fs::read_dir(crates).unwrap() {
        let folder = folder.unwrap().path();
        if folder.file_name().is_some_and(|name| name != "steep-jq" && name != "steep-oracle") {
            collect(&folder.join("src"), &mut files);
        }
    }
    assert!(files.len() > 200, "{}", files.len());
    files
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "tests") {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|end| end == "rs")
            && path.file_name().is_some_and(|name| name != "tests.rs")
        {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            files.push((path, text));
        }
    }
}

/// The string literal that `text` begins with, without its quotes and escapes.
fn literal(text: &str) -> Option<String> {
    if let Some(raw) = text.strip_prefix("r#\"") {
        return Some(raw.split_once("\"#")?.0.to_owned());
    }
    let mut chars = text.strip_prefix('"')?.chars();
    let mut out = String::new();
    loop {
        match chars.next()? {
            '"' => return Some(out),
            '\\' => match chars.next()? {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                // The line goes on.
                '\n' => {
                    let rest = chars.as_str().trim_start();
                    chars = rest.chars();
                }
                other => out.push(other),
            },
            other => out.push(other),
        }
    }
}

/// The literals that stand first between the parentheses of a call of `name`.
fn arguments(text: &str, name: &str) -> Vec<String> {
    let is_part_of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let calls = text.match_indices(name).filter_map(|(at, _)| text.split_at_checked(at));
    let calls = calls.filter(|(before, _)| !before.ends_with(is_part_of_a_name));
    calls.filter_map(|(_, call)| literal(call.strip_prefix(name)?.trim_start())).collect()
}

#[test]
fn every_constant_is_a_program() {
    let mut count = 0;
    for (path, text) in sources() {
        for constant in arguments(&text, "jq(") {
            count += 1;
            let program = parse(&constant).unwrap_or_else(|error| panic!("{}: {error}: {constant}", path.display()));
            let _ = program.any(&|expr| {
                if let Expr::Variable(name) = expr
                    && let Some(hole) = name.strip_prefix('_')
                {
                    let fills = [format!("with(\"{hole}\""), format!("\"{hole}\",")];
                    assert!(fills.iter().any(|fill| text.contains(fill)), "{}: nothing for $_{hole}", path.display());
                }
                false
            });
        }
    }
    assert!(count > 150, "{count}");
}

#[test]
fn no_text_is_formatted_into_jq() {
    // What jq has and messages, addresses and shell text do not.
    const MARKS: &[&str] = &[" | ", ".[", "[]", "select(", "map(", "\\(", " // ", "input.", " as $"];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        // The shell has pipes too, and its printer makes them.
        if path.to_string_lossy().contains("steep-shell") {
            continue;
        }
        for format in ["format!(", "push_str("] {
            for text in arguments(&text, format) {
                if MARKS.iter().any(|mark| text.contains(mark)) {
                    wrong.push(format!("{}: {text}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "make these with steep_jq::Expr:\n{}", wrong.join("\n"));
}
