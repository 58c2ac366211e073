//! `cargo xtask portable`: what the library needs of a machine without its second reader.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// A target without an operating system and without a C library.
const TARGET: &str = "wasm32-unknown-unknown";

/// Checks that the library, without the feature `tree-sitter`, needs no C: that nothing it is built from runs a C compiler, that
/// it is checked where there is none, and, where Rust's own library for it is installed, that it builds for WebAssembly.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("portable takes no argument, and not {argument}");
    }
    let root = steep_oracle::cache::workspace();
    let library = ["--package", "steep", "--no-default-features"];
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(arguments).args(library).current_dir(&root);
        command
    };
    let tree = cargo(&["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"]).output()?;
    ensure!(tree.status.success(), "cargo tree failed");
    let tree = String::from_utf8(tree.stdout).context("cargo tree prints text")?;
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    ensure!(names.contains(&"steep-shell"), "cargo tree named no package: {tree}");
    for name in names {
        ensure!(name != "cc" && name != "cmake" && !name.ends_with("-sys"), "the library needs {name}, which builds C");
    }
    let missing = root.join("no-compiler");
    let mut check = cargo(&["check", "--quiet"]);
    check.env("CC", &missing).env("HOST_CC", &missing).env("TARGET_CC", &missing);
    ensure!(check.status()?.success(), "the library does not build without a C compiler");
    println!("the library builds without a C compiler");
    let installed = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output()?;
    let folder = String::from_utf8(installed.stdout).context("a path is text")?;
    if !std::path::Path::new(folder.trim()).is_dir() {
        println!("SKIPPED: Rust's library for {TARGET} is not installed, so that the library was not checked for it");
        return Ok(());
    }
    ensure!(
        cargo(&["check", "--quiet", "--target", TARGET]).status()?.success(),
        "the library does not build for {TARGET}"
    );
    println!("the library builds for {TARGET}");
    Ok(())
}
