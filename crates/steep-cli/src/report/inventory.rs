use std::collections::BTreeMap;
use std::fmt::{self, Write};

use steep::Outcome;

use super::summary::no_command;
use super::told::Told;
use super::{Align, Palette, printable, table};

/// Every gh token with its place, one a line, and how often each command was met.
pub(crate) fn inventory(told: &Told, palette: &Palette) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _infallible = write_inventory(&mut out, told, palette);
    out
}

fn write_inventory(out: &mut String, told: &Told, palette: &Palette) -> fmt::Result {
    let (strong, faint) = (palette.strong, palette.faint);
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for report in &told.reports {
        for finding in &report.findings {
            let (line, column) = (finding.position.line, finding.position.column);
            let first = finding.command.lines().next().unwrap_or_default().trim_end();
            let more = if finding.command.contains('\n') { " …" } else { "" };
            write!(out, "{strong}{}:{line}:{column}{strong:#}: ", printable(&report.path))?;
            let rule = if finding.outcome == Outcome::Skipped {
                writeln!(out, "{faint}{}{more}{faint:#}", printable(first))?;
                "no command"
            } else {
                writeln!(out, "{}{more}", printable(first))?;
                finding.rule.as_str()
            };
            *rules.entry(rule).or_default() += 1;
        }
    }
    if rules.is_empty() {
        return writeln!(out, "{}", no_command(told));
    }
    writeln!(out)?;
    let mut rules: Vec<(&str, usize)> = rules.into_iter().collect();
    rules.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let rows: Vec<Vec<String>> =
        rules.into_iter().map(|(rule, count)| vec![count.to_string(), rule.to_owned()]).collect();
    for line in table(&rows, &[Align::Right, Align::Left]) {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}
