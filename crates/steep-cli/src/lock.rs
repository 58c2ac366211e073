//! Locks between steep processes.

use std::fs::File;

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
    #[cfg(unix)]
    fn a_locked_file_is_seen_as_such() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(lock(file.as_file()), Lock::Held);
        assert_eq!(lock(&File::open(file.path()).unwrap()), Lock::Taken);
    }
}
