//! `cargo xtask api`: what each published library offers, as a list that a change of it has to change.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::process::cargo_of;

/// The packages that are published and have a library.
const LIBRARIES: [&str; 10] = [
    "steep",
    "steep-edit",
    "steep-forge",
    "steep-gh",
    "steep-gh-json",
    "steep-gitea",
    "steep-jq",
    "steep-markdown",
    "steep-rest",
    "steep-shell",
];

/// One file for each library.
const FOLDER: &str = "docs/api";

/// The format of rustdoc's JSON that the crate `public-api` reads.
const FORMAT: u64 = 57;

/// Compares what the libraries offer with the lists in [`FOLDER`]; `--write` writes them anew.
///
/// rustdoc says what is public, as JSON, which takes a nightly toolchain. Where there is none, or one with another format, that is
/// said and nothing is compared, which on CI is an error.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let write = match arguments {
        [] => false,
        [flag] if flag == "--write" => true,
        _ => bail!("api takes --write, and not {arguments:?}"),
    };
    let root = steep_oracle::cache::workspace();
    let mut changed = Vec::new();
    for library in LIBRARIES {
        let Some(json) = documented(&root, library)? else {
            ensure!(std::env::var_os("CI").is_none(), "on CI nothing may be skipped");
            return Ok(());
        };
        let offered = public_api::Builder::from_rustdoc_json(&json)
            .omit_blanket_impls(true)
            .omit_auto_trait_impls(true)
            .omit_auto_derived_impls(true)
            .build()
            .with_context(|| format!("cannot read {}", json.display()))?;
        let text: String = offered.items().map(|item| format!("{item}\n")).collect();
        let path = root.join(FOLDER).join(library).with_extension("txt");
        if fs::read_to_string(&path).unwrap_or_default() == text {
            continue;
        }
        if write {
            fs::create_dir_all(root.join(FOLDER))?;
            fs::write(&path, text)?;
        } else {
            show_difference(&path, &text);
        }
        changed.push(library);
    }
    match (changed.is_empty(), write) {
        (true, _) => println!("{} libraries offer what {FOLDER} says", LIBRARIES.len()),
        (false, true) => println!("written: {}", changed.join(", ")),
        (false, false) => {
            bail!("{} offer something else than {FOLDER} says: `cargo xtask api --write`", changed.join(", "))
        }
    }
    Ok(())
}

/// Where rustdoc's JSON of a library was written; `None` where it cannot be had, which is said.
fn documented(root: &Path, library: &str) -> Result<Option<PathBuf>> {
    let target = root.join("target/api");
    let status = cargo_of("nightly")
        .args(["rustdoc", "--quiet", "--locked", "--lib", "--all-features"])
        .args(["--package", library, "--target-dir"])
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"])
        .current_dir(root)
        .status();
    if !status.is_ok_and(|status| status.success()) {
        println!("SKIPPED: a nightly rustdoc did not run, so that what the libraries offer was not compared");
        return Ok(None);
    }
    let path = target.join("doc").join(format!("{}.json", library.replace('-', "_")));
    let json: serde_json::Value = serde_json::from_slice(&fs::read(&path)?)?;
    let format = json.get("format_version").and_then(serde_json::Value::as_u64);
    if format != Some(FORMAT) {
        println!("SKIPPED: this nightly's rustdoc writes format {format:?}, and {FORMAT} is read");
        return Ok(None);
    }
    Ok(Some(path))
}

/// Prints the lines that are new and those that are gone.
fn show_difference(old: &Path, new: &str) {
    let old = fs::read_to_string(old).unwrap_or_default();
    let (before, after): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    before.iter().filter(|line| !after.contains(line)).for_each(|line| println!("- {line}"));
    after.iter().filter(|line| !before.contains(line)).for_each(|line| println!("+ {line}"));
}
