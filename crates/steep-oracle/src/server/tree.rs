//! Copies of whole folders.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Names in git hooks that are different in the copy: `(old, new)`.
pub(crate) type Renames<'a> = &'a [(&'a str, &'a str)];

/// Copies the folder `from` with everything in it to `to`, which is made when missing. In files below a folder called
/// `hooks` the names of `renames` are replaced: Gitea's git hooks name the server's own folder and program.
pub(crate) fn copy(from: &Path, to: &Path, renames: Renames<'_>) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy(&source, &target, renames)?;
        } else {
            copy_file(&source, &target, renames)?;
        }
    }
    Ok(())
}

/// Copies one file as [`copy`] does, over what lies there.
pub(crate) fn copy_file(from: &Path, to: &Path, renames: Renames<'_>) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    if !renames.is_empty() && from.iter().any(|name| name == "hooks") {
        rename_in(to, renames).with_context(|| format!("cannot change {}", to.display()))?;
    }
    Ok(())
}

fn rename_in(file: &Path, renames: Renames<'_>) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let renamed = renames.iter().fold(text.clone(), |text, (old, new)| text.replace(old, new));
    if renamed == text { Ok(()) } else { Ok(fs::write(file, renamed)?) }
}
