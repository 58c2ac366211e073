use std::collections::BTreeMap;

use steep::{Language, Outcome, Target, Transpiler};

use super::remotes::Remote;
use crate::setting::{EXAMPLE_HOST, Owner};

/// An owner with its new name, and how often commands name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Renamed {
    pub(super) old: String,
    /// `None` where it is not known.
    pub(super) new: Option<String>,
    pub(super) commands: usize,
}

/// The owners that commands name.
#[derive(Debug, Default)]
pub(super) struct Owners {
    counts: BTreeMap<String, usize>,
    pub(super) files: usize,
}

impl Owners {
    /// Adds those of a text. Returns how many gh commands it has.
    pub(super) fn look_at(&mut self, text: &str, language: &Language) -> usize {
        self.files += 1;
        let Ok(steep) = Transpiler::builder().target(Target::gitea(EXAMPLE_HOST)).build() else { return 0 };
        let findings = steep.transpile(text, language).findings;
        let commands = findings.iter().filter(|finding| finding.outcome != Outcome::Skipped && finding.rule != "url");
        let mut number = 0;
        for finding in commands {
            number += 1;
            if let Some(owner) = owner(&finding.command) {
                *self.counts.entry(owner).or_default() += 1;
            }
        }
        number
    }

    /// All of them, and those of GitHub's remotes. A remote on another server that has the same repository knows the new name.
    pub(super) fn with_remotes(&self, remotes: &[Remote]) -> Vec<Renamed> {
        let mut counts = self.counts.clone();
        let (old, new): (Vec<&Remote>, Vec<&Remote>) = remotes.iter().partition(|remote| remote.is_github());
        for remote in &old {
            counts.entry(remote.owner.clone()).or_default();
        }
        let renamed = counts.into_iter().map(|(name, commands)| {
            let of_owner = old.iter().filter(|remote| remote.owner.eq_ignore_ascii_case(&name));
            let new = of_owner.filter_map(|old| new.iter().find(|new| new.repository == old.repository)).next();
            Renamed { old: name, new: new.map(|remote| remote.owner.clone()), commands }
        });
        let mut renamed: Vec<Renamed> = renamed.collect();
        renamed.sort_by_key(|it| std::cmp::Reverse(it.commands));
        renamed
    }
}

/// The owner that a command names with its repository: `--repo OWNER/NAME`, `repos/OWNER/NAME/…`. This only makes a proposal;
/// what a rewrite renames is read by gh's grammar.
fn owner(command: &str) -> Option<String> {
    let mut words = command.split_whitespace().map(|word| word.trim_matches(['"', '\'']));
    let mut repository = None;
    while let Some(word) = words.next() {
        let below_repos = word.trim_start_matches('/').strip_prefix("repos/");
        repository = match word.strip_prefix("--repo=").or(word.strip_prefix("-R").filter(|rest| !rest.is_empty())) {
            _ if matches!(word, "--repo" | "-R") => words.next(),
            None => below_repos,
            named => named,
        };
        if repository.is_some() {
            break;
        }
    }
    let (owner, name) = repository?.trim_start_matches("github.com/").split_once('/')?;
    let is_name = !name.is_empty() && !name.starts_with(|c: char| "<{[$(".contains(c));
    (is_name && owner.parse::<Owner>().is_ok()).then(|| owner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_of_a_command_is_found() {
        for (command, found) in [
            ("gh pr list --repo Acme/widgets", Some("Acme")),
            ("gh pr list -R github.com/Acme/widgets", Some("Acme")),
            ("gh pr list '--repo=Acme/widgets'", Some("Acme")),
            ("gh api /repos/Acme/widgets/issues --jq x", Some("Acme")),
            ("gh pr list --repo \"$OWNER/widgets\"", None),
            ("gh api repos/{owner}/{repo}/issues", None),
            ("gh pr list --repo OWNER/<repo>", None),
            ("gh pr list", None),
        ] {
            assert_eq!(owner(command).as_deref(), found, "{command}");
        }
    }
}
