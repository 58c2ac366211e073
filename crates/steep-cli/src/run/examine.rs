use std::borrow::Cow;
use std::panic::{self, AssertUnwindSafe};

use steep::{Finding, Language, Outcome, Transpiled, Transpiler};

use super::Job;
use crate::args::{Format, Work};
use crate::change::Change;
use crate::failure::Failure;
use crate::files::{self, Buffer, Content};
use crate::filter::Filter;
use crate::report::{self, Excerpt, FileReport, Known, Left, Mode, Palette};

/// What came out of a file.
pub(super) struct Examined {
    pub(super) report: FileReport,
    /// Its new text, where it is to be written.
    pub(super) change: Option<Change>,
    /// Its difference, where it is to be shown.
    pub(super) diff: Option<String>,
}

impl Examined {
    /// Bytes of text that it holds on to.
    pub(super) fn size(&self) -> usize {
        let change = self.change.as_ref().map_or(0, |change| change.old.len() + change.new.len());
        change + self.diff.as_ref().map_or(0, String::len)
    }
}

/// What a file came to.
pub(super) enum Found {
    /// There is something to tell or to do.
    Something(Box<Examined>),
    /// A document that is rewritten, in which nothing is to be rewritten or told.
    Silent,
    /// Nothing that is worth counting: a file of another language without a gh command.
    Nothing,
}

/// Reads a file and rewrites it in memory.
pub(super) fn examine(
    buffer: &mut Buffer,
    job: &Job,
    work: &Work,
    mode: Mode,
    filter: &Filter,
    palette: &Palette,
) -> Result<Found, Failure> {
    let content = if job.rewrite {
        files::read(&job.path, &job.real, job.chosen, buffer)?
    } else {
        let text = files::read_document(&job.path, &job.real, buffer)?;
        let language = files::language(&[&job.path, &job.real], text, job.chosen);
        Content::Text(Cow::Borrowed(text), language)
    };
    let Content::Text(old, language) = content else { return Ok(Found::Nothing) };
    if job.notice && language != Language::Markdown {
        let why = format!("it is {language}, and the notice is Markdown");
        return Err(Failure::new("put the notice into", &job.path, why));
    }
    // A fault of ours in one document must not keep the others from being done.
    let result = panic::catch_unwind(AssertUnwindSafe(|| new_text(job, &old, language, work, mode, filter, palette)));
    result.map_err(|_| {
        Failure::new("rewrite", &job.path, "steep failed on it; this is a fault of ours, please report it")
    })
}

/// What the run is about in a text, rewritten.
pub(super) fn transpiled<'t>(
    steep: &Transpiler,
    text: &'t str,
    language: &Language,
    forms: Option<&[Finding]>,
    filter: &Filter,
) -> Transpiled<'t> {
    if let Some(forms) = forms {
        return steep.apply(text, language, forms);
    }
    let out = steep.transpile(text, language);
    if filter.is_all() {
        return out;
    }
    let rewritten = out.findings.iter().filter(|finding| finding.outcome == Outcome::Rewritten);
    let (chosen, others): (Vec<&Finding>, Vec<&Finding>) = rewritten.partition(|finding| filter.takes(finding));
    if others.is_empty() {
        return out;
    }
    let chosen: Vec<Finding> = chosen.into_iter().cloned().collect();
    steep.apply(text, language, &chosen)
}

fn new_text(
    job: &Job,
    old: &str,
    language: Language,
    work: &Work,
    mode: Mode,
    filter: &Filter,
    palette: &Palette,
) -> Found {
    let (findings, mut new) = if job.rewrite {
        let out = transpiled(&job.steep, old, &language, job.forms.as_deref(), filter);
        (out.findings, out.text)
    } else {
        (Vec::new(), Cow::Borrowed(old))
    };
    if job.notice {
        new = Cow::Owned(job.steep.notice(&new));
    }
    let changed = matches!(&new, Cow::Owned(new) if new != old);
    if findings.is_empty() && !changed {
        match language.is_rewritten() {
            true => return Found::Silent,
            false if !job.chosen.named => return Found::Nothing,
            false => {}
        }
    }
    let name = job.path.display().to_string();
    let mut report = report_of(name, language, old, findings, work);
    report.path_encoded = report::encoded_path(&job.path);
    report.changed = changed;
    if report.changed && job.rewrite && matches!(mode, Mode::Write { .. }) {
        // Of what was chosen nothing is left; what was not stays.
        let findings = match job.forms {
            Some(_) => job.steep.apply(&new, &report.language, &[]).findings,
            None => job.steep.transpile(&new, &report.language).findings,
        };
        report.left = left(&new, findings, &report.language, work);
        report.keep_messages();
    }
    let diff = (report.changed && mode == Mode::Diff && work.report.format == Format::Human)
        .then(|| report::diff(&job.path, old, &new, palette));
    report.diff = (report.changed && work.report.format == Format::Markdown)
        .then(|| report::shown_diff(&job.path, old, &new, &Palette::plain()));
    let change = (report.changed && matches!(mode, Mode::Write { .. })).then(|| Change {
        path: job.path.clone(),
        real: job.real.clone(),
        old: old.to_owned(),
        new: new.into_owned(),
    });
    Found::Something(Box::new(Examined { report, change, diff }))
}

/// The report of a document, which did not change so far.
pub(super) fn report_of(
    path: String,
    language: Language,
    old: &str,
    findings: Vec<Finding>,
    work: &Work,
) -> FileReport {
    let summary = steep::Summary::of(&findings);
    let findings = told(old, findings);
    let excerpts = match work.report.verbose {
        true => findings.iter().map(|it| excerpt(old, it, work)).collect(),
        false => Vec::new(),
    };
    let left = left_of_told(old, findings.clone(), &language, work);
    FileReport {
        path,
        path_encoded: None,
        language,
        findings,
        excerpts,
        left,
        accepted: Vec::new(),
        summary,
        changed: false,
        diff: None,
    }
}

/// Those of the findings in `text` that still say gh and should not.
pub(super) fn left(text: &str, findings: Vec<Finding>, language: &Language, work: &Work) -> Vec<Left> {
    left_of_told(text, told(text, findings), language, work)
}

/// The same of findings that hold no secrets of the text any more.
fn left_of_told(text: &str, findings: Vec<Finding>, language: &Language, work: &Work) -> Vec<Left> {
    let open = findings.into_iter().filter(|it| matches!(it.outcome, Outcome::Refused | Outcome::Suggested));
    // Commands in other languages are listed, and not shown one by one.
    let is_listed = |it: &Finding| it.reason.as_ref().is_some_and(|it| it.category() == "other-language");
    let is_shown = |it: &Finding| language.is_rewritten() || !is_listed(it);
    let shown = |finding: &Finding| is_shown(finding).then(|| excerpt(text, finding, work)).flatten();
    open.map(|finding| Left { excerpt: shown(&finding), finding }).collect()
}

/// The findings in `text` without its secrets.
fn told(text: &str, findings: Vec<Finding>) -> Vec<Finding> {
    if findings.is_empty() || !report::is_secret(text) {
        return findings;
    }
    findings.into_iter().map(|finding| Known::around(text, finding.span).without(finding)).collect()
}

fn excerpt(text: &str, finding: &Finding, work: &Work) -> Option<Excerpt> {
    (work.report.format == Format::Human).then(|| Excerpt::new(text, finding.span))
}
