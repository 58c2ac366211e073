//! Tasks of this repository: `cargo xtask TASK`.
//!
//! `example` is done here, with nothing to build but steep itself. Every other task is one of the package `tasks`, which brings
//! the real programs along and takes some minutes to build.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that talks to a person")]

mod example;

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let result = match arguments.first().map(String::as_str) {
        Some("example") => example::run().map(|()| 0),
        _ => tasks(&arguments),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Hands the arguments to the package `tasks`. Returns its exit code.
fn tasks(arguments: &[String]) -> Result<u8, String> {
    let mut command = Command::new(cargo());
    command.args(["run", "--quiet", "--package", "tasks", "--"]).args(arguments);
    let status = command.status().map_err(|error| format!("cannot run cargo: {error}"))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// The cargo that runs this.
fn cargo() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// The workspace's root folder.
fn workspace() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}
