use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::{Change, Written, attributes, backup, temporary};
use crate::failure::Failure;

/// Puts the new text in the place of the old: written beside it, synced, and renamed over it, so that a reader and a crash
/// see the old or the new text and never a mixture. A file that no longer holds the old text is left alone.
///
/// The folder still has to be synced for the new text to outlive a power cut.
pub(super) fn replace(change: &Change, keep: bool) -> Result<Written, Failure> {
    let failed = |why: &dyn std::fmt::Display| Failure::new("write", &change.path, why);
    try_replace(change, keep).map_err(|error| match error {
        Error::Io(error) => failed(&error),
        Error::ReadOnly => failed(&"it is read-only"),
        Error::Changed => failed(&"it changed while it was being rewritten"),
        Error::Backup(error) => failed(&"its old text could not be kept beside it").detail(error),
    })
}

enum Error {
    Io(io::Error),
    ReadOnly,
    Changed,
    Backup(io::Error),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::Io(error)
    }
}

fn try_replace(change: &Change, keep: bool) -> Result<Written, Error> {
    let real = &change.real;
    let folder = real.parent().unwrap_or(Path::new("/"));
    let original = fs::File::open(real)?;
    let metadata = original.metadata()?;
    if metadata.permissions().readonly() {
        return Err(Error::ReadOnly);
    }
    attributes::check_writable(real)?;
    if keep {
        backup::keep(real, &change.old, &original).map_err(Error::Backup)?;
    }
    let mut file = temporary::create(folder)?;
    file.write_all(change.new.as_bytes())?;
    attributes::copy(&original, &metadata, file.as_file())?;
    file.as_file().sync_all()?;
    // The last look. What another program writes between here and the next line is lost, as with every program that
    // renames; no system call compares and renames in one.
    match fs::read(real)? {
        now if now == change.old.as_bytes() => {}
        // Another run of ours was faster.
        now if now == change.new.as_bytes() => return Ok(Written { had_other_names: false }),
        _ => return Err(Error::Changed),
    }
    file.persist(real).map_err(|error| error.error)?;
    Ok(Written { had_other_names: attributes::names(&metadata) > 1 })
}
