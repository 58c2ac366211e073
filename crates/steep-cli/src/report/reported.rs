use std::borrow::Cow;

use steep::{Finding, Outcome};

use super::advice::advice;
use super::secret::{is_secret, masked};
use super::told::{FileReport, Mode, category};

/// The name, among reasons, of what is rewritten.
pub(super) const REWRITABLE: &str = "rewritable";

/// What a program that shows findings at their lines is told: what would change, and what stays.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reported<'r> {
    pub(super) report: &'r FileReport,
    pub(super) finding: &'r Finding,
    /// Whether a baseline knows it.
    pub(super) accepted: bool,
}

/// In the order of the files and of their lines. After a rewrite the places are those of the new text.
pub(super) fn reported(reports: &[FileReport], mode: Mode) -> Vec<Reported<'_>> {
    let mut all = Vec::new();
    for report in reports {
        let first = all.len();
        if !matches!(mode, Mode::Write { .. }) {
            let is_own = |it: &&Finding| it.outcome == Outcome::Rewritten && it.inside.is_none();
            let rewritten = report.findings.iter().filter(is_own);
            all.extend(rewritten.map(|finding| Reported { report, finding, accepted: false }));
        }
        all.extend(report.left.iter().map(|it| Reported { report, finding: &it.finding, accepted: false }));
        all.extend(report.accepted.iter().map(|it| Reported { report, finding: &it.finding, accepted: true }));
        if let Some(own) = all.get_mut(first..) {
            own.sort_by_key(|it| it.finding.span.start);
        }
    }
    all
}

impl Reported<'_> {
    /// The reason that it stays for, or [`REWRITABLE`].
    pub(super) fn reason(&self) -> &'static str {
        match category(self.finding) {
            "" => REWRITABLE,
            reason => reason,
        }
    }

    /// What is said of it, in one paragraph.
    pub(super) fn message(&self) -> String {
        let message = masked(&self.finding.message);
        let advice = advice(self.reason());
        match (self.replacement(), self.reason()) {
            (Some(new), REWRITABLE) => {
                let first = new.lines().next().unwrap_or_default().trim_end_matches(['\\', ' ']);
                let more = if new.lines().nth(1).is_some() { " …" } else { "" };
                let notes = if message.is_empty() { String::new() } else { format!(" ({message})") };
                format!("steep rewrites it: {first}{more}{notes}")
            }
            (None, REWRITABLE) => "steep rewrites it".to_owned(),
            _ if message.is_empty() => advice.to_owned(),
            _ => format!("{message}. What to do: {advice}"),
        }
    }

    /// The text for its place, unless it holds a secret or is not for all of it.
    pub(super) fn replacement(&self) -> Option<&str> {
        let has_own = matches!(self.finding.outcome, Outcome::Rewritten | Outcome::Suggested);
        let own = self.finding.replacement.as_deref().filter(|_| has_own && self.finding.inside.is_none());
        own.filter(|text| !is_secret(text))
    }

    /// The command without its secrets.
    pub(super) fn command(&self) -> Cow<'_, str> {
        masked(&self.finding.command)
    }
}

/// Where a reason is explained.
pub(super) fn page(reason: &str) -> String {
    format!("{}/blob/main/crates/steep-cli/reasons/{reason}.md", env!("CARGO_PKG_REPOSITORY"))
}
