use std::io;
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, bail};

use super::list;
use crate::args::Undo;
use crate::change::Change;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::lock::{Lock, lock};
use crate::output::Output;
use crate::record::Record;
use crate::record::runs::{self, Run};
use crate::report;
use crate::write::{self, Writer};
use crate::{DONE, FAILED};

/// What is to be done with a file of a run.
enum Fate {
    /// It holds what the run wrote.
    Restore(Change),
    /// It holds what it held before the run.
    AsItWas,
    /// Its text is somebody's work, or it is not there.
    Leave(Failure),
}

/// `steep undo`: gives the files of a run the text that they had before it.
pub(crate) fn undo(arguments: &Undo, output: &Output, interrupt: &Interrupt) -> anyhow::Result<u8> {
    let folder = runs::folder().context("cannot find the records")?;
    if arguments.list {
        output.write(&list::list(&folder).context("cannot read the records")?)?;
        return Ok(DONE);
    }
    let here = env::current_dir().and_then(fs::canonicalize).context("cannot tell the working directory")?;
    let mut failures = Vec::new();
    let run = match arguments.run {
        Some(number) => numbered(&folder, number)?,
        None => last(&folder, &here, &mut failures)?,
    };
    let mut changes = Vec::new();
    let mut untouched = 0;
    for parent in run.entries.iter().filter_map(|entry| Some(entry.path.path().parent()?.to_owned())) {
        write::sweep(&parent);
    }
    for fate in fates(&run, &here) {
        match fate {
            Fate::Restore(change) => changes.push(change),
            Fate::AsItWas => untouched += 1,
            Fate::Leave(failure) => failures.push(failure),
        }
    }
    // A run that is killed while it notes files has changed none of them.
    let was_killed_before = untouched > 0 && untouched == run.entries.len();
    if run.missing > 0 && !was_killed_before {
        failures.push(
            Failure::general("restore all files of the run", "its record is damaged or cut short")
                .detail(format!("{} in it cannot be read", report::count(run.missing, "file"))),
        );
    }
    let record = Record::new(&format!("undo {}", run.number), &here);
    let mut writer = Writer::new(Some(record), false);
    let mut restored = 0;
    for result in writer.apply(&changes, interrupt)? {
        match result {
            Some(Ok(_)) => restored += 1,
            Some(Err(failure)) => failures.push(failure),
            None => {}
        }
    }
    let number = writer.run();
    failures.extend(writer.finish());
    let mut text = format!("{} restored", report::count(restored, "file"));
    if untouched > 0 {
        text.push_str(&format!(", {untouched} as before the run already"));
    }
    text.push_str(&format!(" (run {}, {}, {})\n", run.number, run.header.command, run.header.age()));
    if let Some(number) = number.filter(|_| restored > 0) {
        text.push_str(&format!("`steep undo {number}` takes this back.\n"));
    }
    output.write(&text)?;
    if interrupt.is_set() {
        failures.push(
            Failure::general("go on", "it was interrupted")
                .detail(format!("`steep undo {}` does the rest", run.number)),
        );
    }
    output.complain(&report::failures(&failures, &output.error_palette));
    Ok(if failures.is_empty() { DONE } else { FAILED })
}

fn numbered(folder: &Path, number: u64) -> anyhow::Result<Run> {
    let what = || format!("cannot read the record of run {number}");
    match runs::read(folder, number) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("no run {number} is recorded: `steep undo --list` shows those that are")
        }
        Ok(Some(run)) => check_over(folder, run),
        Ok(None) => bail!("run {number} changed nothing"),
        Err(error) => Err(error).with_context(what),
    }
}

/// The last run that was started in the folder `here`. Records that cannot be read are passed over, which is a failure.
fn last(folder: &Path, here: &Path, failures: &mut Vec<Failure>) -> anyhow::Result<Run> {
    let mut elsewhere: Option<(u64, PathBuf)> = None;
    for number in runs::numbers(folder).context("cannot read the records")?.into_iter().rev() {
        let run = match runs::read(folder, number) {
            Ok(Some(run)) if !run.entries.is_empty() || run.missing == 0 => run,
            // It was killed before it had changed a file.
            Ok(None) => continue,
            Ok(Some(_)) => {
                failures.push(passed_over(number, &"it is cut short before the first file"));
                continue;
            }
            Err(error) => {
                failures.push(passed_over(number, &error));
                continue;
            }
        };
        let started = run.header.folder.path();
        if started == here {
            return check_over(folder, run);
        }
        elsewhere.get_or_insert((number, started));
    }
    match elsewhere {
        Some((number, started)) => bail!(
            "no run was started here; the last one was in {}: go there, or name it, `steep undo {number}`",
            started.display()
        ),
        None => bail!("there is nothing to undo: no run is recorded"),
    }
}

fn passed_over(number: u64, why: &dyn std::fmt::Display) -> Failure {
    Failure::general("read the record of a run", why).detail(format!("run {number}, which was passed over"))
}

fn check_over(folder: &Path, run: Run) -> anyhow::Result<Run> {
    let file = fs::File::open(runs::file(folder, run.number)).context("cannot read the record")?;
    if lock(&file) == Lock::Taken {
        bail!("run {} is still going on", run.number);
    }
    Ok(run)
}

fn fates(run: &Run, here: &Path) -> Vec<Fate> {
    let fate = |entry: &runs::Entry| {
        let real = entry.path.path();
        let path = real.strip_prefix(here).unwrap_or(&real).to_owned();
        let leave = |why: &str| Fate::Leave(Failure::new("restore", &path, why));
        // The run followed every link, so there was none on the way.
        if real.parent().is_some_and(|folder| fs::canonicalize(folder).is_ok_and(|now| now != folder)) {
            return leave("a folder on its way is a link now");
        }
        let read = fs::symlink_metadata(&real).and_then(|metadata| Ok((metadata, fs::read(&real)?)));
        match read.map(|(metadata, text)| metadata.is_file().then_some(text)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => leave("it is not there any more"),
            Err(error) => leave(&error.to_string()),
            Ok(None) => leave("it is a link now"),
            Ok(Some(now)) if now == entry.before.as_bytes() => Fate::AsItWas,
            Ok(Some(now)) => match String::from_utf8(now) {
                Ok(now) if runs::fingerprint(&now) == entry.after => {
                    Fate::Restore(Change { path, old: now, new: entry.before.clone(), real })
                }
                _ => leave("it was changed since"),
            },
        }
    };
    run.entries.iter().map(fate).collect()
}
