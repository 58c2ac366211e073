//! Which files there are, and their text.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use walkdir::WalkDir;

/// Endings, in lower case, of the files that are taken from a folder.
const ENDINGS: [&str; 4] = ["md", "markdown", "mdx", "sh"];

/// What a path's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Markdown,
    Shell,
}

/// What it is by the file's ending; Markdown where that says nothing.
pub(crate) fn language(path: &Path) -> Language {
    match ending(path).as_deref() {
        Some("sh" | "bash") => Language::Shell,
        _ => Language::Markdown,
    }
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// The files that `paths` name, each once, in order of their paths; and what could not be looked at.
pub(crate) fn collect(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<anyhow::Error>) {
    let mut files = BTreeSet::new();
    let mut errors = Vec::new();
    // A link is followed only to what lies inside one of the given roots.
    let roots: Vec<PathBuf> = paths.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let mut seen = BTreeSet::new();
    for path in paths {
        if path.is_file() {
            files.insert(path.clone());
            seen.extend(fs::canonicalize(path));
            continue;
        }
        let walk = WalkDir::new(path).follow_links(true).sort_by_file_name();
        let hidden = |name: &std::ffi::OsStr| name == ".git";
        for entry in walk.into_iter().filter_entry(|entry| !hidden(entry.file_name())) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let name = error.path().unwrap_or(path).display().to_string();
                    errors.push(anyhow::Error::new(error).context(format!("cannot look at {name}")));
                    continue;
                }
            };
            if !entry.file_type().is_file() || !ending(entry.path()).is_some_and(|it| ENDINGS.contains(&it.as_str())) {
                continue;
            }
            let Ok(real) = fs::canonicalize(entry.path()) else {
                errors.push(anyhow::anyhow!("cannot look at {}", entry.path().display()));
                continue;
            };
            if roots.iter().any(|root| real.starts_with(root)) && seen.insert(real) {
                files.insert(entry.into_path());
            }
        }
    }
    (files.into_iter().collect(), errors)
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            bail!("cannot read {}: it is not UTF-8 text (byte {at})", path.display())
        }
    }
}
