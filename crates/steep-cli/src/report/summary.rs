use std::collections::BTreeMap;
use std::fmt::{self, Write};

use anstyle::Style;
use steep::{Fidelity, Skip, Summary, Tool};

use super::advice::advice;
use super::told::{FileReport, Mode, Told};
use super::wrap::{hanging, paragraph};
use super::{Align, Layout, count, table};

/// The programs in the order of their columns.
const TOOLS: [&str; 3] = ["tea", "curl", "git"];

/// The counts by category.
pub(super) fn write_summary(out: &mut String, told: &Told, verbose: bool, mode: Mode, layout: &Layout) -> fmt::Result {
    let palette = &layout.palette;
    let total = told.total();
    let applied = matches!(mode, Mode::Write { .. });
    write_totals(out, told, &total, applied, verbose, layout);
    let groups = group_rows(&total);
    if groups.len() > 1 {
        writeln!(out)?;
        let columns: Vec<Align> =
            std::iter::once(Align::Left).chain(std::iter::repeat_n(Align::Right, TOOLS.len() + 1)).collect();
        let faint = palette.faint;
        for (nth, line) in table(&groups, &columns).iter().enumerate() {
            match nth {
                0 => writeln!(out, "  {faint}{line}{faint:#}")?,
                _ => writeln!(out, "  {line}")?,
            }
        }
    }
    let skipped = skipped_rows(&total);
    if !skipped.is_empty() && verbose {
        writeln!(out)?;
        for line in table(&skipped, &[Align::Right, Align::Left, Align::Left, Align::Left]) {
            writeln!(out, "  {line}")?;
        }
    }
    if !told.reports.iter().any(|report| report.changed) {
        return Ok(());
    }
    let next = match mode {
        Mode::Write { .. } if told.run.is_some() => "`steep undo` takes this back.",
        Mode::Check => "`steep diff` shows what would change, `steep rewrite` changes it.",
        _ => return Ok(()),
    };
    out.push_str(&format!("\n{}", hanging("", next, layout.columns)));
    Ok(())
}

fn write_totals(out: &mut String, told: &Told, total: &Summary, applied: bool, verbose: bool, layout: &Layout) {
    let (strong, plain, columns) = (layout.palette.strong, Style::new(), layout.columns);
    let mut say = |first: &str, style: Style, rest: &str| out.push_str(&paragraph(first, style, rest, 2, columns));
    let (documents, others): (Vec<&FileReport>, Vec<&FileReport>) =
        told.reports.iter().partition(|report| report.language.is_rewritten());
    let changed = documents.iter().filter(|report| report.changed).count();
    let done = if applied { "changed" } else { "would change" };
    let mut files = format!("{} read, {changed} {done}", count(told.silent + documents.len(), "file"));
    let failed = told.failures.iter().filter(|failure| failure.path.is_some()).count();
    if failed > 0 {
        files.push_str(&format!(", {failed} failed"));
    }
    if told.undone > 0 {
        files.push_str(&format!(", {} not looked at", told.undone));
    }
    say(&files, strong, "");
    let commands = total.rewritten() + total.suggested + total.refusals();
    if commands == 0 {
        say(no_command(told), plain, "");
    } else {
        let mut parts = Vec::new();
        if total.rewritten() > 0 {
            let degrees = [Fidelity::Exact, Fidelity::Equivalent, Fidelity::Partial].map(|name| {
                let count = total.rewritten_by_fidelity.get(&name).copied().filter(|count| *count > 0)?;
                Some(format!("{count} {name}"))
            });
            let degrees: Vec<String> = degrees.into_iter().flatten().collect();
            parts.push(format!("{} rewritten ({})", total.rewritten(), degrees.join(", ")));
        }
        parts.extend((total.suggested > 0).then(|| format!("{} suggested", total.suggested)));
        parts.extend((total.refusals() > 0).then(|| format!("{} refused", total.refusals())));
        say(&count(commands, "command"), strong, &format!(": {}", parts.join(", ")));
    }
    if let Some(growth) = growth(total) {
        let shorter = if is_long(total) { "; `--companion gitea-api` writes short calls in their place" } else { "" };
        say(&growth, plain, shorter);
    }
    if !verbose && !total.skipped.is_empty() {
        let counts = total.skipped.iter().map(|(reason, count)| format!("{count} {reason}"));
        let counts = counts.collect::<Vec<_>>().join(", ");
        say(&count(total.skipped.values().sum(), "word"), plain, &format!(" left alone: {counts}"));
    }
    let accepted: usize = told.reports.iter().map(|report| report.accepted.len()).sum();
    if accepted > 0 {
        say(&count(accepted, "command"), plain, " of these known by the baseline");
    }
    if total.urls > 0 {
        say(&count(total.urls, "address"), plain, " rewritten");
    }
    if let Some(others) = of_others(&others) {
        say(&others, plain, "");
    }
}

