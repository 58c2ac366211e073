//! `cargo xtask msrv`: the oldest compiler that the manifest promises, tried.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process::cargo_of;

/// What is checked: the program, the library with everything that can be chosen, and the library alone.
const BUILDS: [&[&str]; 3] = [
    &["--package", "steep-cli"],
    &["--package", "steep", "--all-features"],
    &["--package", "steep", "--no-default-features"],
];

/// Checks what is published with the compiler that `rust-version` names. rustup brings that compiler where it is not here yet;
/// where it cannot, that is said and nothing is checked, which on CI is an error.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("msrv takes no argument, and not {argument}");
    }
    let root = steep_oracle::cache::workspace();
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml"))?.parse()?;
    let version = manifest.get("workspace").and_then(|it| it.get("package")?.get("rust-version")?.as_str());
    let version = version.context("the manifest has no rust-version")?;
    let installed = Command::new("rustup")
        .args(["toolchain", "install", version, "--profile", "minimal", "--no-self-update"])
        .status();
    if !installed.is_ok_and(|status| status.success()) {
        println!("SKIPPED: rustup could not bring Rust {version}, so that nothing was checked with it");
        ensure!(std::env::var_os("CI").is_none(), "on CI nothing may be skipped");
        return Ok(());
    }
    for build in BUILDS {
        let mut check = cargo_of(version);
        check.args(["check", "--quiet", "--locked"]).args(build);
        // In a folder of its own: what two compilers make in one is made anew each time.
        check.arg("--target-dir").arg(root.join("target/msrv"));
        ensure!(
            check.current_dir(&root).status()?.success(),
            "cargo check {} fails with Rust {version}",
            build.join(" ")
        );
        println!("Rust {version}: cargo check {}", build.join(" "));
    }
    Ok(())
}
