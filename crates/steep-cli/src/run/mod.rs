//! The work over documents: `rewrite`, `check`, `diff` and `scan`.

mod ask;
mod examine;
mod jobs;
mod stdin;
mod tell;
mod writing;

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::{env, fs};

use anyhow::bail;
use steep::Transpiler;

use crate::args::{Format, Work};
use crate::baseline::{self, Baseline};
use crate::config::Nearest;
use crate::failure::Failure;
use crate::files::{self, Buffer};
use crate::filter::Filter;
use crate::interrupt::Interrupt;
use crate::output::Output;
use crate::progress::Progress;
use crate::record::Record;
use crate::report::{FileReport, Mode, Told, tell_permissions};
use crate::write::{self, Writer};
use crate::{DONE, FAILED, FOUND, parallel};

use examine::{Found, examine};
use jobs::{Job, Jobs};
use tell::Beside;
use writing::Writing;

pub(crate) fn over(work: &Work, mode: Mode, output: &Output, interrupt: &Interrupt) -> anyhow::Result<u8> {
    let baseline = work.report.baseline.as_deref().map(Baseline::read).transpose()?;
    let nearest = Arc::new(Nearest::new(!work.settings.no_config));
    if work.paths.iter().any(|path| path.as_os_str() == "-") {
        if work.paths.len() > 1 {
            bail!("`-` stands alone: standard input cannot be mixed with files");
        }
        return stdin::over(work, mode, baseline, &nearest, output);
    }
    let mut selection = files::select(&work.paths, &nearest, &work.files.exclude, !work.files.no_ignore)?;
    // It lists commands, and is about documents.
    let baselines = [&work.report.baseline, &work.report.write_baseline];
    let baselines: Vec<_> = baselines.into_iter().flatten().filter_map(|path| fs::canonicalize(path).ok()).collect();
    selection.documents.retain(|document| !baselines.contains(&document.real));
    let Jobs { mut jobs, failures, notes } = jobs::jobs(work, mode, selection, &nearest)?;
    if !work.report.quiet {
        let apart = jobs.chunk_by(|a, b| Arc::ptr_eq(&a.steep, &b.steep));
        let apart = apart.filter_map(|same| same.first()).map(|job| &*job.steep);
        say(notes.into_iter().chain(remarks(apart)), output);
    }
    let mut told = Told { failures, ..Told::default() };
    let writer = if let Mode::Write { backup, undo, ask } = mode {
        if ask {
            ask::ask(&mut jobs, output)?;
            interrupt.start();
        }

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
        let done = format!("{} of {} files were done", jobs.len() - told.undone, jobs.len());
        told.failures.push(Failure::general("go on", "it was interrupted").detail(done));
    }
    tell_permissions(&mut told.reports);
    let beside = if mode == Mode::Diff && work.report.format == Format::Human { Beside::Text } else { Beside::Nothing };
    finish(work, mode, baseline, &mut told, output, beside)
}

/// Narrows what there is to tell to what the run is about, tells it, and gives the exit status.
fn finish(
    work: &Work,
    mode: Mode,
    baseline: Option<Baseline>,
    told: &mut Told,
    output: &Output,
    beside: Beside,
) -> anyhow::Result<u8> {
    let filter = Filter::new(&work.select);
    told.reports.iter_mut().for_each(|report| filter.narrow(report));
    if let Some(path) = &work.report.write_baseline {
        baseline::write(path, &told.reports)?;
    }
    if let Some(mut baseline) = baseline {
        told.reports.iter_mut().for_each(|report| baseline.accept(report));
        // Of what was not looked at nothing is known.
        if !work.report.quiet && told.undone == 0 && told.failures.is_empty() {
            say(baseline.remark(), output);
        }
    }
    tell::tell(work, mode, told, output, beside)?;
    let status = if told.failures.is_empty() { status(&told.reports, mode) } else { FAILED };
    Ok(if status == FOUND && (work.report.exit_zero || work.report.write_baseline.is_some()) { DONE } else { status })
}

/// What the user should know of how the settings of these were understood, each once.
pub(crate) fn remarks<'a>(all: impl Iterator<Item = &'a Transpiler>) -> BTreeSet<String> {
    all.filter_map(|steep| steep.target().remark()).collect()
}

/// Writes notes to standard error.
pub(crate) fn say(notes: impl IntoIterator<Item = String>, output: &Output) {
    for note in notes {
        output.complain(&format!("note: {note}\n"));
    }
}

/// Looks at the documents, and writes each batch of them when it is full.
fn through(
    jobs: &[Job],
    work: &Work,
    mode: Mode,
    writer: Option<Writer>,
    told: &mut Told,
    output: &Output,
    interrupt: &Interrupt,
) -> anyhow::Result<()> {
    let palette = output.palette;
    told.undone = jobs.len();
    let mut writing = Writing::new(writer, interrupt);
    let filter = Filter::new(&work.select);
    let progress = Progress::new(jobs.len(), !work.report.quiet && work.report.format == Format::Human);
    let look = |buffer: &mut Buffer, job: &Job| {
        let found = examine(buffer, job, work, mode, &filter, &palette);
        progress.step();
        found
    };
    let size = |result: &Result<Found, Failure>| match result {
        Ok(Found::Something(examined)) => examined.size(),
        _ => 0,
    };
    let end = parallel::in_order(jobs, parallel::processors(), interrupt, look, size, |result| {
        told.undone -= usize::from(result.is_some());
        match result {
            Some(Ok(Found::Something(examined))) => {
                if let Some(diff) = &examined.diff {
                    progress.clear();
                    if let Err(error) = output.write(diff) {
                        return ControlFlow::Break(Err(error));
                    }
                }
                writing.add(*examined, told);
            }
            Some(Ok(Found::Silent)) => told.silent += 1,
            Some(Err(failure)) => told.failures.push(failure),
            Some(Ok(Found::Nothing)) | None => {}
        }
        if writing.has_failed() || output.is_closed() { ControlFlow::Break(Ok(())) } else { ControlFlow::Continue(()) }
    });
    if let ControlFlow::Break(Err(error)) = end {
        return Err(error);
    }
    progress.clear();
    writing.finish(told);
    Ok(())
}

fn status(reports: &[FileReport], mode: Mode) -> u8 {
    let found = match mode {
        Mode::Scan => false,
        Mode::Write { .. } => reports.iter().any(|report| !report.left.is_empty()),
        Mode::Check | Mode::Diff => reports.iter().any(|report| report.changed || !report.left.is_empty()),
    };
    if found { FOUND } else { DONE }
}
