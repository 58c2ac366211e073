//! A change of a file.

use std::path::PathBuf;

/// The new text of a file.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// As reports name the file.
    pub(crate) path: PathBuf,
    /// Absolute and without links.
    pub(crate) real: PathBuf,
    /// What it held when it was read.
    pub(crate) old: String,
    /// What it is to hold.
    pub(crate) new: String,
}
