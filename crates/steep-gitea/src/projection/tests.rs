//! Every field, rebuilt by the real jq from answers such as Gitea gives. Skipped, loudly, where there is no jq.

mod fusion;
mod template;

use std::io::Write as _;
use std::process::{Command, Stdio};

use steep_gh_json::Shape;

use super::{
    CHECK, ISSUE, LABEL, PULL, Projection, RELEASE, RELEASE_ITEM, REPOSITORY, RUN, SEARCH, companion,
    names_in_companion,
};

/// An answer, by the name of the request that it is to.
fn answer(name: &str) -> &'static str {
    match name {
        "assignees" => include_str!("../../tests/answers/assignees.json"),
        "blocked_by" | "blocking" => include_str!("../../tests/answers/dependencies.json"),
        "code_of_conduct" | "organization" | "security" => "true",
        "comments" => include_str!("../../tests/answers/comments.json"),
        "commits" => include_str!("../../tests/answers/commits.json"),
        "emails" => include_str!("../../tests/answers/emails.json"),
        "files" => include_str!("../../tests/answers/files.json"),
        "issue" => include_str!("../../tests/answers/issue.json"),
        "issue_config" => include_str!("../../tests/answers/issue_config.json"),
        "issue_templates" => include_str!("../../tests/answers/issue_templates.json"),
        "jobs" => include_str!("../../tests/answers/jobs.json"),
        "label" => include_str!("../../tests/answers/label.json"),
        "labels" => include_str!("../../tests/answers/labels.json"),
        "languages" => include_str!("../../tests/answers/languages.json"),
        "milestones" => include_str!("../../tests/answers/milestones.json"),
        "pull" | "self" => include_str!("../../tests/answers/pull.json"),
        "pull-open" => include_str!("../../tests/answers/pull-open.json"),
        "reactions" => include_str!("../../tests/answers/reactions.json"),
        "release" => include_str!("../../tests/answers/release.json"),
        "release-draft" => include_str!("../../tests/answers/release-draft.json"),
        "releases" => include_str!("../../tests/answers/releases.json"),
        "repository" => include_str!("../../tests/answers/repository.json"),
        "reviews" => include_str!("../../tests/answers/reviews.json"),
        "run" => include_str!("../../tests/answers/run.json"),
        "star" => "true",
        "status" => include_str!("../../tests/answers/status.json"),
        "subscription" => "false",
        "timeline" => include_str!("../../tests/answers/timeline.json"),
        other => panic!("no answer to {other}"),
    }
}

