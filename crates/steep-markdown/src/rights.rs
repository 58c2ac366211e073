//! Names of keys under which stands what an agent may do, must not do, or has at hand.

use crate::Rights;

/// Parts of names that forbid: `deny`, `disallowed-tools`, `forbidden`, `blocklist`, `excludeTools`.
const FORBID: [&str; 8] = ["deny", "denied", "disallow", "forbid", "block", "exclude", "prohibit", "reject"];

/// Parts of names that grant: `allowed-tools`, `permissions`, `autoApprove`, `trusted`.
const GRANT: [&str; 5] = ["allow", "approv", "grant", "permi", "trust"];

/// What a key says of the commands that stand under it, by the parts of its name; `None` for a key of another meaning.
#[must_use]
pub fn rights_of_key(name: &str) -> Option<Rights> {
    let name = name.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    if has(&FORBID) { Some(Rights::Forbid) } else { has(&GRANT).then_some(Rights::Grant) }
}

/// What the value of a key that is a command says of it, as in OpenCode's `"gh pr view *": "allow"`. To ask first is to grant:
/// whoever is asked sees another command then.
#[must_use]
pub fn verdict(value: &str) -> Option<Rights> {
    match value {
        "allow" | "ask" | "true" => Some(Rights::Grant),
        "deny" | "false" => Some(Rights::Forbid),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_grant_forbid_or_mean_something_else() {
        for name in ["allow", "allowed-tools", "autoApprove", "permissions", "trustedCommands"] {
            assert_eq!(rights_of_key(name), Some(Rights::Grant), "{name}");
        }
        for name in ["deny", "disallowedTools", "forbidden", "blocked_commands", "excludeTools"] {
            assert_eq!(rights_of_key(name), Some(Rights::Forbid), "{name}");
        }
        for name in ["run", "scripts", "description", ""] {
            assert_eq!(rights_of_key(name), None, "{name}");
        }
    }
}
