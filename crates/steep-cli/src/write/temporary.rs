//! Files that are being written and have not yet got their name.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

const PREFIX: &str = ".steep-";
const SUFFIX: &str = ".tmp";
/// Letters and digits between the process id and the suffix.
const RANDOM: usize = 12;

/// A new file in `folder` that only we can read, named after this process, and locked for as long as it is open.
pub(super) fn create(folder: &Path) -> io::Result<NamedTempFile> {
    let prefix = format!("{PREFIX}{}-", std::process::id());
    let file = tempfile::Builder::new().prefix(&prefix).suffix(SUFFIX).rand_bytes(RANDOM).tempfile_in(folder)?;
    lock(file.as_file());
    Ok(file)
}

/// The id of the process whose file has this name; `None` for names that are not exactly what [`create`] gives.
pub(super) fn process(name: &OsStr) -> Option<u32> {
    let (id, random) = name.to_str()?.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split_once('-')?;
    let plain = random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let number = id.parse().ok().filter(|number: &u32| *number > 0 && number.to_string() == id)?;
    plain.then_some(number)
}

/// Whether an attempt to lock a file succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lock {
    /// It is ours until the file is closed.
    Held,
    /// Another process has it open and locked.
    Taken,
    /// The file system has no locks.
    Unknown,
}

/// Tries to lock a file against other steep processes, wherever they run: process ids mean nothing across containers.
#[cfg(unix)]
pub(crate) fn lock(file: &File) -> Lock {
    match rustix::fs::flock(file, rustix::fs::FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Lock::Held,
        Err(rustix::io::Errno::WOULDBLOCK) => Lock::Taken,
        Err(_) => Lock::Unknown,
    }
}

#[cfg(not(unix))]
pub(crate) fn lock(_file: &File) -> Lock {
    Lock::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_recognised() {
        let folder = tempfile::tempdir().unwrap();
        let file = create(folder.path()).unwrap();
        assert_eq!(process(file.path().file_name().unwrap()), Some(std::process::id()));
        for name in [
            ".steep-",
            ".steep-12",
            ".steep-12-abcdefghijkl",
            ".steep-12-abcdefghijk.tmp",
            ".steep-12-abcdefghijklm.tmp",
            ".steep-12-abcdefghij.l.tmp",
            ".steep-012-abcdefghijkl.tmp",
            ".steep-0-abcdefghijkl.tmp",
            ".steep-+12-abcdefghijkl.tmp",
            ".steep-12-abcdefghijkl.tmp.md",
            "x.steep-12-abcdefghijkl.tmp",
            ".steepignore",
        ] {
            assert_eq!(process(OsStr::new(name)), None, "{name}");
        }
        assert_eq!(process(OsStr::new(".steep-12-abcdefghijkl.tmp")), Some(12));
    }

    #[test]
    #[cfg(unix)]
    fn a_locked_file_is_seen_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let file = create(folder.path()).unwrap();
        assert_eq!(lock(&File::open(file.path()).unwrap()), Lock::Taken);
    }
}
