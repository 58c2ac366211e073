//! Commands without a rule: those about GitHub's own services and about gh itself have no counterpart anywhere, the
//! rest only wait for a rule.

use steep_forge::{Refusal, Service};

use crate::grammar::Command;

/// A beginning of commands, what these are about, and what comes near to it.
struct Feature(&'static str, &'static str, Near);

/// What comes near to a feature.
#[derive(Clone, Copy)]
enum Near {
    /// Nothing.
    Nothing,
    /// This, on every forge.
    Here(&'static str),
    /// What the target says of the service.
    On(Service),
}

use Near::{Here, Nothing, On};

const FEATURES: &[Feature] = &[
    Feature("accessibility", "gh's own settings", Nothing),
    Feature("actions", "gh's own help", Nothing),
    Feature("agent-task", "GitHub Copilot's agents", Nothing),
    Feature("alias", "gh's aliases", Here("an alias of the shell takes their place")),
    Feature("attestation", "GitHub's artifact attestations", Nothing),
    Feature("auth git-credential", "gh's own logins", Nothing),
    Feature("auth logout", "gh's own logins", On(Service::Logout)),
    Feature("auth refresh", "gh's own logins", Here("what a token may do is chosen where it is made")),
    Feature("auth switch", "gh's own logins", On(Service::LoginSwitch)),
    Feature("cache", "GitHub's caches of Actions", On(Service::RunCache)),
    Feature("codespace", "GitHub Codespaces", Nothing),
    Feature("completion", "gh's shell completion", Nothing),
    Feature("config", "gh's configuration", Nothing),
    Feature("copilot", "GitHub Copilot", Nothing),
    Feature("credits", "gh's credits", Nothing),
    Feature("discussion", "GitHub Discussions", On(Service::Discussions)),
    Feature("environment", "gh's own help", Nothing),
    Feature("exit-codes", "gh's own help", Nothing),
    Feature("extension", "gh's extensions", Nothing),
    Feature("formatting", "gh's own help", Nothing),
    Feature("gist", "GitHub Gist", Here("a repository takes its place")),
    Feature(
        "issue develop",
        "branches that are linked to an issue",
        Here("a branch that is named after it is not shown there"),
    ),
    Feature(
        "issue transfer",
        "moving an issue to another repository",
        Here("it would be opened anew, without its history"),
    ),
    Feature("licenses", "gh's own help", Nothing),
    Feature("mintty", "gh's own help", Nothing),
    Feature(
        "pr revert",
        "a pull request that takes another one back",
        Here("the page of a commit has a button for it"),
    ),
    Feature("preview", "gh's previews", Nothing),
    Feature("project", "GitHub Projects", On(Service::Projects)),
    Feature("reference", "gh's own help", Nothing),
    Feature("release verify", "GitHub's attestations of releases", Nothing),
    Feature("release verify-asset", "GitHub's attestations of releases", Nothing),
    Feature("repo autolink", "GitHub's autolinks", Here("a repository's settings may name one tracker elsewhere")),
    Feature("repo credits", "gh's credits", Nothing),
    Feature("repo garden", "gh's garden", Nothing),
    Feature(
        "repo set-default",
        "gh's own choice of a repository",
        Here("in a clone commands are about that of `origin`"),
    ),
    Feature("ruleset", "GitHub's rulesets", On(Service::Rulesets)),
    Feature("search commits", "a search for commits", Here("`git log --grep` looks through those of a clone")),
    Feature("send-telemetry", "gh's telemetry", Nothing),
    Feature("skill", "gh's skills", Nothing),
    Feature("telemetry", "gh's telemetry", Nothing),
    Feature("version", "gh's own help and version", Nothing),
];

/// Why `command`, which has no rule, stays as it is, and the service that a target may have something near to.
pub(super) fn refusal(command: &Command) -> (Refusal, Option<Service>) {
    let Some(Feature(_, about, near)) = FEATURES.iter().find(|Feature(beginning, ..)| begins(command.path, beginning))
    else {
        return (Refusal::NotYet { feature: command.name() }, None);
    };
    let about = format!("{about} (`{}`)", command.name());
    let (feature, service) = match near {
        Nothing => (about, None),
        Here(near) => (format!("{about}: {near}"), None),
        On(service) => (about, Some(*service)),
    };
    (Refusal::NoEquivalent { feature }, service)
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
        for Feature(name, ..) in FEATURES {
            assert!(grammar::command(&name.split(' ').collect::<Vec<_>>()).is_some(), "{name}");
            assert!(super::super::rules::all().iter().all(|rule| !begins(rule.path, name)), "{name}");
        }
    }
}
