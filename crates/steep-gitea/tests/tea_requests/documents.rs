//! The gh commands of `tests/cases/`, which has some of every verb.

use std::fs;
use std::path::{Path, PathBuf};

use steep_forge::Request;
use steep_gh::Lowered;
use steep_shell::read;

/// What each command asks for.
pub(crate) fn requests() -> Vec<Request> {
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    for path in documents(&root) {
        for text in texts(&fs::read_to_string(&path).unwrap()) {
            for command in read::script(&text).commands {
                if command.program().as_deref() == Some("gh")
                    && let Lowered::Request(request) = steep_gh::lower(&command)
                {
                    found.push(*request);
                }
            }
        }
    }
    assert!(found.len() > 300, "{} requests", found.len());
    found
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = all.into_iter().partition(|path| path.is_dir());
    folders.iter().flat_map(|folder| documents(folder)).chain(files).collect()
}

/// The fences, and the code spans that have a line to themselves.
fn texts(document: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut fence: Option<String> = None;
    for line in document.lines() {
        let is_mark = line.trim_start().starts_with("```");
        match &mut fence {
            Some(_) if is_mark => texts.extend(fence.take()),
            Some(text) => text.push_str(&format!("{line}\n")),
            None if is_mark => fence = Some(String::new()),
            None => texts.extend(line.strip_prefix('`').and_then(|line| line.strip_suffix('`')).map(str::to_owned)),
        }
    }
    texts
}
