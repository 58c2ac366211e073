use std::collections::BTreeMap;
use std::fmt::{self, Write};

use steep::Outcome;

use super::changes::changes;
use super::summary::write_summary;
use super::told::{FileReport, Mode, Told};
use super::wrap::hanging;
use super::{Layout, findings, left, printable};

/// So many notes are listed; the rest is counted.
const NOTES: usize = 8;

/// What a person should look at, what is left, then the counts. `verbose` lists every finding.
pub(crate) fn human(told: &Told, verbose: bool, mode: Mode, layout: &Layout) -> String {
    let palette = &layout.palette;
    let mut out = findings(&told.reports, verbose, layout);
    let end_section = |out: &mut String| {
        if !out.is_empty() && !out.ends_with("\n\n") {
            out.push('\n');
        }
    };
    end_section(&mut out);
    if mode == Mode::Check {
        out.push_str(&changes(&told.reports, verbose, palette));
        end_section(&mut out);
    }
    // Writing to a string cannot fail.
    let _infallible = write_notes(&mut out, &told.reports, verbose, layout);
    end_section(&mut out);
    out.push_str(&left(&told.reports, mode, layout));
    end_section(&mut out);
    let _infallible = write_summary(&mut out, told, verbose, mode, layout);
    out
}

/// What is good to know about rewritten commands, the most frequent first. With `verbose` it stands at each of them.
fn write_notes(out: &mut String, reports: &[FileReport], verbose: bool, layout: &Layout) -> fmt::Result {
    let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in reports.iter().flat_map(|report| &report.findings) {
        if finding.outcome == Outcome::Rewritten && !finding.message.is_empty() && !verbose {
            *notes.entry(&finding.message).or_default() += 1;
        }
    }
    if notes.is_empty() {
        return Ok(());
    }
    let mut notes: Vec<(&str, usize)> = notes.into_iter().collect();
    notes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let strong = layout.palette.strong;
    writeln!(out, "{strong}Good to know{strong:#}")?;
    let width = notes.first().map_or(0, |(_, count)| count.to_string().len());
    for (note, count) in notes.iter().take(NOTES) {
        out.push_str(&hanging(&format!("  {count:>width$} × "), &printable(note), layout.columns));
    }
    match notes.len().saturating_sub(NOTES) {
        0 => Ok(()),
        more => writeln!(out, "  … and {more} more (`--verbose` shows each at its command)"),
    }
}
