//! Whose secrets or variables are meant: `--repo`, `--org`, and what has no counterpart.

use steep_forge::operation::{SettingKind, SettingScope, Settings};
use steep_forge::{Refusal, Repository, WishKind};

use super::arguments::Arguments;

/// The repository that a request is about, and the values of that kind in the scope.
pub(super) fn read(arguments: &mut Arguments<'_>, kind: SettingKind) -> Result<(Repository, Settings), Refusal> {
    if arguments.word("env").is_some() {
        return Err(Refusal::NoEquivalent { feature: "a repository's environments (`--env`)".to_owned() });
    }
    if kind == SettingKind::Secret {
        if arguments.switch("user") {
            return Err(Refusal::NoEquivalent { feature: "secrets of GitHub Codespaces (`--user`)".to_owned() });
        }
        match arguments.literal("app")?.map(|app| app.to_ascii_lowercase()).as_deref() {
            None => {}
            Some("actions") => arguments.wish("--app actions", WishKind::SecretForRuns),
            Some(app) => {
                return Err(Refusal::NoEquivalent { feature: format!("secrets of GitHub's {app} (`--app`)") });
            }
        }
    }
    match arguments.word("org") {
        Some(organization) => {
            // gh does not look at it then.
            arguments.word("repo");
            Ok((Repository::None, Settings { kind, scope: SettingScope::Organization(organization) }))
        }
        None => Ok((arguments.repository()?, Settings { kind, scope: SettingScope::Repository })),
    }
}

/// Which repositories of an organisation see a new value.
pub(super) fn visibility(arguments: &mut Arguments<'_>, scope: &SettingScope) -> Result<(), Refusal> {
    let repositories = !arguments.list("repos").is_empty();
    let visibility = arguments.literal("visibility")?.map(|visibility| visibility.to_ascii_lowercase());
    if *scope == SettingScope::Repository {
        for flag in ["visibility", "repos"] {
            if arguments.is_on(flag) {
                return Err(Refusal::UsageError { error: format!("`--{flag}` is only supported with `--org`") });
            }
        }
        return Ok(());
    }
    if repositories || visibility.as_deref() == Some("selected") {
        return Err(Refusal::NoEquivalent { feature: "a value for selected repositories (`--repos`)".to_owned() });
    }
    match visibility.as_deref() {
        Some("all") => {}
        Some(_) => arguments.wish("--visibility", WishKind::PartOfOrganization),
        None => arguments.wish("private repositories only", WishKind::PartOfOrganization),
    }
    Ok(())
}
