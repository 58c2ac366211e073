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
    let lock = fs::read(cache::workspace().join("tests/documents/crates/Cargo.lock"));
    let lock = lock.context("cannot read tests/documents/crates/Cargo.lock")?;
    let folder = obtained("documents", &lock, is_document)?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // In a debug build the thousands of documents take minutes.
    cargo.args([
        "test",
        "--quiet",
        "--release",
        "--package",
        "steep",
        "--test",
        "it",
        "--",
        "--ignored",
        "documents::",
        "rendering::",
    ]);
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

/// The folder with a folder for each set of `tests/KIND/sets.toml`, complete, with the files that are `wanted`. `lock` is
/// what else says which packages these are.
pub(crate) fn obtained(kind: &str, lock: &[u8], wanted: fn(&Path) -> bool) -> Result<PathBuf> {
    let source = cache::workspace().join("tests").join(kind);
    let list = source.join("sets.toml");
    let text = fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let sets = sets::read(&text)?;
    let name = cache::hash([text.as_bytes(), lock]);
    let folder = cache::directory().context("there is no home folder to keep packages in")?.join(kind).join(name);
    for set in &sets {
        let target = folder.join(&set.name);
        if !target.is_dir() {
            println!("obtaining {} (once)", set.name);
            cache::build_folder(&target, |partial| {
                fs::write(partial.join(ABOUT), &set.about)?;
                obtain::set(set, &source, partial, wanted)
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
