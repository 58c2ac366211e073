//! Commands without a rule: those about GitHub's own services and about gh itself have no counterpart anywhere, the
//! rest only wait for a rule.

use steep_forge::Refusal;

use crate::grammar::Command;

/// A beginning of commands, what these are about, and what comes near to it elsewhere; empty where nothing does.
struct Feature(&'static str, &'static str, &'static str);

const FEATURES: &[Feature] = &[
    Feature("accessibility", "gh's own settings", ""),
    Feature("actions", "gh's own help", ""),
    Feature("agent-task", "GitHub Copilot's agents", ""),
    Feature("alias", "gh's aliases", "an alias of the shell takes their place"),
    Feature("attestation", "GitHub's artifact attestations", ""),
    Feature("auth git-credential", "gh's own logins", ""),
    Feature("auth logout", "gh's own logins", "those of tea end with `tea logins delete`"),
    Feature("auth refresh", "gh's own logins", "what a token may do is chosen where it is made"),
    Feature("auth switch", "gh's own logins", "that of tea is chosen with `tea logins default`"),
    Feature("cache", "GitHub's caches of Actions", "those of Gitea's belong to the runner"),
    Feature("codespace", "GitHub Codespaces", ""),
    Feature("completion", "gh's shell completion", ""),
    Feature("config", "gh's configuration", ""),
    Feature("copilot", "GitHub Copilot", ""),
    Feature("credits", "gh's credits", ""),
    Feature("discussion", "GitHub Discussions", "issues are all that Gitea has to talk in"),
    Feature("environment", "gh's own help", ""),
    Feature("exit-codes", "gh's own help", ""),
    Feature("extension", "gh's extensions", ""),
    Feature("formatting", "gh's own help", ""),
    Feature("gist", "GitHub Gist", "a repository takes its place"),
    Feature(
        "issue develop",
        "branches that are linked to an issue",
        "a branch that is named after it is not shown there",
    ),
    Feature("issue transfer", "moving an issue to another repository", "it would be opened anew, without its history"),
    Feature("licenses", "gh's own help", ""),
    Feature("mintty", "gh's own help", ""),
    Feature("pr revert", "a pull request that takes another one back", "the page of a commit has a button for it"),
    Feature("preview", "gh's previews", ""),
    Feature("project", "GitHub Projects", "Gitea's projects are on its pages, and not in its API"),
    Feature("reference", "gh's own help", ""),
    Feature("release verify", "GitHub's attestations of releases", ""),
    Feature("release verify-asset", "GitHub's attestations of releases", ""),
    Feature("repo autolink", "GitHub's autolinks", "a repository's settings may name one tracker elsewhere"),
    Feature("repo credits", "gh's credits", ""),
    Feature("repo garden", "gh's garden", ""),
    Feature("repo set-default", "gh's own choice of a repository", "in a clone commands are about that of `origin`"),
    Feature(
        "ruleset",
        "GitHub's rulesets",
        "Gitea protects branches and tags, `branch_protections` and `tag_protections` of its API",
    ),
    Feature("search commits", "a search for commits", "`git log --grep` looks through those of a clone"),
    Feature("send-telemetry", "gh's telemetry", ""),
    Feature("skill", "gh's skills", ""),
    Feature("telemetry", "gh's telemetry", ""),
    Feature("version", "gh's own help and version", ""),
];

/// Why `command`, which has no rule, stays as it is.
pub(super) fn refusal(command: &Command) -> Refusal {
    let Some(Feature(_, about, near)) = FEATURES.iter().find(|Feature(beginning, ..)| begins(command.path, beginning))
    else {
        return Refusal::NotYet { feature: command.name() };
    };
    let feature = match *near {
        "" => format!("{about} (`{}`)", command.name()),
        near => format!("{about} (`{}`): {near}", command.name()),
    };
    Refusal::NoEquivalent { feature }
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
