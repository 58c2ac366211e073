//! The steep program: rewrites gh commands in documents into what does the same on a self-hosted Gitea.

mod args;
mod baseline;
mod change;
mod companion;
mod config;
mod coverage;
mod explain;
mod failure;
mod files;
mod filter;
mod generate;
mod init;
mod interrupt;
mod lock;
mod output;
mod parallel;
mod progress;
mod record;
mod report;
mod run;
mod setting;
mod tea;
mod undo;
mod write;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Action, Arguments, Rewrite, Work};
use crate::interrupt::Interrupt;
use crate::output::Output;
use crate::report::Mode;

/// Most of a run's time over documents with commands goes into small pieces of memory; the system's own way takes twice as long.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Nothing is left to say.
const DONE: u8 = 0;
/// `check` or `diff` found something, or a command was refused.
const FOUND: u8 = 1;
/// A usage or I/O error.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse_from(args::explained(std::env::args_os()));
    let output = Output::new(arguments.color);
    let interrupt = match arguments.action {
        // What only reads may end where it is.
        // A question may be answered by an interrupt, as nothing is written yet.
        Action::Rewrite(Rewrite { interactive: true, .. }) => Interrupt::default(),
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
    let over = |work: &Work, mode: Mode| run::over(work, mode, output, interrupt);
    match action {
        Action::Rewrite(Rewrite { work, backup, interactive, no_undo }) => {
            over(work, Mode::Write { backup: *backup, undo: !no_undo, ask: *interactive })
        }
        Action::Check(work) => over(work, Mode::Check),
        Action::Diff(work) => over(work, Mode::Diff),
        Action::Scan(scan) => over(&scan.work(), Mode::Scan),
        Action::Undo(arguments) => undo::undo(arguments, output, interrupt),
        Action::Init(arguments) => init::init(arguments, output),
        Action::Explain(arguments) => explain::explain(arguments, output),
        Action::Coverage(arguments) => coverage::coverage(arguments, output),
        Action::Companion(arguments) => companion::companion(arguments, output),
        Action::Completions(arguments) => generate::completions(arguments, output),
        Action::Man(arguments) => generate::man(arguments, output),
    }
}
