/// A noun of the forge.
pub(super) struct Noun {
    /// gh's group.
    pub(super) group: &'static str,
    /// The folder of its verbs in `steep-gh`, where the group is no module's name.
    pub(super) source: &'static str,
    /// Its file in `steep-forge` and its folder in `steep-gitea`.
    pub(super) module: &'static str,
    /// Its operations: `Pull` of `PullOperation`.
    pub(super) operation: &'static str,
}

const fn noun(group: &'static str, source: &'static str, module: &'static str, operation: &'static str) -> Noun {
    Noun { group, source, module, operation }
}

/// Those with a folder of verbs.
pub(super) const ALL: &[Noun] = &[
    noun("auth", "auth", "auth", "Auth"),
    noun("issue", "issue", "issue", "Issue"),
    noun("label", "label", "label", "Label"),
    noun("pr", "pr", "pull", "Pull"),
    noun("release", "release", "release", "Release"),
    noun("repo", "repo", "repository", "Repository"),
    noun("run", "run", "run", "Run"),
    noun("search", "search", "search", "Search"),
    noun("workflow", "workflow", "workflow", "Workflow"),
];
