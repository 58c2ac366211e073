//! `cargo xtask live`: the live fixture, and the cases run against it.

use anyhow::{Result, bail};

pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    bail!("not yet")
}
