//! The work over documents: `rewrite`, `check`, `diff` and `scan`.

mod examine;
mod jobs;
mod stdin;

use std::sync::Arc;
use std::{env, fs};

use anyhow::bail;
use steep::{Finding, Outcome, Summary};

use crate::args::{Format, Work};
use crate::config::Nearest;
use crate::failure::Failure;
use crate::files;
use crate::interrupt::Interrupt;
use crate::output::Output;
use crate::report::{self, Excerpt};
use crate::undo::Record;
use crate::write::{self, Writer};
use crate::{DONE, FAILED, FOUND, parallel};

use examine::{Examined, examine};
use jobs::Job;

/// The host in forms that are only looked at (`scan`, `explain`, `coverage`) when none is named.
pub(crate) const EXAMPLE_HOST: &str = "https://gitea.example.com";

/// So many bytes of documents are held at a time, unless a single one is greater.
const BATCH_BYTES: u64 = 64 * 1024 * 1024;
/// So many documents are looked at before the first of them are written and the interrupt is asked for.
const BATCH_FILES: usize = 512;

/// What is to be done with a document's new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Write { backup: bool, undo: bool },
    Check,
    Diff,
    Scan,
}

/// What was found in one document.
#[derive(Debug)]
pub(crate) struct FileReport {
    pub(crate) path: String,
    pub(crate) findings: Vec<Finding>,
    /// The place of each finding as it is shown to a person; `None` for those that are not shown.
    pub(crate) excerpts: Vec<Option<Excerpt>>,
    pub(crate) summary: Summary,
    pub(crate) changed: bool,
}

/// What there is to tell about a run.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) reports: Vec<FileReport>,
    pub(crate) failures: Vec<Failure>,
    /// Files that were written and had other names (hard links), which keep the old text.
    pub(crate) linked: Vec<String>,
    /// The number under which the run can be undone.
    pub(crate) run: Option<u64>,
}

pub(crate) fn over(work: &Work, mode: Mode, output: &Output, interrupt: &Interrupt) -> anyhow::Result<u8> {
    let nearest = Arc::new(Nearest::new(!work.settings.no_config));
    if work.paths.iter().any(|path| path.as_os_str() == "-") {
        if work.paths.len() > 1 {
            bail!("`-` stands alone: standard input cannot be mixed with files");
        }
        return stdin::over(work, mode, &nearest, output);
    }
    let selection = files::select(&work.paths, &nearest, &work.exclude, !work.no_ignore)?;
    let (jobs, failures) = jobs::jobs(work, mode, selection, &nearest)?;
    let mut told = Told { failures, ..Told::default() };
    let writer = if let Mode::Write { backup, undo } = mode {
        for folder in jobs::folders(&jobs) {
            write::sweep(folder);
        }
        let here = env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
        Some(Writer::new(undo.then(|| Record::new("rewrite", &here)), backup))
    } else {
        None
    };
    through(&jobs, work, mode, writer, &mut told, output, interrupt)?;
    if interrupt.is_set() {
        let done = format!("{} of {} files were done", told.reports.len(), jobs.len());
        told.failures.push(Failure::general("go on", "it was interrupted").detail(done));
    }
    tell(work, mode, &told, output)?;
    Ok(if told.failures.is_empty() { status(&told.reports, mode) } else { FAILED })
}

/// Looks at the documents a batch at a time, and writes those of a batch before it goes on.
fn through(
    jobs: &[Job],
    work: &Work,
    mode: Mode,
    mut writer: Option<Writer>,
    told: &mut Told,
    output: &Output,
    interrupt: &Interrupt,
) -> anyhow::Result<()> {
    let palette = output.palette;
    let look = |job: &Job| examine(job, work, mode, &palette);
    for batch in batches(jobs) {
        // In the order of the jobs; `None` for what was not done.
        let mut reports = Vec::new();
        let mut changes = Vec::new();
        let mut changed = Vec::new();
        for result in parallel::map(batch, parallel::processors(), interrupt, look) {
            match result {
                Some(Ok(Examined { report, change, diff })) => {
                    if let Some(diff) = diff {
                        output.write(&diff)?;
                    }
                    if let Some(change) = change {
                        changes.push(change);
                        changed.push(reports.len());
                    }
                    reports.push(Some(report));
                }
                Some(Err(failure)) => told.failures.push(failure),
                None => {}
            }
        }
        let results = match &mut writer {
            Some(writer) if !interrupt.is_set() => writer.apply(&changes, interrupt),
            _ => Ok(changes.iter().map(|_| None).collect()),
        };
        let failed = results.as_ref().err().cloned();
        told.failures.extend(failed.clone());
        let mut results = results.unwrap_or_default().into_iter();
        for at in changed {
            let Some(slot) = reports.get_mut(at) else { continue };
            match results.next().flatten() {
                Some(Ok(written)) if written.had_other_names => {
                    told.linked.extend(slot.as_ref().map(|it| it.path.clone()))
                }
                Some(Ok(_)) => {}
                Some(Err(failure)) => {
                    told.failures.push(failure);
                    *slot = None;
                }
                None => *slot = None,
            }
        }
        told.reports.extend(reports.into_iter().flatten());
        if failed.is_some() || interrupt.is_set() || output.is_closed() {
            break;
        }
    }
    if let Some(writer) = writer {
        told.run = writer.run();
        told.failures.extend(writer.finish());
    }
    Ok(())
}

/// The jobs in runs that are not too large to be held at once.
fn batches(jobs: &[Job]) -> Vec<&[Job]> {
    let mut batches = Vec::new();
    let (mut rest, mut bytes, mut length) = (jobs, 0, 0);
    for job in jobs {
        let size = fs::metadata(&job.real).map_or(0, |metadata| metadata.len());
        if length > 0 && (length == BATCH_FILES || bytes + size > BATCH_BYTES) {
            let (batch, after) = rest.split_at(length);
            batches.push(batch);
            (rest, bytes, length) = (after, 0, 0);
        }
        bytes += size;
        length += 1;
    }
    if !rest.is_empty() {
        batches.push(rest);
    }
    batches
}

fn tell(work: &Work, mode: Mode, told: &Told, output: &Output) -> anyhow::Result<()> {
    match (work.format, mode) {
        (Format::Json, _) => output.write(&report::json(&told.reports, &told.failures)?)?,
        // Standard output is the diff alone, so that `patch` can read it.
        (Format::Human, Mode::Diff) if output.is_closed() => {}
        (Format::Human, Mode::Diff) => {
            output.complain(&report::findings(&told.reports, work.verbose, &output.error_palette));
        }
        (Format::Human, Mode::Scan) => output.write(&report::inventory(&told.reports, &output.palette))?,
        (Format::Human, _) => {
            output.write(&report::human(told, work.verbose, mode, &output.palette))?;
        }
    }
    output.complain(&report::failures(&told.failures, &output.error_palette));
    output.complain(&report::linked(&told.linked, &output.error_palette));
    Ok(())
}

fn status(reports: &[FileReport], mode: Mode) -> u8 {
    let left = |finding: &Finding| matches!(finding.outcome, Outcome::Refused | Outcome::Suggested);
    let found = match mode {
        Mode::Scan => false,
        Mode::Write { .. } => reports.iter().any(|report| report.findings.iter().any(left)),
        Mode::Check | Mode::Diff => reports.iter().any(|report| report.changed || report.findings.iter().any(left)),
    };
    if found { FOUND } else { DONE }
}
