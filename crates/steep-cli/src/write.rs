//! Replaces the contents of a file, all or nothing.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};

/// Puts `new` in the place of `old` in the file at `path`: written beside it, synced, and renamed over it, so that a
/// reader and a crash see the old or the new text and never a mixture. Mode and, where the system lets us, owner stay;
/// a symbolic link stays one. A file that no longer holds `old` is left alone.
pub(crate) fn replace(path: &Path, old: &str, new: &str) -> anyhow::Result<()> {
    let what = || format!("cannot write {}", path.display());
    let real = fs::canonicalize(path).with_context(what)?;
    let folder = real.parent().with_context(what)?;
    let metadata = fs::metadata(&real).with_context(what)?;
    if metadata.permissions().readonly() {
        bail!("cannot write {}: it is read-only", path.display());
    }
    let mut file = tempfile::Builder::new().prefix(".steep-").tempfile_in(folder).with_context(what)?;
    file.write_all(new.as_bytes()).with_context(what)?;
    file.as_file().set_permissions(metadata.permissions()).with_context(what)?;
    keep_owner(file.path(), &metadata);
    file.as_file().sync_all().with_context(what)?;
    if fs::read(&real).with_context(what)? != old.as_bytes() {
        bail!("cannot write {}: it changed while it was being rewritten", path.display());
    }
    file.persist(&real).map_err(|error| error.error).with_context(what)?;
    if let Ok(folder) = fs::File::open(folder) {
        // The rename itself is durable only once the folder is; where the system cannot sync folders there is no more
        // to be done.
        let _unsupported = folder.sync_all();
    }
    Ok(())
}

#[cfg(unix)]
fn keep_owner(path: &Path, metadata: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    // Only root may give files away; for everybody else the file is their own already.
    let _not_permitted = chown(path, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_path: &Path, _metadata: &fs::Metadata) {}
