//! Tasks of this repository: `cargo xtask TASK`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that talks to a person")]

use std::process::ExitCode;

use anyhow::Result;

mod ci;
mod corpus;
mod documents;
mod example;
mod extract;
mod fields;
mod fuzz;
mod live;
mod oracles;
mod tools;

/// A task: its name, what it takes, what it does, and the function.
type Task = (&'static str, &'static str, &'static str, fn(&[String]) -> Result<()>);

const TASKS: &[Task] = &[
    ("ci", "", "everything that CI runs", ci::run),
    ("example", "", "rewrite a copy of the example documents and show the result", example::run),
    ("corpus", "", "write docs/corpus.md anew", corpus::run),
    ("corpus", "--live [PART]", "run what the real documents become and write tests/live/CORPUS.md", corpus::run),
    ("fields", "", "write docs/fields.md anew", fields::run),
    ("documents", "[--write]", "run steep over public documents; write their table anew", documents::run),
    ("oracles", "", "obtain the real programs and say which are here", oracles::run),
    ("extract", "[gh | tea | gitea]", "compare the grammars with the real programs", extract::run),
    ("live", "serve [--minutes N]", "start a Gitea with the fixture and say how to use it", live::run),
    ("fuzz", "[--minutes N] [TARGET…]", "run the fuzz targets and keep their logs", fuzz::run),
    ("fuzz", "--report", "write the table of docs/robustness.md of the logs", fuzz::run),
    (
        "live",
        "[--write | PART]",
        "run the live cases; write their results; only those with PART in their name",
        live::run,
    ),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        return usage("no task was named");
    };
    let Some((_, _, _, task)) = TASKS.iter().find(|(task, ..)| task == name) else {
        return usage(&format!("there is no task {name}"));
    };
    match task(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn usage(error: &str) -> ExitCode {
    eprintln!("error: {error}\n\ntasks:");
    for (name, arguments, about, _) in TASKS {
        eprintln!("  {:<34} {about}", format!("cargo xtask {name} {arguments}"));
    }
    ExitCode::from(2)
}
