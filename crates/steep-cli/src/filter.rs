//! Which findings a run is about: `--select` and `--ignore`.

use steep::{Finding, Outcome, Summary};

use crate::args::Select;
use crate::report::{FileReport, category};
use crate::setting::Named;

/// The reason that somebody chose to leave a command.
const POLICY: &str = "policy";

/// The findings that a run is about; all of them by default.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    select: Vec<Named>,
    ignore: Vec<Named>,
}

impl Filter {
    pub(crate) fn new(select: &Select) -> Self {
        Filter { select: select.select.clone(), ignore: select.ignore.clone() }
    }

    /// Whether it is about everything.
    pub(crate) fn is_all(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty()
    }

    pub(crate) fn takes(&self, finding: &Finding) -> bool {
        (self.select.is_empty() || self.select.iter().any(|name| name.is(finding)))
            && !self.ignore.iter().any(|name| name.is(finding))
    }

    /// Leaves in `report` what the run is about. A file changes, as far as that is concerned, when a finding that stays is
    /// rewritten.
    pub(crate) fn narrow(&self, report: &mut FileReport) {
        if self.is_all() {
            return;
        }
        // What was left out of the rewrite is not what the run is about, whatever it is called now.
        let takes = |finding: &Finding| self.takes(finding) && category(finding) != POLICY;
        let mut excerpts = std::mem::take(&mut report.excerpts).into_iter();
        let findings = std::mem::take(&mut report.findings);
        for finding in findings {
            let excerpt = excerpts.next();
            if takes(&finding) {
                report.findings.push(finding);
                report.excerpts.extend(excerpt);
            }
        }
        report.left.retain(|left| takes(&left.finding));
        report.summary = Summary::of(&report.findings);
        report.changed &= report.findings.iter().any(|finding| finding.outcome == Outcome::Rewritten);
        report.diff = report.diff.take().filter(|_| report.changed);
    }
}
