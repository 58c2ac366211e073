//! The forms made for tea, version by version where versions differ.

use crate::support::requests::{self, clone, issue_change, issue_create, json, open, pull_create, pull_merge};
use crate::support::*;
use steep_forge::operation::{
    AuthOperation, IssueChange, IssueClose, IssueCreate, IssueOperation, MergeStyle, PullCreate, PullFill, PullMerge,
    PullOperation, RepositoryClone, RepositoryOperation, Review, ReviewKind, Text,
};
use steep_forge::{Item, Limit, Operation, Predicate, Query, Request, State, Surroundings, Target};
use steep_shell::Status;

fn text(text: &str) -> Option<Text> {
    Some(Text::Word(word(text)))
}

#[test]
fn a_list_with_columns() {
    let request = Request {
        output: json(&["number", "title", "author"]),
        ..about_widgets(Operation::Pull(PullOperation::List(open())))
    };
    insta::assert_snapshot!(shown(&emit(&request, &tea("0.9.2"))), @"
    tea pulls list --login work --repo acme/widgets --state open --fields index,title,author-id
    # tea equivalent
    ");
    let fields = ["number", "title", "labels", "assignees"];
    let request = Request { output: json(&fields), ..about_widgets(Operation::Issue(IssueOperation::List(open()))) };
    insta::assert_snapshot!(shown(&emit(&request, &tea("0.9.2"))), @"
    tea issues list --login work --repo acme/widgets --state open --fields index,title,labels,assignees
    # tea equivalent
    ");
}

#[test]
fn a_list_for_a_reader() {
    insta::assert_snapshot!(shown(&emit(&here(Operation::Pull(PullOperation::List(open()))), &tea_without_login("0.9.2"))), @"
    tea pulls list --state open --fields index,title,head,created
    # tea equivalent
    ");
    let closed = Query { predicates: vec![Predicate::State(State::Closed)], limit: Limit::Count(50), ..open() };
    insta::assert_snapshot!(shown(&emit(&here(Operation::Issue(IssueOperation::List(closed))), &tea("0.9.2"))), @"
    tea issues list --login work --state closed --fields index,title,labels,updated,state --limit 50
    # tea equivalent
    ");
}

#[test]
fn a_limit_is_given_where_it_is_heeded() {
    let five = |query| Request { output: json(&["number"]), ..about_widgets(query) };
    let pulls = five(Operation::Pull(PullOperation::List(Query { limit: Limit::Count(5), ..open() })));
    insta::assert_snapshot!(shown(&emit(&pulls, &tea("0.12.0"))), @"
    tea pulls list --login work --repo acme/widgets --state open --fields index --limit 5
    # tea equivalent
    ");
    assert!(shown(&emit(&pulls, &tea("0.11.1"))).contains("\n# curl "));
    let issues = five(Operation::Issue(IssueOperation::List(Query { limit: Limit::Count(5), ..open() })));
    insta::assert_snapshot!(shown(&emit(&issues, &tea("0.11.1"))), @"
    tea issues list --login work --repo acme/widgets --state open --fields index --limit 5
    # tea equivalent
    ");
    assert!(shown(&emit(&issues, &tea("0.10.1"))).contains("\n# curl "));
}

#[test]
fn a_list_of_the_clone_is_never_one_of_the_server() {
    let list = here(Operation::Issue(IssueOperation::List(open())));
    assert!(shown(&emit(&list, &tea("0.10.1"))).starts_with("tea issues list --login work"));
    assert!(shown(&emit(&list, &tea_without_login("0.11.1"))).starts_with("tea issues list --state"));
    assert!(shown(&emit(&list, &tea("0.11.1"))).contains("\n# curl "));
    // A request names the repository: outside a clone it names none, and finds nothing.
    for target in [tea("0.12.0"), tea_without_login("0.12.0")] {
        let text = shown(&emit(&list, &target));
        assert!(text.starts_with("tea api ") && text.contains("'repos/{owner}/{repo}/issues?"), "{text}");
    }
}

#[test]
fn a_list_that_a_program_reads_is_not_tea_s() {
    let request = Request { output: json(&["number"]), ..about_widgets(Operation::Pull(PullOperation::List(open()))) };
    let emission = tea("0.14.0").emit(&request, &for_a_program()).unwrap();
    assert_eq!(emission.tool, steep_gitea::tool::CURL);
}

#[test]
fn a_request_that_tea_makes_is_looked_at() {
    let view = here(Operation::Pull(PullOperation::View { pull: number("42"), comments: false }));
    insta::assert_snapshot!(shown(&emit(&view, &tea("0.12.0"))), @r#"
    tea api --login work 'repos/{owner}/{repo}/pulls/42' |
      jq -r '
        (.message? // empty | error), . |
        "title:\t\(.title)",
        "state:\t\(if .merged then "MERGED" elif .draft and .state == "open" then "DRAFT"
          else .state | ascii_upcase end)",
        "author:\t\(.user.login)", "labels:\t\([.labels[]?.name] | join(", "))",
        "assignees:\t\([.assignees[]?.login] | join(", "))",
        "reviewers:\t\([.requested_reviewers[]?.login] | join(", "))",
        "milestone:\t\(.milestone.title // "")", "number:\t\(.number)", "url:\t\(.html_url)",
        "additions:\t\(.additions)", "deletions:\t\(.deletions)", "--", .body
      '
    # tea equivalent
    # in a clone with several remotes, tea asks about the repository that the main branch follows, and gh about that of `upstream`
    "#);
    // What acts on the status, what a program reads, and a version without the command: curl.
    let acted_on = Surroundings { status: Status::Used, ..for_a_reader() };
    assert_eq!(tea("0.14.0").emit(&view, &acted_on).unwrap().tool, steep_gitea::tool::CURL);
    assert_eq!(tea("0.14.0").emit(&view, &for_a_program()).unwrap().tool, steep_gitea::tool::CURL);
    assert_eq!(emit(&view, &tea("0.11.1")).unwrap().tool, steep_gitea::tool::CURL);
    // A form that changes something is no request of tea's: it could go where nobody looks.
    let ready = here(Operation::Pull(PullOperation::Ready { pull: number("42"), draft: false }));
    assert_eq!(emit(&ready, &tea("0.14.0")).unwrap().tool, steep_gitea::tool::CURL);
    // The companion says it shorter.
    let companion = emit(&view, &tea("0.14.0").companion("gitea-api"));
    assert_eq!(companion.unwrap().tool, steep_gitea::tool::COMPANION);
}

#[test]
fn comments_for_a_reader() {
    let request = about_widgets(Operation::Issue(IssueOperation::View {
        issue: Item::Number(placeholder("<N>")),
        comments: true,
    }));
    insta::assert_snapshot!(shown(&emit(&request, &tea("0.9.2"))), @"
    tea issues --login work --repo acme/widgets --comments <N>
    # tea equivalent
    # tea's view leaves out labels, assignees and the milestone
    ");
}

#[test]
fn a_pull_request() {
    let create =
        PullCreate { title: Some(word("T: x")), body: text("Closes #3"), base: Some(word("main")), ..pull_create() };
    insta::assert_snapshot!(shown(&emit(&here(Operation::Pull(PullOperation::Create(create.clone()))), &tea("0.9.2"))), @r#"
    {
      git branch -r --points-at HEAD --list "*/$(git branch --show-current)" | grep -q . ||
        { echo "push the branch first" >&2; false; }
    } &&
      tea pulls create --login work --base main \
        --remote "$(git remote | grep -xE 'origin|upstream' | tail -n 1)" --title "T: x" \
        --description "Closes #3"
    # tea equivalent
    # the branch has to be pushed already, under the name that it has here
    "#);
    // A repository by name needs the branch by name, as long as it can be named at all.
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::Pull(PullOperation::Create(create.clone()))), &tea("0.11.1"))), @r#"
    {
      git branch -r --points-at HEAD --list "*/$(git branch --show-current)" | grep -q . ||
        { echo "push the branch first" >&2; false; }
    } &&
      tea pulls create --login work --repo acme/widgets --base main \
        --head "$(git branch --show-current)" --title "T: x" --description "Closes #3"
    # tea equivalent
    # the branch has to be pushed already, under the name that it has here
    "#);
    assert!(
        shown(&emit(&about_widgets(Operation::Pull(PullOperation::Create(create))), &tea("0.12.0")))
            .contains("# curl exact")
    );
}

#[test]
fn a_pull_request_out_of_its_commits() {
    let create = |fill| {
        here(Operation::Pull(PullOperation::Create(PullCreate { base: Some(word("main")), fill, ..pull_create() })))
    };
    insta::assert_snapshot!(shown(&emit(&create(Some(PullFill::Commits)), &tea("0.9.2"))), @r#"
    (
      commits="$(git rev-list --count --no-merges origin/main..)" && test "$commits" -gt 0 &&
        {
          git branch -r --points-at HEAD --list "*/$(git branch --show-current)" | grep -q . ||
            { echo "push the branch first" >&2; false; }
        } &&
        tea pulls create --login work --base main \
          --remote "$(git remote | grep -xE 'origin|upstream' | tail -n 1)" \
          --title "$(case "$commits" in
              (1) git log --reverse --no-merges --format=%s origin/main.. ;;
              (*) git branch --show-current | tr _- "  " ;;
            esac)" \
          --description "$(case "$commits" in
              (1) git log --reverse --no-merges --format=%b origin/main.. ;;
              (*) git log --reverse --no-merges '--format=- **%s**' origin/main.. ;;
            esac)"
    )
    # tea equivalent
    # the branch has to be pushed already, under the name that it has here
    "#);
    insta::assert_snapshot!(shown(&emit(&create(Some(PullFill::FirstCommit)), &tea("0.9.2"))), @r#"
    {
      git branch -r --points-at HEAD --list "*/$(git branch --show-current)" | grep -q . ||
        { echo "push the branch first" >&2; false; }
    } &&
      tea pulls create --login work --base main \
        --remote "$(git remote | grep -xE 'origin|upstream' | tail -n 1)" \
        --title "$(git log --no-merges --format=%s origin/main.. | tail -n 1)" --description "$(git log -1 --format=%b "$(git log --no-merges --format=%H origin/main.. | tail -n 1)")"
    # tea equivalent
    # the branch has to be pushed already, under the name that it has here
    "#);
    insta::assert_snapshot!(shown(&emit(&create(None), &tea("0.9.2"))), @r#"
    {
      git branch -r --points-at HEAD --list "*/$(git branch --show-current)" | grep -q . ||
        { echo "push the branch first" >&2; false; }
    } &&
      tea pulls create --login work --base main \
        --remote "$(git remote | grep -xE 'origin|upstream' | tail -n 1)" \
        --title "$(git log -1 --format=%s)" --description "$(git log -1 --format=%b)"
    # tea equivalent
    # title and description that are not given are those of the last commit; gh asks for them
    # the branch has to be pushed already, under the name that it has here
    "#);
}

#[test]
fn a_draft_says_so_in_its_title() {
    let create = PullCreate { title: Some(variable("title")), body: text(""), draft: true, ..pull_create() };
    insta::assert_snapshot!(shown(&emit(&here(Operation::Pull(PullOperation::Create(create))), &tea("0.9.2"))), @r#"
    {
      git branch -r --points-at HEAD --list "*/$(git branch --show-current)" | grep -q . ||
        { echo "push the branch first" >&2; false; }
    } &&
      tea pulls create --login work --remote "$(git remote | grep -xE 'origin|upstream' | tail -n 1)" \
        --title "WIP: $title" --description ''
    # tea equivalent
    # the branch has to be pushed already, under the name that it has here
    "#);
}

#[test]
fn a_mention_stays_one_where_it_fails_as_it_stands() {
    insta::assert_snapshot!(shown(&emit(&here(Operation::Pull(PullOperation::Create(pull_create()))), &tea_without_login("0.9.2"))), @"
    tea pulls create
    # tea equivalent
    # nothing is named, so the command fails as it stands
    ");
    // With any flag it does not ask, and makes one up.
    insta::assert_snapshot!(shown(&emit(&here(Operation::Pull(PullOperation::Create(pull_create()))), &tea("0.9.2"))), @r#"
    {
      git branch -r --points-at HEAD --list "*/$(git branch --show-current)" | grep -q . ||
        { echo "push the branch first" >&2; false; }
    } &&
      tea pulls create --login work --remote "$(git remote | grep -xE 'origin|upstream' | tail -n 1)" \
        --title "$(git log -1 --format=%s)" --description "$(git log -1 --format=%b)"
    # tea equivalent
    # title and description that are not given are those of the last commit; gh asks for them
    # the branch has to be pushed already, under the name that it has here
    "#);
    // Later versions would make a pull request of it where there is nobody to ask.
    insta::assert_snapshot!(shown(&emit(&here(Operation::Pull(PullOperation::Create(pull_create()))), &tea("0.11.1"))), @r#"
    {
      git branch -r --points-at HEAD --list "*/$(git branch --show-current)" | grep -q . ||
        { echo "push the branch first" >&2; false; }
    } &&
      tea pulls create --login work --remote "$(git remote | grep -xE 'origin|upstream' | tail -n 1)" \
        --title "$(git log -1 --format=%s)" --description "$(git log -1 --format=%b)"
    # tea equivalent
    # title and description that are not given are those of the last commit; gh asks for them
    # the branch has to be pushed already, under the name that it has here
    "#);
    insta::assert_snapshot!(shown(&emit(&here(Operation::Pull(PullOperation::Merge(pull_merge()))), &tea("0.9.2"))), @"
    tea pulls merge --login work
    # tea equivalent
    # nothing is named, so the command fails as it stands
    ");
    assert!(
        shown(&emit(&here(Operation::Pull(PullOperation::Merge(pull_merge()))), &tea("0.11.1")))
            .contains("# curl exact")
    );
    let close =
        Operation::Issue(IssueOperation::Close(IssueClose { issue: Item::Unnamed, comment: None, reason: None }));
    insta::assert_snapshot!(shown(&emit(&here(close), &tea("0.14.0"))), @"
    tea issues close --login work
    # tea equivalent
    # nothing is named, so the command fails as it stands
    ");
    let comment = Operation::Pull(PullOperation::Comment { pull: Item::Current, body: None });
    insta::assert_snapshot!(shown(&emit(&here(comment), &tea("0.14.0"))), @"
    tea comment --login work
    # tea equivalent
    # nothing is named, so the command fails as it stands
    ");
}

#[test]
fn a_merge() {
    let merge =
        PullMerge { pull: number("12"), style: Some(MergeStyle::Squash), subject: Some(word("S")), ..pull_merge() };
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::Pull(PullOperation::Merge(merge.clone()))), &tea("0.9.2"))), @r#"
    tea pulls merge --login work --repo acme/widgets --style squash --title S 12
    # tea equivalent
    # tea fails where it is merged already, and for some seconds after another merge: then try again
    "#);
    // There is no flag for it: one request does both.
    let with_branch = PullMerge { delete_branch: true, ..merge };
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::Pull(PullOperation::Merge(with_branch))), &tea("0.9.2"))), @r#"
    (
      tries="$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/pulls/12" |
          jq -nr '
            input |
            if .merged then ""
            elif .draft or .state == "closed" then error("the pull request is closed, or a draft")
            elif any((.base, .head).repo.updated_at // empty;
                (now - (.[:19] + "Z" | fromdate) + 90000) % 900 < 60) then 30
            else 10 end
          ')" &&
        if test -n "$tries"; then
          curl -fsSL -H "Authorization: token $GITEA_TOKEN" --retry "$tries" --retry-delay 1 \
            --retry-all-errors --post301 -H "Content-Type: application/json" \
            -d '{"Do": "squash", "delete_branch_after_merge": true, "MergeTitleField": "S"}' \
            "https://git.example.org/api/v1/repos/acme/widgets/pulls/12/merge"
        else
          echo "the pull request was already merged" >&2
        fi
    )
    # curl equivalent
    # of a pull request that is merged already, the branch on the server is not deleted
    "#);
}

#[test]
fn the_pull_request_of_the_current_branch() {
    let merge =
        here(Operation::Pull(PullOperation::Merge(PullMerge { style: Some(MergeStyle::Merge), ..pull_merge() })));
    insta::assert_snapshot!(shown(&emit(&merge, &tea("0.9.2"))), @r#"
    tea pulls merge --login work \
      --style merge "$(tea pulls list --login work --state open --fields index,head --output simple |
          awk -v "branch=$(git branch --show-current)" '$2 "" == branch { print $1 }')"
    # tea equivalent
    # the pull request of the branch is looked for among the newest open ones
    # tea fails where it is merged already, and for some seconds after another merge: then try again
    "#);
    insta::assert_snapshot!(shown(&emit(&merge, &tea("0.12.0"))), @r#"
    tea pulls merge --login work --style merge "$(tea pulls list --login work --state open --limit 50 --fields index,head --output simple |
          awk -v "branch=$(git branch --show-current)" '$2 "" == branch { print $1 }')"
    # tea equivalent
    # the pull request of the branch is looked for among the newest open ones
    # tea fails where it is merged already, and for some seconds after another merge: then try again
    "#);
}

#[test]
fn a_review() {
    let review = |kind, body| {
        about_widgets(Operation::Pull(PullOperation::Review(Review { pull: number("12"), kind: Some(kind), body })))
    };
    insta::assert_snapshot!(shown(&emit(&review(ReviewKind::Approve, None), &tea("0.9.2"))), @"
    tea pulls approve --login work --repo acme/widgets 12
    # tea equivalent
    ");
    insta::assert_snapshot!(shown(&emit(&review(ReviewKind::RequestChanges, text("-1: fix")), &tea("0.9.2"))), @r#"
    tea pulls reject --login work --repo acme/widgets -- 12 "-1: fix"
    # tea equivalent
    "#);
    assert!(shown(&emit(&review(ReviewKind::Comment, text("note")), &tea("0.14.0"))).contains("# curl exact"));
}

#[test]
fn a_comment_reads_no_input() {
    let comment =
        |body| about_widgets(Operation::Issue(IssueOperation::Comment { issue: number("12"), body: Some(body) }));
    insta::assert_snapshot!(shown(&emit(&comment(Text::Word(word("Looks good"))), &tea("0.9.2"))), @r#"
    tea comment --login work --repo acme/widgets 12 "Looks good" </dev/null
    # tea equivalent
    "#);
    insta::assert_snapshot!(shown(&emit(&comment(Text::Word(variable("text"))), &tea("0.9.2"))), @r#"
    tea comment --login work --repo acme/widgets -- 12 "$text" </dev/null
    # tea equivalent
    "#);
    assert!(shown(&emit(&comment(Text::File(word("notes.md"))), &tea("0.9.2"))).contains("# curl exact"));
}

#[test]
fn an_issue() {
    let create = IssueCreate {
        title: Some(word("T")),
        body: text("B"),
        assignees: vec![login("bob"), login("carol")],
        ..issue_create()
    };
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::Issue(IssueOperation::Create(create.clone()))), &tea("0.9.2"))), @"
    tea issues create --login work --repo acme/widgets --title T --description B --assignees bob,carol
    # tea equivalent
    ");
    let labelled = IssueCreate { labels: vec![word("bug")], ..create };
    assert!(
        shown(&emit(&about_widgets(Operation::Issue(IssueOperation::Create(labelled))), &tea("0.14.0")))
            .contains("# curl exact")
    );
}

#[test]
fn an_issue_with_arguments_left_out_names_no_repository() {
    let create = IssueCreate { title: Some(word("T")), elided: true, ..issue_create() };
    insta::assert_snapshot!(shown(&emit(&here(Operation::Issue(IssueOperation::Create(create))), &tea("0.9.2"))), @"
    tea issues create --login work --repo ... --title T
    # tea equivalent
    # what the text leaves out is left out here too: nothing is created as it stands
    ");
}

#[test]
fn closing() {
    let close = IssueClose { issue: number("12"), comment: Some(word("Done in #13")), reason: Some(word("completed")) };
    // Where it is closed already, no comment is left: tea does not tell.
    assert!(
        shown(&emit(&about_widgets(Operation::Issue(IssueOperation::Close(close.clone()))), &tea("0.9.2")))
            .contains("# curl exact")
    );
    let reasoned = IssueClose { comment: None, reason: Some(word("not planned")), ..close };
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::Issue(IssueOperation::Close(reasoned))), &tea("0.9.2"))), @"
    tea issues close --login work --repo acme/widgets 12 | sed '/^ *@[^ ]* created [0-9]/,$d' |
      grep '(closed) *$'
    # tea partial
    # lost: --reason not planned: Gitea keeps no reason for closing
    ");
}

#[test]
fn an_edit() {
    let change = IssueChange { title: Some(word("New")), body: text("Text"), ..issue_change() };
    let request = about_widgets(Operation::Issue(IssueOperation::Edit(change.clone())));
    assert!(shown(&emit(&request, &tea("0.9.2"))).contains("# curl exact"));
    insta::assert_snapshot!(shown(&emit(&request, &tea("0.10.1"))), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" -X PATCH --post301 \
      -H "Content-Type: application/json" -d '{"title": "New", "body": "Text"}' \
      "https://git.example.org/api/v1/repos/acme/widgets/issues/12" |
      jq -nr input.html_url
    # curl exact
    "#);
    let pull = steep_forge::operation::PullChange {
        change: IssueChange { issues: Vec::new(), ..change },
        ..requests::pull_change()
    };
    let request = about_widgets(Operation::Pull(PullOperation::Edit(pull)));
    insta::assert_snapshot!(shown(&emit(&request, &tea("0.12.0"))), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" -X PATCH --post301 \
      -H "Content-Type: application/json" -d '{"title": "New", "body": "Text"}' \
      "https://git.example.org/api/v1/repos/acme/widgets/pulls/12" |
      jq -nr input.html_url
    # curl exact
    "#);
    insta::assert_snapshot!(shown(&emit(&request, &tea("0.13.0"))), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" -X PATCH --post301 \
      -H "Content-Type: application/json" -d '{"title": "New", "body": "Text"}' \
      "https://git.example.org/api/v1/repos/acme/widgets/pulls/12" |
      jq -nr input.html_url
    # curl exact
    "#);
}

#[test]
fn a_clone() {
    let to =
        RepositoryClone { directory: Some(word("/tmp/widgets")), git_arguments: vec![word("--depth=1")], ..clone() };
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::Repository(RepositoryOperation::Clone(to))), &tea("0.9.2"))), @"
    tea clone --login work --depth 1 acme/widgets /tmp/widgets
    # tea equivalent
    ");
    let plain = about_widgets(Operation::Repository(RepositoryOperation::Clone(clone())));
    insta::assert_snapshot!(shown(&emit(&plain, &tea_without_login("0.9.2"))), @"
    tea clone acme/widgets
    # tea equivalent
    ");
}

#[test]
fn a_login() {
    let login = |token_from_stdin| here(Operation::Auth(AuthOperation::Login { token_from_stdin }));
    insta::assert_snapshot!(shown(&emit(&login(false), &tea("0.9.2"))), @r#"
    tea logins add --name work --url "https://git.example.org" --token "$GITEA_TOKEN"
    # tea equivalent
    # a login or a token that tea knows already is refused
    "#);
    insta::assert_snapshot!(shown(&emit(&login(true), &tea_without_login("0.9.2"))), @r#"
    tea logins add --url "https://git.example.org" --token "$(cat)"
    # tea equivalent
    # a login or a token that tea knows already is refused
    "#);
}

#[test]
fn a_view_without_labels_is_not_tea_s() {
    let request = about_widgets(Operation::Issue(IssueOperation::View { issue: number("12"), comments: false }));
    assert_eq!(emit(&request, &tea("0.11.1")).unwrap().tool, steep_gitea::tool::CURL);
    let by_request = shown(&emit(&request, &tea("0.14.0")));
    assert!(by_request.contains("tea api ") && by_request.contains("labels:"), "{by_request}");
}
