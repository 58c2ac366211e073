//! The folder in which what is expensive to obtain is kept for every clone of the repository.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::fs::{FlockOperation, flock};

/// `$XDG_CACHE_HOME/steep` or `~/.cache/steep`; `None` without a home directory.
#[must_use]
pub fn directory() -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache"))).map(|base| base.join("steep"))
}

/// The workspace's root folder.
#[must_use]
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// A lock that two processes cannot hold at once; given back when dropped or when the process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock at `path` (made when missing), waiting for at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be made or another process keeps the lock for longer.
    pub fn take(path: &Path, limit: Duration) -> Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        }
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .with_context(|| format!("cannot open {}", path.display()))?;
        let end = Instant::now() + limit;
        while flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
            if Instant::now() >= end {
                bail!("another process has held {} for {} s", path.display(), limit.as_secs());
            }
            sleep(Duration::from_millis(100));
        }
        Ok(Lock { _file: file })
    }
}

/// Makes the folder `target` by letting `fill` write into a new folder beside it and renaming that, so that `target` is
/// complete whenever it exists.
///
/// # Errors
/// Those of `fill`, and when a folder cannot be made or renamed. Nothing is left behind then.
pub fn build_folder(target: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let parent = target.parent().context("the folder has no parent")?;
    fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
    let partial = tempfile::Builder::new().prefix(".partial-").tempdir_in(parent)?;
    fill(partial.path())?;
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(partial.path(), fs::Permissions::from_mode(0o755))?;
    match fs::rename(partial.path(), target) {
        Ok(()) => {
            // It is not there any more under the name that would be removed.
            let _ = partial.keep();
            Ok(())
        }
        // Somebody else was faster; theirs is complete too.
        Err(_) if target.is_dir() => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot create {}", target.display())),
    }
}

/// A hash that stays the same on every machine and in every version of Rust (FNV-1a, 64 bits), as 16 hexadecimal digits.
#[must_use]
pub fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |byte: u8| state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for part in parts {
        part.iter().copied().for_each(&mut take);
        // A byte that no UTF-8 text has, so that moving text from one part to the next changes the hash.
        take(0xff);
    }
    format!("{state:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_depends_on_where_parts_end() {
        assert_ne!(hash([b"ab".as_slice(), b"c"]), hash([b"a".as_slice(), b"bc"]));
        assert_eq!(hash([b"ab".as_slice()]), hash([b"ab".as_slice()]));
    }

    #[test]
    fn a_folder_whose_making_fails_does_not_exist() {
        let base = tempfile::tempdir().unwrap();
        let target = base.path().join("x");
        build_folder(&target, |folder| {
            fs::write(folder.join("half"), "")?;
            bail!("no")
        })
        .unwrap_err();
        assert_eq!(fs::read_dir(base.path()).unwrap().count(), 0);
        build_folder(&target, |folder| Ok(fs::write(folder.join("whole"), "")?)).unwrap();
        assert!(target.join("whole").exists());
    }

    #[test]
    fn a_lock_is_held_once() {
        let base = tempfile::tempdir().unwrap();
        let path = base.path().join("lock");
        let first = Lock::take(&path, Duration::ZERO).unwrap();
        Lock::take(&path, Duration::ZERO).unwrap_err();
        drop(first);
        Lock::take(&path, Duration::ZERO).unwrap();
    }
}
