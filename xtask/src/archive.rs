//! `cargo xtask archive [TARGET]`: the archive of a release for one target, as `cargo binstall` looks for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process::done;

/// Archives are written here.
const FOLDER: &str = "target/archives";

/// Builds the program for TARGET (this machine's unless it is said), puts it into an archive with its licences, manual pages and
/// completions, unpacks that, and runs the program where this machine can. For a target with musl the program must be static.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let root = steep_oracle::cache::workspace();
    let host = host()?;
    let target = match arguments {
        [] => &host,
        [target] if !target.starts_with('-') => target,
        _ => bail!("archive takes one target, and not {arguments:?}"),
    };
    let names = Names::new(&fs::read_to_string(root.join("crates/steep-cli/Cargo.toml"))?, &version(&root)?, target)?;
    let mut build = Command::new("cargo");
    build.args(["build", "--locked", "--profile", "dist", "--package", "steep-cli", "--target", target]);
    done(build.current_dir(&root))?;
    let program = root.join("target").join(target).join("dist").join(names.program());
    if target.contains("musl") {
        ensure!(is_static(&fs::read(&program)?)?, "{} needs other files to run", program.display());
        println!("{target}: the program is static");
    }

    let folder = tempfile::tempdir()?;
    let content = folder.path().join(&names.folder);
    fs::create_dir_all(&content)?;
    fs::copy(&program, content.join(names.program()))?;
    for file in ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root.join(file), content.join(file))?;
    }
    // A program for another system cannot say them here.
    let runs = Command::new(&program).arg("--version").output().is_ok_and(|out| out.status.success());
    if runs {
        done(Command::new(&program).arg("man").arg(content.join("man")))?;
        fs::create_dir_all(content.join("completions"))?;
        for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
            let out = Command::new(&program).args(["completions", shell]).output()?;
            ensure!(out.status.success(), "there are no completions for {shell}");
            fs::write(content.join("completions").join(format!("steep.{shell}")), out.stdout)?;
        }
    } else {
        println!(
            "SKIPPED: a program for {target} does not run here, so that the archive lacks manual pages and completions"
        );
    }
    fs::create_dir_all(root.join(FOLDER))?;
    let archive = root.join(FOLDER).join(&names.archive);
    done(Command::new("tar").arg("-czf").arg(&archive).arg("-C").arg(folder.path()).arg(&names.folder))?;
    try_it(&archive, &names, runs)?;
    println!("{}: {} kB", archive.display(), fs::metadata(&archive)?.len().div_ceil(1000));
    Ok(())
}

/// Unpacks the archive, and runs the program that lies where `cargo binstall` takes it from.
fn try_it(archive: &Path, names: &Names, runs: bool) -> Result<()> {
    let folder = tempfile::tempdir()?;
    done(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(folder.path()))?;
    let program = folder.path().join(&names.binary);
    ensure!(program.is_file(), "{} is not in the archive", names.binary.display());
    if runs {
        let out = Command::new(&program).args(["explain", "gh pr merge 12 --squash"]).output()?;
        ensure!(out.status.success(), "the program of the archive does not run");
    }
    Ok(())
}

/// What the metadata for `cargo binstall` calls things.
#[derive(Debug, PartialEq, Eq)]
struct Names {
    /// The archive's file.
    archive: String,
    /// The folder that all of it lies in.
    folder: String,
    /// The program, from the archive's top.
    binary: PathBuf,
}

impl Names {
    /// Reads the program's manifest.
    fn new(manifest: &str, version: &str, target: &str) -> Result<Self> {
        let table: toml::Table = manifest.parse()?;
        let binstall = table.get("package").and_then(|it| it.get("metadata")?.get("binstall"));
        let binstall = binstall.context("the program has no metadata for binstall")?;
        let ending = if target.contains("windows") { ".exe" } else { "" };
        let said = |key: &str| -> Result<String> {
            let value =
                binstall.get(key).and_then(toml::Value::as_str).with_context(|| format!("binstall lacks {key}"))?;
            let known = [
                ("{ repo }", "REPO"),
                ("{ version }", version),
                ("{ target }", target),
                ("{ bin }", "steep"),
                ("{ binary-ext }", ending),
            ];
            let value = known.iter().fold(value.to_owned(), |value, (name, is)| value.replace(name, is));
            ensure!(!value.contains('{'), "binstall's {key} has an unknown name: {value}");
            Ok(value)
        };
        ensure!(said("pkg-fmt")? == "tgz", "archives are tgz");
        let address = said("pkg-url")?;
        let (place, archive) = address.rsplit_once('/').context("pkg-url has no file")?;
        ensure!(place == format!("REPO/releases/download/v{version}"), "{place} is not where releases lie");
        let binary = PathBuf::from(said("bin-dir")?);
        let folder = binary.parent().and_then(Path::to_str).context("bin-dir has no folder")?.to_owned();
        Ok(Names { archive: archive.to_owned(), folder, binary })
    }

