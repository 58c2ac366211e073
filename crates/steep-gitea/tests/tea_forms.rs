//! The forms made for tea, version by version where versions differ.

mod support;

use steep_forge::operation::{
    IssueChange, IssueClose, IssueCreate, MergeStyle, PullCreate, PullFill, PullMerge, RepositoryClone, Review,
    ReviewKind, Text,
};
use steep_forge::{Item, Limit, Operation, Predicate, Query, Request, State};
use support::requests::{self, clone, issue_change, issue_create, json, open, pull_create, pull_merge};
use support::*;

fn text(text: &str) -> Option<Text> {
    Some(Text::Word(word(text)))
}

#[test]
fn a_list_with_columns() {
    let request =
        Request { output: json(&["number", "title", "author"]), ..about_widgets(Operation::PullList(open())) };
    insta::assert_snapshot!(shown(&emit(&request, &tea("0.9.2"))), @"
    tea pulls list --login work --repo acme/widgets --state open --fields index,title,author-id
    # tea equivalent
    ");
    let fields = ["number", "title", "labels", "assignees"];
    let request = Request { output: json(&fields), ..about_widgets(Operation::IssueList(open())) };
    insta::assert_snapshot!(shown(&emit(&request, &tea("0.9.2"))), @"
    tea issues list --login work --repo acme/widgets --state open --fields index,title,labels,assignees
    # tea equivalent
    ");
}

#[test]
fn a_list_for_a_reader() {
    insta::assert_snapshot!(shown(&emit(&here(Operation::PullList(open())), &tea_without_login("0.9.2"))), @"
    tea pulls list --state open --fields index,title,head,created
    # tea equivalent
    ");
    let closed = Query { predicates: vec![Predicate::State(State::Closed)], limit: Limit::Count(50), ..open() };
    insta::assert_snapshot!(shown(&emit(&here(Operation::IssueList(closed)), &tea("0.9.2"))), @"
    tea issues list --login work --state closed --fields index,title,labels,updated,state --limit 50
    # tea equivalent
    ");
}

#[test]
fn a_limit_is_given_where_it_is_heeded() {
    let five = |query| Request { output: json(&["number"]), ..about_widgets(query) };
    let pulls = five(Operation::PullList(Query { limit: Limit::Count(5), ..open() }));
    insta::assert_snapshot!(shown(&emit(&pulls, &tea("0.12.0"))), @"
    tea pulls list --login work --repo acme/widgets --state open --fields index --limit 5
    # tea equivalent
    ");
    assert!(shown(&emit(&pulls, &tea("0.11.1"))).contains("\n# curl "));
    let issues = five(Operation::IssueList(Query { limit: Limit::Count(5), ..open() }));
    insta::assert_snapshot!(shown(&emit(&issues, &tea("0.11.1"))), @"
    tea issues list --login work --repo acme/widgets --state open --fields index --limit 5
    # tea equivalent
    ");
    assert!(shown(&emit(&issues, &tea("0.10.1"))).contains("\n# curl "));
}

#[test]
fn a_list_of_the_clone_is_never_one_of_the_server() {
    let list = here(Operation::IssueList(open()));
    assert!(shown(&emit(&list, &tea("0.10.1"))).starts_with("tea issues list --login work"));
    assert!(shown(&emit(&list, &tea_without_login("0.11.1"))).starts_with("tea issues list --state"));
    for target in [tea("0.11.1"), tea("0.12.0"), tea_without_login("0.12.0")] {
        assert!(shown(&emit(&list, &target)).contains("\n# curl "));
    }
}

#[test]
fn a_list_that_a_program_reads_is_not_tea_s() {
    let request = Request { output: json(&["number"]), ..about_widgets(Operation::PullList(open())) };
    let emission = steep_gitea::emit(&request, &tea("0.14.0"), &for_a_program()).unwrap();
    assert_eq!(emission.tool, steep_gitea::Tool::Curl);
}

#[test]
fn comments_for_a_reader() {
    let request = about_widgets(Operation::IssueView { issue: Item::Number(placeholder("<N>")), comments: true });
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
    insta::assert_snapshot!(shown(&emit(&here(Operation::PullCreate(create.clone())), &tea("0.9.2"))), @r#"
    tea pulls create --login work --base main --title "T: x" --description "Closes #3"
    # tea equivalent
    # the branch has to be pushed already
    "#);
    // A repository by name needs the branch by name, as long as it can be named at all.
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::PullCreate(create.clone())), &tea("0.11.1"))), @r#"
    tea pulls create --login work --repo acme/widgets --base main \
      --head "$(git branch --show-current)" --title "T: x" --description "Closes #3"
    # tea equivalent
    # the branch has to be pushed already
    "#);
    assert!(shown(&emit(&about_widgets(Operation::PullCreate(create)), &tea("0.12.0"))).contains("# curl exact"));
}

#[test]
fn a_pull_request_out_of_its_commits() {
    let create = |fill| here(Operation::PullCreate(PullCreate { base: Some(word("main")), fill, ..pull_create() }));
    insta::assert_snapshot!(shown(&emit(&create(Some(PullFill::Commits)), &tea("0.9.2"))), @r#"
    tea pulls create --login work --base main --title "$(git log -1 --format=%s)" \
      --description "$(git log -1 --format=%b)"
    # tea equivalent
    # several commits: the last one is taken; gh takes the branch name and the list of subjects
    # the branch has to be pushed already
    "#);
    insta::assert_snapshot!(shown(&emit(&create(Some(PullFill::FirstCommit)), &tea("0.9.2"))), @r#"
    tea pulls create --login work --base main \
      --title "$(git log --format=%s origin/main.. | tail -n 1)" \
      --description "$(git log -1 --format=%b "$(git log --format=%H origin/main.. | tail -n 1)")"
    # tea equivalent
    # the branch has to be pushed already
    "#);
    insta::assert_snapshot!(shown(&emit(&create(None), &tea("0.9.2"))), @r#"
    tea pulls create --login work --base main --title "$(git log -1 --format=%s)" \
      --description "$(git log -1 --format=%b)"
    # tea equivalent
    # title and description that are not given are those of the last commit; gh asks for them
    # the branch has to be pushed already
    "#);
}

#[test]
fn a_draft_says_so_in_its_title() {
    let create = PullCreate { title: Some(variable("title")), body: text(""), draft: true, ..pull_create() };
    insta::assert_snapshot!(shown(&emit(&here(Operation::PullCreate(create)), &tea("0.9.2"))), @r#"
    tea pulls create --login work --title "WIP: $title" --description ''
    # tea equivalent
    # the branch has to be pushed already
    "#);
}

#[test]
fn a_mention_stays_one_where_it_fails_as_it_stands() {
    insta::assert_snapshot!(shown(&emit(&here(Operation::PullCreate(pull_create())), &tea_without_login("0.9.2"))), @"
    tea pulls create
    # tea equivalent
    # nothing is named, so the command fails as it stands
    ");
    // With any flag it does not ask, and makes one up.
    insta::assert_snapshot!(shown(&emit(&here(Operation::PullCreate(pull_create())), &tea("0.9.2"))), @r#"
    tea pulls create --login work --title "$(git log -1 --format=%s)" \
      --description "$(git log -1 --format=%b)"
    # tea equivalent
    # title and description that are not given are those of the last commit; gh asks for them
    # the branch has to be pushed already
    "#);
    // Later versions would make a pull request of it where there is nobody to ask.
    insta::assert_snapshot!(shown(&emit(&here(Operation::PullCreate(pull_create())), &tea("0.11.1"))), @r#"
    tea pulls create --login work --title "$(git log -1 --format=%s)" \
      --description "$(git log -1 --format=%b)"
    # tea equivalent
    # title and description that are not given are those of the last commit; gh asks for them
    # the branch has to be pushed already
    "#);
    insta::assert_snapshot!(shown(&emit(&here(Operation::PullMerge(pull_merge())), &tea("0.9.2"))), @"
    tea pulls merge --login work
    # tea equivalent
    # nothing is named, so the command fails as it stands
    ");
    assert!(shown(&emit(&here(Operation::PullMerge(pull_merge())), &tea("0.11.1"))).contains("# curl exact"));
    let close = Operation::IssueClose(IssueClose { issue: Item::Unnamed, comment: None, reason: None });
    insta::assert_snapshot!(shown(&emit(&here(close), &tea("0.14.0"))), @"
    tea issues close --login work
    # tea equivalent
    # nothing is named, so the command fails as it stands
    ");
    let comment = Operation::PullComment { pull: Item::Current, body: None };
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
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::PullMerge(merge.clone())), &tea("0.9.2"))), @"
    tea pulls merge --login work --repo acme/widgets --style squash --title S 12
    # tea equivalent
    ");
    // There is no flag for it: one request does both.
    let with_branch = PullMerge { delete_branch: true, ..merge };
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::PullMerge(with_branch)), &tea("0.9.2"))), @r#"
    curl -fsS -H "Authorization: token $GITEA_TOKEN" --retry 5 --retry-delay 2 --retry-all-errors \
      -X POST -H "Content-Type: application/json" \
      -d '{"Do": "squash", "delete_branch_after_merge": true, "MergeTitleField": "S"}' \
      "https://git.example.org/api/v1/repos/acme/widgets/pulls/12/merge"
    # curl exact
    "#);
}

#[test]
fn the_pull_request_of_the_current_branch() {
    let merge = here(Operation::PullMerge(PullMerge { style: Some(MergeStyle::Merge), ..pull_merge() }));
    insta::assert_snapshot!(shown(&emit(&merge, &tea("0.9.2"))), @r#"
    tea pulls merge --login work --style merge "$(tea pulls list --login work --state open --fields index,head --output simple | awk -v "branch=$(git branch --show-current)" '$2 "" == branch { print $1 }')"
    # tea equivalent
    # the pull request of the branch is looked for among the newest open ones
    "#);
    insta::assert_snapshot!(shown(&emit(&merge, &tea("0.12.0"))), @r#"
    tea pulls merge --login work --style merge "$(tea pulls list --login work --state open --limit 50 --fields index,head --output simple | awk -v "branch=$(git branch --show-current)" '$2 "" == branch { print $1 }')"
    # tea equivalent
    # the pull request of the branch is looked for among the newest open ones
    "#);
}

#[test]
fn a_review() {
    let review =
        |kind, body| about_widgets(Operation::PullReview(Review { pull: number("12"), kind: Some(kind), body }));
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
    let comment = |body| about_widgets(Operation::IssueComment { issue: number("12"), body: Some(body) });
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
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::IssueCreate(create.clone())), &tea("0.9.2"))), @"
    tea issues create --login work --repo acme/widgets --title T --description B --assignees bob,carol
    # tea equivalent
    ");
    let labelled = IssueCreate { labels: vec![word("bug")], ..create };
    assert!(shown(&emit(&about_widgets(Operation::IssueCreate(labelled)), &tea("0.14.0"))).contains("# curl exact"));
}

#[test]
fn an_issue_with_arguments_left_out_names_no_repository() {
    let create = IssueCreate { title: Some(word("T")), elided: true, ..issue_create() };
    insta::assert_snapshot!(shown(&emit(&here(Operation::IssueCreate(create)), &tea("0.9.2"))), @"
    tea issues create --login work --repo ... --title T
    # tea equivalent
    # what the text leaves out is left out here too: nothing is created as it stands
    ");
}

#[test]
fn closing() {
    let close = IssueClose { issue: number("12"), comment: Some(word("Done in #13")), reason: Some(word("completed")) };
    // Where it is closed already, no comment is left: tea does not tell.
    assert!(shown(&emit(&about_widgets(Operation::IssueClose(close.clone())), &tea("0.9.2"))).contains("# curl exact"));
    let reasoned = IssueClose { comment: None, reason: Some(word("not planned")), ..close };
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::IssueClose(reasoned)), &tea("0.9.2"))), @"
    tea issues close --login work --repo acme/widgets 12
    # tea partial
    # lost: --reason not planned: Gitea keeps no reason for closing
    ");
}

#[test]
fn an_edit() {
    let change = IssueChange { title: Some(word("New")), body: text("Text"), ..issue_change() };
    let request = about_widgets(Operation::IssueEdit(change.clone()));
    assert!(shown(&emit(&request, &tea("0.9.2"))).contains("# curl exact"));
    insta::assert_snapshot!(shown(&emit(&request, &tea("0.10.1"))), @"
    tea issues edit --login work --repo acme/widgets --title New --description Text 12
    # tea equivalent
    ");
    let pull = steep_forge::operation::PullChange {
        change: IssueChange { issues: Vec::new(), ..change },
        ..requests::pull_change()
    };
    let request = about_widgets(Operation::PullEdit(pull));
    insta::assert_snapshot!(shown(&emit(&request, &tea("0.12.0"))), @"
    tea issues edit --login work --repo acme/widgets --title New --description Text 12
    # tea equivalent
    ");
    insta::assert_snapshot!(shown(&emit(&request, &tea("0.13.0"))), @"
    tea pulls edit --login work --repo acme/widgets --title New --description Text 12
    # tea equivalent
    ");
}

#[test]
fn a_clone() {
    let to =
        RepositoryClone { directory: Some(word("/tmp/widgets")), git_arguments: vec![word("--depth=1")], ..clone() };
    insta::assert_snapshot!(shown(&emit(&about_widgets(Operation::RepositoryClone(to)), &tea("0.9.2"))), @"
    tea clone --login work --depth 1 acme/widgets /tmp/widgets
    # tea equivalent
    ");
    let plain = about_widgets(Operation::RepositoryClone(clone()));
    insta::assert_snapshot!(shown(&emit(&plain, &tea_without_login("0.9.2"))), @"
    tea clone acme/widgets
    # tea equivalent
    ");
}

#[test]
fn a_login() {
    let login = |token_from_stdin| here(Operation::AuthLogin { token_from_stdin });
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
    let request = about_widgets(Operation::IssueView { issue: number("12"), comments: false });
    assert_eq!(emit(&request, &tea("0.14.0")).unwrap().tool, steep_gitea::Tool::Curl);
}
