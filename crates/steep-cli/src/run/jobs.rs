use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use steep::Transpiler;

use super::{EXAMPLE_HOST, Mode};
use crate::args::Work;
use crate::config::{Config, Nearest};
use crate::failure::Failure;
use crate::files::{Document, Selection};

/// What is to be done with one file.
#[derive(Debug)]
pub(super) struct Job {
    /// As reports name it.
    pub(super) path: PathBuf,
    /// Absolute and without links.
    pub(super) real: PathBuf,
    pub(super) steep: Arc<Transpiler>,
    /// Whether its commands are rewritten; a file that only gets the notice keeps them.
    pub(super) rewrite: bool,
    /// Whether it gets the notice.
    pub(super) notice: bool,
}

/// One job for each document and for each file that gets a notice, and the files that could not be had.
///
/// # Errors
/// When the settings of one of them are not usable: then nothing may be changed.
pub(super) fn jobs(
    work: &Work,
    mode: Mode,
    selection: Selection,
    nearest: &Nearest,
) -> anyhow::Result<(Vec<Job>, Vec<Failure>)> {
    let mut failures = selection.failures;
    let mut transpilers = Transpilers { work, mode, built: HashMap::new() };
    let mut jobs = Vec::new();
    let mut notices: Vec<(PathBuf, Option<Arc<Config>>)> = Vec::new();
    notices.extend(work.notice.clone().map(|path| (path, None)));
    for Document { path, real, config } in selection.documents {
        if let (None, Some(notice)) = (&work.notice, &config.notice)
            && !notices.iter().any(|(path, _)| path == notice)
        {
            notices.push((notice.clone(), Some(Arc::clone(&config))));
        }
        jobs.push(Job { path, real, steep: transpilers.of(&config)?, rewrite: true, notice: false });
    }
    if mode == Mode::Scan {
        return Ok((jobs, failures));
    }
    for (path, config) in notices {
        let real = match fs::canonicalize(&path) {
            Ok(real) => real,
            Err(error) => {
                failures.push(Failure::new("put the notice into", &path, error));
                continue;
            }
        };
        if let Some(job) = jobs.iter_mut().find(|job| job.real == real) {
            job.notice = true;
            continue;
        }
        let config = match config {
            Some(config) => config,
            None => nearest.at(real.parent().unwrap_or(&real))?,
        };
        jobs.push(Job { path, real, steep: transpilers.of(&config)?, rewrite: false, notice: true });
    }
    Ok((jobs, failures))
}

/// The folders that the files of `jobs` are in, each once.
pub(super) fn folders(jobs: &[Job]) -> BTreeSet<&Path> {
    jobs.iter().filter_map(|job| job.real.parent()).collect()
}

/// One transpiler for each configuration.
struct Transpilers<'a> {
    work: &'a Work,
    mode: Mode,
    /// By the configuration's folder, of which there is one for each.
    built: HashMap<PathBuf, Arc<Transpiler>>,
}

impl Transpilers<'_> {
    fn of(&mut self, config: &Config) -> anyhow::Result<Arc<Transpiler>> {
        if let Some(built) = self.built.get(&config.folder) {
            return Ok(Arc::clone(built));
        }
        let host = (self.mode == Mode::Scan).then_some(EXAMPLE_HOST);
        let built = Arc::new(config.transpiler(&self.work.settings, host)?);
        self.built.insert(config.folder.clone(), Arc::clone(&built));
        Ok(built)
    }
}
