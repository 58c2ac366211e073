use std::collections::BTreeMap;
use std::fmt::{self, Write};

use steep::Summary;

use super::{Align, Palette, count, table};
use crate::run::{Mode, Told};

/// The programs in the order of their columns.
const TOOLS: [&str; 3] = ["tea", "curl", "git"];

/// Reasons, and what a person can do about them.
const ADVICE: &[(&str, &str)] = &[
    ("ambiguous", "make the text clear: close the quotation, or put the command into a code span"),
    ("directive", "a directive says to leave it"),
    ("does-not-fit", "move the command to a place with room for it, such as a code block"),
    ("needs-newer", "a newer --target can do it"),
    ("no-equivalent", "describe the step in another way: a Gitea has nothing that does it"),
    ("not-a-command", "the word gh and no command"),
    ("not-a-github-path", "check the path: GitHub's API has none like it"),
    ("not-yet", "rewrite it by hand: steep has no rule for it yet (`steep coverage`)"),
    ("other-language", "rewrite it by hand: only shell scripts and front matter are read"),
    ("partial", "look at what would be lost; --accept partial applies it"),
    ("runtime-value", "write the value out, or rewrite it by hand"),
    ("unknown-command", "check the spelling: gh has no such command"),
    ("usage-error", "mend the command: gh itself would not take it"),
    ("widens-permission", "write the permission by hand, as narrow as it was"),
];

/// The counts by category.
pub(super) fn write_summary(out: &mut String, told: &Told, mode: Mode, palette: &Palette) -> fmt::Result {
    let mut total = Summary::default();
    told.reports.iter().for_each(|report| total.add(&report.summary));
    let applied = matches!(mode, Mode::Write { .. });
    write_totals(out, told, &total, applied, palette)?;
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
    let reasons = reason_rows(&total);
    if !reasons.is_empty() {
        writeln!(out)?;
        for line in table(&reasons, &[Align::Right, Align::Left, Align::Left, Align::Left]) {
            writeln!(out, "  {line}")?;
        }
    }
    if told.run.is_some() && told.reports.iter().any(|report| report.changed) {
        writeln!(out, "\n`steep undo` takes this back.")?;
    }
    Ok(())
}

fn write_totals(out: &mut String, told: &Told, total: &Summary, applied: bool, palette: &Palette) -> fmt::Result {
    let strong = palette.strong;
    let changed = told.reports.iter().filter(|report| report.changed).count();
    let done = if applied { "changed" } else { "would change" };
    write!(out, "{strong}{} read, {changed} {done}", count(told.reports.len(), "file"))?;
    let failed = told.failures.iter().filter(|failure| failure.path.is_some()).count();
    if failed > 0 {
        write!(out, ", {failed} failed")?;
    }
    writeln!(out, "{strong:#}")?;
    let commands = total.rewritten() + total.suggested + total.refusals();
    if commands == 0 {
        writeln!(out, "no gh command")?;
    } else {
        let mut parts = Vec::new();
        if total.rewritten() > 0 {
            let degrees = ["exact", "equivalent", "partial"].map(|name| {
                let count = total.rewritten_by_fidelity.get(name).copied().filter(|count| *count > 0)?;
                Some(format!("{count} {name}"))
            });
            let degrees: Vec<String> = degrees.into_iter().flatten().collect();
            parts.push(format!("{} rewritten ({})", total.rewritten(), degrees.join(", ")));
        }
        parts.extend((total.suggested > 0).then(|| format!("{} suggested", total.suggested)));
        parts.extend((total.refusals() > 0).then(|| format!("{} refused", total.refusals())));
        writeln!(out, "{strong}{}{strong:#}: {}", count(commands, "command"), parts.join(", "))?;
    }
    if total.urls > 0 {
        writeln!(out, "{} rewritten", count(total.urls, "address"))?;
    }
    Ok(())
}

/// A heading and a row for each of gh's groups: how many of its commands became what.
fn group_rows(total: &Summary) -> Vec<Vec<String>> {
    let used = |tool: &&str| total.rewritten_by_group.values().any(|tools| tools.contains_key(*tool));
    let mut tools: Vec<&str> = TOOLS.iter().copied().filter(used).collect();
    for tool in total.rewritten_by_group.values().flat_map(BTreeMap::keys) {
        if !tools.contains(tool) {
            tools.push(tool);
        }
    }
    let mut rows = vec![vec!["gh".to_owned()]];
    rows.iter_mut().for_each(|row| row.extend(tools.iter().map(|tool| (*tool).to_owned())));
    for (group, counts) in &total.rewritten_by_group {
        let cells = tools.iter().map(|tool| counts.get(tool).map_or(String::new(), usize::to_string));
        rows.push(std::iter::once(group.clone()).chain(cells).collect());
    }
    rows
}

/// A row for each reason why something stays, with what to do about it.
fn reason_rows(total: &Summary) -> Vec<Vec<String>> {
    let row = |count: usize, outcome: &str, reason: &str| {
        let advice = ADVICE.iter().find(|(name, _)| *name == reason).map_or("", |(_, advice)| advice);
        vec![count.to_string(), outcome.to_owned(), reason.to_owned(), advice.to_owned()]
    };
    let by_count = |counts: &BTreeMap<&'static str, usize>| {
        let mut counts: Vec<(&'static str, usize)> = counts.iter().map(|(name, count)| (*name, *count)).collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    };
    let mut rows = Vec::new();
    rows.extend((total.suggested > 0).then(|| row(total.suggested, "suggested", "partial")));
    rows.extend(by_count(&total.refused).into_iter().map(|(reason, count)| row(count, "refused", reason)));
    rows.extend(by_count(&total.skipped).into_iter().map(|(reason, count)| row(count, "skipped", reason)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use steep::{Reason, Refusal};

    #[test]
    fn there_is_advice_for_every_reason() {
        let text = String::new;
        let refusals = [
            Refusal::NoEquivalent { feature: text() },
            Refusal::UnknownCommand { command: text() },
            Refusal::UsageError { error: text() },
            Refusal::RuntimeValue { what: text() },
            Refusal::NeedsNewer { what: text() },
            Refusal::Ambiguous { why: text() },
            Refusal::WidensPermission { what: text() },
            Refusal::OtherLanguage { language: text() },
            Refusal::DoesNotFit { why: text() },
            Refusal::NotAGitHubPath { path: text() },
            Refusal::NotYet { feature: text() },
            Refusal::BelowAccepted { loss: text() },
        ];
        let reasons = refusals.into_iter().map(Reason::Refusal).chain([Reason::NotACommand, Reason::Directive]);
        let mut categories: Vec<&str> = reasons.map(|reason| reason.category()).collect();
        categories.sort_unstable();
        assert_eq!(categories, ADVICE.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }
}