/// How much longer the text of the rewritten commands becomes; `None` where none is.
pub(super) fn growth(total: &Summary) -> Option<String> {
    let (before, after) = (total.characters_before, total.characters_after);
    let tenths = (after * 10 + before / 2).checked_div(before)?;
    Some(format!("{before} characters of commands become {after} (× {}.{})", tenths / 10, tenths % 10))
}

/// Whether a companion would do: without one, the commands become more than three times as long.
fn is_long(total: &Summary) -> bool {
    let calls_it = total.rewritten_by_group.values().flat_map(BTreeMap::keys).any(|tool| tool.as_str() == "companion");
    total.characters_after > 3 * total.characters_before && !calls_it
}

/// What is said where no command was found. Of what was not looked at nothing is known.
pub(super) fn no_command(told: &Told) -> &'static str {
    let nothing_read = told.reports.is_empty() && told.silent == 0;
    match (told.failures.is_empty() && told.undone == 0, nothing_read) {
        (true, _) => "no gh command",
        (false, false) => "no gh command in what was read",
        (false, true) => "nothing was read",
    }
}

/// How many commands the files of other languages hold, which were only looked through.
fn of_others(others: &[&FileReport]) -> Option<String> {
    let holding: Vec<&&FileReport> = others.iter().filter(|report| !report.left.is_empty()).collect();
    if holding.is_empty() {
        return None;
    }
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    holding.iter().for_each(|report| *languages.entry(report.language.name()).or_default() += 1);
    let languages: Vec<String> = languages.into_iter().map(|(name, count)| format!("{count} {name}")).collect();
    let commands = holding.iter().map(|report| report.left.len()).sum();
    let (commands, files) = (count(commands, "command"), count(holding.len(), "file"));
    Some(format!("{commands} of these in {files} of languages that are not rewritten: {}", languages.join(", ")))
}

/// A heading and a row for each of gh's groups: how many of its commands became what.
fn group_rows(total: &Summary) -> Vec<Vec<String>> {
    let used = |tool: &&str| total.rewritten_by_group.values().flat_map(BTreeMap::keys).any(|it| it.as_str() == *tool);
    let mut tools: Vec<&str> = TOOLS.iter().copied().filter(used).collect();
    for tool in total.rewritten_by_group.values().flat_map(BTreeMap::keys).map(Tool::as_str) {
        if !tools.contains(&tool) {
            tools.push(tool);
        }
    }
    let mut rows = vec![vec!["gh".to_owned()]];
    rows.iter_mut().for_each(|row| row.extend(tools.iter().map(|tool| (*tool).to_owned())));
    for (group, counts) in &total.rewritten_by_group {
        let cells = tools.iter().map(|tool| {
            let count = counts.iter().find(|(it, _)| it.as_str() == *tool);
            count.map_or(String::new(), |(_, count)| count.to_string())
        });
        rows.push(std::iter::once(group.clone()).chain(cells).collect());
    }
    rows
}

/// A row for each reason why a word is left alone, the most frequent first.
fn skipped_rows(total: &Summary) -> Vec<Vec<String>> {
    let mut counts: Vec<(Skip, usize)> = total.skipped.iter().map(|(skip, count)| (*skip, *count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let row = |(reason, count): (Skip, usize)| {
        let reason = reason.as_str();
        vec![count.to_string(), "skipped".to_owned(), reason.to_owned(), advice(reason).to_owned()]
    };
    counts.into_iter().map(row).collect()
}
