//! Commands without a rule: those about GitHub's own services and about gh itself have no counterpart anywhere, the
//! rest only wait for a rule.

use steep_forge::Refusal;

use crate::grammar::Command;

/// The beginnings of commands, and what these are about.
const FEATURES: &[(&str, &str)] = &[
    ("accessibility", "gh's own settings"),
    ("actions", "gh's own help"),
    ("agent-task", "GitHub Copilot's agents"),
    ("alias", "gh's aliases"),
    ("attestation", "GitHub's artifact attestations"),
    ("auth git-credential", "gh's own logins"),
    ("auth logout", "gh's own logins"),
    ("auth refresh", "gh's own logins"),
    ("auth switch", "gh's own logins"),
    ("cache", "GitHub's caches of Actions"),
    ("codespace", "GitHub Codespaces"),
    ("completion", "gh's shell completion"),
    ("config", "gh's configuration"),
    ("copilot", "GitHub Copilot"),
    ("credits", "gh's credits"),
    ("discussion", "GitHub Discussions"),
    ("environment", "gh's own help"),
    ("exit-codes", "gh's own help"),
    ("extension", "gh's extensions"),
    ("formatting", "gh's own help"),
    ("gist", "GitHub Gist"),
    ("licenses", "gh's own help"),
    ("mintty", "gh's own help"),
    ("preview", "gh's previews"),
    ("project", "GitHub Projects"),
    ("reference", "gh's own help"),
    ("repo autolink", "GitHub's autolinks"),
    ("repo credits", "gh's credits"),
    ("repo garden", "gh's garden"),
    ("repo set-default", "gh's own choice of a repository"),
    ("ruleset", "GitHub's rulesets"),
    ("search commits", "a search for commits"),
    ("send-telemetry", "gh's telemetry"),
    ("skill", "gh's skills"),
    ("telemetry", "gh's telemetry"),
    ("version", "gh's own help and version"),
];

/// Commands of families that have rules otherwise, and what they do.
const MISSING: &[(&[&str], &str)] = &[
    (&["issue", "develop"], "branches that are linked to an issue"),
    (&["issue", "transfer"], "moving an issue to another repository"),
    (&["pr", "revert"], "a pull request that takes another one back"),
    (&["release", "verify"], "GitHub's attestations of releases"),
    (&["release", "verify-asset"], "GitHub's attestations of releases"),
];

/// Why `command`, which has no rule, stays as it is.
pub(super) fn refusal(command: &Command) -> Refusal {
    if let Some((_, feature)) = MISSING.iter().find(|(path, _)| *path == command.path) {
        return Refusal::NoEquivalent { feature: format!("{feature} (`{}`)", command.name()) };
    }
    let about = FEATURES.iter().find(|(beginning, _)| begins(command.path, beginning));
    match about {
        Some((_, feature)) => Refusal::NoEquivalent { feature: format!("{feature} (`{}`)", command.name()) },
        None => Refusal::NotYet { feature: command.name() },
    }
}

/// Whether a command's path begins with these words.
fn begins(path: &[&str], words: &str) -> bool {
    let words: Vec<&str> = words.split(' ').collect();
    path.starts_with(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar;

    #[test]
    fn every_name_is_a_command_without_a_rule() {
        for (path, _) in MISSING {
            assert!(grammar::command(path).is_some(), "{path:?}");
            assert!(super::super::rules::find(path).is_none(), "{path:?}");
        }
        for (name, _) in FEATURES {
            assert!(grammar::command(&name.split(' ').collect::<Vec<_>>()).is_some(), "{name}");
            assert!(super::super::rules::all().iter().all(|rule| !begins(rule.path, name)), "{name}");
        }
    }
}
