use std::collections::BTreeMap;

use serde::Serialize;
use steep::{Finding, Reason, Summary};

use crate::run::FileReport;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    findings: Vec<Entry<'a>>,
    summary: Counts<'a>,
}

#[derive(Serialize)]
struct Entry<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    command: &'a str,
    rule: &'a str,
    outcome: &'static str,
    fidelity: Option<&'static str>,
    reason: Option<&'static str>,
    message: &'a str,
    replacement: Option<&'a str>,
    /// `[start, end]` of the rewritten command whose replacement already holds this one's.
    #[serde(skip_serializing_if = "Option::is_none")]
    inside: Option<[usize; 2]>,
}

#[derive(Serialize)]
struct Counts<'a> {
    files: usize,
    changed_files: usize,
    tokens: usize,
    rewritten: usize,
    rewritten_by_group: &'a BTreeMap<String, BTreeMap<&'static str, usize>>,
    rewritten_by_fidelity: &'a BTreeMap<&'static str, usize>,
    suggested: usize,
    refused: &'a BTreeMap<&'static str, usize>,
    skipped: &'a BTreeMap<&'static str, usize>,
    urls: usize,
}

/// The whole report as one JSON document.
pub(crate) fn json(reports: &[FileReport]) -> anyhow::Result<String> {
    let mut total = Summary::default();
    reports.iter().for_each(|report| total.add(&report.summary));
    let document = Document {
        version: 1,
        findings: reports
            .iter()
            .flat_map(|report| report.findings.iter().map(|finding| entry(&report.path, finding)))
            .collect(),
        summary: Counts {
            files: reports.len(),
            changed_files: reports.iter().filter(|report| report.changed).count(),
            tokens: total.tokens,
            rewritten: total.rewritten(),
            rewritten_by_group: &total.rewritten_by_group,
            rewritten_by_fidelity: &total.rewritten_by_fidelity,
            suggested: total.suggested,
            refused: &total.refused,
            skipped: &total.skipped,
            urls: total.urls,
        },
    };
    Ok(serde_json::to_string(&document)? + "\n")
}

fn entry<'a>(path: &'a str, finding: &'a Finding) -> Entry<'a> {
    Entry {
        path,
        line: finding.position.line,
        column: finding.position.column,
        start: finding.span.start,
        end: finding.span.end,
        command: &finding.command,
        rule: &finding.rule,
        outcome: finding.outcome.as_str(),
        fidelity: finding.fidelity.map(steep::Fidelity::as_str),
        reason: finding.reason.as_ref().map(Reason::category),
        message: &finding.message,
        replacement: finding.replacement.as_deref(),
        inside: finding.inside.map(|span| [span.start, span.end]),
    }
}
