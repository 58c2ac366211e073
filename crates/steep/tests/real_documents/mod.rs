//! Where the real documents are.

#![allow(clippy::print_stderr, reason = "a test that is skipped must be seen")]

use std::path::{Path, PathBuf};

/// The folder with the real documents; `None`, said loudly, where it is absent. They are under their own licence and not
/// part of this repository: the folder is the one that `STEEP_CORPUS` names, by default the one beside the checkout.
pub(crate) fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let root = std::env::var_os("STEEP_CORPUS").map_or(beside, PathBuf::from);
    if root.join("persona-docs.tsv").is_file() {
        return Some(root);
    }
    eprintln!("SKIPPED: the real documents are not at {} (set STEEP_CORPUS)", root.display());
    None
}
