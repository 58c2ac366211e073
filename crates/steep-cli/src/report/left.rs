use std::collections::BTreeMap;
use std::fmt::{self, Write};

use steep::{Finding, Outcome, Reason};
use unicode_width::UnicodeWidthStr;

use super::advice::advice;
use super::told::{FileReport, Left, Mode};
use super::wrap::paragraph;
use super::{Layout, count, printable};

/// Columns of a command that are shown.
const COMMAND: usize = 60;
/// Columns before the names of places, and before what goes on on another line.
const INDENT: usize = 4;
/// So much of a command is shown behind the longest name.
const LEAST: usize = 12;

/// What still says gh when the run is over, by reason, the most frequent first, each with its place.
pub(crate) fn left(reports: &[FileReport], mode: Mode, layout: &Layout) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _infallible = write_left(&mut out, reports, mode, layout);
    out
}

/// What is left for one reason, in the order of the files.
pub(super) struct Group<'r> {
    pub(super) outcome: Outcome,
    pub(super) reason: &'static str,
    pub(super) places: Vec<(&'r FileReport, &'r Finding)>,
}

/// What is left by reason: the most frequent first, those that are as frequent by their names.
pub(super) fn groups<'r>(reports: &'r [FileReport], of: impl Fn(&'r FileReport) -> &'r [Left]) -> Vec<Group<'r>> {
    let mut groups: BTreeMap<&'static str, Group<'r>> = BTreeMap::new();
    for report in reports {
        for Left { finding, .. } in of(report) {
            let reason = finding.reason.as_ref().map_or("", Reason::category);
            let new = || Group { outcome: finding.outcome, reason, places: Vec::new() };
            groups.entry(reason).or_insert_with(new).places.push((report, finding));
        }
    }
    let mut groups: Vec<Group<'r>> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.places.len()));
    groups
}

fn write_left(out: &mut String, reports: &[FileReport], mode: Mode, layout: &Layout) -> fmt::Result {
    let groups = groups(reports, |report| &report.left);
    let all: usize = groups.iter().map(|group| group.places.len()).sum();
    if all == 0 {
        return Ok(());
    }
    let Layout { palette, columns } = layout;
    let (strong, open, faint) = (palette.strong, palette.open, palette.faint);
    let says = match (mode, all) {
        (Mode::Write { .. }, 1) => "still says gh",
        (Mode::Write { .. }, _) => "still say gh",
        _ => "would still say gh",
    };
    writeln!(out, "{strong}{} {says}{strong:#}", count(all, "command"))?;
    for Group { outcome, reason, places } in &groups {
        let outcome = outcome.as_str();
        let what = format!("  {} {outcome} ({reason})", places.len());
        out.push_str(&paragraph(&what, open, &format!(": {}", advice(reason)), INDENT, *columns));
        let place = |(report, finding): &(&FileReport, &Finding)| {
            let (line, column) = (finding.position.line, finding.position.column);
            format!("{}:{line}:{column}", printable(&report.path))
        };
        let names: Vec<String> = places.iter().map(place).collect();
        let width = names.iter().map(|name| name.width()).filter(|width| *width <= COMMAND).max().unwrap_or_default();
        for ((_, finding), name) in places.iter().zip(names) {
            let blanks = " ".repeat(width.saturating_sub(name.width()));
            let room = columns.saturating_sub(INDENT + name.width().max(width) + "  ".len() + " …".len());
            let command = shown(&finding.command, room.clamp(LEAST, COMMAND));
            writeln!(out, "    {name}{blanks}  {faint}{command}{faint:#}")?;
        }
    }
    let gives = "`steep explain REASON` says more about a reason";
    writeln!(out, "  {faint}{gives}{faint:#}")
}

/// The beginning of a command, on one line, and at most so many characters of it.
fn shown(command: &str, room: usize) -> String {
    let first = command.lines().next().unwrap_or_default().trim_end_matches([' ', '\t', '\\']);
    let mut out: String = printable(first).chars().take(room).collect();
    if out.len() < first.len() || command.contains('\n') {
        out.push_str(" …");
    }
    out
}
