//! Thousands of documents by strangers: what steep promises holds for each, and what became of their gh commands is in
//! `docs/public-documents.md`. `cargo xtask documents` obtains them and sets `STEEP_DOCUMENTS`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::promises::Kind;
use steep::{Finding, Outcome, Summary, Transpiler};

/// What was seen in one set of documents, with one target.
#[derive(Default)]
struct Counts {
    /// Those whose text changed.
    changed: usize,
    summary: Summary,
    refused_by_rule: BTreeMap<String, usize>,
    panics: Vec<String>,
    /// Promises that were not kept.
    broken: Vec<String>,
    /// Rewrites that steep itself took back and calls a fault.
    faults: Vec<String>,
    /// Every finding on a line of its own, for a person to read.
    findings: String,
}

struct Set {
    name: String,
    about: String,
    documents: Vec<(String, String)>,
    bytes: usize,
    /// Files that are no UTF-8 text, which steep does not read.
    unreadable: usize,
}

#[test]
#[ignore = "needs thousands of documents: cargo xtask documents"]
fn promises_hold_for_public_documents() {
    let Some(folder) = std::env::var_os("STEEP_DOCUMENTS").map(PathBuf::from) else {
        eprintln!("SKIPPED: STEEP_DOCUMENTS names no folder with public documents: run `cargo xtask documents`");
        return;
    };
    let mut sets = Vec::new();
    sets.extend(corpus());
    let mut names: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for path in names.iter().filter(|path| path.join("about.txt").is_file()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        sets.push(Set::read(name, std::fs::read_to_string(path.join("about.txt")).unwrap(), path));
    }
    // A panic is counted, not printed for each document.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let targets = crate::promises::transpilers();
    let counts: Vec<Vec<Counts>> =
        sets.iter().map(|set| targets.iter().map(|steep| count(steep, set)).collect()).collect();
    std::panic::set_hook(hook);
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    for (nth, steep) in targets.iter().enumerate() {
        let lines: String = counts.iter().map(|counts| counts[nth].findings.as_str()).collect();
        std::fs::write(made.join(format!("documents-{}.tsv", steep.target().name())), lines).unwrap();
    }
    let table = table(&sets, &targets, &counts) + &growth(&sets);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/public-documents.md");
    if std::env::var_os("STEEP_WRITE_TABLES").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let mut problems = String::new();
    for counts in counts.iter().flatten() {
        for problem in counts.panics.iter().chain(&counts.broken).chain(&counts.faults) {
            writeln!(problems, "{problem}").unwrap();
        }
    }
    assert!(problems.is_empty(), "{problems}");
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == table, "docs/public-documents.md is out of date: run `cargo xtask documents --write`");
}

/// The name of the set that is no stranger's.
const REAL: &str = "the real documents";

/// The documents that this project began with, where they are.
fn corpus() -> Option<Set> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let root = std::env::var_os("STEEP_CORPUS").map_or(beside, PathBuf::from).join("persona-docs");
    if !root.is_dir() {
        eprintln!("SKIPPED: the real documents are not at {} (set STEEP_CORPUS)", root.display());
        return None;
    }
    let about = "the documents that this project began with".to_owned();
    Some(Set::read(REAL.to_owned(), about, &root))
}

impl Set {
    fn read(name: String, about: String, root: &Path) -> Self {
        let mut set = Set { name, about, documents: Vec::new(), bytes: 0, unreadable: 0 };
        set.add(root, root);
        set.documents.sort();
        set
    }

    fn add(&mut self, root: &Path, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.add(root, &path);
            } else if is_document(&path) {
                let name = format!("{}/{}", self.name, path.strip_prefix(root).unwrap().display());
                match String::from_utf8(std::fs::read(&path).unwrap()) {
                    Ok(text) => {
                        self.bytes += text.len();
                        self.documents.push((name, text));
                    }
                    Err(_) => self.unreadable += 1,
                }
            }
        }
    }
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    matches!(extension.as_str(), "md" | "markdown" | "mdx")
}

fn count(steep: &Transpiler, set: &Set) -> Counts {
    let mut counts = Counts::default();
    for (name, text) in &set.documents {
        match catch_unwind(AssertUnwindSafe(|| crate::promises::check(steep, Kind::Markdown, text))) {
            Err(_) => counts.panics.push(format!("{name}: panicked")),
            Ok(Err(problem)) => {
                counts.broken.push(format!("{name}: {}", problem.chars().take(600).collect::<String>()))
            }
            Ok(Ok(out)) => {
                counts.changed += usize::from(out.text != *text);
                counts.summary.add(&out.summary);
                for finding in &out.findings {
                    line(&mut counts.findings, name, finding);
                    if finding.outcome == Outcome::Refused {
                        let reason = finding.reason.as_ref().map_or("", |reason| reason.category());
                        *counts.refused_by_rule.entry(format!("{reason} | {}", finding.rule)).or_default() += 1;
                    }
                    if finding.message.contains("please report this") {
                        counts.faults.push(format!("{name}:{}: {}", finding.position.line, finding.message));
                    }
                }
            }
        }
    }
    counts
}

