//! Other programs that a task runs.

use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Runs it to its end. An error where it cannot be run or fails.
pub(crate) fn done(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run {}", command.get_program().display()))?;
    ensure!(status.success(), "failed: {command:?}");
    Ok(())
}

/// `rustup run TOOLCHAIN cargo`, without the variables of the cargo that runs this, which name its own compiler.
pub(crate) fn cargo_of(toolchain: &str) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", toolchain, "cargo"]);
    for variable in ["RUSTC", "RUSTDOC", "CARGO", "RUSTUP_TOOLCHAIN"] {
        command.env_remove(variable);
    }
    command
}
