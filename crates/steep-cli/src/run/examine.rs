use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use steep::{Outcome, Transpiled, Transpiler};

use super::{FileReport, Job, Mode};
use crate::args::{Format, Work};
use crate::failure::Failure;
use crate::files::{self, Language};
use crate::report::{self, Excerpt, Palette};
use crate::write::Change;

/// What came out of a document.
pub(super) struct Examined {
    pub(super) report: FileReport,
    /// Its new text, where it is to be written.
    pub(super) change: Option<Change>,
    /// Its difference, where it is to be shown.
    pub(super) diff: Option<String>,
}

/// Reads a document and rewrites it in memory.
pub(super) fn examine(job: &Job, work: &Work, mode: Mode, palette: &Palette) -> Result<Examined, Failure> {
    let old = files::read(&job.path, &job.real)?;
    // A fault of ours in one document must not keep the others from being done.
    let result = panic::catch_unwind(AssertUnwindSafe(|| new_text(job, &job.path, old, work, mode, palette)));
    result.unwrap_or_else(|_| {
        Err(Failure::new("rewrite", &job.path, "steep failed on it; this is a fault of ours, please report it"))
    })
}

fn new_text(
    job: &Job,
    path: &Path,
    old: String,
    work: &Work,
    mode: Mode,
    palette: &Palette,
) -> Result<Examined, Failure> {
    let name = path.display().to_string();
    let (mut report, mut new) = if job.rewrite {
        let out = transpile(&job.steep, path, &old);
        (report_of(name, &old, out.findings, work), out.text.into_owned())
    } else {
        (report_of(name, &old, Vec::new(), work), old.clone())
    };
    if job.notice {
        new = job.steep.notice(&new);
    }
    report.changed = new != old;
    let diff = (report.changed && mode == Mode::Diff && work.format == Format::Human)
        .then(|| report::diff(&report.path, &old, &new, palette));
    let change = (report.changed && matches!(mode, Mode::Write { .. })).then(|| Change {
        path: path.to_owned(),
        real: job.real.clone(),
        old,
        new,
    });
    Ok(Examined { report, change, diff })
}

/// Rewrites a text as what its path says it is.
pub(super) fn transpile<'t>(steep: &Transpiler, path: &Path, text: &'t str) -> Transpiled<'t> {
    match files::language(path, text) {
        Language::Markdown => steep.markdown(text),
        Language::Shell => steep.shell(text),
    }
}

/// The report of a document, which did not change so far.
pub(super) fn report_of(path: String, old: &str, findings: Vec<steep::Finding>, work: &Work) -> FileReport {
    let shown = |finding: &steep::Finding| {
        let open = matches!(finding.outcome, Outcome::Refused | Outcome::Suggested);
        work.format == Format::Human && (open || work.verbose)
    };
    let excerpts = findings.iter().map(|it| shown(it).then(|| Excerpt::new(old, it.span))).collect();
    let summary = steep::Summary::of(&findings);
    FileReport { path, findings, excerpts, summary, changed: false }
}
