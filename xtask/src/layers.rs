//! `cargo xtask layers`: how large each crate is, and which of our crates it knows.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// From the bottom up, as `crates/steep/tests/layers.rs` holds it.
const CRATES: [&str; 11] = [
    "steep-edit",
    "steep-shell",
    "steep-markdown",
    "steep-jq",
    "steep-forge",
    "steep-gh",
    "steep-gh-json",
    "steep-rest",
    "steep-gitea",
    "steep",
    "steep-cli",
];

pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    let root = steep_oracle::cache::workspace().join("crates");
    println!("{:<16} {:>5} {:>7}  knows", "crate", "files", "lines");
    for name in CRATES {
        let (mut files, mut lines) = (0, 0);
        count(&root.join(name).join("src"), &mut files, &mut lines)?;
        let manifest = fs::read_to_string(root.join(name).join("Cargo.toml"))?;
        let dependencies = manifest.split("\n[dependencies]\n").nth(1).unwrap_or_default();
        let dependencies = dependencies.split("\n[").next().unwrap_or_default();
        let known: Vec<&str> = dependencies
            .lines()
            .filter_map(|line| line.split(['.', ' ', '=']).next())
            .filter(|name| CRATES.contains(name))
            .collect();
        println!("{name:<16} {files:>5} {lines:>7}  {}", known.join(" "));
    }
    Ok(())
}

/// Counts Rust files and their lines, without those that are tests.
fn count(folder: &Path, files: &mut usize, lines: &mut usize) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            count(&path, files, lines)?;
        } else if name.ends_with(".rs") && !["tests.rs", "testing.rs"].contains(&name) {
            let text = fs::read_to_string(&path)?;
            *files += 1;
            *lines += text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().lines().count();
        }
    }
    Ok(())
}
