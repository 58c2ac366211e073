# What gh makes of the objects of a Gitea; further answers are in .with. $base: the address of the server. $names: of workflows, by file.

def utc: if . == null or endswith("Z") then . else
    (.[:19] + "Z" | fromdate) - (.[19:22] | tonumber) * 3600 - (.[19:20] + .[23:] | tonumber) * 60 | todate end;
def is($text): ($text | capture("^(?<how>[<>]?=?)(?<than>.*)$")) as {$how, $than} | . != null and (utc[:$than | length] |
    if $how == ">" then . > $than elif $how == ">=" then . >= $than elif $how == "<" then . < $than
    elif $how == "<=" then . <= $than else . == $than end);
def maybe(f): if . then f else null end;
def id: .id | tostring;
def person: {id: id, is_bot: false, login, name: .full_name};
def account: {id: id, is_bot: false, login, type: "User", url: .html_url};
def written: {id: id, author: {login: .user.login}, authorAssociation: "", body};
def item: {number, title, body, id: id, url: .html_url, author: .user | person, state: .state | ascii_upcase, closed: (.state == "closed"),
    closedAt: .closed_at | utc, createdAt: .created_at | utc, updatedAt: .updated_at | utc,
    assignees: [.assignees[]? | {id: id, login, name: .full_name}], labels: [.labels[]? | {id: id, name, description, color}],
    milestone: .milestone | maybe({number: .id, title, description, dueOn: .due_on | utc}),
    comments: [.with.comments[]? | written + {createdAt: .created_at | utc, includesCreatedEdit: (.updated_at != .created_at),
        isMinimized: false, minimizedReason: "", reactionGroups: [], url: .html_url, viewerDidAuthor: false}]};
