//! `cargo xtask documents`: obtains public documents and holds steep against all of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use steep_oracle::cache;

mod obtain;
mod sets;

/// Obtains the sets that are not in the cache yet, and runs the test over them; `--write` has it write its table anew. What
/// became of each command is in `target/documents-TARGET.tsv` then, for a person to read.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let write = match arguments {
        [] => false,
        [only] if only == "--write" => true,
        _ => bail!("documents takes nothing or --write"),
    };
    let folder = obtained()?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // In a debug build the thousands of documents take minutes.
    cargo.args(["test", "--quiet", "--release", "--package", "steep", "--test", "documents", "--", "--ignored"]);
    cargo.env("STEEP_DOCUMENTS", &folder).current_dir(cache::workspace());
    if write {
        cargo.env("STEEP_WRITE_TABLES", "1");
    }
    if !cargo.status().context("cannot run cargo")?.success() {
        bail!("a document is not treated as it should be");
    }
    println!("the documents are in {}", folder.display());
    Ok(())
}

/// The folder with a folder for each set, complete.
fn obtained() -> Result<PathBuf> {
    let source = cache::workspace().join("tests/documents");
    let text = fs::read_to_string(source.join("sets.toml")).context("cannot read tests/documents/sets.toml")?;
    let sets = sets::read(&text)?;
    let lock = fs::read(source.join("crates/Cargo.lock")).context("cannot read tests/documents/crates/Cargo.lock")?;
    let name = cache::hash([text.as_bytes(), &lock]);
    let folder =
        cache::directory().context("there is no home folder to keep documents in")?.join("documents").join(name);
    for set in &sets {
        let target = folder.join(&set.name);
        if !target.is_dir() {
            println!("obtaining {} (once)", set.name);
            cache::build_folder(&target, |partial| {
                fs::write(partial.join(ABOUT), &set.about)?;
                obtain::set(set, &source, partial)
            })
            .with_context(|| format!("cannot obtain {}", set.name))?;
        }
    }
    Ok(folder)
}

/// The file of a set that says what it is.
const ABOUT: &str = "about.txt";

/// Whether a file of that name is read.
fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["md", "markdown", "mdx"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}
