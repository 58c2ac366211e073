//! The steep program: rewrites gh commands in documents into what does the same on a self-hosted Gitea.

mod args;
mod config;
mod coverage;
mod explain;
mod failure;
mod files;
mod interrupt;
mod output;
mod parallel;
mod report;
mod run;
mod undo;
mod write;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Action, Arguments};
use crate::interrupt::Interrupt;
use crate::output::Output;
use crate::run::Mode;

/// Nothing is left to say.
const DONE: u8 = 0;
/// `check` or `diff` found something, or a command was refused.
const FOUND: u8 = 1;
/// A usage or I/O error.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output::new(arguments.color);
    let interrupt = match arguments.action {
        // What only reads may end where it is.
        Action::Rewrite(_) | Action::Undo(_) => Interrupt::listen(),
        _ => Interrupt::default(),
    };
    let status = run(&arguments.action, &output, &interrupt).unwrap_or_else(|error| {
        output.complain(&report::fatal(&error, &output.error_palette));
        FAILED
    });
    interrupt.pass_on();
    ExitCode::from(status)
}

fn run(action: &Action, output: &Output, interrupt: &Interrupt) -> anyhow::Result<u8> {
    match action {
        Action::Rewrite(rewrite) => {
            run::over(&rewrite.work, Mode::Write { backup: rewrite.backup, undo: !rewrite.no_undo }, output, interrupt)
        }
        Action::Check(work) => run::over(work, Mode::Check, output, interrupt),
        Action::Diff(work) => run::over(work, Mode::Diff, output, interrupt),
        Action::Scan(work) => run::over(work, Mode::Scan, output, interrupt),
        Action::Undo(arguments) => undo::undo(arguments, output, interrupt),
        Action::Explain(arguments) => explain::explain(arguments, output),
        Action::Coverage(arguments) => coverage::coverage(arguments, output),
    }
}
