//! `cargo xtask example`: the main job on the example documents, on a copy.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use crate::{cargo, workspace};

const SETTINGS: [&str; 7] =
    ["--no-config", "--target", "tea@0.9.2", "--host", "https://git.example.org", "--map-owner", "Acme=acme"];

/// Copies `examples/docs` to `target/example-docs`, rewrites the copy, and shows what changed and the report.
///
/// steep is built so that it is there soon: without optimisation, and without the second shell reader, which is written in C.
pub(crate) fn run() -> Result<(), String> {
    println!("Building steep (about a minute the first time) …");
    let program = build()?;
    let copy = workspace().join("target/example-docs");
    let copied = || -> io::Result<()> {
        if copy.exists() {
            fs::remove_dir_all(&copy)?;
        }
        copy_folder(&workspace().join("examples/docs"), &copy)
    };
    copied().map_err(|error| format!("cannot copy the example documents: {error}"))?;
    for action in ["diff", "rewrite"] {
        let status = Command::new(&program).arg(action).arg(".").args(SETTINGS).current_dir(&copy).status();
        let status = status.map_err(|error| format!("cannot run {}: {error}", program.display()))?;
        // 1 says that something was found, which is what the example shows.
        if !matches!(status.code(), Some(0 | 1)) {
            return Err(format!("steep {action} failed"));
        }
    }
    println!("\nThe rewritten documents are in target/example-docs");
    Ok(())
}

/// Builds the program and returns where it is. Cargo shows how far it is.
fn build() -> Result<PathBuf, String> {
    let folder = workspace().join("target");
    let status = Command::new(cargo())
        .args(["build", "--package", "steep-cli", "--no-default-features", "--profile", "quick", "--target-dir"])
        .arg(&folder)
        .current_dir(workspace())
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if !status.success() {
        return Err("steep could not be built".to_owned());
    }
    Ok(folder.join("quick").join(format!("steep{}", std::env::consts::EXE_SUFFIX)))
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
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
