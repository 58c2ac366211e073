use std::collections::BTreeMap;
use std::fmt::{self, Write};

use steep::{Finding, Outcome, Summary};

use crate::run::FileReport;

/// What a person should look at, then the counts. `verbose` lists every finding. `applied`: the files were written.
pub(crate) fn human(reports: &[FileReport], verbose: bool, applied: bool) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _infallible = write_human(&mut out, reports, verbose, applied);
    out
}

fn write_human(out: &mut String, reports: &[FileReport], verbose: bool, applied: bool) -> fmt::Result {
    let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
    for report in reports {
        for finding in &report.findings {
            let open = matches!(finding.outcome, Outcome::Refused | Outcome::Suggested);
            if open || verbose {
                write_finding(out, &report.path, finding)?;
            } else if finding.outcome == Outcome::Rewritten && !finding.message.is_empty() {
                *notes.entry(&finding.message).or_default() += 1;
            }
        }
    }
    if !out.is_empty() {
        writeln!(out)?;
    }
    if !notes.is_empty() {
        writeln!(out, "Good to know:")?;
        let mut notes: Vec<_> = notes.into_iter().collect();
        notes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (note, count) in notes {
            writeln!(out, "  {count:>4} × {note}")?;
        }
        writeln!(out)?;
    }
    let mut total = Summary::default();
    reports.iter().for_each(|report| total.add(&report.summary));
    let changed = reports.iter().filter(|report| report.changed).count();
    write_summary(out, &total, reports.len(), changed, applied)
}

fn write_finding(out: &mut String, path: &str, finding: &Finding) -> fmt::Result {
    let at = finding.position;
    write!(out, "{path}:{}:{}: {}", at.line, at.column, finding.outcome.as_str())?;
    match (&finding.reason, finding.fidelity) {
        (Some(reason), _) => write!(out, " ({})", reason.category())?,
        (None, Some(fidelity)) => write!(out, " ({fidelity})")?,
        (None, None) => {}
    }
    writeln!(out, " {}", first_line(&finding.command))?;
    if !finding.message.is_empty() {
        writeln!(out, "    {}", finding.message)?;
    }
    if let Some(text) = &finding.replacement
        && finding.outcome != Outcome::Refused
    {
        for line in text.lines() {
            writeln!(out, "    → {line}")?;
        }
    }
    Ok(())
}

fn first_line(text: &str) -> String {
    match text.split_once('\n') {
        Some((first, _)) => format!("{} …", first.trim_end()),
        None => text.to_owned(),
    }
}

fn write_summary(out: &mut String, total: &Summary, files: usize, changed: usize, applied: bool) -> fmt::Result {
    let done = if applied { "changed" } else { "would change" };
    writeln!(out, "{} read, {changed} {done}", count(files, "file"))?;
    let commands = total.rewritten() + total.suggested + total.refusals();
    let fidelity = |name: &str| total.rewritten_by_fidelity.get(name).copied().unwrap_or(0);
    writeln!(
        out,
        "{}: {} rewritten ({} exact, {} equivalent, {} partial), {} suggested, {} refused",
        count(commands, "command"),
        total.rewritten(),
        fidelity("exact"),
        fidelity("equivalent"),
        fidelity("partial"),
        total.suggested,
        total.refusals(),
    )?;
    for (group, tools) in &total.rewritten_by_group {
        let tools: Vec<String> = tools.iter().map(|(tool, count)| format!("{count} {tool}")).collect();
        writeln!(out, "  {group:<8} {}", tools.join(", "))?;
    }
    write_counts(out, "refused", &total.refused)?;
    write_counts(out, "skipped", &total.skipped)?;
    if total.urls > 0 {
        writeln!(out, "{} rewritten", count(total.urls, "address"))?;
    }
    Ok(())
}

fn write_counts(out: &mut String, name: &str, counts: &BTreeMap<&'static str, usize>) -> fmt::Result {
    for (reason, count) in counts {
        writeln!(out, "  {name} {reason}: {count}")?;
    }
    Ok(())
}

fn count(number: usize, noun: &str) -> String {
    let plural = match (number, noun.ends_with('s')) {
        (1, _) => "",
        (_, true) => "es",
        (_, false) => "s",
    };
    format!("{number} {noun}{plural}")
}

/// Every gh token with its place, one a line, and how often each rule was met.
pub(crate) fn inventory(reports: &[FileReport]) -> String {
    let mut out = String::new();
    let _infallible = write_inventory(&mut out, reports);
    out
}

fn write_inventory(out: &mut String, reports: &[FileReport]) -> fmt::Result {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for report in reports {
        for finding in &report.findings {
            let at = finding.position;
            writeln!(out, "{}:{}:{}: {}", report.path, at.line, at.column, first_line(&finding.command))?;
            let rule = if finding.outcome == Outcome::Skipped { "no command" } else { finding.rule.as_str() };
            *rules.entry(rule).or_default() += 1;
        }
    }
    writeln!(out)?;
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (rule, count) in rules {
        writeln!(out, "{count:>5}  {rule}")?;
    }
    Ok(())
}
