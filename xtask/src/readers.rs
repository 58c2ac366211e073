//! `cargo xtask readers`: runs both shell readers over public scripts and writes how often they agree to
//! `docs/readers.md`.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use steep_oracle::cache;

use crate::documents;

/// Obtains the scripts that are not in the cache yet, and runs the test over them; `--write` has it write its tables anew.
/// What differs is in `target/readers.tsv` then, for a person to read.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let write = match arguments {
        [] => false,
        [only] if only == "--write" => true,
        _ => bail!("readers takes nothing or --write"),
    };
    let folder = documents::obtained("scripts", &[], is_script)?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([
        "test",
        "--quiet",
        "--package",
        "steep-shell",
        "--test",
        "it",
        "--",
        "readers::",
        "--include-ignored",
        "--test-threads=1",
    ]);
    cargo.env("STEEP_SCRIPTS", &folder).current_dir(cache::workspace());
    if write {
        cargo.env("STEEP_WRITE_TABLES", "1");
    }
    if !cargo.status().context("cannot run cargo")?.success() {
        bail!("docs/readers.md is not what the readers say now");
    }
    println!("the scripts are in {}", folder.display());
    Ok(())
}

/// Whether a file is a script for a shell that is like bash, by its ending or its first line.
fn is_script(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if ["sh", "bash", "bats"].contains(&extension) {
        return true;
    }
    let Ok(bytes) = std::fs::read(path) else { return false };
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let Some(program) = std::str::from_utf8(first).ok().and_then(|line| line.strip_prefix("#!")) else { return false };
    program.split([' ', '/', '\t']).any(|word| ["sh", "bash", "dash"].contains(&word.trim()))
}
