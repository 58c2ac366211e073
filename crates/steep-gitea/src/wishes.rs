//! What Gitea makes of what GitHub has beside operations.

use steep_forge::{Answer, Service, WishKind};

/// The answer to a wish.
pub(crate) fn answer(wish: WishKind) -> Answer {
    const LATEST: &str = "Gitea takes the newest full release for the latest";
    match wish {
        WishKind::GeneratedNotes => Answer::Lost("Gitea writes no release notes"),
        WishKind::Latest => Answer::Noted(LATEST),
        WishKind::NotLatest => Answer::Lost(LATEST),
        WishKind::EmptiedText => Answer::Lost("Gitea leaves a text as it is when the new one is empty"),
        WishKind::FileLabel => Answer::Lost("Gitea's files have names only"),
        WishKind::SecretForRuns => Answer::Noted("Gitea's secrets are for Actions"),
        WishKind::PartOfOrganization => Answer::Lost("on Gitea every repository of the organisation is given it"),
    }
}

/// What comes near to a service.
pub(crate) fn instead_of(service: Service) -> &'static str {
    match service {
        Service::Logout => "those of tea end with `tea logins delete`",
        Service::LoginSwitch => "that of tea is chosen with `tea logins default`",
        Service::RunCache => "those of Gitea's belong to the runner",
        Service::Discussions => "issues are Gitea's only discussions",
        Service::Projects => "Gitea's projects are on its pages, and not in its API",
        Service::Rulesets => "Gitea protects branches and tags, `branch_protections` and `tag_protections` of its API",
    }
}
