use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs};

use anyhow::Context;
use ignore::{DirEntry, WalkBuilder, WalkState};
use steep::Language;

use crate::config::{Config, Nearest, Patterns};
use crate::failure::Failure;
use crate::files::Chosen;
use crate::parallel;
use crate::write::is_temporary;

/// Files of this name say, in the syntax of `.gitignore`, what is left out.
const IGNORE_FILE: &str = ".steepignore";

/// A file to work on.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// As reports name it.
    pub(crate) path: PathBuf,
    /// Absolute and without links: where it is read and written.
    pub(crate) real: PathBuf,
    pub(crate) chosen: Chosen,
    /// The settings that hold there.
    pub(crate) config: Arc<Config>,
}

/// What the paths of a command line come to.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// Each file once, in order of their paths.
    pub(crate) documents: Vec<Document>,
    /// What could not be looked at.
    pub(crate) failures: Vec<Failure>,
}

/// How a file was come by. The lesser is its better name when there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Named,
    InFolder,
    ByLink,
}

/// A file that was found: how, by which path, and where it is without links.
#[derive(Debug)]
struct Found {
    how: How,
    path: PathBuf,
    real: PathBuf,
}

/// The files that `paths` name, and those in the folders that they name.
///
/// A folder gives its files of any kind, without what is excluded, what `.steepignore` and (in a Git repository)
/// `.gitignore` leave out when `ignore_files` is set, and `.git`. A file that is named itself is taken whatever those say;
/// only `exclude`, whose patterns hold in the working directory, leaves it out.
///
/// Links to folders are not followed: what they lead to inside the named folders is found there, and the rest is not
/// ours. Links to files are followed where they lead into a named folder.
///
/// # Errors
/// When a `steep.toml` cannot be read or understood: then nothing may be changed.
pub(crate) fn select(
    paths: &[PathBuf],
    nearest: &Arc<Nearest>,
    exclude: &[String],
    ignore_files: bool,
) -> anyhow::Result<Selection> {
    let here = env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    let excluded = Arc::new(Excluded { patterns: Patterns::new(&[], exclude).context("--exclude")?, here });
    let mut selection = Selection::default();
    let mut found: Vec<Found> = Vec::new();
    let mut roots = Vec::new();
    for path in paths {
        match fs::canonicalize(path).and_then(|real| Ok((fs::metadata(&real)?, real))) {
            Ok((metadata, real)) if excluded.within(&real, metadata.is_dir()) => {}
            Ok((metadata, real)) if metadata.is_dir() => roots.push((path, real)),
            Ok((metadata, real)) if metadata.is_file() => {
                found.push(Found { how: How::Named, path: path.clone(), real })
            }
            Ok(_) => selection.failures.push(Failure::new("read", path, "it is neither a file nor a folder")),
            Err(error) => selection.failures.push(Failure::new("look at", path, error)),
        }
    }
    let reals: Vec<&Path> = roots.iter().map(|(_, real)| real.as_path()).collect();
    for (path, real) in &roots {
        let folder = Folder { path, real, roots: &reals, nearest, excluded: &excluded, ignore_files };
        folder.walk(&mut found, &mut selection.failures);
    }
    // Folders that lie in each other have the same failures.
    let mut told = HashSet::new();
    selection.failures.retain(|failure| told.insert(failure.to_string()));
    // In one folder no file is found twice, unless by a link.
    if paths.len() > 1 || found.iter().any(|found| found.how == How::ByLink) {
        keep_best_names(&mut found);
    }
    let mut last: Option<(PathBuf, Arc<Config>)> = None;
    for Found { how, path, real } in found {
        let parent = real.parent().unwrap_or(&real);
        let config = match &last {
            Some((folder, config)) if folder.as_os_str() == parent.as_os_str() => Arc::clone(config),
            _ => {
                let config = nearest.at(parent)?;
                last = Some((parent.to_owned(), Arc::clone(&config)));
                config
            }
        };
        let included = real.strip_prefix(&config.folder).is_ok_and(|path| config.patterns.includes(path));
        let chosen = Chosen { named: how == How::Named, included };
        selection.documents.push(Document { path: short(path), real, chosen, config });
    }
    selection.documents.sort_by_cached_key(|document| order(&document.path));
    Ok(selection)
}

/// Leaves each file once, by the best of its names: `README.md`, which is a link, and not `README`.
fn keep_best_names(found: &mut Vec<Found>) {
    found.sort_by_cached_key(|Found { how, path, real }| {
        let says_nothing = *how != How::Named && !Language::of_path(path).is_rewritten();
        (says_nothing, *how, path.clone(), real.clone())
    });
    let mut seen = HashSet::new();
    found.retain(|found| seen.insert(found.real.clone()));
}

/// What sorts paths by their parts, as their own order does, and faster: a folder stands before what goes on as its name
/// does (`a/b` before `a-b`).
fn order(path: &Path) -> Vec<u8> {
    let mut bytes = path.as_os_str().as_encoded_bytes().to_vec();
    bytes.iter_mut().filter(|byte| std::path::is_separator(char::from(**byte))).for_each(|byte| *byte = 0);
    bytes
}

/// What `--exclude` leaves out.
struct Excluded {
    patterns: Patterns,
    /// The working directory, without links.
    here: PathBuf,
}

