//! Programs of crates.io that check the repository: installed once into the user's cache directory.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

/// A checking program.
pub(crate) struct Tool {
    /// The step's name.
    pub(crate) name: &'static str,
    /// The package that brings it.
    pub(crate) package: &'static str,
    /// Its version.
    version: &'static str,
    /// The program's file name.
    binary: &'static str,
    /// What it is called with.
    pub(crate) arguments: &'static [&'static str],
}

/// All of them. The advisory database is no package of a registry: `cargo deny check advisories` is run by hand.
pub(crate) const ALL: &[Tool] = &[
    Tool {
        name: "licences and sources",
        package: "cargo-deny",
        version: "0.19.0",
        binary: "cargo-deny",
        arguments: &["--workspace", "check", "bans", "licenses", "sources"],
    },
    Tool { name: "spelling", package: "typos-cli", version: "1.52.0", binary: "typos", arguments: &[] },
];

impl Tool {
    /// The program, installed when it is not there yet; `None` when it cannot be had.
    pub(crate) fn program(&self) -> Result<Option<PathBuf>> {
        let Some(cache) = steep_oracle::cache::directory() else { return Ok(None) };
        let root = cache.join("tools").join(format!("{}-{}", self.package, self.version));
        let program = root.join("bin").join(self.binary);
        if program.is_file() {
            return Ok(Some(program));
        }
        println!("installing {} {} (once)", self.package, self.version);
        let status = Command::new("cargo")
            .args(["install", "--quiet", "--locked", "--version", self.version, "--root"])
            .arg(&root)
            .arg(self.package)
            .current_dir(Path::new("/"))
            .status()?;
        Ok((status.success() && program.is_file()).then_some(program))
    }
}
