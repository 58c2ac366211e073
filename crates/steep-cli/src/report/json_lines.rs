use serde::Serialize;

use super::json::{Counts, Entry, Error, Place, counts, entry, error, left};
use super::left::groups;
use super::told::{FileReport, Left, Told};

/// One line. Its schema is `$defs/line` of `report.schema.json`.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Line<'a> {
    Finding(Entry<'a>),
    Left(Stays<'a>),
    Accepted(Stays<'a>),
    Error(Error),
    Summary(Counts<'a>),
}

/// A command that still says gh.
#[derive(Serialize)]
struct Stays<'a> {
    outcome: &'static str,
    reason: &'static str,
    #[serde(flatten)]
    place: Place<'a>,
}

/// The report as one JSON object a line: the findings, what is left, the errors, and last the counts.
pub(crate) fn json_lines(told: &Told) -> anyhow::Result<String> {
    let (reports, failures) = (told.reports.as_slice(), told.failures.as_slice());
    let findings = reports.iter().flat_map(|report| report.findings.iter().map(|it| Line::Finding(entry(report, it))));
    let lines = findings
        .chain(stays(reports, |report| &report.left).map(Line::Left))
        .chain(stays(reports, |report| &report.accepted).map(Line::Accepted))
        .chain(failures.iter().map(|failure| Line::Error(error(failure))))
        .chain([Line::Summary(counts(told))]);
    let mut out = String::new();
    for line in lines {
        out.push_str(&serde_json::to_string(&line)?);
        out.push('\n');
    }
    Ok(out)
}

fn stays<'r>(reports: &'r [FileReport], of: impl Fn(&'r FileReport) -> &'r [Left]) -> impl Iterator<Item = Stays<'r>> {
    groups(reports, of).into_iter().flat_map(|group| {
        let group = left(&group);
        group.places.into_iter().map(move |place| Stays { outcome: group.outcome, reason: group.reason, place })
    })
}
