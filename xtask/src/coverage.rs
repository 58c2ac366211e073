//! `cargo xtask coverage`: writes `docs/coverage.md` anew.

use std::process::Command;

use anyhow::{Result, bail};

/// Runs the test that holds the document against the program, with the permission to write it.
pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    let status = Command::new("cargo")
        .args(["test", "--quiet", "--package", "steep-cli", "--test", "it", "coverage::the_document"])
        .env("STEEP_WRITE_TABLES", "1")
        .status()?;
    if status.success() { Ok(()) } else { bail!("cannot write docs/coverage.md") }
}
