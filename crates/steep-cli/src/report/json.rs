use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use steep::{Finding, Reason, Summary};

use super::secret::masked;
use crate::failure::Failure;
use crate::run::FileReport;

/// The report. Its published schema is `report.schema.json`.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    findings: Vec<Entry<'a>>,
    summary: Counts<'a>,
    errors: Vec<Error>,
}

#[derive(Serialize)]
struct Error {
    /// `None` when it is about the whole run.
    path: Option<String>,
    message: String,
}

#[derive(Serialize)]
struct Entry<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    command: Cow<'a, str>,
    rule: &'a str,
    outcome: &'static str,
    fidelity: Option<&'static str>,
    reason: Option<&'static str>,
    message: Cow<'a, str>,
    replacement: Option<&'a str>,
    /// The replacement holds a token or password of the document and is not told.
    #[serde(skip_serializing_if = "is_false")]
    secret: bool,
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
pub(crate) fn json(reports: &[FileReport], failures: &[Failure]) -> anyhow::Result<String> {
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
        errors: failures.iter().map(error).collect(),
    };
    Ok(serde_json::to_string(&document)? + "\n")
}

fn error(failure: &Failure) -> Error {
    Error {
        path: failure.path.as_ref().map(|path| path.display().to_string()),
        message: masked(&failure.to_string()).into_owned(),
    }
}

fn entry<'a>(path: &'a str, finding: &'a Finding) -> Entry<'a> {
    let is_secret = |text: &str| matches!(masked(text), Cow::Owned(_));
    let secret = finding.replacement.as_deref().is_some_and(is_secret);
    Entry {
        path,
        line: finding.position.line,
        column: finding.position.column,
        start: finding.span.start,
        end: finding.span.end,
        command: masked(&finding.command),
        rule: &finding.rule,
        outcome: finding.outcome.as_str(),
        fidelity: finding.fidelity.map(steep::Fidelity::as_str),
        reason: finding.reason.as_ref().map(Reason::category),
        message: masked(&finding.message),
        replacement: finding.replacement.as_deref().filter(|_| !secret),
        secret,
        inside: finding.inside.map(|span| [span.start, span.end]),
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "what serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}
