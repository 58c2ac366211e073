//! `cargo xtask corpus`: writes `docs/corpus.md` anew.

use std::process::Command;

use anyhow::{Result, bail};

/// Runs the test that holds the table against the program, with the permission to write it.
pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    let status = Command::new("cargo")
        .args(["test", "--quiet", "--package", "steep", "--test", "corpus"])
        .env("STEEP_WRITE_TABLES", "1")
        .status()?;
    if status.success() { Ok(()) } else { bail!("the documents are not rewritten as they should be") }
}