def issue: item + {stateReason: (if .state == "closed" then "COMPLETED" else "" end), isPinned: (.pin_order > 0)};
def found: item + {author: .user | account, assignees: [.assignees[]? | account], commentsCount: .comments, isLocked: .is_locked,
    closedAt: (.closed_at | utc // "0001-01-01T00:00:00Z"), isDraft: .pull_request.draft, isPullRequest: (.pull_request != null),
    repository: .repository | {name, nameWithOwner: .full_name}, state: (if .pull_request.merged then "merged" else .state end)};
def pull: def result: {REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED"}[.state] // .state;
    def review(state): written + {submittedAt: .submitted_at | utc, includesCreatedEdit: false, reactionGroups: [], state: state,
        commit: {oid: .commit_id}};
    def last_of_each(f): [.with.reviews[]? | select(f)] | group_by(.user.login) | map(max_by(.id));
    def decides: .state == "APPROVED" or .state == "REQUEST_CHANGES";
    def merges(draft; yes; no): if .state == "closed" then "UNKNOWN" elif .draft then draft elif .mergeable then yes
        elif now - (.base.repo.updated_at | utc | fromdate) < 30 then "UNKNOWN" else no end;
    def check: ((.context | capture("^(?<workflow>.+) / (?<job>.+) \\([a-z_]+\\)$")) // null) as $run | if $run then
        {__typename: "CheckRun", completedAt: (if .status == "pending" then "0001-01-01T00:00:00Z" else .updated_at | utc end),
        conclusion: (if .description == "Has been cancelled" then "CANCELLED" else
            {pending: "", success: "SUCCESS", skipped: "SKIPPED"}[.status] // "FAILURE" end),
        detailsUrl: (.target_url | if startswith("/") then $base + . else . end), name: $run.job, startedAt: .created_at | utc,
        status: (if .status == "pending" then "IN_PROGRESS" else "COMPLETED" end), workflowName: $run.workflow}
        else {__typename: "StatusContext", context, startedAt: .created_at | utc,
        state: ({warning: "FAILURE", skipped: "SUCCESS"}[.status] // (.status | ascii_upcase)), targetUrl: .target_url} end;
    (.with.self // .) as $whole | .with.reviews as $all | item + {baseRefName: .base.ref, headRefName: .head.label,
    headRefOid: .head.sha, isDraft: .draft, isCrossRepository: (.head.repo_id != .base.repo_id), mergedAt: .merged_at | utc,
    headRepository: .head.repo | maybe({id: id, name}), headRepositoryOwner: .head.repo.owner | maybe({id: id, name: .full_name, login}),
    state: (if .merged then "MERGED" else .state | ascii_upcase end), mergedBy: $whole.merged_by | maybe(person),
    mergeCommit: (if .merged and .merge_commit_sha then {oid: .merge_commit_sha} else null end),
    mergeable: merges("UNKNOWN"; "MERGEABLE"; "CONFLICTING"), mergeStateStatus: merges("DRAFT"; "CLEAN"; "DIRTY"),
    additions: $whole.additions, deletions: $whole.deletions, changedFiles: $whole.changed_files,
    files: [.with.files[]? | {path: .filename, additions, deletions}],
    commits: [.with.commits[]? | {oid: .sha, messageHeadline: (.commit.message | split("\n")[0] // ""),
        messageBody: .commit.message | split("\n")[1:] | join("\n") | ltrimstr("\n") | rtrimstr("\n"),
        authoredDate: .commit.author.date | utc, committedDate: .commit.committer.date | utc, authors: [{name: .commit.author.name,
        email: .commit.author.email, id: (.author.id // "" | tostring), login: (.author.login // "")}]}] | reverse,
    reviews: [$all[]? | select(.state != "REQUEST_REVIEW") | . as $one | review(if .dismissed and
        all($all[]; .user.login != $one.user.login or .id <= $one.id) then "DISMISSED" else result end)],
    latestReviews: last_of_each(decides or .state == "COMMENT") | map(review(if .dismissed then "DISMISSED" else result end)),
    reviewDecision: last_of_each(decides and (.dismissed | not)) | map(result) |
        (if index("CHANGES_REQUESTED") then "CHANGES_REQUESTED" elif index("APPROVED") then "APPROVED" else "" end),
    reviewRequests: [$all[]? | select(.state == "REQUEST_REVIEW") | if .team then {__typename: "Team", name: .team.name,
        slug: .team.name} else {__typename: "User", login: .user.login} end],
    statusCheckRollup: [.with.status.statuses[]? | check]};
def run: (.path | split("@")[0]) as $file | {attempt: .run_attempt, conclusion: (.conclusion // ""), createdAt: .started_at | utc,
    databaseId: .id, displayTitle: .display_title, event, headBranch: (.head_branch // ""), headSha: .head_sha,
    name: ($names[$file] // $file), number: .run_number, startedAt: .started_at | utc, status, updatedAt: .completed_at | utc,
    url: .html_url, workflowDatabaseId: $file, workflowName: ($names[$file] // $file),
    jobs: [.with.jobs.jobs[]? | {completedAt: .completed_at | utc, conclusion: (.conclusion // ""), databaseId: .id, name,
        startedAt: .started_at | utc, status, steps: [.steps[]? | {completedAt: .completed_at | utc, conclusion: (.conclusion // ""),
        name, number, startedAt: .started_at | utc, status}], url: .html_url}]};
def repository: {name, nameWithOwner: .full_name, description, id: id, url: .html_url, createdAt: .created_at | utc,
    updatedAt: .updated_at | utc, pushedAt: .updated_at | utc, defaultBranchRef: {name: .default_branch}, homepageUrl: .website,
    isArchived: .archived, isEmpty: .empty, isFork: .fork, isMirror: .mirror, isPrivate: .private, isTemplate: .template,
    owner: .owner | {id: id, login}, diskUsage: .size, forkCount: .forks_count, stargazerCount: .stars_count, sshUrl: .ssh_url,
    primaryLanguage: (if (.language // "") == "" then null else {name: .language} end), repositoryTopics: [.topics[]? | {name: .}],
    visibility: (if .internal then "INTERNAL" elif .private then "PRIVATE" else "PUBLIC" end)};
def release: {name, body, url: .html_url, author: .author | {id: id, login}, tagName: .tag_name, createdAt: .created_at | utc,
    publishedAt: (if .draft then null else .published_at | utc end), isDraft: .draft, isImmutable: false, isPrerelease: .prerelease};
def asked($fields): . as $all | [$fields | split(",") | unique[] | {key: ., value: (if in($all) then $all[.]
    else "there is no field \(.)\n" | halt_error(2) end)}] | from_entries;
def line: ([.labels[]?.name] | join(", ")) as $labels | if has("isCrossRepository") then [.number, .title,
    (if .isCrossRepository then .headRepositoryOwner.login + ":" else "" end) + .headRefName,
    (if .isDraft and .state == "OPEN" then "DRAFT" else .state end), .createdAt]
    elif has("headSha") then [.status, .conclusion, .displayTitle, .workflowName, .headBranch, .event, .databaseId,
    "\(if .status == "completed" then (.updatedAt | fromdate) - (.startedAt | fromdate) else 0 end)s", .startedAt]
    elif has("repository") then [.repository.nameWithOwner, .number, .state, .title, $labels, .updatedAt]
    elif has("number") then [.number, .state, .title, $labels, .updatedAt] else [.nameWithOwner, .description,
    ([.visibility | ascii_downcase] + [if .isFork then "fork" else empty end, if .isArchived then "archived" else empty end] | join(", ")),
    .updatedAt] end | join("\t");
