//! The distinct commands of the real documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use steep::{Finding, Outcome, Transpiler};

use crate::corpus_live::filling::{Filling, Known};

/// What a target's text of a command is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Written {
    /// This one, with the program that does the work.
    Text(String, String),
    /// None, for a reason of this category.
    Refused(String),
}

/// A command that stands somewhere in the documents.
#[derive(Debug)]
pub(crate) struct Command {
    /// `pr list`
    pub(crate) verb: String,
    /// gh's text, filled and, where it only names a command, completed.
    pub(crate) gh: String,
    /// Whether the document's text only names a command.
    pub(crate) names: bool,
    /// Where it stands: files and lines, 1-based.
    pub(crate) places: Vec<(String, usize)>,
    /// What stands for it, by target.
    pub(crate) written: Vec<Written>,
}

/// Every distinct one, in the order of the documents; two are the same when gh's text and everything written for it are.
///
pub(crate) fn distinct(
    folder: &Path,
    targets: &[Transpiler],
    filling: &Filling,
    known: &Known,
) -> Result<Vec<Command>> {
    let mut commands: Vec<Command> = Vec::new();
    let mut index: BTreeMap<(String, Vec<Written>), usize> = BTreeMap::new();
    for path in documents(folder)? {
        let source = std::fs::read_to_string(folder.join(&path))?;
        let outs: Vec<Vec<Finding>> = targets.iter().map(|steep| steep.markdown(&source).findings).collect();
        let Some(first) = outs.first() else { continue };
        for finding in first {
            let Some(verb) = finding.rule.strip_prefix("gh ") else { continue };
            if finding.outcome == Outcome::Skipped || finding.inside.is_some() {
                continue;
            }
            let (gh, names) = filling.gh(verb, &read(finding), known);
            let line = source.lines().nth(finding.position.line - 1).unwrap_or_default();
            let written = outs.iter().map(|findings| {
                let finding = findings.iter().find(|it| it.span == finding.span && it.rule == finding.rule);
                let finding = finding.context("the targets do not find the same commands")?;
                Ok(written(finding, verb, line, filling, known))
            });
            let written = written.collect::<Result<Vec<Written>>>()?;
            let place = (path.display().to_string(), finding.position.line);
            let index = *index.entry((gh.clone(), written.clone())).or_insert(commands.len());
            match commands.get_mut(index) {
                Some(command) => command.places.push(place),
                None => commands.push(Command { verb: verb.to_owned(), gh, names, places: vec![place], written }),
            }
        }
    }
    Ok(commands)
}

fn written(finding: &Finding, verb: &str, line: &str, filling: &Filling, known: &Known) -> Written {
    let Some(text) = finding.replacement.as_deref().filter(|_| finding.outcome == Outcome::Rewritten) else {
        let category = finding.reason.as_ref().map_or(finding.outcome.as_str(), steep::Reason::category);
        return Written::Refused(category.to_owned());
    };
    // A reader of the table sees its text without what keeps it in its cell.
    let text = if line.trim_start().starts_with('|') { text.replace("\\|", "|") } else { text.to_owned() };
    let text = shown(&text).to_owned();
    let tool = finding.tool.as_ref().map_or("shell", steep::Tool::as_str).to_owned();
    Written::Text(filling.written(verb, &text, &finding.command, known), tool)
}

/// The command as its readers see it: a page shows a line break of running text as a blank. A replacement on one line tells
/// that the command stood in such text.
fn read(finding: &Finding) -> String {
    let in_running_text = finding.replacement.as_ref().is_some_and(|text| !text.contains('\n'));
    if !in_running_text || finding.command.contains("\\\n") {
        return finding.command.clone();
    }
    let lines: Vec<&str> = finding.command.lines().map(str::trim).collect();
    lines.join(" ")
}

/// What a page shows of a replacement: a form in a sentence is a code span, whose delimiters belong to it.
fn shown(text: &str) -> &str {
    let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
    let inside = text.get(ticks..).and_then(|text| text.strip_suffix("`".repeat(ticks).as_str()));
    match inside.filter(|_| ticks > 0) {
        Some(padded) if padded.starts_with(' ') && padded.ends_with(' ') => padded.trim(),
        Some(inside) => inside,
        None => text,
    }
}

/// The inventoried documents, by their path below the folder.
fn documents(folder: &Path) -> Result<Vec<PathBuf>> {
    let inventory = std::fs::read_to_string(folder.join("../persona-docs.tsv"))?;
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in inventory.lines().skip(1).filter_map(|line| line.split('\t').next()).filter(|path| !path.is_empty()) {
        if paths.last().is_none_or(|last| last != Path::new(path)) {
            paths.push(PathBuf::from(path));
        }
    }
    paths.sort();
    paths.dedup();
    Ok(paths)
}
