//! What the fields of the objects of Gitea's API hold, by their names: facts of `grammars/gitea/`, read off the server's Go
//! types and its answers. GitHub's API has the same names for the same things.

use steep_jq::{Schema, Type};

/// Where a field may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Null {
    /// Nowhere.
    Never,
    /// Only in GitHub's answers, or in what is made to look like them.
    OnGitHub,
    /// On both.
    Both,
    /// Nowhere, and GitHub has no such field.
    OnlyOnGitea,
}

use Null::{Both, Never, OnGitHub, OnlyOnGitea};

type Group = (fn() -> Type, Null, &'static [&'static str]);

const NAMES: &[Group] = &[
    (
        || Type::SOME_TEXT,
        Never,
        &[
            "browser_download_url",
            "clone_url",
            "context",
            "created_at",
            "date",
            "default_branch",
            "event",
            "filename",
            "full_name",
            "head_sha",
            "html_url",
            "login",
            "message",
            "mode",
            "path",
            "ref",
            "sha",
            "ssh_url",
            "state",
            "status",
            "tag_name",
            "tarball_url",
            "title",
            "updated_at",
            "upload_url",
            "url",
            "username",
            "zipball_url",
        ],
    ),
    (
        || Type::SOME_TEXT,
        OnGitHub,
        &["archived_at", "completed_at", "head_branch", "published_at", "pushed_at", "started_at"],
    ),
    (|| Type::SOME_TEXT, Both, &["closed_at", "due_on", "merged_at", "submitted_at"]),
    (
        || Type::TEXT,
        Never,
        &[
            "about",
            "avatar_url",
            "color",
            "commit_id",
            "data",
            "display_title",
            "email",
            "key",
            "key_id",
            "label",
            "name",
            "public_key",
            "target_commitish",
            "target_url",
            "type",
            "visibility",
            "website",
        ],
    ),
    (
        || Type::TEXT,
        OnGitHub,
        &["body", "content", "default_merge_style", "description", "homepage", "language", "original_url"],
    ),
    (|| Type::TEXT, Both, &["conclusion", "download_url", "encoding", "git_url", "merge_commit_sha"]),
    (
        || Type::BOOLEAN,
        Never,
        &[
            "admin",
            "archived",
            "draft",
            "fork",
            "has_issues",
            "has_projects",
            "has_wiki",
            "locked",
            "merged",
            "mergeable",
            "prerelease",
            "private",
            "protected",
            "pull",
            "push",
            "read_only",
        ],
    ),
    (
        || Type::BOOLEAN,
        OnlyOnGitea,
        &[
            "allow_maintainer_edit",
            "allow_merge_commits",
            "allow_rebase",
            "allow_squash_merge",
            "blank_issues_enabled",
            "default_delete_branch_after_merge",
            "dismissed",
            "empty",
            "has_releases",
            "internal",
            "is_locked",
            "mirror",
            "primary",
            "template",
            "verified",
        ],
    ),
    (
        || Type::COUNT,
        Never,
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
            "open_pr_counter",
            "pin_order",
            "run_attempt",
            "run_number",
            "stargazers_count",
            "stars_count",
            "total_commits",
            "total_count",
            "watchers_count",
        ],
    ),
    (|| Type::WHOLE, Never, &["id", "repo_id", "run_id", "size"]),
    (
        || Type::OBJECT.list(),
        Never,
        &[
            "artifacts",
            "assets",
            "contact_links",
            "items",
            "jobs",
            "labels",
            "statuses",
            "steps",
            "workflow_runs",
            "workflows",
        ],
    ),
    (|| Type::OBJECT.list(), Both, &["assignees", "requested_reviewers"]),
    (|| Type::SOME_TEXT.list(), Never, &["topics"]),
    (|| Type::SOME_TEXT.list(), Both, &["licenses"]),
    (
        || Type::OBJECT,
        Never,
        &["author", "base", "commit", "committer", "head", "owner", "permissions", "repository", "uploader", "user"],
    ),
    (|| Type::OBJECT, Both, &["merged_by", "milestone", "parent", "pull_request", "ref_issue", "repo", "team"]),
];

/// Whether a field of that name holds a time, and whether that may be null in Gitea's answers.
pub(crate) fn is_time(name: &str) -> Option<bool> {
    let is_one = name.ends_with("_at") || matches!(name, "date" | "due_on");
    is_one.then(|| NAMES.iter().any(|(_, null, names)| *null == Both && names.contains(&name)))
}

fn named(name: &str, on_github: bool) -> Option<Type> {
    let (field, null, _) = NAMES.iter().find(|(_, _, names)| names.contains(&name))?;
    if on_github && *null == OnlyOnGitea {
        return None;
    }
    let field = field();
    Some(if *null == Both || (on_github && *null == OnGitHub) { field.or_null() } else { field })
}

/// The objects of Gitea's API.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gitea;

impl Schema for Gitea {
    fn field(&self, name: &str) -> Type {
        match name {
            // A person's, too, who may have given none.
            "full_name" => Type::TEXT,
            _ => named(name, false).unwrap_or(Type::DOCUMENT),
        }
    }

    fn variable(&self, name: &str) -> Option<Type> {
        match name {
            // The names of workflows by their files.
            "names" => Some(Type::object_of(Type::TEXT)),
            "latest" => Some(Type::WHOLE.or_null()),
            _ => None,
        }
    }
}

/// The objects of GitHub's API, as they are made of Gitea's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GitHub;

impl Schema for GitHub {
    fn field(&self, name: &str) -> Type {
        named(name, true).unwrap_or(Type::UNKNOWN_FIELD)
    }
}
