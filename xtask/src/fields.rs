//! `cargo xtask fields`: writes `docs/fields.md` anew.

use std::process::Command;

use anyhow::{Result, bail};

/// Runs the test that holds the document against the projections, with the permission to write it.
pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    let status = Command::new("cargo")
        .args(["test", "--quiet", "--package", "steep", "--test", "it", "fields::"])
        .env("STEEP_WRITE_TABLES", "1")
        .status()?;
    if status.success() { Ok(()) } else { bail!("a field of gh has no entry, or too few have a source") }
}
