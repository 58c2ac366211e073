//! What lies in a server's folders, so that they can be brought back to it without copying all of them again.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::account::Account;
use super::tree;

/// Where a server keeps what is not in its database. What it keeps open while it runs (the database itself, its queues) is
/// not among them.
const FOLDERS: &[&str] = &[
    "home",
    "repositories",
    "data/actions_artifacts",
    "data/actions_log",
    "data/attachments",
    "data/avatars",
    "data/packages",
    "data/repo-archive",
    "data/repo-avatars",
];

/// The state of the folders of an installation.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    /// By path below the installation.
    entries: BTreeMap<PathBuf, Entry>,
}

/// One file or folder. A file that was written to has another time of change: that one cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Folder,
    File { inode: u64, size: u64, changed: (i64, i64) },
}

impl Entry {
    fn of(meta: &Metadata) -> Self {
        if meta.is_dir() {
            return Entry::Folder;
        }
        Entry::File { inode: meta.ino(), size: meta.size(), changed: (meta.ctime(), meta.ctime_nsec()) }
    }
}

impl Snapshot {
    /// What lies in the installation in `root` now.
    pub(super) fn take(root: &Path) -> Result<Self> {
        let mut entries = BTreeMap::new();
        for folder in FOLDERS {
            walk(root, Path::new(folder), &mut entries)?;
        }
        Ok(Snapshot { entries })
    }

    /// Brings the installation in `root` back to this: what is new goes, what is gone or different is copied from `saved`.
    ///
    /// # Errors
    /// When a file cannot be changed, or is missing in `saved`.
    pub(super) fn put_back(
        &mut self,
        root: &Path,
        saved: &Path,
        renames: tree::Renames<'_>,
        account: &Account,
    ) -> Result<()> {
        let now = Snapshot::take(root)?.entries;
        // Backwards, so that a folder is empty when it goes.
        for (path, entry) in now.iter().rev() {
            let is_other = match self.entries.get(path) {
                None => true,
                Some(before) => (*entry == Entry::Folder) != (*before == Entry::Folder),
            };
            if is_other {
                let path = root.join(path);
                let gone = if *entry == Entry::Folder { fs::remove_dir(&path) } else { fs::remove_file(&path) };
                gone.with_context(|| format!("cannot remove {}", path.display()))?;
            }
        }
        for (path, entry) in &mut self.entries {
            if now.get(path) == Some(entry) {
                continue;
            }
            let target = root.join(path);
            if *entry == Entry::Folder {
                fs::create_dir(&target)?;
            } else {
                let source = saved.join(path);
                if !source.is_file() {
                    bail!("{} has changed and was not saved", path.display());
                }
                tree::copy_file(&source, &target, renames)?;
            }
            account.give(&target)?;
            *entry = Entry::of(&target.symlink_metadata()?);
        }
        Ok(())
    }
}

fn walk(root: &Path, folder: &Path, entries: &mut BTreeMap<PathBuf, Entry>) -> Result<()> {
    let listed = match fs::read_dir(root.join(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        listed => listed.with_context(|| format!("cannot read {}", folder.display()))?,
    };
    entries.insert(folder.to_path_buf(), Entry::Folder);
    for entry in listed {
        let entry = entry?;
        let (path, meta) = (folder.join(entry.file_name()), entry.metadata()?);
        if meta.is_dir() {
            walk(root, &path, entries)?;
        } else {
            entries.insert(path, Entry::of(&meta));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_as_it_was() {
        let (saved, root) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let hooks = "repositories/acme/widgets.git/hooks";
        for folder in ["repositories/acme/widgets.git/refs/heads/feature", hooks, "home", "data"] {
            fs::create_dir_all(saved.path().join(folder)).unwrap();
        }
        let write = |base: &Path, name: &str, text: &str| fs::write(base.join(name), text).unwrap();
        let branch = "repositories/acme/widgets.git/refs/heads/feature/tray";
        write(saved.path(), branch, "one");
        write(saved.path(), &format!("{hooks}/update"), "@root@");
        write(saved.path(), "home/same", "same");
        let renames = [("@root@", "here")];
        tree::copy(saved.path(), root.path(), &renames).unwrap();
        let mut snapshot = Snapshot::take(root.path()).unwrap();
        let same = fs::metadata(root.path().join("home/same")).unwrap().ino();

        for _ in 0..2 {
            fs::remove_dir_all(root.path().join("repositories/acme/widgets.git/refs/heads/feature")).unwrap();
            write(root.path(), "repositories/acme/widgets.git/refs/heads/feature", "a file in the place of a folder");
            write(root.path(), &format!("{hooks}/update"), "else");
            fs::create_dir_all(root.path().join("repositories/acme/new.git/objects/ab")).unwrap();
            write(root.path(), "repositories/acme/new.git/objects/ab/cd", "new");
            write(root.path(), "data/gitea.db", "stays");

            let account = Account::own();
            snapshot.put_back(root.path(), saved.path(), &renames, &account).unwrap();
            let read = |name: &str| fs::read_to_string(root.path().join(name)).unwrap();
            assert_eq!(read(branch), "one");
            assert_eq!(read(&format!("{hooks}/update")), "here");
            assert!(!root.path().join("repositories/acme/new.git").exists());
            assert_eq!(read("data/gitea.db"), "stays");
        }
        assert_eq!(fs::metadata(root.path().join("home/same")).unwrap().ino(), same, "what is the same is not copied");
    }
}
