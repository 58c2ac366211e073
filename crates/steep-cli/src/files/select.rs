use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use anyhow::Context;
use ignore::WalkBuilder;

use crate::config::{Config, Nearest};
use crate::failure::Failure;
use crate::files::Patterns;

/// Endings, in lower case, of the files that are taken from a folder.
const ENDINGS: [&str; 4] = ["md", "markdown", "mdx", "sh"];

/// Files of this name say, in the syntax of `.gitignore`, what is left out.
const IGNORE_FILE: &str = ".steepignore";

/// A file to work on.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// As reports name it.
    pub(crate) path: PathBuf,
    /// Absolute and without links: where it is read and written.
    pub(crate) real: PathBuf,
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
enum Found {
    Named,
    InFolder,
    ByLink,
}

/// The documents that `paths` name, and those in the folders that they name.
///
/// A folder gives its files with a known ending and those that its `steep.toml` includes, without what is excluded, what
/// `.steepignore` and (in a Git repository) `.gitignore` leave out when `ignore_files` is set, and `.git`. A file that is
/// named itself is taken whatever those say; only `exclude`, whose patterns hold in the working directory, leaves it out.
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
    let mut found: Vec<(Found, PathBuf, PathBuf)> = Vec::new();
    let mut roots = Vec::new();
    for path in paths {
        match fs::canonicalize(path).and_then(|real| Ok((fs::metadata(&real)?, real))) {
            Ok((metadata, real)) if excluded.within(&real, metadata.is_dir()) => {}
            Ok((metadata, real)) if metadata.is_dir() => roots.push((path, real)),
            Ok((metadata, real)) if metadata.is_file() => found.push((Found::Named, path.clone(), real)),
            Ok(_) => selection.failures.push(Failure::new("read", path, "it is neither a file nor a folder")),
            Err(error) => selection.failures.push(Failure::new("look at", path, error)),
        }
    }
    let reals: Vec<&Path> = roots.iter().map(|(_, real)| real.as_path()).collect();
    for (path, real) in &roots {
        let folder = Folder { path, real, roots: &reals, nearest, excluded: &excluded, ignore_files };
        folder.walk(&mut found, &mut selection.failures)?;
    }
    // Folders that lie in each other have the same failures.
    let mut told = HashSet::new();
    selection.failures.retain(|failure| told.insert(failure.to_string()));
    // The better names first, so that they are the ones that are kept.
    found.sort();
    let mut seen = HashSet::new();
    for (_, path, real) in found {
        if !seen.insert(real.clone()) {
            continue;
        }
        let config = nearest.at(real.parent().unwrap_or(&real))?;
        selection.documents.push(Document { path: short(&path), real, config });
    }
    selection.documents.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(selection)
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
    fn walk(&self, found: &mut Vec<(Found, PathBuf, PathBuf)>, failures: &mut Vec<Failure>) -> anyhow::Result<()> {
        for entry in self.builder().build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    failures.push(self.failure(&error));
                    continue;
                }
            };
            if let Some(error) = entry.error() {
                failures.push(self.failure(error));
            }
            let (path, Some(kind)) = (entry.path(), entry.file_type()) else { continue };
            if kind.is_dir() {
                continue;
            }
            let real = beneath(self.path, self.real, path);
            if !has_known_ending(path) && !self.includes(&real)? {
                continue;
            }
            if kind.is_file() {
                found.push((Found::InFolder, path.to_owned(), real));
            } else if kind.is_symlink()
                && let Ok(real) = fs::canonicalize(path)
                && self.roots.iter().any(|root| real.starts_with(root))
                && real.is_file()
            {
                // A link that leads nowhere (editors leave such beside open files) holds no text to speak of.
                found.push((Found::ByLink, path.to_owned(), real));
            }
        }
        Ok(())
    }

    fn builder(&self) -> WalkBuilder {
        let mut builder = WalkBuilder::new(self.path);
        builder.standard_filters(false).sort_by_file_name(OsStr::cmp);
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

    fn includes(&self, real: &Path) -> anyhow::Result<bool> {
        let config = self.nearest.at(real.parent().unwrap_or(real))?;
        Ok(real.strip_prefix(&config.folder).is_ok_and(|path| config.patterns.includes(path)))
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
        Failure::new("look at", &short(place(error).unwrap_or(self.path)), why)
    }
}

/// A path as reports name it: without the `./` that the working directory gives to what is found in it.
fn short(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

/// Where an entry of the folder `path`, which is `real` without links, is without links.
fn beneath(path: &Path, real: &Path, entry: &Path) -> PathBuf {
    entry.strip_prefix(path).map_or_else(|_| entry.to_owned(), |rest| real.join(rest))
}

fn has_known_ending(path: &Path) -> bool {
    let Some(ending) = path.extension().and_then(OsStr::to_str) else { return false };
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
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
