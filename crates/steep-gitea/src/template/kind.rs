//! What a field of GitHub's holds, as far as its name tells.

use crate::projection::Shape;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Text,
    Flag,
    /// How many, or which in a row: below a million. Go would print more with an exponent.
    Count,
    /// Any number of JSON's.
    Number,
    /// A whole number of the template's own.
    Integer,
    List,
    Object,
    Anything,
}

/// What a value is, and whether it may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) what: What,
    pub(super) null: bool,
}

impl Kind {
    pub(super) const ANYTHING: Kind = Kind { what: What::Anything, null: true };

    pub(super) fn of(what: What) -> Self {
        Kind { what, null: false }
    }

    /// Of two values, whichever it is.
    pub(super) fn or(self, other: Kind) -> Self {
        let what = if self.what == other.what { self.what } else { What::Anything };
        Kind { what, null: self.null || other.null }
    }
}

/// The document that a template is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Document<'s> {
    /// gh's list of objects with these fields.
    List(&'s Shape),
    /// gh's object with these fields.
    Object(&'s Shape),
    /// An answer of GitHub's API.
    Answer {
        /// Whether it is a list.
        is_list: bool,
    },
}

impl Document<'_> {
    pub(super) fn root(&self) -> Kind {
        match self {
            Document::List(_) | Document::Answer { is_list: true } => Kind::of(What::List),
            Document::Object(_) => Kind::of(What::Object),
            Document::Answer { is_list: false } => Kind { what: What::Anything, null: false },
        }
    }

    /// An item of a list.
    pub(super) fn item(&self) -> Kind {
        match self {
            Document::List(_) | Document::Object(_) => Kind::of(What::Object),
            Document::Answer { .. } => Kind { what: What::Anything, null: false },
        }
    }

    /// The field of that name of an object of the document, or of one inside it.
    pub(super) fn field(&self, name: &str) -> Kind {
        match self {
            Document::List(shape) | Document::Object(shape) => {
                let kind = named(name, FIELDS);
                Kind { null: kind.null || shape.prints(name).null, ..kind }
            }
            Document::Answer { .. } => named(name, ANSWERS),
        }
    }
}

type Names = &'static [(What, bool, &'static [&'static str])];

/// Those of `--json`.
const FIELDS: Names = &[
    (
        What::Text,
        false,
        &[
            "baseRefName",
            "body",
            "bucket",
            "color",
            "conclusion",
            "context",
            "createdAt",
            "description",
            "detailsUrl",
            "displayTitle",
            "email",
            "event",
            "headBranch",
            "headRefName",
            "headRefOid",
            "headSha",
            "homepageUrl",
            "id",
            "key",
            "login",
            "mergeStateStatus",
            "mergeable",
            "messageBody",
            "messageHeadline",
            "name",
            "nameWithOwner",
            "oid",
            "path",
            "publishedAt",
            "pushedAt",
            "reviewDecision",
            "slug",
            "sshUrl",
            "startedAt",
            "state",
            "status",
            "submittedAt",
            "tagName",
            "targetUrl",
            "title",
            "type",
            "updatedAt",
            "url",
            "viewerPermission",
            "visibility",
            "workflow",
            "workflowName",
        ],
    ),
    (What::Text, true, &["closedAt", "dueOn", "mergedAt"]),
    (
        What::Flag,
        false,
        &[
            "closed",
            "isArchived",
            "isCrossRepository",
            "isDraft",
            "isEmpty",
            "isFork",
            "isLatest",
            "isLocked",
            "isMirror",
            "isPrerelease",
            "isPrivate",
            "isPullRequest",
            "isTemplate",
            "is_bot",
            "maintainerCanModify",
        ],
    ),
    (
        What::Count,
        false,
        &[
            "additions",
            "attempt",
            "changedFiles",
            "commentsCount",
            "deletions",
            "forkCount",
            "number",
            "stargazerCount",
            "totalCount",
        ],
    ),
    (What::Number, false, &["databaseId", "diskUsage", "size", "workflowDatabaseId"]),
    (
        What::List,
        false,
        &[
            "assets",
            "assignees",
            "authors",
            "comments",
            "commits",
            "files",
            "jobs",
            "labels",
            "languages",
            "latestReviews",
            "reactionGroups",
            "repositoryTopics",
            "reviewRequests",
            "reviews",
            "statusCheckRollup",
            "steps",
        ],
    ),
    (What::Object, false, &["author", "commit", "defaultBranchRef", "owner", "repository"]),
    (
        What::Object,
        true,
        &[
            "headRepository",
            "headRepositoryOwner",
            "licenseInfo",
            "mergeCommit",
            "mergedBy",
            "milestone",
            "parent",
            "primaryLanguage",
        ],
    ),
];

/// Those of the API.
const ANSWERS: Names = &[
    (
        What::Text,
        false,
        &[
            "browser_download_url",
            "clone_url",
            "color",
            "created_at",
            "date",
            "default_branch",
            "email",
            "event",
            "filename",
            "full_name",
            "head_branch",
            "head_sha",
            "html_url",
            "login",
            "message",
            "path",
            "ref",
            "sha",
            "ssh_url",
            "state",
            "status",
            "tag_name",
            "title",
            "type",
            "updated_at",
            "url",
            "visibility",
        ],
    ),
    (
        What::Text,
        true,
        &[
            "body",
            "closed_at",
            "conclusion",
            "description",
            "homepage",
            "language",
            "merged_at",
            "name",
            "published_at",
            "pushed_at",
            "submitted_at",
        ],
    ),
    (What::Flag, false, &["archived", "draft", "fork", "locked", "merged", "prerelease", "private", "protected"]),
    (
        What::Count,
        false,
        &[
            "additions",
            "changed_files",
            "changes",
            "comments",
            "deletions",
            "download_count",
            "forks_count",
            "number",
            "open_issues_count",
            "run_attempt",
            "run_number",
            "stargazers_count",
            "total_count",
        ],
    ),
    (What::Number, false, &["id", "run_id", "size"]),
    (
        What::List,
        false,
        &[
            "artifacts",
            "assets",
            "assignees",
            "items",
            "jobs",
            "labels",
            "steps",
            "topics",
            "workflow_runs",
            "workflows",
        ],
    ),
    (What::Object, false, &["base", "head", "owner", "user"]),
];

fn named(name: &str, names: Names) -> Kind {
    let found = names.iter().find(|(_, _, names)| names.contains(&name));
    found.map_or(Kind::ANYTHING, |(what, null, _)| Kind { what: *what, null: *null })
}
