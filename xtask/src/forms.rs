//! `cargo xtask forms`: writes `docs/forms.md` and, where the documents are here, `docs/growth.md` anew.

use std::process::Command;

use anyhow::{Context, Result, bail};

/// Runs the tests that hold the documents against the program, with the permission to write them. `STEEP_GROWTH` names a folder
/// of further documents that are counted.
pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["test", "--quiet", "--package", "steep", "--test", "it", "--", "forms::", "--nocapture"]);
    let status = cargo.env("STEEP_WRITE_TABLES", "1").status().context("cannot run cargo")?;
    if status.success() { Ok(()) } else { bail!("an everyday command is not rewritten") }
}
