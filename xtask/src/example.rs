//! `cargo xtask example`: the main job on the example documents, on a copy.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

const SETTINGS: [&str; 7] =
    ["--no-config", "--target", "tea@0.9.2", "--host", "https://git.example.org", "--map-owner", "Acme=acme"];

/// Copies `examples/docs` to `target/example`, rewrites the copy, and shows what changed and the report.
pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    let root = &steep_oracle::cache::workspace();
    let copy = root.join("target/example");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    copy_folder(&root.join("examples/docs"), &copy)?;
    for action in ["diff", "rewrite"] {
        let status = Command::new("cargo")
            .args(["run", "--quiet", "--release", "--package", "steep-cli", "--", action])
            .arg(".")
            .args(SETTINGS)
            .current_dir(&copy)
            .status()?;
        // 1 says that something was found, which is what the example shows.
        if !matches!(status.code(), Some(0 | 1)) {
            bail!("steep {action} failed");
        }
    }
    println!("\nThe rewritten documents are in {}", copy.strip_prefix(root)?.display());
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
