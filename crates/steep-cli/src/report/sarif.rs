use serde_json::{Value, json};
use steep::{Finding, Head};

use super::advice::{advice, reasons};
use super::json::encoded;
use super::reported::{REWRITABLE, Reported, page, reported};
use super::secret::masked;
use super::told::{FileReport, Mode};
use crate::failure::Failure;

/// The schema that the log follows; <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html> says what it means.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The report as a SARIF 2.1.0 log. Columns count characters; addresses of files are relative where their paths are.
pub(crate) fn sarif(reports: &[FileReport], failures: &[Failure], mode: Mode) -> anyhow::Result<String> {
    let rules: Vec<&str> = [REWRITABLE].into_iter().chain(reasons()).collect();
    let results: Vec<Value> = reported(reports, mode).iter().map(|it| result(it, &rules)).collect();
    let notifications: Vec<Value> = failures.iter().map(notification).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "steep",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.iter().map(|rule| self::rule(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": failures.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    Ok(serde_json::to_string(&log)? + "\n")
}

fn rule(name: &str) -> Value {
    let what = match name {
        REWRITABLE => "a gh command that steep rewrites",
        _ => advice(name),
    };
    json!({
        "id": name,
        "shortDescription": { "text": what },
        "helpUri": page(name),
        "defaultConfiguration": { "level": "warning" },
    })
}

fn result(it: &Reported<'_>, rules: &[&str]) -> Value {
    let Reported { report, finding, accepted } = it;
    let uri = uri(&report.path, report.path_encoded.as_deref());
    let mut region = region(finding);
    let mut result = json!({
        "ruleId": it.reason(),
        "ruleIndex": rules.iter().position(|rule| *rule == it.reason()),
        "level": "warning",
        "message": { "text": it.message() },
        "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } }],
        "properties": { "rule": finding.rule, "outcome": finding.outcome.as_str() },
    });
    if let Some(snippet) = result.pointer_mut("/locations/0/physicalLocation/region/snippet") {
        *snippet = json!({ "text": it.command() });
    }
    if let (Some(new), Some(deleted)) = (it.replacement(), region.as_object_mut()) {
        deleted.remove("snippet");
        let replacement = json!({ "deletedRegion": deleted, "insertedContent": { "text": new } });
        let replacements: Vec<Value> = finding.head.iter().map(head).chain([replacement]).collect();
        let change = json!({ "artifactLocation": { "uri": uri }, "replacements": replacements });
        let text = finding.fidelity.map_or("rewrite it".to_owned(), |fidelity| format!("rewrite it ({fidelity})"));
        result["fixes"] = json!([{ "description": { "text": text }, "artifactChanges": [change] }]);
    }
    if *accepted {
        result["suppressions"] = json!([{ "kind": "external", "justification": "the baseline lists it" }]);
    }
    result
}

/// What is inserted at the head of the text.
fn head(head: &Head) -> Value {
    let (line, column) = (head.position.line, head.position.column);
    json!({
        "deletedRegion": {
            "startLine": line, "startColumn": column, "endLine": line, "endColumn": column,
            "byteOffset": head.at, "byteLength": 0,
        },
        "insertedContent": { "text": head.text },
    })
}

fn region(finding: &Finding) -> Value {
    json!({
        "startLine": finding.position.line,
        "startColumn": finding.position.column,
        "endLine": finding.end.line,
        "endColumn": finding.end.column,
        "byteOffset": finding.span.start,
        "byteLength": finding.span.end - finding.span.start,
        "snippet": { "text": "" },
    })
}

fn notification(failure: &Failure) -> Value {
    let mut notification = json!({ "level": "error", "message": { "text": masked(&failure.to_string()) } });
    if let Some(path) = &failure.path {
        let uri = uri(&path.to_string_lossy(), super::encoded_path(path).as_deref());
        notification["locations"] = json!([{ "physicalLocation": { "artifactLocation": { "uri": uri } } }]);
    }
    notification
}

/// The address of a file: relative where its path is.
fn uri(path: &str, path_encoded: Option<&str>) -> String {
    let encoded = path_encoded.map_or_else(|| encoded(path.as_bytes()), str::to_owned);
    if encoded.starts_with('/') { format!("file://{encoded}") } else { encoded }
}
