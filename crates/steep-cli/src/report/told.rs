//! What a run learns of its files: what every form of the report is made from.

use steep::{Finding, Language, Outcome, Reason, Summary};

use super::Excerpt;
use crate::failure::Failure;

/// What is to be done with a document's new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Write { backup: bool, undo: bool, ask: bool },
    Check,
    Diff,
    Scan,
}

/// What was found in one file.
#[derive(Debug)]
pub(crate) struct FileReport {
    pub(crate) path: String,
    /// The same, percent-encoded, where it is no text and `path` only shows it.
    pub(crate) path_encoded: Option<String>,
    pub(crate) language: Language,
    /// Everything that was found, in the offsets of the text that was read.
    pub(crate) findings: Vec<Finding>,
    /// The place of each finding as it is shown to a person; empty where they are not all shown.
    pub(crate) excerpts: Vec<Option<Excerpt>>,
    /// What still says gh in the text as it is when the run is over, in that text's offsets: what a check of it will find.
    pub(crate) left: Vec<Left>,
    /// What stays as well, and is known to by a baseline.
    pub(crate) accepted: Vec<Left>,
    pub(crate) summary: Summary,
    pub(crate) changed: bool,
    /// The difference as it is shown in a report, where that is asked for.
    pub(crate) diff: Option<String>,
}

impl FileReport {
    /// Gives the permissions that are left the messages that they had in the text that was read: those tell what became of
    /// the commands that they name, which the new text does not show. No permission is ever changed.
    pub(crate) fn keep_messages(&mut self) {
        let is_permission = |it: &Finding| matches!(category(it), "widens-permission" | "weakens-ban");
        let before = self.findings.iter().filter(|it| is_permission(it));
        let after = self.left.iter_mut().map(|left| &mut left.finding).filter(|it| is_permission(it));
        for (before, after) in before.zip(after).filter(|(before, after)| before.command == after.command) {
            after.message.clone_from(&before.message);
        }
    }
}

/// Tells, at the permissions of settings files, what became of the commands of the documents that they name.
pub(crate) fn tell_permissions(reports: &mut [FileReport]) {
    let mut settings: Vec<&mut FileReport> = Vec::new();
    let mut rewritten: Vec<Finding> = Vec::new();
    for report in reports {
        if report.language.is_rewritten() {
            rewritten.extend(report.findings.iter().filter(|it| it.outcome == Outcome::Rewritten).cloned());
        } else {
            settings.push(report);
        }
    }
    let rewritten: Vec<&Finding> = rewritten.iter().collect();
    for report in settings {
        let left = report.left.iter_mut().map(|left| &mut left.finding);
        steep::tell_permissions(report.findings.iter_mut().chain(left), &rewritten);
    }
}

/// A command that still says gh.
#[derive(Debug)]
pub(crate) struct Left {
    pub(crate) finding: Finding,
    /// Its place as it is shown to a person; `None` where that is not asked for.
    pub(crate) excerpt: Option<Excerpt>,
}

/// What there is to tell about a run.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) reports: Vec<FileReport>,
    /// Documents that were read and of which there is nothing to report.
    pub(crate) silent: usize,
    pub(crate) failures: Vec<Failure>,
    /// Files that were not looked at because the run ended before.
    pub(crate) undone: usize,
    /// Files that were written and had other names (hard links), which keep the old text.
    pub(crate) linked: Vec<String>,
    /// The number under which the run can be undone.
    pub(crate) run: Option<u64>,
}

impl Told {
    /// The counts over all files.
    pub(crate) fn total(&self) -> Summary {
        let mut total = Summary::default();
        self.reports.iter().for_each(|report| total.add(&report.summary));
        total
    }
}

/// The category of why a finding stays; empty where it does not.
pub(crate) fn category(finding: &Finding) -> &'static str {
    finding.reason.as_ref().map_or("", Reason::category)
}
