//! `cargo xtask package`: what is published, built from the packages alone.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process::done;

/// What is not published.
const OWN: [&str; 3] = ["steep-oracle", "tasks", "xtask"];

/// A program that uses the library as somebody else would.
const PROGRAM: &str = r#"fn main() {
    let target = steep::Target::gitea("https://git.example.org").tea("0.9.2");
    let steep = steep::Transpiler::builder().target(target).map_owner("Acme", "acme").build().unwrap();
    let out = steep.markdown("Run `gh pr merge 12 --repo Acme/widgets --squash`.\n");
    assert_eq!(out.text, "Run `tea pulls merge --repo acme/widgets --style squash 12`.\n");
}
"#;

/// Packages every crate that is published, looks at what the packages hold, and builds steep and a small program of another
/// author from the packages alone, in another folder and without a network. Then it runs both.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("package takes no argument, and not {argument}");
    }
    let root = steep_oracle::cache::workspace();
    let folder = tempfile::tempdir()?;
    let archives = folder.path().join("archives");
    let mut package = Command::new("cargo");
    package.args(["package", "--quiet", "--workspace", "--no-verify", "--allow-dirty", "--offline", "--target-dir"]);
    package.arg(&archives);
    OWN.iter().for_each(|name| {
        package.args(["--exclude", name]);
    });
    done(package.current_dir(&root))?;
    let mut names = Vec::new();
    for entry in fs::read_dir(archives.join("package"))? {
        let archive = entry?.path();
        if archive.extension().is_some_and(|extension| extension == "crate") {
            names.push(unpack(&archive, folder.path())?);
        }
    }
    names.sort();
    ensure!(names.len() > 8, "only {names:?} were packaged");

    let patches: Vec<String> = names.iter().map(|name| format!("{name} = {{ path = \"{name}\" }}\n")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"program\", \"steep-cli\"]\n\n[profile.dev]\ndebug = false\n\n\
         [patch.crates-io]\n{}",
        patches.concat()
    );
    fs::write(folder.path().join("Cargo.toml"), manifest)?;
    let program = folder.path().join("program");
    fs::create_dir_all(program.join("src"))?;
    fs::write(program.join("src/main.rs"), PROGRAM)?;
    fs::write(
        program.join("Cargo.toml"),
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nsteep = \"0\"\n",
    )?;
    // The versions that the workspace is tested with.
    fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock"))?;
    for arguments in [&["--package", "program"][..], &["--package", "steep-cli", "--", "--version"]] {
        let mut built = Command::new("cargo");
        built.args(["run", "--quiet", "--offline", "--target-dir"]).arg(root.join("target/packages")).args(arguments);
        done(built.current_dir(folder.path()))?;
    }
    println!("{} packages; steep and a program that uses the library were built from them alone, and run", names.len());
    Ok(())
}

/// Unpacks an archive into a folder named after its package, in `folder`, and looks at what it holds. Returns the name.
fn unpack(archive: &Path, folder: &Path) -> Result<String> {
    // With new times: those in an archive are all the same, by which cargo cannot tell what changed since the last run.
    done(Command::new("tar").arg("-xmzf").arg(archive).arg("-C").arg(folder))?;
    let stem = archive.file_stem().and_then(|stem| stem.to_str()).context("a package has a plain name")?;
    let (name, _) = stem.rsplit_once('-').context("a package's name ends with its version")?;
    let package = folder.join(name);
    fs::rename(folder.join(stem), &package)?;
    for file in ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "Cargo.toml"] {
        let path = package.join(file);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0);
        ensure!(is_file, "{name} lacks {file}");
    }
    ensure!(!package.join("tests").exists(), "{name} holds tests, which need the repository");
    let manifest = fs::read_to_string(package.join("Cargo.toml"))?;
    for key in ["description", "license", "repository", "keywords", "categories", "readme", "rust-version"] {
        ensure!(manifest.contains(&format!("\n{key} = ")), "{name} does not say its {key}");
    }
    ensure!(!manifest.contains("steep-oracle"), "{name} depends on a package that is not published");
    println!("{stem}: {} kB packaged", fs::metadata(archive)?.len().div_ceil(1000));
    Ok(name.to_owned())
}
