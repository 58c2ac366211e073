use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use steep::{Finding, Transpiler};

use crate::args::Work;
use crate::config::{Config, Nearest, Resolved};
use crate::failure::Failure;
use crate::files::{Chosen, Document, Selection};
use crate::report::Mode;
use crate::setting::EXAMPLE_HOST;

/// What is to be done with one file.
#[derive(Debug)]
pub(super) struct Job {
    /// As reports name it.
    pub(super) path: PathBuf,
    /// Absolute and without links.
    pub(super) real: PathBuf,
    pub(super) chosen: Chosen,
    pub(super) steep: Arc<Transpiler>,
    /// Whether its commands are rewritten; a file that only gets the notice keeps them.
    pub(super) rewrite: bool,
    /// Whether it gets the notice.
    pub(super) notice: bool,
    /// What a person chose to have rewritten; `None`: everything.
    pub(super) forms: Option<Vec<Finding>>,
}

/// What is to be done with all of them.
#[derive(Debug)]
pub(super) struct Jobs {
    pub(super) jobs: Vec<Job>,
    /// The files that could not be had.
    pub(super) failures: Vec<Failure>,
    /// What has to be said about how the settings were understood.
    pub(super) notes: BTreeSet<String>,
}

/// One job for each document and for each file that gets a notice.
///
/// # Errors
/// When the settings of one of them are not usable, or the notice that is asked for cannot be had: then nothing may be changed.
pub(super) fn jobs(work: &Work, mode: Mode, selection: Selection, nearest: &Nearest) -> anyhow::Result<Jobs> {
    let failures = selection.failures;
    let mut transpilers = Transpilers { work, mode, built: HashMap::new(), last: None, notes: BTreeSet::new() };
    let mut jobs = Vec::new();
    let mut notices: Vec<(PathBuf, Option<Arc<Config>>)> = Vec::new();
    notices.extend(work.notice.clone().map(|path| (path, None)));
    for Document { path, real, chosen, config } in selection.documents {
        if let (None, Some(notice)) = (&work.notice, &config.notice)
            && !notices.iter().any(|(path, _)| path == notice)
        {
            notices.push((notice.clone(), Some(Arc::clone(&config))));
        }
        jobs.push(Job {
            path,
            real,
            chosen,
            steep: transpilers.of(&config)?,
            rewrite: true,
            notice: false,
            forms: None,
        });
    }
    if mode == Mode::Scan {
        return Ok(Jobs { jobs, failures, notes: transpilers.notes });
    }
    for (path, config) in notices {
        let real = fs::canonicalize(&path).map_err(|error| Failure::new("put the notice into", &path, error))?;
        if let Some(job) = jobs.iter_mut().find(|job| job.real == real) {
            job.notice = true;
            continue;
        }
        let config = match config {
            Some(config) => config,
            None => nearest.at(real.parent().unwrap_or(&real))?,
        };
        let chosen = Chosen { named: true, included: true };
        jobs.push(Job {
            path,
            real,
            chosen,
            steep: transpilers.of(&config)?,
            rewrite: false,
            notice: true,
            forms: None,
        });
    }
    Ok(Jobs { jobs, failures, notes: transpilers.notes })
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
    /// What was asked for last: files of a folder stand together.
    last: Option<(Arc<Config>, Arc<Transpiler>)>,
    notes: BTreeSet<String>,
}

impl Transpilers<'_> {
    fn of(&mut self, config: &Arc<Config>) -> anyhow::Result<Arc<Transpiler>> {
        if let Some((_, steep)) = self.last.as_ref().filter(|(last, _)| Arc::ptr_eq(last, config)) {
            return Ok(Arc::clone(steep));
        }
        let steep = self.built_for(config)?;
        self.last = Some((Arc::clone(config), Arc::clone(&steep)));
        Ok(steep)
    }

    fn built_for(&mut self, config: &Config) -> anyhow::Result<Arc<Transpiler>> {
        if let Some(built) = self.built.get(&config.folder) {
            return Ok(Arc::clone(built));
        }
        let host = (self.mode == Mode::Scan).then_some(EXAMPLE_HOST);
        let Resolved { target, note } = config.target(&self.work.settings)?;
        self.notes.extend(note);
        let built = Arc::new(config.transpiler(&self.work.settings, &target, host)?);
        self.built.insert(config.folder.clone(), Arc::clone(&built));
        Ok(built)
    }
}
