use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::{Written, attributes, backup, temporary};
use crate::change::Change;
use crate::failure::Failure;

/// Puts the new text in the place of the old: written beside it, synced, and renamed over it, so that a reader and a crash
/// see the old or the new text and never a mixture. A file that no longer holds the old text is left alone.
///
/// The folder still has to be synced for the new text to outlive a power cut.
pub(super) fn replace(change: &Change, keep: bool) -> Result<Written, Failure> {
    let failed = |why: &dyn std::fmt::Display| Failure::new("write", &change.path, why);
    try_replace(change, keep).map_err(|error| match error {
        Error::Io(error) => failed(&reason(&error)),
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

/// Why, without the name of the temporary file that tempfile adds, which is different each time.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" at path \"") {
        Some((why, _)) if error.get_ref().is_some() => why.to_owned(),
        _ => text,
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
    let mut file = temporary::create(folder)?;
    file.write_all(change.new.as_bytes())?;
    attributes::copy(&original, &metadata, file.as_file())?;
    if keep {
        backup::keep(real, &change.old, &original).map_err(Error::Backup)?;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_errors_have_the_same_reason() {
        let folder = tempfile::tempdir().unwrap();
        let reasons = ["a", "b"].map(|name| {
            let error = temporary::create(&folder.path().join(name)).unwrap_err();
            assert!(error.to_string().contains(".steep-"), "{error}");
            reason(&error)
        });
        assert_eq!(reasons.first(), reasons.last());
        assert_eq!(reason(&io::Error::other("another")), "another");
    }
}
