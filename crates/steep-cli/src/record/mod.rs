//! What a run changed, written down before it changes it.

pub(crate) mod runs;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::change::Change;
use crate::failure::Failure;
use crate::lock::{Lock, lock};
use runs::{Batch, Entry, Header, StoredPath};

/// So many records are kept.
const KEPT: usize = 20;

/// The record of a run: what each file held before it is changed. It is made when there is something to note.
#[derive(Debug)]
pub(crate) struct Record {
    header: Header,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    file: File,
    number: u64,
}

impl Record {
    /// The record of a run of `command` that was started in the folder `here`.
    pub(crate) fn new(command: &str, here: &Path) -> Self {
        Record { header: Header::new(command, here), open: None }
    }

    /// The number of the run; `None` when nothing was noted.
    pub(crate) fn number(&self) -> Option<u64> {
        self.open.as_ref().map(|open| open.number)
    }

    /// Notes changes that are about to be made. When it returns, the note outlives a power cut.
    pub(crate) fn add(&mut self, changes: &[Change]) -> Result<(), Failure> {
        self.try_add(changes).map_err(|error| {
            Failure::general("note what the files held, for `steep undo`", error)
                .detail("nothing was changed; --no-undo rewrites without a note")
        })
    }

    fn try_add(&mut self, changes: &[Change]) -> io::Result<()> {
        let mut text = Vec::new();
        if self.open.is_none() {
            push(&mut text, &self.header)?;
        }
        push(&mut text, &Batch { files: changes.len() })?;
        for change in changes {
            let (path, after) = (StoredPath::new(&change.real), runs::fingerprint(&change.new));
            push(&mut text, &Entry { path, before: change.old.clone(), after })?;
        }
        let Some(open) = &mut self.open else {
            let folder = runs::folder()?;
            let mut open = open_in(&folder)?;
            let noted = open.append(&text).and_then(|()| File::open(&folder)?.sync_all());
            if let Err(error) = noted {
                // No file was changed, so this is no run that could be taken back.
                let _stays = fs::remove_file(runs::file(&folder, open.number));
                return Err(error);
            }
            prune(&folder, open.number);
            self.open = Some(open);
            return Ok(());
        };
        open.append(&text)
    }
}

impl Open {
    /// Adds `text`, or nothing where that fails.
    fn append(&mut self, text: &[u8]) -> io::Result<()> {
        let length = self.file.metadata()?.len();
        let result = self.file.write_all(text).and_then(|()| self.file.sync_all());
        if result.is_err() {
            let _stays = self.file.set_len(length);
        }
        result
    }
}

fn push(text: &mut Vec<u8>, line: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *text, line)?;
    text.push(b'\n');
    Ok(())
}

/// Opens a new record under the next number, locked as long as it is open.
fn open_in(folder: &Path) -> io::Result<Open> {
    create_folder(folder)?;
    let mut number = runs::numbers(folder)?.last().map_or(1, |last| last + 1);
    loop {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(runs::file(folder, number)) {
            Ok(file) => {
                lock(&file);
                return Ok(Open { file, number });
            }
            // Another run began at the same time.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Creates the folder, which only the user may look into: documents need not be public. Every new folder on the way is
/// synced into the one that it is in.
fn create_folder(folder: &Path) -> io::Result<()> {
    let missing: Vec<PathBuf> = folder.ancestors().take_while(|it| !it.is_dir()).map(Path::to_owned).collect();
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)?;
    for created in missing {
        if let Some(parent) = created.parent() {
            File::open(parent)?.sync_all()?;
        }
    }
    Ok(())
}

/// Removes the oldest records that are no longer being written.
fn prune(folder: &Path, newest: u64) {
    let numbers = runs::numbers(folder).unwrap_or_default();
    let surplus = numbers.len().saturating_sub(KEPT);
    for number in numbers.into_iter().filter(|number| *number < newest).take(surplus) {
        let path = runs::file(folder, number);
        if File::open(&path).is_ok_and(|file| lock(&file) != Lock::Taken) {
            let _stays = fs::remove_file(path);
        }
    }
}
