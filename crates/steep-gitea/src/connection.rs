//! Gitea's REST API, as [`steep_rest`] has to know it.

use steep_rest::{Api, Comparison, Functions, Paging, Vocabulary};

/// The most items that a page holds: Gitea's `[api] MAX_RESPONSE_ITEMS` as it is by default.
pub(crate) const PAGE: u32 = 50;

/// What stands between two commits that are compared. Gitea takes its default branch for an empty one.
pub(crate) const DOTS: &str = "...";

/// The open pull request of the current branch, as the companion finds it.
pub(crate) const PULL: &str = "{pull}";
/// The same, or the newest one of that branch where none is open.
pub(crate) const LAST_PULL: &str = "{last-pull}";
/// The same where not more than one is open.
pub(crate) const ONE_PULL: &str = "{one-pull}";

/// What Gitea's API is like.
pub(crate) static API: Api = Api {
    root: "api/v1",
    address_variable: "GITEA_API",
    scheme: "token",
    repositories: "repos",
    files: &["contents", "media", "raw"],
    comparison: Comparison { below: "compare", between: DOTS },
    caller: "user",
    login: "login",
    web_address: "html_url",
    upload: "attachment",
    paging: Paging { length: "limit", number: "page", most: PAGE },
    functions: Functions { request: "gitea_api", json: "gitea_json", repository: "gitea_repo", path: "gitea_path" },
    companion: Vocabulary {
        single: &["labels", "milestones", "state"],
        names: &["labels", "assignees", "reviewers", "team_reviewers"],
        filled_in: &[(PULL, &["pull"]), (LAST_PULL, &["pull", "--all"]), (ONE_PULL, &["pull", "--all"])],
    },
};
