//! Folders for one run that do not outlive it: removed when dropped, and those of processes that were killed by the next
//! process that makes one.

use std::fs;
use std::path::Path;
use std::sync::Once;
use std::time::Duration;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::cache::Lock;

const PREFIX: &str = "steep-run-";
const LOCK: &str = ".in-use";
/// A folder is made before its lock is taken: younger ones are left alone.
const YOUNG: Duration = Duration::from_secs(10 * 60);

/// A folder of its own.
#[derive(Debug)]
pub struct Scratch {
    // Before the lock: what is removed is in use until it is gone.
    folder: TempDir,
    _lock: Lock,
}

impl Scratch {
    /// A new one in the folder for temporary files.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new() -> Result<Self> {
        static SWEPT: Once = Once::new();
        SWEPT.call_once(|| sweep(&std::env::temp_dir(), YOUNG));
        Self::within(&std::env::temp_dir())
    }

    fn within(parent: &Path) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent).context("cannot make a folder")?;
        let lock = Lock::take(&folder.path().join(LOCK), Duration::ZERO)?;
        Ok(Scratch { folder, _lock: lock })
    }

    /// The folder. It holds one file, by which others know that it is in use.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes folders that no process uses any more.
fn sweep(parent: &Path, young: Duration) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.filter_map(Result::ok) {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let age = entry.metadata().ok().and_then(|meta| meta.modified().ok()).and_then(|time| time.elapsed().ok());
        let path = entry.path();
        if is_ours && age.is_some_and(|age| age >= young) && path.join(LOCK).exists() {
            let unused = Lock::take(&path.join(LOCK), Duration::ZERO);
            if unused.is_ok() {
                // Somebody else's cannot be removed, and stays.
                let _ = fs::remove_dir_all(&path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_uses_is_swept() {
        let parent = tempfile::tempdir().unwrap();
        let used = Scratch::within(parent.path()).unwrap();
        let unused = Scratch::within(parent.path()).unwrap();
        let Scratch { folder, _lock } = unused;
        // As if its process had been killed: the lock is gone, the folder is not.
        let left = folder.keep();
        drop(_lock);
        sweep(parent.path(), YOUNG);
        assert!(left.exists(), "a young one was swept");
        sweep(parent.path(), Duration::ZERO);
        assert!(!left.exists() && used.path().exists());
    }
}
