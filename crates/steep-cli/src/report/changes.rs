use std::fmt::Write;

use steep::Outcome;

use super::told::FileReport;
use super::{Palette, count, printable};

/// Up to so many files that would change are named.
const NAMED: usize = 10;

/// The files that would change, one a line; of many, how many they are.
pub(super) fn changes(reports: &[FileReport], verbose: bool, palette: &Palette) -> String {
    let strong = palette.strong;
    let mut out = String::new();
    let changed: Vec<&FileReport> = reports.iter().filter(|report| report.changed).collect();
    if changed.len() > NAMED && !verbose {
        let commands = changed.iter().map(|report| report.summary.rewritten()).sum();
        let (files, commands) = (count(changed.len(), "file"), count(commands, "command"));
        return format!("{strong}{files}{strong:#} would change, {commands} in them (--verbose names them)\n");
    }
    for report in changed {
        let commands = report.summary.rewritten();
        let addresses = report.findings.iter().filter(|it| it.outcome == Outcome::Rewritten).count() - commands;
        let mut what = Vec::new();
        what.extend((commands > 0).then(|| count(commands, "command")));
        what.extend((addresses > 0).then(|| count(addresses, "address")));
        what.extend(what.is_empty().then(|| "the notice".to_owned()));
        // Writing to a string cannot fail.
        let _infallible =
            writeln!(out, "{strong}{}{strong:#}: would change {}", printable(&report.path), what.join(" and "));
    }
    out
}
