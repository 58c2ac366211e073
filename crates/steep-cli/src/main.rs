//! The steep program: rewrites gh commands in documents into what does the same on a self-hosted Gitea.

mod args;
mod config;
mod explain;
mod files;
mod report;
mod run;
mod write;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

/// Nothing is left to say.
const DONE: u8 = 0;
/// `check` or `diff` found something, or a command was refused.
const FOUND: u8 = 1;
/// A usage or I/O error.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let arguments = args::Arguments::parse();
    match run::run(arguments) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            // A closed pipe (`steep … | head`) is the reader's choice, not an error to speak of.
            let closed =
                error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe);
            if !closed {
                let _unwritable = writeln!(std::io::stderr(), "steep: {error:#}");
            }
            ExitCode::from(FAILED)
        }
    }
}
