use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use steep::{Finding, Summary};

use super::left::{Group, groups};
use super::secret::{is_secret, masked};
use super::told::{FileReport, Told};
use crate::failure::Failure;

/// The report. Its published schema is `report.schema.json`.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    findings: Vec<Entry<'a>>,
    left: Vec<Left<'a>>,
    /// What is known by a baseline, as `left`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accepted: Vec<Left<'a>>,
    summary: Counts<'a>,
    errors: Vec<Error>,
}

#[derive(Serialize)]
pub(super) struct Error {
    /// `None` when it is about the whole run.
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_encoded: Option<String>,
    message: String,
}

#[derive(Serialize)]
pub(super) struct Entry<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_encoded: Option<&'a str>,
    #[serde(flatten)]
    finding: Finding,
    /// The replacement holds a token or password of the document and is not told.
    #[serde(skip_serializing_if = "is_false")]
    secret: bool,
}

/// What still says gh for one reason, in the text as it is when the run is over.
#[derive(Serialize)]
pub(super) struct Left<'a> {
    pub(super) outcome: &'static str,
    pub(super) reason: &'static str,
    pub(super) places: Vec<Place<'a>>,
}

#[derive(Serialize)]
pub(super) struct Place<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_encoded: Option<&'a str>,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    command: Cow<'a, str>,
}

#[derive(Serialize)]
pub(super) struct Counts<'a> {
    files: usize,
    other_files: BTreeMap<&'a str, usize>,
    changed_files: usize,
    #[serde(flatten)]
    summary: Summary,
}

/// The whole report as one JSON document.
pub(crate) fn json(told: &Told) -> anyhow::Result<String> {
    let (reports, failures) = (told.reports.as_slice(), told.failures.as_slice());
    let document = Document {
        version: 1,
        findings: reports
            .iter()
            .flat_map(|report| report.findings.iter().map(|finding| entry(report, finding)))
            .collect(),
        left: groups(reports, |report| &report.left).iter().map(left).collect(),
        accepted: groups(reports, |report| &report.accepted).iter().map(left).collect(),
        summary: counts(told),
        errors: failures.iter().map(error).collect(),
    };
    Ok(serde_json::to_string(&document)? + "\n")
}

/// The counts over all findings.
pub(super) fn counts(told: &Told) -> Counts<'_> {
    let reports = told.reports.as_slice();
    Counts {
        files: told.silent + reports.iter().filter(|report| report.language.is_rewritten()).count(),
        other_files: other_files(reports),
        changed_files: reports.iter().filter(|report| report.changed).count(),
        summary: told.total(),
    }
}

/// How many files of each language that is not rewritten hold gh commands.
fn other_files(reports: &[FileReport]) -> BTreeMap<&str, usize> {
    let mut files = BTreeMap::new();
    for report in reports.iter().filter(|report| !report.language.is_rewritten() && !report.left.is_empty()) {
        *files.entry(report.language.name()).or_default() += 1;
    }
    files
}

pub(super) fn left<'a>(group: &Group<'a>) -> Left<'a> {
    let place = |(report, finding): &(&'a FileReport, &'a Finding)| Place {
        path: &report.path,
        path_encoded: report.path_encoded.as_deref(),
        line: finding.position.line,
        column: finding.position.column,
        end_line: finding.end.line,
        end_column: finding.end.column,
        command: masked(&finding.command),
    };
    Left { outcome: group.outcome.as_str(), reason: group.reason, places: group.places.iter().map(place).collect() }
}

pub(super) fn error(failure: &Failure) -> Error {
    Error {
        path: failure.path.as_ref().map(|path| path.display().to_string()),
        path_encoded: failure.path.as_deref().and_then(encoded_path),
        message: masked(&failure.to_string()).into_owned(),
    }
}

/// The path, percent-encoded, where it is no text: it could not be told from others otherwise.
pub(crate) fn encoded_path(path: &Path) -> Option<String> {
    if path.to_str().is_some() {
        return None;
    }
    Some(encoded(path.as_os_str().as_encoded_bytes()))
}

/// Bytes of a path, percent-encoded.
pub(super) fn encoded(path: &[u8]) -> String {
    let mut out = String::new();
    for byte in path {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(*byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The finding with nothing secret in it.
pub(super) fn entry<'a>(report: &'a FileReport, finding: &Finding) -> Entry<'a> {
    let secret = finding.replacement.as_deref().is_some_and(is_secret);
    let mut told = finding.clone();
    told.command = masked(&finding.command).into_owned();
    told.message = masked(&finding.message).into_owned();
    told.replacement = told.replacement.filter(|_| !secret);
    Entry { path: &report.path, path_encoded: report.path_encoded.as_deref(), finding: told, secret }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "what serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}
