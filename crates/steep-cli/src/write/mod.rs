//! Changes files, each all or nothing, and so that it can be taken back.

mod attributes;
mod backup;
mod litter;
mod replace;
mod temporary;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::change::Change;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::parallel;
use crate::record::Record;

pub(crate) use litter::sweep;
pub(crate) use temporary::is_temporary;

/// Threads that write. Most of their time they wait for the disk, so there may be more of them than processors.
const THREADS: usize = 8;

/// What is worth telling about a file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// It had other names (hard links), which keep the old text.
    pub(crate) had_other_names: bool,
}

/// Changes files.
#[derive(Debug)]
pub(crate) struct Writer {
    /// Where the old texts are noted first; `None` where nobody wants to take the run back.
    record: Option<Record>,
    /// Whether the old text is also kept beside the file.
    backup: bool,
    folders: BTreeSet<PathBuf>,
}

impl Writer {
    pub(crate) fn new(record: Option<Record>, backup: bool) -> Self {
        Writer { record, backup, folders: BTreeSet::new() }
    }

    /// Makes the changes. What became of each stands in their order; `None` for those that were not begun because of an
    /// interrupt.
    ///
    /// # Errors
    /// When the old texts could not be recorded: then no file is changed.
    pub(crate) fn apply(
        &mut self,
        changes: &[Change],
        interrupt: &Interrupt,
    ) -> Result<Vec<Option<Result<Written, Failure>>>, Failure> {
        if let Some(record) = self.record.as_mut().filter(|_| !changes.is_empty()) {
            record.add(changes)?;
        }
        self.folders.extend(changes.iter().filter_map(|change| change.real.parent().map(Path::to_owned)));
        Ok(parallel::map(changes, THREADS, interrupt, |change| replace::replace(change, self.backup)))
    }

    /// The number of the run that was recorded; `None` when nothing was.
    pub(crate) fn run(&self) -> Option<u64> {
        self.record.as_ref().and_then(Record::number)
    }

    /// Makes sure that what was written outlives a power cut.
    pub(crate) fn finish(self) -> Vec<Failure> {
        let sync = |folder: &PathBuf| {
            let result = fs::File::open(folder).and_then(|folder| folder.sync_all());
            // Where the system cannot sync a folder there is no more to be done.
            let error = result.err().filter(|error| error.raw_os_error().is_some_and(is_fatal))?;
            Some(Failure::new("make sure of", folder, error))
        };
        self.folders.iter().filter_map(sync).collect()
    }
}

/// Whether the error of a sync says that something was lost, and not that syncing is not supported there.
#[cfg(unix)]
fn is_fatal(error: i32) -> bool {
    use rustix::io::Errno;
    [Errno::IO, Errno::NOSPC, Errno::DQUOT, Errno::ROFS].contains(&Errno::from_raw_os_error(error))
}

#[cfg(not(unix))]
fn is_fatal(_error: i32) -> bool {
    false
}
