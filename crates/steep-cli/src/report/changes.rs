use std::fmt::Write;

use steep::Outcome;

use super::{Palette, count, printable};
use crate::run::FileReport;

/// The files that would change, one a line.
pub(super) fn changes(reports: &[FileReport], palette: &Palette) -> String {
    let strong = palette.strong;
    let mut out = String::new();
    for report in reports.iter().filter(|report| report.changed) {
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
