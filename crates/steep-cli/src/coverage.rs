//! `steep coverage`: what becomes of every command of gh.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::{env, fs};

use anyhow::Context;
use serde::Serialize;
use steep::{Covered, Fidelity, Outcome, Reason, Tool};

use crate::DONE;
use crate::args::{Coverage, Format};
use crate::config::Nearest;
use crate::output::Output;
use crate::report::{Align, Palette, count, table};
use crate::run::EXAMPLE_HOST;

/// One line of the JSON form.
#[derive(Serialize)]
struct Entry<'a> {
    command: &'a str,
    /// The use of it that was judged.
    example: &'a str,
    outcome: &'static str,
    tool: Option<&'static str>,
    fidelity: Option<&'static str>,
    reason: Option<&'static str>,
    message: &'a str,
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    target: &'a str,
    commands: Vec<Entry<'a>>,
}

pub(crate) fn coverage(arguments: &Coverage, output: &Output) -> anyhow::Result<u8> {
    let settings = &arguments.settings;
    let here = env::current_dir().and_then(fs::canonicalize).context("cannot tell the working directory")?;
    let config = Nearest::new(!settings.no_config).at(&here)?;
    let target = config.target(settings);
    let covered = config.transpiler(settings, Some(EXAMPLE_HOST))?.coverage();
    let text = match arguments.format {
        Format::Human => human(target, &covered, &output.palette),
        Format::Json => {
            let commands = covered.iter().map(entry).collect();
            serde_json::to_string(&Document { version: 1, target, commands })? + "\n"
        }
    };
    output.write(&text)?;
    Ok(DONE)
}

fn entry(covered: &Covered) -> Entry<'_> {
    let finding = &covered.finding;
    Entry {
        command: &covered.command,
        example: &finding.command,
        outcome: finding.outcome.as_str(),
        tool: finding.tool.map(Tool::as_str),
        fidelity: finding.fidelity.map(Fidelity::as_str),
        reason: finding.reason.as_ref().map(Reason::category),
        message: &finding.message,
    }
}

/// A row for each command. Where all commands of a group have the same fate, the group has one row.
fn human(target: &str, covered: &[Covered], palette: &Palette) -> String {
    let (strong, faint) = (palette.strong, palette.faint);
    let mut out = format!("{strong}{target}{strong:#}: what becomes of gh's commands in their plainest use\n\n");
    let mut rows = Vec::new();
    add_rows(&mut rows, covered, 2);
    let cells: Vec<Vec<String>> = rows.iter().map(|(_, row)| row.clone()).collect();
    for (line, (fate, _)) in table(&cells, &[Align::Left; 4]).iter().zip(&rows) {
        let style = match *fate {
            REWRITTEN => palette.good,
            SUGGESTED => palette.open,
            _ => faint,
        };
        // Writing to a string cannot fail.
        let _infallible = writeln!(out, "  {style}{line}{style:#}");
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    covered.iter().for_each(|it| *counts.entry(fate(it)).or_default() += 1);
    let total: Vec<String> = [REWRITTEN, SUGGESTED, NO_RULE, REFUSED]
        .iter()
        .filter_map(|fate| Some(format!("{} {fate}", counts.get(fate)?)))
        .collect();
    let _infallible = writeln!(out, "\n{strong}{}{strong:#}: {}", count(covered.len(), "command"), total.join(", "));
    out.push_str("Flags can change what becomes of a command: `steep explain 'gh …'` shows it.\n");
    out
}

/// Adds a row for each of `covered`, or a single one for those whose names begin with the same `words` words and that stay
/// for the same reason.
fn add_rows(rows: &mut Vec<(&'static str, Vec<String>)>, covered: &[Covered], words: usize) {
    let group = |it: &Covered| it.command.split(' ').take(words).collect::<Vec<_>>().join(" ");
    for members in covered.chunk_by(|a, b| group(a) == group(b)) {
        let Some((first, others)) = members.split_first() else { continue };
        let like_first = |it: &Covered| fate(it) == fate(first) && reason(it) == reason(first);
        if others.is_empty() {
            rows.push((fate(first), row(&first.command, first, None)));
        } else if [REFUSED, NO_RULE].contains(&fate(first)) && others.iter().all(like_first) {
            rows.push((fate(first), row(&format!("{} …", group(first)), first, Some(members.len()))));
        } else {
            add_rows(rows, members, words + 1);
        }
    }
}

const REWRITTEN: &str = "rewritten";
const SUGGESTED: &str = "suggested";
const REFUSED: &str = "without a counterpart";
const NO_RULE: &str = "without a rule yet";

fn fate(covered: &Covered) -> &'static str {
    match covered.finding.outcome {
        Outcome::Rewritten => REWRITTEN,
        Outcome::Suggested => SUGGESTED,
        _ if reason(covered) == "not-yet" => NO_RULE,
        _ => REFUSED,
    }
}

fn reason(covered: &Covered) -> &'static str {
    covered.finding.reason.as_ref().map_or("", Reason::category)
}

fn row(name: &str, covered: &Covered, members: Option<usize>) -> Vec<String> {
    let finding = &covered.finding;
    let mut row = vec![name.to_owned()];
    match fate(covered) {
        NO_RULE => row.push("no rule yet".to_owned()),
        REFUSED => row.extend(["refused".to_owned(), reason(covered).to_owned()]),
        fate => {
            let tool = finding.tool.map_or("", Tool::as_str);
            let fidelity = finding.fidelity.map_or("", Fidelity::as_str);
            row.extend([fate.to_owned(), tool.to_owned(), fidelity.to_owned()]);
        }
    }
    if let Some(members) = members {
        row.resize(3, String::new());
        row.push(count(members, "command"));
    }
    row
}