    /// The program's file name.
    fn program(&self) -> &str {
        self.binary.file_name().and_then(|name| name.to_str()).unwrap_or("steep")
    }
}

/// The version of all crates.
fn version(root: &Path) -> Result<String> {
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml"))?.parse()?;
    let version = manifest.get("workspace").and_then(|it| it.get("package")?.get("version")?.as_str());
    Ok(version.context("the workspace has no version")?.to_owned())
}

/// The target that programs are built for here.
fn host() -> Result<String> {
    let out = Command::new("rustc").arg("-vV").output().context("cannot run rustc")?;
    let text = String::from_utf8(out.stdout)?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    Ok(host.to_owned())
}

/// Whether an ELF program of 64 bits names no loader: then nothing but the kernel is needed to run it.
fn is_static(program: &[u8]) -> Result<bool> {
    /// The kind of a program header that names the loader.
    const INTERPRETER: [u8; 4] = 3_u32.to_le_bytes();
    let bytes = |at: usize, length: usize| program.get(at..at + length).context("the program is cut short");
    ensure!(bytes(0, 6)? == b"\x7fELF\x02\x01", "the program is no ELF file of 64 bits");
    let start = usize::try_from(u64::from_le_bytes(bytes(32, 8)?.try_into()?))?;
    let size = usize::from(u16::from_le_bytes(bytes(54, 2)?.try_into()?));
    let count = usize::from(u16::from_le_bytes(bytes(56, 2)?.try_into()?));
    for nth in 0..count {
        if bytes(start + nth * size, 4)? == INTERPRETER {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_have_the_names_that_binstall_looks_for() {
        let root = steep_oracle::cache::workspace();
        let manifest = fs::read_to_string(root.join("crates/steep-cli/Cargo.toml")).unwrap();
        let folder = "steep-1.2.3-x86_64-unknown-linux-musl";
        let names = Names::new(&manifest, "1.2.3", "x86_64-unknown-linux-musl").unwrap();
        let expected = Names {
            archive: format!("{folder}.tar.gz"),
            folder: folder.to_owned(),
            binary: Path::new(folder).join("steep"),
        };
        assert_eq!(names, expected);
        let names = Names::new(&manifest, "1.2.3", "x86_64-pc-windows-msvc").unwrap();
        assert_eq!(names.program(), "steep.exe");
    }

    #[test]
    fn what_no_release_has_is_an_error() {
        for wrong in ["{ name }", "elsewhere"] {
            let manifest = format!(
                "[package.metadata.binstall]\npkg-fmt = \"tgz\"\npkg-url = \"{wrong}/x\"\nbin-dir = \"x/steep\"\n"
            );
            assert!(Names::new(&manifest, "1.2.3", "x").is_err(), "{wrong}");
        }
        assert!(Names::new("", "1.2.3", "x").is_err());
    }

    #[test]
    fn a_program_with_a_loader_is_not_static() {
        // One header of 56 bytes after the file's own of 64.
        let program = |kind: u32| {
            let mut bytes = vec![0; 120];
            bytes[..6].copy_from_slice(b"\x7fELF\x02\x01");
            bytes[32] = 64;
            (bytes[54], bytes[56]) = (56, 1);
            bytes[64..68].copy_from_slice(&kind.to_le_bytes());
            bytes
        };
        assert!(is_static(&program(1)).unwrap());
        assert!(!is_static(&program(3)).unwrap());
        assert!(is_static(&program(3)[..100]).is_ok_and(|it| !it));
        assert!(is_static(&program(1)[..66]).is_err());
        assert!(is_static(b"#!/bin/sh\n").is_err());
    }
}
