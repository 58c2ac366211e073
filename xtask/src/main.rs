//! Tasks of this repository: `cargo xtask TASK`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that talks to a person")]

use std::process::ExitCode;

use anyhow::Result;

mod api;
mod archive;
mod ci;
mod corpus;
mod coverage;
mod documents;
mod extract;
mod fields;
mod forms;
mod fuzz;
mod layers;
mod live;
mod msrv;
mod new_verb;
mod oracles;
mod package;
mod portable;
mod process;
mod readers;
mod release;
mod tools;

/// A task: its name, what it takes, what it does, and the function.
type Task = (&'static str, &'static str, &'static str, fn(&[String]) -> Result<()>);

const TASKS: &[Task] = &[
    ("ci", "", "everything that CI runs", ci::run),
    ("corpus", "", "write docs/corpus.md anew", corpus::run),
    ("corpus", "--live [PART]", "run what the real documents become and write tests/live/CORPUS.md", corpus::run),
    ("coverage", "", "write docs/coverage.md anew", coverage::run),
    ("fields", "", "write docs/fields.md anew", fields::run),
    ("forms", "", "write docs/forms.md and docs/growth.md anew", forms::run),
    ("documents", "[--write]", "run steep over public documents; write their table anew", documents::run),
    ("new-verb", "GROUP VERB", "write the skeletons of a gh verb", new_verb::run),
    ("readers", "[--write]", "run both shell readers over public scripts; write their tables anew", readers::run),
    ("package", "", "build steep and a program that uses it from the packages that are published", package::run),
    ("portable", "", "check that the library needs no C without its second reader", portable::run),
    ("msrv", "", "check what is published with the oldest compiler that it promises", msrv::run),
    ("api", "[--write]", "compare what the libraries offer with docs/api; write that anew", api::run),
    (
        "archive",
        "[TARGET]",
        "build the archive of a release, static where the target is musl, and try it",
        archive::run,
    ),
    ("release", "[--dry-run] VERSION", "write the version everywhere and print the notes", release::run),
    ("oracles", "", "obtain the real programs and say which are here", oracles::run),
    ("extract", "[gh | tea | gitea]", "compare the grammars with the real programs", extract::run),
    ("layers", "", "say how large each crate is and which it knows", layers::run),
    ("live", "serve [--minutes N]", "start a Gitea with the fixture and say how to use it", live::run),
    ("fuzz", "[--minutes N] [TARGET…]", "run the fuzz targets and keep their logs", fuzz::run),
    ("fuzz", "--report", "write the table of docs/robustness.md of the logs", fuzz::run),
    (
        "live",
        "[--write | [--gitea VERSION] [--share | PART]]",
        "run the live cases; write their results; only those with PART in their name; on another server",
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
    // `xtask/start` does it.
    eprintln!("  {:<34} rewrite a copy of the example documents and show the result", "cargo xtask example");
    for (name, arguments, about, _) in TASKS {
        eprintln!("  {:<34} {about}", format!("cargo xtask {name} {arguments}"));
    }
    ExitCode::from(2)
}