/// What jq prints; `None` where there is no jq.
fn jq(option: &str, program: &str, input: &str) -> Option<String> {
    let names = r#"{"ci.yml": "CI"}"#;
    let child = Command::new("jq")
        .args(["-r", option, "--argjson", "names", names, "--argjson", "latest", "1", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("SKIPPED: there is no jq");
        return None;
    };
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// All fields of a kind, from `object` and from the answers to further requests.
fn rebuilt(projection: &'static Projection, object: &str, brief: bool) -> Option<String> {
    let names: Vec<String> = projection.fields.iter().map(|field| field.name.to_owned()).collect();
    let shape = Shape::new(projection, &names, brief, true, "https://git.example.org").unwrap();
    let mut all = jq("-c", &shape.own().to_string(), answer(object))?;
    for request in shape.requests() {
        let name = if request.name == "self" { object } else { request.name };
        all.push_str(&jq("-c", &shape.of(request).to_string(), answer(name))?);
    }
    jq("-n", "[inputs] | add | to_entries | sort_by(.key)[] | \"\\(.key): \\(.value)\"", &all)
}

#[test]
fn a_merged_pull_request() {
    if let Some(rebuilt) = rebuilt(&PULL, "pull", false) {
        insta::assert_snapshot!(rebuilt, @r#"
    additions: 10
    assignees: [{"id":"3","login":"carol","name":"Carol C."}]
    author: {"id":"2","is_bot":false,"login":"bob","name":""}
    autoMergeRequest: {"authorEmail":null,"commitBody":null,"commitHeadline":null,"mergeMethod":"","enabledAt":"2026-02-01T00:22:00Z","enabledBy":{"id":"1","is_bot":false,"login":"alice","name":"Alice Ash"}}
    baseRefName: main
    baseRefOid: ba5e
    body: line 1
    line 2
    changedFiles: 3
    closed: true
    closedAt: 2026-02-03T04:05:06Z
    closingIssuesReferences: []
    comments: [{"id":"71","author":{"login":"alice"},"authorAssociation":"","body":"Nice \"one\"","createdAt":"2026-02-01T01:00:00Z","includesCreatedEdit":true,"isMinimized":false,"minimizedReason":"","reactionGroups":[],"url":"https://git.example.org/acme/widgets/issues/12#issuecomment-71","viewerDidAuthor":false}]
    commits: [{"oid":"beef","messageHeadline":"First","messageBody":"","authoredDate":"2026-02-01T00:00:00Z","committedDate":"2026-02-01T00:00:01Z","authors":[{"name":"Eve","email":"eve@example.org","id":"","login":""}]},{"oid":"f00d","messageHeadline":"Second","messageBody":"Why it is so.","authoredDate":"2026-02-01T00:00:02Z","committedDate":"2026-02-01T00:00:03Z","authors":[{"name":"Bob","email":"bob@example.org","id":"2","login":"bob"}]}]
    createdAt: 2026-02-01T00:00:00Z
    deletions: 2
    files: [{"path":"src/tray.rs","additions":10,"deletions":0},{"path":"src/lib.rs","additions":0,"deletions":2}]
    fullDatabaseId: 40
    headRefName: feature/tray
    headRefOid: f00d
    headRepository: {"id":"10","name":"widgets"}
    headRepositoryOwner: {"id":"2","name":"","login":"bob"}
    id: 40
    isCrossRepository: true
    isDraft: false
    labels: [{"id":"1","name":"bug","description":"about bug","color":"ee0701"},{"id":"2","name":"tier/high","description":"about tier/high","color":"00ff00"}]
    latestReviews: [{"id":"3","author":{"login":"alice"},"authorAssociation":"","body":"hm","submittedAt":"2026-02-02T00:00:03Z","includesCreatedEdit":false,"reactionGroups":[],"state":"COMMENTED","commit":{"oid":"f00d"}},{"id":"2","author":{"login":"carol"},"authorAssociation":"","body":"now","submittedAt":"2026-02-02T00:00:02Z","includesCreatedEdit":false,"reactionGroups":[],"state":"APPROVED","commit":{"oid":"f00d"}}]
    maintainerCanModify: true
    mergeCommit: {"oid":"c0ffee"}
    mergeStateStatus: UNKNOWN
    mergeable: UNKNOWN
    mergedAt: 2026-02-03T04:05:06Z
    mergedBy: {"id":"1","is_bot":false,"login":"alice","name":"Alice Ash"}
    milestone: {"number":5,"title":"v1.0","description":"first","dueOn":null}
    number: 12
    potentialMergeCommit: null
    projectCards: []
    projectItems: []
    reactionGroups: [{"content":"THUMBS_UP","users":{"totalCount":2}},{"content":"HEART","users":{"totalCount":1}}]
    reviewDecision: APPROVED
    reviewRequests: [{"__typename":"User","login":"bob"},{"__typename":"Team","name":"qa","slug":"qa"}]
    reviews: [{"id":"1","author":{"login":"carol"},"authorAssociation":"","body":"no","submittedAt":"2026-02-02T00:00:01Z","includesCreatedEdit":false,"reactionGroups":[],"state":"CHANGES_REQUESTED","commit":{"oid":"f00d"}},{"id":"2","author":{"login":"carol"},"authorAssociation":"","body":"now","submittedAt":"2026-02-02T00:00:02Z","includesCreatedEdit":false,"reactionGroups":[],"state":"APPROVED","commit":{"oid":"f00d"}},{"id":"3","author":{"login":"alice"},"authorAssociation":"","body":"hm","submittedAt":"2026-02-02T00:00:03Z","includesCreatedEdit":false,"reactionGroups":[],"state":"COMMENTED","commit":{"oid":"f00d"}}]
    state: MERGED
    statusCheckRollup: [{"__typename":"CheckRun","completedAt":"2026-02-01T00:11:00Z","conclusion":"SUCCESS","detailsUrl":"https://git.example.org/acme/widgets/actions/runs/1/jobs/0","name":"build","startedAt":"2026-02-01T00:10:00Z","status":"COMPLETED","workflowName":"CI"},{"__typename":"CheckRun","completedAt":"0001-01-01T00:00:00Z","conclusion":"","detailsUrl":"https://git.example.org/acme/widgets/actions/runs/1/jobs/1","name":"test","startedAt":"2026-02-01T00:10:00Z","status":"IN_PROGRESS","workflowName":"CI"},{"__typename":"StatusContext","context":"ci/lint","startedAt":"2026-02-01T00:10:00Z","state":"FAILURE","targetUrl":"https://ci.example.org/1"},{"__typename":"StatusContext","context":"ci/warn","startedAt":"2026-02-01T00:10:00Z","state":"FAILURE","targetUrl":""},{"__typename":"CheckRun","completedAt":"2026-02-01T00:11:00Z","conclusion":"SKIPPED","detailsUrl":"","name":"docs","startedAt":"2026-02-01T00:10:00Z","status":"COMPLETED","workflowName":"CI"}]
    title: feat: a "tray"
    updatedAt: 2026-02-03T04:05:07Z
    url: https://git.example.org/acme/widgets/pulls/12
    "#);
    }
}

#[test]
fn an_open_draft() {
    if let Some(rebuilt) = rebuilt(&PULL, "pull-open", false) {
        insta::assert_snapshot!(rebuilt, @r#"
    additions: 0
    assignees: []
    author: {"id":"2","is_bot":false,"login":"bob","name":""}
    autoMergeRequest: {"authorEmail":null,"commitBody":null,"commitHeadline":null,"mergeMethod":"","enabledAt":"2026-02-01T00:22:00Z","enabledBy":{"id":"1","is_bot":false,"login":"alice","name":"Alice Ash"}}
    baseRefName: main
    baseRefOid: ba5e
    body: 
    changedFiles: 0
    closed: false
    closedAt: null
    closingIssuesReferences: []
    comments: [{"id":"71","author":{"login":"alice"},"authorAssociation":"","body":"Nice \"one\"","createdAt":"2026-02-01T01:00:00Z","includesCreatedEdit":true,"isMinimized":false,"minimizedReason":"","reactionGroups":[],"url":"https://git.example.org/acme/widgets/issues/12#issuecomment-71","viewerDidAuthor":false}]
    commits: [{"oid":"beef","messageHeadline":"First","messageBody":"","authoredDate":"2026-02-01T00:00:00Z","committedDate":"2026-02-01T00:00:01Z","authors":[{"name":"Eve","email":"eve@example.org","id":"","login":""}]},{"oid":"f00d","messageHeadline":"Second","messageBody":"Why it is so.","authoredDate":"2026-02-01T00:00:02Z","committedDate":"2026-02-01T00:00:03Z","authors":[{"name":"Bob","email":"bob@example.org","id":"2","login":"bob"}]}]
    createdAt: 2026-02-01T00:00:00Z
    deletions: 0
    files: [{"path":"src/tray.rs","additions":10,"deletions":0},{"path":"src/lib.rs","additions":0,"deletions":2}]
    fullDatabaseId: 41
    headRefName: wip
    headRefOid: f11d
    headRepository: null
    headRepositoryOwner: null
    id: 41
    isCrossRepository: false
    isDraft: true
    labels: []
    latestReviews: [{"id":"3","author":{"login":"alice"},"authorAssociation":"","body":"hm","submittedAt":"2026-02-02T00:00:03Z","includesCreatedEdit":false,"reactionGroups":[],"state":"COMMENTED","commit":{"oid":"f00d"}},{"id":"2","author":{"login":"carol"},"authorAssociation":"","body":"now","submittedAt":"2026-02-02T00:00:02Z","includesCreatedEdit":false,"reactionGroups":[],"state":"APPROVED","commit":{"oid":"f00d"}}]
    maintainerCanModify: false
    mergeCommit: null
    mergeStateStatus: DRAFT
    mergeable: UNKNOWN
    mergedAt: null
    mergedBy: null
    milestone: null
    number: 13
    potentialMergeCommit: null
    projectCards: []
    projectItems: []
    reactionGroups: [{"content":"THUMBS_UP","users":{"totalCount":2}},{"content":"HEART","users":{"totalCount":1}}]
    reviewDecision: APPROVED
    reviewRequests: [{"__typename":"User","login":"bob"},{"__typename":"Team","name":"qa","slug":"qa"}]
    reviews: [{"id":"1","author":{"login":"carol"},"authorAssociation":"","body":"no","submittedAt":"2026-02-02T00:00:01Z","includesCreatedEdit":false,"reactionGroups":[],"state":"CHANGES_REQUESTED","commit":{"oid":"f00d"}},{"id":"2","author":{"login":"carol"},"authorAssociation":"","body":"now","submittedAt":"2026-02-02T00:00:02Z","includesCreatedEdit":false,"reactionGroups":[],"state":"APPROVED","commit":{"oid":"f00d"}},{"id":"3","author":{"login":"alice"},"authorAssociation":"","body":"hm","submittedAt":"2026-02-02T00:00:03Z","includesCreatedEdit":false,"reactionGroups":[],"state":"COMMENTED","commit":{"oid":"f00d"}}]
    state: OPEN
    statusCheckRollup: [{"__typename":"CheckRun","completedAt":"2026-02-01T00:11:00Z","conclusion":"SUCCESS","detailsUrl":"https://git.example.org/acme/widgets/actions/runs/1/jobs/0","name":"build","startedAt":"2026-02-01T00:10:00Z","status":"COMPLETED","workflowName":"CI"},{"__typename":"CheckRun","completedAt":"0001-01-01T00:00:00Z","conclusion":"","detailsUrl":"https://git.example.org/acme/widgets/actions/runs/1/jobs/1","name":"test","startedAt":"2026-02-01T00:10:00Z","status":"IN_PROGRESS","workflowName":"CI"},{"__typename":"StatusContext","context":"ci/lint","startedAt":"2026-02-01T00:10:00Z","state":"FAILURE","targetUrl":"https://ci.example.org/1"},{"__typename":"StatusContext","context":"ci/warn","startedAt":"2026-02-01T00:10:00Z","state":"FAILURE","targetUrl":""},{"__typename":"CheckRun","completedAt":"2026-02-01T00:11:00Z","conclusion":"SKIPPED","detailsUrl":"","name":"docs","startedAt":"2026-02-01T00:10:00Z","status":"COMPLETED","workflowName":"CI"}]
    title: WIP: tray
    updatedAt: 2026-02-01T00:00:00Z
    url: https://git.example.org/acme/widgets/pulls/13
    "#);
    }
}

#[test]
fn a_pull_request_for_a_reader() {
    if let Some(rebuilt) = rebuilt(&PULL, "pull", true) {
        insta::assert_snapshot!(rebuilt, @r#"
    additions: 10
    assignees: [{"login":"carol"}]
    author: {"login":"bob"}
    autoMergeRequest: {"authorEmail":null,"commitBody":null,"commitHeadline":null,"mergeMethod":"","enabledAt":"2026-02-01T00:22:00Z","enabledBy":{"id":"1","is_bot":false,"login":"alice","name":"Alice Ash"}}
    baseRefName: main
    baseRefOid: ba5e
    body: line 1
    line 2
    changedFiles: 3
    closed: true
    closedAt: 2026-02-03T04:05:06Z
    closingIssuesReferences: []
    comments: [{"author":{"login":"alice"},"body":"Nice \"one\"","createdAt":"2026-02-01T01:00:00Z"}]
    commits: [{"oid":"beef","messageHeadline":"First"},{"oid":"f00d","messageHeadline":"Second"}]
    createdAt: 2026-02-01T00:00:00Z
    deletions: 2
    files: [{"path":"src/tray.rs","additions":10,"deletions":0},{"path":"src/lib.rs","additions":0,"deletions":2}]
    fullDatabaseId: 40
    headRefName: feature/tray
    headRefOid: f00d
    headRepository: {"id":"10","name":"widgets"}
    headRepositoryOwner: {"id":"2","name":"","login":"bob"}
    id: 40
    isCrossRepository: true
    isDraft: false
    labels: [{"name":"bug"},{"name":"tier/high"}]
    latestReviews: [{"author":{"login":"alice"},"state":"COMMENTED","body":"hm"},{"author":{"login":"carol"},"state":"APPROVED","body":"now"}]
    maintainerCanModify: true
    mergeCommit: {"oid":"c0ffee"}
    mergeStateStatus: UNKNOWN
    mergeable: UNKNOWN
    mergedAt: 2026-02-03T04:05:06Z
    mergedBy: {"id":"1","is_bot":false,"login":"alice","name":"Alice Ash"}
    milestone: {"title":"v1.0"}
    number: 12
    potentialMergeCommit: null
    projectCards: []
    projectItems: []
    reactionGroups: [{"content":"THUMBS_UP","users":{"totalCount":2}},{"content":"HEART","users":{"totalCount":1}}]
    reviewDecision: APPROVED
    reviewRequests: [{"login":"bob"},{"name":"qa"}]
    reviews: [{"author":{"login":"carol"},"state":"CHANGES_REQUESTED","body":"no"},{"author":{"login":"carol"},"state":"APPROVED","body":"now"},{"author":{"login":"alice"},"state":"COMMENTED","body":"hm"}]
    state: MERGED
    statusCheckRollup: [{"context":"CI / build (pull_request)","state":"SUCCESS"},{"context":"CI / test (pull_request)","state":"PENDING"},{"context":"ci/lint","state":"FAILURE"},{"context":"ci/warn","state":"WARNING"},{"context":"CI / docs (push)","state":"SKIPPED"}]
    title: feat: a "tray"
    updatedAt: 2026-02-03T04:05:07Z
    url: https://git.example.org/acme/widgets/pulls/12
    "#);
    }
}

#[test]
fn an_issue() {
    if let Some(rebuilt) = rebuilt(&ISSUE, "issue", false) {
        insta::assert_snapshot!(rebuilt, @r#"
    assignees: []
    author: {"id":"2","is_bot":false,"login":"bob","name":""}
    blockedBy: {"nodes":[{"id":"44","number":16,"repository":{"nameWithOwner":"acme/widgets"},"state":"OPEN","title":"First this","url":"https://git.example.org/acme/widgets/issues/16"}],"totalCount":1}
    blocking: {"nodes":[{"id":"44","number":16,"repository":{"nameWithOwner":"acme/widgets"},"state":"OPEN","title":"First this","url":"https://git.example.org/acme/widgets/issues/16"}],"totalCount":1}
    body: It \crashes
    closed: true
    closedAt: 2026-01-03T00:00:00Z
    closedByPullRequestsReferences: [{"id":"40","number":12,"repository":{"id":"10","name":"widgets","owner":{"id":"","login":"acme"}},"url":"https://git.example.org/acme/widgets/pulls/12"}]
    comments: [{"id":"71","author":{"login":"alice"},"authorAssociation":"","body":"Nice \"one\"","createdAt":"2026-02-01T01:00:00Z","includesCreatedEdit":true,"isMinimized":false,"minimizedReason":"","reactionGroups":[],"url":"https://git.example.org/acme/widgets/issues/12#issuecomment-71","viewerDidAuthor":false}]
    createdAt: 2026-01-01T00:00:00Z
    id: 50
    isPinned: true
    issueType: null
    labels: [{"id":"1","name":"bug","description":"about bug","color":"ee0701"}]
    milestone: null
    number: 7
    parent: null
    projectCards: []
    projectItems: []
    reactionGroups: [{"content":"THUMBS_UP","users":{"totalCount":2}},{"content":"HEART","users":{"totalCount":1}}]
    state: CLOSED
    stateReason: COMPLETED
    subIssues: {"nodes":[],"totalCount":0}
    subIssuesSummary: {"completed":0,"percentCompleted":0,"total":0}
    title: Crash
    updatedAt: 2026-01-02T00:00:00Z
    url: https://git.example.org/acme/widgets/issues/7
    "#);
    }
}

#[test]
fn an_issue_that_a_search_found() {
    if let Some(rebuilt) = rebuilt(&SEARCH, "issue", false) {
        insta::assert_snapshot!(rebuilt, @r#"
    assignees: []
    author: {"id":"2","is_bot":false,"login":"bob","type":"User","url":"https://git.example.org/bob"}
    authorAssociation: 
    body: It \crashes
    closedAt: 2026-01-03T00:00:00Z
    commentsCount: 1
    createdAt: 2026-01-01T00:00:00Z
    id: 50
    isDraft: null
    isLocked: false
    isPullRequest: false
    labels: [{"id":"1","name":"bug","description":"about bug","color":"ee0701"}]
    number: 7
    repository: {"name":"widgets","nameWithOwner":"acme/widgets"}
    state: closed
    title: Crash
    updatedAt: 2026-01-02T00:00:00Z
    url: https://git.example.org/acme/widgets/issues/7
    "#);
    }
}

#[test]
fn a_repository() {
    if let Some(rebuilt) = rebuilt(&REPOSITORY, "repository", false) {
        insta::assert_snapshot!(rebuilt, @r#"
    archivedAt: null
    assignableUsers: [{"id":"1","login":"alice","name":"Alice Ash"},{"id":"2","login":"bob","name":""}]
    codeOfConduct: {"key":"other","name":"Other","url":""}
    contactLinks: [{"about":"Ask","name":"Chat","url":"https://chat.example.org"}]
    createdAt: 2025-01-02T03:04:05Z
    defaultBranchRef: {"name":"main"}
    deleteBranchOnMerge: true
    description: Things
    diskUsage: 31
    forkCount: 2
    fundingLinks: []
    hasDiscussionsEnabled: false
    hasIssuesEnabled: true
    hasProjectsEnabled: true
    hasWikiEnabled: false
    homepageUrl: https://widgets.example.org
    id: 9
    isArchived: false
    isBlankIssuesEnabled: true
    isEmpty: false
    isFork: true
    isInOrganization: true
    isMirror: false
    isPrivate: true
    isSecurityPolicyEnabled: true
    isTemplate: false
    isUserConfigurationRepository: false
    issueTemplates: []
    issues: {"totalCount":6}
    labels: [{"id":"1","name":"bug","description":"about bug","color":"ee0701"}]
    languages: [{"size":900,"node":{"name":"Rust"}},{"size":100,"node":{"name":"Shell"}}]
    latestRelease: {"name":"First","tagName":"v1.0.0","url":"https://git.example.org/acme/widgets/releases/tag/v1.0.0","publishedAt":"2026-01-01T00:00:00Z"}
    licenseInfo: {"key":"mit","name":"MIT","nickname":""}
    mentionableUsers: [{"id":"1","login":"alice","name":"Alice Ash"},{"id":"2","login":"bob","name":""}]
    mergeCommitAllowed: true
    milestones: [{"number":5,"title":"v1.0","description":"first","dueOn":null}]
    mirrorUrl: 
    name: widgets
    nameWithOwner: acme/widgets
    openGraphImageUrl: 
    owner: {"id":"7","login":"acme"}
    parent: {"id":"8","name":"widgets","owner":{"id":"6","login":"upstream"}}
    primaryLanguage: {"name":"Rust"}
    projects: []
    projectsV2: {"Nodes":[]}
    pullRequestTemplates: []
    pullRequests: {"totalCount":3}
    pushedAt: 2026-01-02T03:04:05Z
    rebaseMergeAllowed: true
    repositoryTopics: [{"name":"cli"}]
    securityPolicyUrl: 
    squashMergeAllowed: false
    sshUrl: git@git.example.org:acme/widgets.git
    stargazerCount: 4
    templateRepository: null
    updatedAt: 2026-01-02T03:04:05Z
    url: https://git.example.org/acme/widgets
    usesCustomOpenGraphImage: false
    viewerCanAdminister: false
    viewerDefaultCommitEmail: alice@example.org
    viewerDefaultMergeMethod: REBASE
    viewerHasStarred: true
    viewerPermission: WRITE
    viewerPossibleCommitEmails: ["alice@example.org"]
    viewerSubscription: UNSUBSCRIBED
    visibility: PRIVATE
    watchers: {"totalCount":5}
    "#);
    }
}

#[test]
fn a_run() {
    if let Some(rebuilt) = rebuilt(&RUN, "run", false) {
        insta::assert_snapshot!(rebuilt, @r#"
    attempt: 0
    conclusion: success
    createdAt: 2026-02-01T00:00:00Z
    databaseId: 3
    displayTitle: Refill the tray
    event: push
    headBranch: main
    headSha: f00d
    jobs: [{"completedAt":"2026-02-01T00:01:00Z","conclusion":"success","databaseId":8,"name":"build","startedAt":"2026-02-01T00:00:00Z","status":"completed","steps":[],"url":"https://git.example.org/acme/widgets/actions/runs/3/jobs/0"}]
    name: CI
    number: 3
    startedAt: 2026-02-01T00:00:00Z
    status: completed
    updatedAt: 2026-02-01T00:01:00Z
    url: https://git.example.org/acme/widgets/actions/runs/3
    workflowDatabaseId: ci.yml
    workflowName: CI
    "#);
    }
}

#[test]
fn a_label() {
    if let Some(rebuilt) = rebuilt(&LABEL, "label", false) {
        insta::assert_snapshot!(rebuilt, @"
        color: d73a4a
        createdAt: null
        description: Something is broken
        id: 61
        isDefault: false
        name: bug
        updatedAt: null
        url: https://git.example.org/acme/widgets/issues?labels=61
        ");
    }
}

#[test]
fn a_release() {
    if let Some(rebuilt) = rebuilt(&RELEASE, "release", false) {
        insta::assert_snapshot!(rebuilt, @r#"
        apiUrl: https://git.example.org/api/v1/repos/acme/widgets/releases/1
        assets: [{"id":"2","name":"read me.md","label":"","size":10,"state":"uploaded","contentType":"","downloadCount":0,"createdAt":"2024-03-02T10:00:00Z","updatedAt":"2024-03-02T10:00:00Z","url":"https://git.example.org/acme/widgets/releases/download/v1.0.0/read%20me.md","apiUrl":"https://git.example.org/api/v1/repos/acme/widgets/releases/1/assets/2"},{"id":"1","name":"widgets-1.0.0.txt","label":"","size":14,"state":"uploaded","contentType":"","downloadCount":0,"createdAt":"2024-03-02T10:00:00Z","updatedAt":"2024-03-02T10:00:00Z","url":"https://git.example.org/acme/widgets/releases/download/v1.0.0/widgets-1.0.0.txt","apiUrl":"https://git.example.org/api/v1/repos/acme/widgets/releases/1/assets/1"}]
        author: {"id":"2","login":"avery"}
        body: The first one.
        createdAt: 2024-03-01T09:00:00Z
        databaseId: 1
        id: 1
        isDraft: false
        isImmutable: false
        isPrerelease: false
        name: First
        publishedAt: 2024-03-01T09:00:00Z
        tagName: v1.0.0
        tarballUrl: https://git.example.org/acme/widgets/archive/v1.0.0.tar.gz
        targetCommitish: 
        uploadUrl: https://git.example.org/api/v1/repos/acme/widgets/releases/1/assets
        url: https://git.example.org/acme/widgets/releases/tag/v1.0.0
        zipballUrl: https://git.example.org/acme/widgets/archive/v1.0.0.zip
        "#);
    }
    if let Some(rebuilt) = rebuilt(&RELEASE_ITEM, "release", false) {
        insta::assert_snapshot!(rebuilt, @"
        createdAt: 2024-03-01T09:00:00Z
        isDraft: false
        isImmutable: false
        isLatest: true
        isPrerelease: false
        name: First
        publishedAt: 2024-03-01T09:00:00Z
        tagName: v1.0.0
        ");
    }
}

#[test]
fn a_draft_of_a_release_is_not_published() {
    if let Some(rebuilt) = rebuilt(&RELEASE_ITEM, "release-draft", false) {
        insta::assert_snapshot!(rebuilt, @"
        createdAt: 2024-04-01T10:00:00Z
        isDraft: true
        isImmutable: false
        isLatest: false
        isPrerelease: false
        name: To come
        publishedAt: 0001-01-01T00:00:00Z
        tagName: v2.0.0
        ");
    }
    let Some(rebuilt) = rebuilt(&RELEASE, "release-draft", false) else { return };
    assert!(rebuilt.contains("\npublishedAt: null\n"), "{rebuilt}");
}

#[test]
fn checks() {
    let names: Vec<String> = CHECK.fields.iter().map(|field| field.name.to_owned()).collect();
    let shape = Shape::new(&CHECK, &names, false, true, "https://git.example.org").unwrap();
    let program = format!(".statuses | map({}) | .[] | tojson", shape.own());
    if let Some(checks) = jq("-c", &program, answer("status")) {
        insta::assert_snapshot!(checks, @r#"
    {"bucket":"pass","completedAt":"2026-02-01T00:11:00Z","description":"Successful in 5s","event":"pull_request","link":"https://git.example.org/acme/widgets/actions/runs/1/jobs/0","name":"build","startedAt":"2026-02-01T00:10:00Z","state":"SUCCESS","workflow":"CI"}
    {"bucket":"pending","completedAt":"0001-01-01T00:00:00Z","description":"","event":"pull_request","link":"https://git.example.org/acme/widgets/actions/runs/1/jobs/1","name":"test","startedAt":"2026-02-01T00:10:00Z","state":"PENDING","workflow":"CI"}
    {"bucket":"fail","completedAt":"2026-02-01T00:11:00Z","description":"lint failed","event":"","link":"https://ci.example.org/1","name":"ci/lint","startedAt":"2026-02-01T00:10:00Z","state":"FAILURE","workflow":""}
    {"bucket":"fail","completedAt":"2026-02-01T00:11:00Z","description":"","event":"","link":"","name":"ci/warn","startedAt":"2026-02-01T00:10:00Z","state":"FAILURE","workflow":""}
    {"bucket":"skipping","completedAt":"2026-02-01T00:11:00Z","description":"","event":"push","link":"","name":"docs","startedAt":"2026-02-01T00:10:00Z","state":"SKIPPED","workflow":"CI"}
    "#);
    }
}

#[test]
fn times_of_a_server_in_another_zone() {
    let names = ["closedAt", "createdAt", "updatedAt"].map(str::to_owned);
    let shape = Shape::new(&ISSUE, &names, false, false, "https://git.example.org").unwrap();
    let rebuilt = |answer| jq("-c", &shape.own().to_string(), answer);
    let east =
        r#"{"created_at": "2026-03-01T00:30:00+01:00", "updated_at": "2026-03-01T12:00:00Z", "closed_at": null}"#;
    let Some(said) = rebuilt(east) else { return };
    assert_eq!(
        said.trim_end(),
        r#"{"closedAt":null,"createdAt":"2026-02-28T23:30:00Z","updatedAt":"2026-03-01T12:00:00Z"}"#
    );
    let west = r#"{"created_at": "2026-03-01T22:45:00-03:30", "updated_at": "2026-03-01T05:00:00+05:30", "closed_at": "1970-01-01T01:00:00+01:00"}"#;
    assert_eq!(
        rebuilt(west).unwrap().trim_end(),
        r#"{"closedAt":"1970-01-01T00:00:00Z","createdAt":"2026-03-02T02:15:00Z","updatedAt":"2026-02-28T23:30:00Z"}"#
    );
}

/// An answer of a server whose clock is set to another zone, with a milestone that is due.
fn elsewhere(name: &str) -> String {
    answer(name).replace("Z\"", "+05:45\"").replace("\"due_on\": null", "\"due_on\": \"2030-02-01T05:44:59+05:45\"")
}

/// The fields of an object as the companion rebuilds them, and as the projection does.
fn both_ways(projection: &'static Projection, kind: &str, object: &str) -> Option<(String, String)> {
    let names: Vec<String> = names_in_companion(projection).into_iter().map(str::to_owned).collect();
    let shape = Shape::new(projection, &names, false, true, "https://git.example.org").unwrap();
    let mut all = jq("-c", &shape.own().to_string(), &elsewhere(object))?;
    let mut with = Vec::new();
    for request in shape.requests() {
        let answer = elsewhere(if request.name == "self" { object } else { request.name });
        all.push_str(&jq("-c", &shape.of(request).to_string(), &answer)?);
        with.push(format!("{}: {answer}", companion::request_in_companion(request).unwrap()));
    }
    let sorted = "to_entries | sort_by(.key)[] | \"\\(.key): \\(.value)\"";
    let expected = jq("-n", &format!("[inputs] | add | {sorted}"), &all)?;
    let names = names.join(",");
    let shapes = crate::companion::SHAPES;
    let program = format!(
        "\"https://git.example.org\" as $base | {shapes} . + {{with: {{{}}}}} | {kind} | asked(\"{names}\") | {sorted}",
        with.join(", ")
    );
    Some((jq("-c", &program, &elsewhere(object))?, expected))
}

#[test]
fn half_a_minute_after_a_change_it_is_known_whether_a_pull_request_conflicts() {
    let shape = Shape::new(&PULL, &["mergeable".to_owned()], false, false, "https://git.example.org").unwrap();
    let (own, shapes) = (shape.own().to_string(), crate::companion::SHAPES);
    for (zone, seconds) in [("Z", 0), ("+05:45", 20_700), ("-03:30", -12_600)] {
        for (age, mergeable) in [(5, "UNKNOWN"), (40, "CONFLICTING"), (905, "CONFLICTING"), (3_605, "CONFLICTING")] {
            let changed = format!(
                ".mergeable = false | .draft = false | \
                 .base.repo.updated_at = ((now - {age} + {seconds} | floor | todate)[:19] + \"{zone}\")"
            );
            let Some(found) = jq("-r", &format!("{changed} | {own} | .mergeable"), answer("pull-open")) else {
                return;
            };
            assert_eq!(found.trim_end(), mergeable, "{age} {zone}");
            let companion = format!("\"\" as $base | {shapes} {changed} | pull | .mergeable");
            let found = jq("-r", &companion, answer("pull-open")).unwrap();
            assert_eq!(found.trim_end(), mergeable, "{age} {zone}");
        }
    }
}

#[test]
fn the_companion_rebuilds_what_the_projections_do() {
    let kinds = [
        (&PULL, "pull", "pull"),
        (&PULL, "pull", "pull-open"),
        (&ISSUE, "issue", "issue"),
        (&SEARCH, "found", "issue"),
        (&RUN, "run", "run"),
        (&REPOSITORY, "repository", "repository"),
        (&RELEASE, "release", "release"),
        (&RELEASE, "release", "release-draft"),
        (&RELEASE_ITEM, "release", "release"),
    ];
    for (projection, kind, object) in kinds {
        let Some((found, expected)) = both_ways(projection, kind, object) else { return };
        for (found, expected) in found.lines().zip(expected.lines()) {
            assert_eq!(found, expected, "{kind} of {object}");
        }
        assert_eq!(found.len(), expected.len(), "{kind} of {object}");
    }
}
