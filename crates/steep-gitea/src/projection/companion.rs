//! Which of gh's fields the companion rebuilds itself. `companion/shapes.jq` says them in jq as the projections do; a test
//! compares the two over the same answers.

use steep_gh_json::{Below, Projection, Request, Shape};

/// The fields that issues and pull requests have in common.
const OF_ITEMS: &[&str] = &[
    "assignees",
    "author",
    "body",
    "closed",
    "closedAt",
    "comments",
    "createdAt",
    "id",
    "labels",
    "milestone",
    "number",
    "state",
    "title",
    "updatedAt",
    "url",
];

/// Objects by the first command that prints them, whether they have [`OF_ITEMS`], and their other fields.
const KNOWN: &[(&str, bool, &[&str])] = &[
    (
        "pr list",
        true,
        &[
            "additions",
            "baseRefName",
            "changedFiles",
            "commits",
            "deletions",
            "files",
            "headRefName",
            "headRefOid",
            "headRepository",
            "headRepositoryOwner",
            "isCrossRepository",
            "isDraft",
            "latestReviews",
            "mergeCommit",
            "mergeStateStatus",
            "mergeable",
            "mergedAt",
            "mergedBy",
            "reviewDecision",
            "reviewRequests",
            "reviews",
            "statusCheckRollup",
        ],
    ),
    ("issue list", true, &["isPinned", "stateReason"]),
    ("search issues", true, &["commentsCount", "isDraft", "isLocked", "isPullRequest", "repository"]),
    (
        "run list",
        false,
        &[
            "attempt",
            "conclusion",
            "createdAt",
            "databaseId",
            "displayTitle",
            "event",
            "headBranch",
            "headSha",
            "jobs",
            "name",
            "number",
            "startedAt",
            "status",
            "updatedAt",
            "url",
            "workflowDatabaseId",
            "workflowName",
        ],
    ),
    (
        "release view",
        false,
        &[
            "author",
            "body",
            "createdAt",
            "isDraft",
            "isImmutable",
            "isPrerelease",
            "name",
            "publishedAt",
            "tagName",
            "url",
        ],
    ),
    ("release list", false, &["createdAt", "isDraft", "isImmutable", "isPrerelease", "name", "publishedAt", "tagName"]),
    (
        "repo list",
        false,
        &[
            "createdAt",
            "defaultBranchRef",
            "description",
            "diskUsage",
            "forkCount",
            "homepageUrl",
            "id",
            "isArchived",
            "isEmpty",
            "isFork",
            "isMirror",
            "isPrivate",
            "isTemplate",
            "name",
            "nameWithOwner",
            "owner",
            "primaryLanguage",
            "pushedAt",
            "repositoryTopics",
            "sshUrl",
            "stargazerCount",
            "updatedAt",
            "url",
            "visibility",
        ],
    ),
];

/// The names of the fields of that object that the companion rebuilds.
#[must_use]
pub fn names_in_companion(projection: &Projection) -> Vec<&'static str> {
    let own = KNOWN.iter().find(|(command, ..)| projection.commands.first() == Some(command));
    let Some((_, of_items, own)) = own else { return Vec::new() };
    let shared = if *of_items { OF_ITEMS } else { &[] };
    let has = |name: &&str| projection.fields.iter().any(|field| field.name == *name);
    shared.iter().chain(*own).copied().filter(has).collect()
}

/// The names of the fields that are asked for, with commas between them, where the companion rebuilds all of them.
pub(crate) fn asked_of_companion(shape: &Shape) -> Option<String> {
    let known = names_in_companion(shape.projection());
    let names: Vec<&str> = shape.names().collect();
    let is_whole = names.iter().all(|name| known.contains(name)) && !shape.nothing_when_empty();
    (is_whole && !names.is_empty()).then(|| names.join(","))
}

/// What the companion calls a further request with `--with`; `None` where it does not know it.
pub(crate) fn request_in_companion(request: &Request) -> Option<&'static str> {
    let (_, last) = request.path.rsplit_once('/')?;
    match (request.below, last) {
        (Below::Server, _) => None,
        _ if request.exists => None,
        (_, "{number}") => (request.path == "pulls/{number}").then_some("self"),
        (
            _,
            known @ ("comments" | "commits" | "files" | "reactions" | "reviews" | "status" | "timeline" | "blocks"
            | "dependencies" | "jobs"),
        ) => Some(known),
        _ => None,
    }
}
