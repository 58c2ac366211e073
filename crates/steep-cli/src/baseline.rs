//! Commands that a team knows to stay: `--baseline` and `--write-baseline`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use crate::report::{self, FileReport, Left, category};

/// The version of the file's format.
const VERSION: u32 = 1;

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    accepted: Vec<Entry>,
}

/// A command that is known to stay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The document, relative to the baseline's folder.
    path: String,
    reason: String,
    /// The command, with `***` for tokens and passwords.
    command: String,
    /// How often it stands there.
    count: usize,
}

/// A baseline, and how much of it was met.
#[derive(Debug)]
pub(crate) struct Baseline {
    path: PathBuf,
    folder: PathBuf,
    /// By document, reason and command: how many are still accepted.
    open: BTreeMap<(String, String, String), usize>,
}

impl Baseline {
    /// # Errors
    /// When the file cannot be read or is no baseline.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read the baseline {}", path.display()))?;
        let what = || format!("cannot understand the baseline {}", path.display());
        let document: Document = serde_json::from_str(&text).with_context(what)?;
        if document.version != VERSION {
            bail!("{}: its version is {}, and this steep knows {VERSION}", what(), document.version);
        }
        let mut open = BTreeMap::new();
        for Entry { path, reason, command, count } in document.accepted {
            *open.entry((path, reason, command)).or_default() += count;
        }
        Ok(Baseline { path: path.to_owned(), folder: folder(path)?, open })
    }

    /// Takes what is known out of what is left, and counts it.
    pub(crate) fn accept(&mut self, report: &mut FileReport) {
        if report.left.is_empty() {
            return;
        }
        let name = relative(&self.folder, report);
        let (known, left) = std::mem::take(&mut report.left).into_iter().partition(|left| {
            let open = self.open.get_mut(&key(&name, left)).filter(|open| **open > 0);
            open.map(|open| *open -= 1).is_some()
        });
        report.left = left;
        report.accepted = known;
    }

    /// What it lists and was not met, in a sentence; `None` when all was.
    pub(crate) fn remark(&self) -> Option<String> {
        let gone: usize = self.open.values().sum();
        let commands = report::count(gone, "command");
        (gone > 0).then(|| {
            format!("{commands} of the baseline {} did not stay: --write-baseline writes it anew", self.path.display())
        })
    }
}

/// Writes what is left as a baseline.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn write(path: &Path, reports: &[FileReport]) -> anyhow::Result<()> {
    let folder = folder(path)?;
    let mut counts: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for report in reports.iter().filter(|report| !report.left.is_empty()) {
        let name = relative(&folder, report);
        report.left.iter().for_each(|left| *counts.entry(key(&name, left)).or_default() += 1);
    }
    let entry = |((path, reason, command), count)| Entry { path, reason, command, count };
    let document = Document { version: VERSION, accepted: counts.into_iter().map(entry).collect() };
    let text = serde_json::to_string_pretty(&document)? + "\n";
    fs::write(path, text).with_context(|| format!("cannot write the baseline {}", path.display()))
}

fn key(path: &str, left: &Left) -> (String, String, String) {
    let Left { finding, .. } = left;
    (path.to_owned(), category(finding).to_owned(), report::masked(&finding.command).into_owned())
}

/// The folder that a baseline stands in, without links.
fn folder(path: &Path) -> anyhow::Result<PathBuf> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::canonicalize(parent).with_context(|| format!("cannot find the folder of the baseline {}", path.display()))
}

/// The name of a document in a baseline in `folder`.
fn relative(folder: &Path, report: &FileReport) -> String {
    if let Some(encoded) = &report.path_encoded {
        return encoded.clone();
    }
    let real = fs::canonicalize(&report.path).unwrap_or_else(|_| PathBuf::from(&report.path));
    let name = real.strip_prefix(folder).unwrap_or(&real);
    name.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
