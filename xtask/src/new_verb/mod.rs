//! `cargo xtask new-verb GROUP VERB`: the skeletons of a gh verb, one in each layer, and the lines that name them.
//!
//! What it writes compiles and refuses the verb as `not-yet`. The test `verbs::` of `steep` says what is left to do.

mod noun;
mod skeleton;
mod text;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use noun::Noun;

/// What stands in a skeleton where somebody has to write.
pub(crate) const MARK: &str = "SKELETON";

/// A verb of gh, and the names that it has in the sources.
struct Verb {
    noun: &'static Noun,
    /// As gh spells it: `update-branch`.
    name: String,
    /// The name of its module: `update_branch`.
    module: String,
    /// The name of its operation: `UpdateBranch`.
    variant: String,
}

impl Verb {
    fn new(group: &str, name: &str) -> Result<Self> {
        let Some(noun) = noun::ALL.iter().find(|noun| noun.group == group) else {
            let known: Vec<&str> = noun::ALL.iter().map(|noun| noun.group).collect();
            bail!("there are no skeletons for `gh {group}`, only for {}", known.join(", "));
        };
        let is_plain = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if !name.split('-').all(is_plain) {
            bail!("`{name}` is no verb: it is spelt in lower case, with `-` between its words");
        }
        let capital =
            |word: &str| word.chars().take(1).map(|c| c.to_ascii_uppercase()).chain(word.chars().skip(1)).collect();
        let words: Vec<String> = name.split('-').map(capital).collect();
        Ok(Verb { noun, name: name.to_owned(), module: name.replace('-', "_"), variant: words.concat() })
    }

    /// `gh pr nudge`.
    fn rule(&self) -> String {
        format!("gh {} {}", self.noun.group, self.name)
    }
}

/// A file's path below the root, and its new text.
type File = (PathBuf, String);

/// Writes the skeletons and says which files they are.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let [group, name] = arguments else { bail!("a verb is named by its group and itself: new-verb pr nudge") };
    let root = steep_oracle::cache::workspace();
    for path in write(&root, group, name)? {
        println!("{}", path.display());
    }
    let rule = format!("gh {group} {name}");
    let known = fs::read_to_string(root.join("grammars/gh/commands.json"))?;
    if !known.contains(&format!("\"{group} {name}\"")) {
        println!("gh's grammar has no `{rule}`: `cargo xtask extract gh` reads one from a newer gh");
    }
    println!("`cargo test -p steep --test it verbs::` says what is left; CONTRIBUTING.md says how to go on");
    Ok(())
}

/// Writes them below `root`; returns the paths of the files that are new or have changed, in order.
pub(crate) fn write(root: &Path, group: &str, name: &str) -> Result<Vec<PathBuf>> {
    let verb = Verb::new(group, name)?;
    let mut files = skeleton::new_files(&verb);
    for (path, _) in &files {
        if root.join(path).exists() {
            bail!("{} is there already", path.display());
        }
    }
    // All is read before the first file is written.
    files.extend(skeleton::changed_files(&verb, |path| {
        fs::read_to_string(root.join(path)).with_context(|| format!("cannot read {}", path.display()))
    })?);
    for (path, text) in &files {
        fs::write(root.join(path), text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut paths: Vec<PathBuf> = files.into_iter().map(|(path, _)| path).collect();
    paths.sort();
    let sources = paths.iter().filter(|path| path.extension().is_some_and(|it| it == "rs"));
    let status = Command::new("rustfmt").args(["--edition", "2024"]).args(sources).current_dir(root).status();
    if !status.context("cannot run rustfmt")?.success() {
        bail!("rustfmt does not take what was written; please report this");
    }
    Ok(paths)
}

#[cfg(test)]
mod tests;
