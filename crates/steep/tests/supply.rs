//! What is built, out of what: no unsafe code of ours, and build scripts that read the grammars and nothing else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(workspace().join(&path)).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

/// The folders of all packages of the workspace.
fn packages() -> Vec<PathBuf> {
    let crates = fs::read_dir(workspace().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let packages: Vec<PathBuf> =
        crates.chain(["xtask", "xtask/start"].map(|folder| workspace().join(folder))).collect();
    assert!(packages.len() > 8);
    packages
}

#[test]
fn unsafe_code_is_forbidden_in_every_package() {
    assert!(read("Cargo.toml").contains("unsafe_code = \"forbid\""));
    for package in packages() {
        let manifest = read(package.join("Cargo.toml"));
        let lints = manifest.split_once("[lints]").map(|(_, rest)| rest.trim_start().starts_with("workspace = true"));
        assert_eq!(lints, Some(true), "{} does not take the workspace's lints", package.display());
    }
}

/// Sources of build scripts.
fn build_scripts() -> Vec<PathBuf> {
    let mut scripts = Vec::new();
    for package in packages() {
        scripts.extend(Some(package.join("build.rs")).filter(|path| path.is_file()));
        let modules = fs::read_dir(package.join("build")).into_iter().flatten();
        scripts.extend(modules.map(|entry| entry.unwrap().path()));
    }
    scripts
}

#[test]
fn build_scripts_read_the_grammars_and_start_nothing() {
    let scripts = build_scripts();
    assert!(scripts.len() > 3, "{scripts:?}");
    for script in scripts {
        let text = read(&script);
        let shown = script.display();
        for word in ["Command::new", "std::net", "TcpStream", "process::", "include!", "env!(\"HOME", "extern"] {
            assert!(!text.contains(word), "{shown} has {word}");
        }
        // Every path that is begun is begun at the package or at cargo's folder for what is made.
        for (at, _) in text.match_indices("Path::new(") {
            let rest = &text.get(at..).unwrap_or_default();
            let line = rest.lines().next().unwrap_or_default();
            assert!(line.contains("OUT_DIR"), "{shown} begins a path elsewhere: {line}");
        }
        let joined =
            text.match_indices(".join(\"").filter_map(|(at, _)| text.get(at + ".join(\"".len()..)?.split('"').next());
        for path in joined.filter(|path| path.contains('/') || path.contains("..")) {
            assert_eq!(path, "../../grammars", "{shown} leads elsewhere");
        }
        let variables = text.match_indices("env::var").map(|(at, _)| text.get(at..).unwrap_or_default());
        for variable in variables.map(|rest| rest.lines().next().unwrap_or_default()) {
            let known = ["OUT_DIR", "CARGO_MANIFEST_DIR"].iter().any(|name| variable.contains(name));
            assert!(known, "{shown} reads {variable}");
        }
    }
}

#[test]
fn dependencies_are_checked_and_their_sources_known() {
    let rules = read("deny.toml");
    for rule in ["unknown-registry = \"deny\"", "unknown-git = \"deny\"", "wildcards = \"deny\""] {
        assert!(rules.contains(rule), "{rule}");
    }
    let lock = read("Cargo.lock");
    let sources = lock.lines().filter_map(|line| line.strip_prefix("source = "));
    let elsewhere: Vec<&str> = sources.filter(|source| !source.contains("crates.io-index")).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}