impl Excluded {
    /// Outside of the working directory the patterns see the whole path.
    fn relative<'p>(&self, real: &'p Path) -> &'p Path {
        real.strip_prefix(&self.here).or_else(|_| real.strip_prefix("/")).unwrap_or(real)
    }

    fn within(&self, real: &Path, folder: bool) -> bool {
        self.patterns.excludes_within(self.relative(real), folder)
    }

    fn itself(&self, real: &Path, folder: bool) -> bool {
        self.patterns.excludes(self.relative(real), folder)
    }
}

/// What a walk, or one of its threads, came by.
#[derive(Default)]
struct Walked {
    found: Vec<Found>,
    failures: Vec<Failure>,
}

/// What one thread came by; added to that of all when the thread ends.
struct Own<'a> {
    walked: Walked,
    all: &'a Mutex<Walked>,
}

impl Drop for Own<'_> {
    fn drop(&mut self) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.found.append(&mut self.walked.found);
        all.failures.append(&mut self.walked.failures);
    }
}

/// A folder that was named.
struct Folder<'a> {
    path: &'a Path,
    real: &'a Path,
    /// All folders that were named.
    roots: &'a [&'a Path],
    nearest: &'a Arc<Nearest>,
    excluded: &'a Arc<Excluded>,
    ignore_files: bool,
}

impl Folder<'_> {
    /// Walks on several threads. What is found has no order; failures stand in that of their paths.
    fn walk(&self, found: &mut Vec<Found>, failures: &mut Vec<Failure>) {
        let all = Mutex::new(Walked::default());
        self.builder().threads(parallel::processors()).build_parallel().run(|| {
            let mut own = Own { walked: Walked::default(), all: &all };
            Box::new(move |entry| {
                self.take(entry, &mut own.walked);
                WalkState::Continue
            })
        });
        let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.failures.sort_by_cached_key(|failure| (failure.path.clone(), failure.to_string()));
        found.append(&mut all.found);
        failures.append(&mut all.failures);
    }

    fn take(&self, entry: Result<DirEntry, ignore::Error>, walked: &mut Walked) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return walked.failures.push(self.failure(&error)),
        };
        walked.failures.extend(entry.error().map(|error| self.failure(error)));
        let Some(kind) = entry.file_type() else { return };
        if kind.is_dir() || is_copy(entry.path()) {
            return;
        }
        if kind.is_file() {
            let path = entry.into_path();
            let real = beneath(self.path, self.real, &path);
            walked.found.push(Found { how: How::InFolder, path, real });
        } else if kind.is_symlink()
            && let Ok(real) = fs::canonicalize(entry.path())
            && self.roots.iter().any(|root| real.starts_with(root))
            && real.is_file()
        {
            // A link that leads nowhere (editors leave such beside open files) holds no text to speak of.
            walked.found.push(Found { how: How::ByLink, path: entry.into_path(), real });
        }
    }

    fn builder(&self) -> WalkBuilder {
        let mut builder = WalkBuilder::new(self.path);
        builder.standard_filters(false);
        if self.ignore_files {
            builder.parents(true).git_ignore(true).require_git(true).add_custom_ignore_filename(IGNORE_FILE);
        }
        let (path, real) = (self.path.to_owned(), self.real.to_owned());
        let (nearest, excluded) = (Arc::clone(self.nearest), Arc::clone(self.excluded));
        builder.filter_entry(move |entry| {
            let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            if folder && entry.file_name() == ".git" {
                return false;
            }
            let real = beneath(&path, &real, entry.path());
            // A configuration that cannot be read is told about where the walk ends.
            let config = real.parent().and_then(|parent| nearest.at(parent).ok());
            let inside = |config: &Config| {
                real.strip_prefix(&config.folder).is_ok_and(|path| config.patterns.excludes(path, folder))
            };
            !excluded.itself(&real, folder) && !config.is_some_and(|config| inside(&config))
        });
        builder
    }

    fn failure(&self, error: &ignore::Error) -> Failure {
        // What the system said is what there is to say: the path is told anyway.
        let mut why: &dyn std::error::Error = match error.io_error() {
            Some(error) => error,
            None => innermost(error),
        };
        while let Some(source) = why.source() {
            why = source;
        }
        Failure::new("look at", &short(place(error).unwrap_or(self.path).to_owned()), why)
    }
}

/// A path as reports name it: without the `./` that the working directory gives to what is found in it.
fn short(path: PathBuf) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(rest) => rest.to_owned(),
        Err(_) => path,
    }
}

/// Where an entry of the folder `path`, which is `real` without links, is without links.
fn beneath(path: &Path, real: &Path, entry: &Path) -> PathBuf {
    entry.strip_prefix(path).map_or_else(|_| entry.to_owned(), |rest| real.join(rest))
}

/// Whether it is another file's text: the old one, as `--backup` (and patch, and Git's merges) keep it (`a.md.orig`,
/// `a.md.orig.2`), or a new one that was never put in its place.
fn is_copy(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    if is_temporary(name) {
        return true;
    }
    let name = name.to_string_lossy();
    name.ends_with(".orig") || name.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(".orig.")
}

/// The file that an error of the walk is about.
fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithDepth { err, .. } => place(err),
        ignore::Error::Partial(errors) => errors.iter().find_map(place),
        _ => None,
    }
}

fn innermost(error: &ignore::Error) -> &ignore::Error {
    match error {
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => innermost(err),
        _ => error,
    }
}
