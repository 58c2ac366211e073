//! A program that is a script of ours over packages of npm's registry, installed with the machine's own npm, whose
//! settings are used.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::cache;
use crate::process::{Input, find_in_path, run};

const INSTALL_LIMIT: Duration = Duration::from_secs(10 * 60);

/// Stands for everything that such a program is made of but its packages.
pub(crate) fn script_hash(script: &str) -> String {
    let text = fs::read(cache::workspace().join(script)).unwrap_or_default();
    cache::hash([text.as_slice()])
}

/// Installs `packages` and `script`, a path in the workspace, into `folder`, and `bin/NAME` that runs it.
pub(super) fn build(packages: &[&str], script: &str, name: &str, folder: &Path) -> Result<()> {
    for tool in ["node", "npm"] {
        if find_in_path(tool).is_none() {
            bail!("this machine has no {tool}");
        }
    }
    let script = cache::workspace().join(script);
    let file_name = script.file_name().context("the script has no name")?;
    cache::build_folder(folder, |folder| {
        fs::write(folder.join("package.json"), "{ \"private\": true }\n")?;
        let mut install = Command::new("npm");
        install.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", "--loglevel=error"]);
        install.args(packages).current_dir(folder);
        run(&mut install, Input::Nothing, INSTALL_LIMIT)?.success("npm install")?;
        fs::copy(&script, folder.join(file_name)).with_context(|| format!("cannot copy {}", script.display()))?;
        fs::create_dir(folder.join("bin"))?;
        let program = folder.join("bin").join(name);
        let file = file_name.to_string_lossy();
        fs::write(&program, format!("#!/bin/sh\nexec node \"$(dirname \"$0\")/../{file}\" \"$@\"\n"))?;
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
        Ok(())
    })
}
