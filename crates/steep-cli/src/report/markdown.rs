use std::fmt::{self, Write};

use super::reported::{REWRITABLE, Reported, page, reported};
use super::summary::growth;
use super::told::{Mode, Told};
use super::{advice, count, printable};

/// A comment holds no more than 65,536 characters, with what else stands in it.
const LONGEST: usize = 60_000;
/// So many commands that stay are listed.
const LISTED: usize = 200;

/// The report as Markdown: what stays as a table, then the differences, folded.
pub(crate) fn markdown(told: &Told, mode: Mode) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _infallible = write_markdown(&mut out, told, mode);
    out
}

fn write_markdown(out: &mut String, told: &Told, mode: Mode) -> fmt::Result {
    let all = reported(&told.reports, mode);
    let (rewritten, stay): (Vec<_>, Vec<_>) =
        all.iter().filter(|it| !it.accepted).partition(|it| it.reason() == REWRITABLE);
    let changed = told.reports.iter().filter(|report| report.changed).count();
    if stay.is_empty() && changed == 0 {
        writeln!(out, "**steep**: nothing says gh.")?;
    } else {
        let (says, done) = match (mode, stay.len()) {
            (Mode::Write { .. }, 1) => ("still says", "changed"),
            (Mode::Write { .. }, _) => ("still say", "changed"),
            _ => ("would still say", "would change"),
        };
        let commands = match mode {
            Mode::Write { .. } => told.reports.iter().map(|report| report.summary.rewritten()).sum(),
            _ => rewritten.len(),
        };
        writeln!(
            out,
            "**steep**: {} {says} gh, {} {done} in {}.",
            count(stay.len(), "command"),
            count(commands, "command"),
            count(changed, "file")
        )?;
    }
    if let Some(growth) = growth(&told.total()) {
        writeln!(out, "{growth}.")?;
    }
    if !stay.is_empty() {
        writeln!(out, "\n| place | command | why | what to do |\n|---|---|---|---|")?;
        stay.iter().take(LISTED).try_for_each(|it| write_row(out, it))?;
        if let Some(more) = stay.len().checked_sub(LISTED).filter(|more| *more > 0) {
            writeln!(out, "\n… and {}.", count(more, "more command"))?;
        }
    }
    let mut left_out = 0;
    for report in &told.reports {
        let Some(diff) = &report.diff else { continue };
        if out.len() + diff.len() > LONGEST {
            left_out += 1;
            continue;
        }
        let fence = fence(diff);
        let path = cell(&report.path);
        write!(out, "\n<details><summary>{path}</summary>\n\n{fence}diff\n{diff}{fence}\n\n</details>\n")?;
    }
    if left_out > 0 {
        writeln!(out, "\nThe differences of {} are left out: they are long.", count(left_out, "file"))?;
    }
    if !told.failures.is_empty() {
        writeln!(out)?;
    }
    for failure in &told.failures {
        writeln!(out, "- **error**: {}", cell(&failure.to_string()))?;
    }
    Ok(())
}

fn write_row(out: &mut String, it: &Reported<'_>) -> fmt::Result {
    let line = it.finding.position.line;
    let (place, reason) = (cell(&format!("{}:{line}", it.report.path)), it.reason());
    let command = it.command();
    let first = command.lines().next().unwrap_or_default();
    let more = if command.contains('\n') { " …" } else { "" };
    let why = cell(&it.finding.message);
    let (advice, page) = (cell(advice(reason)), page(reason));
    writeln!(out, "| {place} | {}{more} | {why} ([{reason}]({page})) | {advice} |", code(first))
}

/// A text that nothing of is Markdown, on one line of a table.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for c in printable(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '@' | '!' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A text as a code span in a table's cell.
fn code(text: &str) -> String {
    let text = printable(text).replace('|', "\\|");
    let ticks = "`".repeat(longest_run(&text) + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{blank}{text}{blank}{ticks}")
}

/// A fence that nothing in `text` ends.
fn fence(text: &str) -> String {
    "`".repeat(longest_run(text).max(2) + 1)
}

/// How many backticks there are in a row.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_any_text() {
        assert_eq!(cell("a|b <c> `d`"), "a\\|b &lt;c> \\`d\\`");
        assert_eq!(code("gh `x` | y"), "``gh `x` \\| y``");
        assert_eq!(fence("````"), "`````");
    }
}
