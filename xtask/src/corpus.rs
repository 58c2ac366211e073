//! `cargo xtask corpus`: writes what becomes of the real documents, `docs/corpus.md`, anew; with `--live` also runs what is
//! written there and writes `tests/live/CORPUS.md`.

use std::process::Command;

use anyhow::{Context, Result, bail};

/// Runs the tests that hold the tables against the programs, with the permission to write them.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => test("corpus", &[("STEEP_WRITE_TABLES", "1")]),
        [live] if live == "--live" => test("corpus_live", &[("STEEP_CORPUS_WRITE", "1")]),
        [live, only] if live == "--live" => test("corpus_live", &[("STEEP_CORPUS_ONLY", only)]),
        _ => bail!("corpus takes: --live [a part of a place or verb]"),
    }
}

fn test(test: &str, variables: &[(&str, &str)]) -> Result<()> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([
        "test",
        "--quiet",
        "--package",
        "steep",
        "--test",
        "it",
        "--",
        "--include-ignored",
        &format!("{test}::"),
    ]);
    cargo.envs(variables.iter().copied()).env("RUST_BACKTRACE", "0");
    let status = cargo.status().context("cannot run cargo")?;
    if status.success() { Ok(()) } else { bail!("the real documents are not rewritten as they should be") }
}