/// The finding as tab-separated values.
fn line(lines: &mut String, name: &str, finding: &Finding) {
    let reason = finding.reason.as_ref().map_or("", |reason| reason.category());
    let cells = [
        finding.outcome.as_str(),
        finding.fidelity.map_or(reason, |fidelity| fidelity.as_str()),
        &finding.rule,
        &finding.command,
        finding.replacement.as_deref().unwrap_or_default(),
        &finding.message,
    ];
    let cells = cells.map(|cell| cell.replace(['\t', '\r'], " ").replace('\n', "\u{240a}"));
    writeln!(lines, "{name}:{}\t{}", finding.position.line, cells.join("\t")).unwrap();
}

fn table(sets: &[Set], targets: &[Transpiler], counts: &[Vec<Counts>]) -> String {
    let mut text = String::from(
        "# Public documents\n\nWhat becomes of documents that strangers wrote, taken as packages ship them. \
         `cargo xtask documents` obtains them ([which](../tests/documents/sets.toml)), runs steep over each for both targets \
         and holds it against what steep promises ([the list](../crates/steep/tests/promises/mod.rs)): only commands change, \
         a second run changes nothing, the blocks of the document stay, every finding's span and position are right. \
         `--write` writes this file anew.\n\n| set | what it is | files | bytes | not UTF-8 |\n|---|---|---:|---:|---:|\n",
    );
    for set in sets {
        let Set { name, about, documents, bytes, unreadable } = set;
        writeln!(text, "| {name} | {about} | {} | {bytes} | {unreadable} |", documents.len()).unwrap();
    }
    let (files, bytes) = sets.iter().fold((0, 0), |sum, set| (sum.0 + set.documents.len(), sum.1 + set.bytes));
    writeln!(text, "| **all** | | {files} | {bytes} | |").unwrap();
    for (nth, steep) in targets.iter().enumerate() {
        writeln!(text, "\n## {}\n", steep.target().name()).unwrap();
        text.push_str(
            "*words*: the word gh where it is a word, a command or not. *faults*: rewrites that steep itself took back and \
             asks to report.\n\n| set | words | rewritten | exact | equivalent | suggested | refused | skipped | files changed \
             | panics | promises broken | faults |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
        );
        let mut total = Counts::default();
        let mut all = (0, 0, 0);
        for (set, counts) in sets.iter().zip(counts) {
            let counts = &counts[nth];
            row(&mut text, &set.name, counts, (counts.panics.len(), counts.broken.len(), counts.faults.len()));
            total.changed += counts.changed;
            total.summary.add(&counts.summary);
            all = (all.0 + counts.panics.len(), all.1 + counts.broken.len(), all.2 + counts.faults.len());
            for (rule, count) in &counts.refused_by_rule {
                *total.refused_by_rule.entry(rule.clone()).or_default() += count;
            }
        }
        row(&mut text, "**all**", &total, all);
        writeln!(text, "\n| rewritten | by | commands |\n|---|---|---:|").unwrap();
        for (group, tools) in &total.summary.rewritten_by_group {
            for (tool, count) in tools {
                writeln!(text, "| gh {group} | {tool} | {count} |").unwrap();
            }
        }
        writeln!(text, "\n| refused | command | commands |\n|---|---|---:|").unwrap();
        for (rule, count) in &total.refused_by_rule {
            writeln!(text, "| {rule} | {count} |").unwrap();
        }
    }
    text
}

/// How long the documents of strangers become.
fn growth(sets: &[Set]) -> String {
    let strangers = sets.iter().filter(|set| set.name != REAL);
    let sources: Vec<&str> = strangers.flat_map(|set| &set.documents).map(|(_, source)| source.as_str()).collect();
    format!(
        "\n## How long they become\n\nThe same figures as for [the real documents](growth.md), of the strangers' documents.\n\n{}",
        crate::forms::growth(&sources)
    )
}

fn row(text: &mut String, name: &str, counts: &Counts, problems: (usize, usize, usize)) {
    let summary = &counts.summary;
    let fidelity = |word: &str| summary.rewritten_by_fidelity.get(&word.parse().unwrap()).copied().unwrap_or(0);
    let skipped: usize = summary.skipped.values().sum();
    let cells = [
        summary.tokens,
        summary.rewritten(),
        fidelity("exact"),
        fidelity("equivalent"),
        summary.suggested,
        summary.refusals(),
        skipped,
        counts.changed,
        problems.0,
        problems.1,
        problems.2,
    ];
    let cells: Vec<String> = cells.iter().map(usize::to_string).collect();
    writeln!(text, "| {name} | {} |", cells.join(" | ")).unwrap();
}
