//! The forms of questions, for readers and for programs.

use std::process::Command;

use crate::support::*;
use steep_forge::operation::{
    ApiBody, ApiCall, ApiField, AuthOperation, CodeSearch, IssueOperation, PullDiff, PullOperation, RepositoryClone,
    RepositoryList, RepositoryOperation, RunList, RunOperation, RunView, RunWatch, SearchOperation, Watch,
};
use steep_forge::{
    Field, Filter, Item, Limit, Moment, Operation, Order, Output, Person, Predicate, Query, Repository, Request, Sort,
    State, Surroundings, Target,
};
use steep_shell::print::{self, Layout};
use steep_shell::{Expansion, Part, Quote, Stdout, Word};

fn open(more: impl IntoIterator<Item = Predicate>, limit: u32) -> Query {
    let predicates = [Predicate::State(State::Open)].into_iter().chain(more).collect();
    Query { predicates, sort: None, limit: Limit::Count(limit) }
}

fn with_state(state: State, more: impl IntoIterator<Item = Predicate>, limit: u32) -> Query {
    let predicates = [Predicate::State(state)].into_iter().chain(more).collect();
    Query { predicates, sort: None, limit: Limit::Count(limit) }
}

fn json(request: Request, fields: &[&str]) -> Request {
    let fields = fields.iter().map(|field| (*field).to_owned()).collect();
    Request { output: Output::Json { fields, filter: None }, ..request }
}

fn filtered(request: Request, fields: &[&str], filter: &str) -> Request {
    let fields = fields.iter().map(|field| (*field).to_owned()).collect();
    let part = Part::Literal { text: filter.into(), quote: Quote::Single };
    let filter = Word { source: format!("'{filter}'").into(), ..Word::from_parts(vec![part]) };
    Request { output: Output::Json { fields, filter: Some(Filter::Jq(filter)) }, ..request }
}

fn for_a_reader_of(request: &Request) -> String {
    said(request, &for_a_reader())
}

/// The form's text; every shell that is there has to be able to read it, on one line too.
fn said(request: &Request, surroundings: &Surroundings) -> String {
    let emission = curl().emit(request, surroundings);
    if let Ok(emission) = &emission {
        for layout in [Layout::one_line(), Layout::lines("", 100)] {
            let text = print::script(&emission.script, &layout);
            for shell in ["dash", "bash"] {
                let Ok(output) = Command::new(shell).args(["-n", "-c", &text]).output() else { continue };
                assert!(output.status.success(), "{shell}: {}\n{text}", String::from_utf8_lossy(&output.stderr));
            }
        }
    }
    shown(&emission)
}

fn piped() -> Surroundings {
    Surroundings { stdout: Stdout::Pipe(Some("wc".to_owned())), ..for_a_reader() }
}

/// `$(command)`
fn output_of(command: &str) -> Word {
    let source = format!("$({command})");
    Word::from_parts(vec![Part::Expansion { source: source.into(), kind: Expansion::Command, quote: Quote::Double }])
}

#[test]
fn pull_requests_for_a_reader() {
    let request = about_widgets(Operation::Pull(PullOperation::List(open([], 30))));
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/pulls?state=open&limit=30" |
      jq -r '.[] | [.number, .title, .head.label, .created_at] | join("\t")'
    # curl equivalent
    "#);
}

#[test]
fn pull_requests_for_a_program_have_the_columns_that_gh_prints() {
    let request = about_widgets(Operation::Pull(PullOperation::List(open([], 30))));
    insta::assert_snapshot!(said(&request, &piped()), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/pulls?state=open&limit=30" |
      jq -r '
        .[] |
        [.number, .title,
          (if .head.repo_id == .base.repo_id then "" else .head.repo.owner.login + ":" end) +
          .head.label,
          (if .merged then "MERGED" elif .draft and .state == "open" then "DRAFT"
            else .state | ascii_upcase end),
          (.created_at |
            if endswith("Z") then .
            else (.[:19] + "Z" | fromdate) - (.[19:22] | tonumber) * 3600 -
              (.[19:20] + .[23:] | tonumber) * 60 | todate
            end)] |
        join("\t")
      '
    # curl exact
    "#);
}

#[test]
fn one_request_for_every_pull_request_where_a_field_needs_it() {
    let request = json(
        about_widgets(Operation::Pull(PullOperation::List(open([], 30)))),
        &["number", "title", "author", "statusCheckRollup"],
    );
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    {
      curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
        "https://git.example.org/api/v1/repos/acme/widgets/pulls?state=open&limit=30" |
        jq -nr 'input[] | "\(.head.sha) \({author: {login: .user.login}, number, title})"' ||
        echo failed
    } |
      while read -r sha pr; do
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/commits/$sha/status?limit=50" |
          jq -nc --argjson pr "$pr" '
            $pr + {statusCheckRollup: [input.statuses[]? | {context, state: (.status | ascii_upcase)}]}
          ' ||
          echo failed
      done |
      jq -sS .
    # curl equivalent
    # statusCheckRollup: a check run is a commit status named `WORKFLOW / JOB (EVENT)`, any other is a status
    "#);
}

#[test]
fn two_further_requests_are_one_call() {
    let request = json(here(Operation::Pull(PullOperation::List(open([], 5)))), &["number", "files", "reviews"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      repo="$(echo origin github upstream "$(git config -l | sed -nE 's/^remote\.(.*)\.gh-resolved=.*/\1/p')" |
          xargs -n1 git ls-remote --get-url |
          sed -nE '/github\.com/d;s#\.git$##;s#.*[:/](.+/)#\1#p' |
          tail -n1)" &&
        {
          curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
            "https://git.example.org/api/v1/repos/$repo/pulls?state=open&limit=5" |
            jq -nr 'input[] | "\(.number) \({number})"' ||
            echo failed
        } |
          while read -r number pr; do
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" --fail-early \
              "https://git.example.org/api/v1/repos/$repo/pulls/$number/files?limit=50&page=[1-2]" \
              "https://git.example.org/api/v1/repos/$repo/pulls/$number/reviews?limit=50" |
              jq -nc --argjson pr "$pr" '
                [input[], input[]] as $files | input as $reviews |
                $pr +
                {files: [$files[] | {path: .filename, additions, deletions}],
                  reviews: [$reviews[] | select(.state != "REQUEST_REVIEW") |
                    {author: {login: .user.login},
                      state: ({REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED"}[.state] //
                        .state),
                      body}]}
              ' ||
              echo failed
          done |
          jq -sS .
    )
    # curl equivalent
    # reviews: authorAssociation is empty
    "#);
}

#[test]
fn the_users_filter_goes_on_from_the_items() {
    let request = filtered(
        about_widgets(Operation::Issue(IssueOperation::List(open([], 30)))),
        &["number", "title", "labels"],
        r##".[] | select(.assignees | length == 0) | "#\(.number) \(.title)""##,
    );
    insta::assert_snapshot!(for_a_reader_of(&request), @r##"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=open&limit=30" |
      jq -r '.[] | {number, title} | select(.assignees | length == 0) | "#\(.number) \(.title)"'
    # curl exact
    # as in gh, `.assignees` in its filter is null: `--json` does not ask for it
    "##);
}

#[test]
fn a_filter_over_one_request_for_every_item_reads_them_all() {
    let request = filtered(
        about_widgets(Operation::Pull(PullOperation::List(open([], 30)))),
        &["number", "files"],
        ".[] | select(.files | length > 9) | .number",
    );
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    {
      curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
        "https://git.example.org/api/v1/repos/acme/widgets/pulls?state=open&limit=30" |
        jq -nr 'input[] | "\(.number) \({number})"' ||
        echo failed
    } |
      while read -r number pr; do
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" --fail-early \
          "https://git.example.org/api/v1/repos/acme/widgets/pulls/$number/files?limit=50&page=[1-2]" |
          jq -nc --argjson pr "$pr" '$pr + {files: [input[], input[] | {}]}' ||
          echo failed
      done |
      jq -sr '.[] | select(.files | length > 9) | .number'
    # curl exact
    "#);
}

#[test]
fn what_a_program_reads_is_printed_as_gh_prints_it() {
    let list = || about_widgets(Operation::Issue(IssueOperation::List(with_state(State::All, [], 5))));
    let null = filtered(list(), &["closedAt"], ".[].closedAt");
    insta::assert_snapshot!(said(&null, &piped()), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=all&limit=5" |
      jq -r '
        .[] | .closed_at |
        if . == null or endswith("Z") then .
        else (.[:19] + "Z" | fromdate) - (.[19:22] | tonumber) * 3600 -
          (.[19:20] + .[23:] | tonumber) * 60 | todate
        end |
        if . == null then "" else . end
      '
    # curl exact
    "#);
    let object = filtered(list(), &["number", "title"], ".[] | {title, number}");
    insta::assert_snapshot!(said(&object, &piped()), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=all&limit=5" |
      jq -Scr '.[] | {title, number}'
    # curl exact
    "#);
}

#[test]
fn a_failed_request_fails_the_form_where_the_status_counts() {
    let request = filtered(about_widgets(Operation::Issue(IssueOperation::List(open([], 30)))), &["number"], "length");
    insta::assert_snapshot!(said(&request, &for_a_program()), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=open&limit=30" |
      jq -nr 'input | length'
    # curl exact
    "#);
}

#[test]
fn limits_of_two_pages_and_of_more() {
    let two = json(about_widgets(Operation::Issue(IssueOperation::List(open([], 60)))), &["number"]);
    insta::assert_snapshot!(for_a_reader_of(&two), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" --fail-early \
      "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=open&limit=50&page=[1-2]" |
      jq -n '[limit(60; input[], input[]) | {number}]'
    # curl exact
    "#);
    let full = json(about_widgets(Operation::Issue(IssueOperation::List(open([], 100)))), &["number"]);
    insta::assert_snapshot!(for_a_reader_of(&full), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" --fail-early \
      "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=open&limit=50&page=[1-2]" |
      jq -n '[input[], input[] | {number}]'
    # curl exact
    "#);
    let many = json(about_widgets(Operation::Issue(IssueOperation::List(open([], 1000)))), &["number"]);
    insta::assert_snapshot!(for_a_reader_of(&many), @r#"
    for page in $(seq 1000); do
      {
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=open&limit=50&page=$page" ||
          echo failed
      } |
        grep -vx '\[]' ||
        break
    done |
      jq -n '[limit(1000; inputs[]) | {number}]'
    # curl exact
    "#);
}

#[test]
fn a_limit_that_the_shell_knows() {
    let query = Query { limit: Limit::Word(variable("n")), ..open([], 1) };
    let request = json(about_widgets(Operation::Issue(IssueOperation::List(query))), &["number"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    for page in $(seq 1000); do
      {
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=open&limit=50&page=$page" ||
          echo failed
      } |
        grep -vx '\[]' ||
        break
    done |
      jq -n --argjson limit "$n" '[limit($limit; inputs[]) | {number}]'
    # curl exact
    "#);
}

#[test]
fn labels_and_milestones_are_checked_again() {
    let query = open(
        [
            Predicate::Label(word("good first issue")),
            Predicate::Label(variable("label")),
            Predicate::Milestone(word("v1.0")),
            Predicate::Assignee(Person::Me),
            Predicate::Author(login("bob")),
        ],
        3,
    );
    let request = json(about_widgets(Operation::Issue(IssueOperation::List(query))), &["number", "title"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      me="$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" "https://git.example.org/api/v1/user" |
          jq -nr input.login)" &&
        for page in $(seq 1000); do
          {
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" -G \
              --data-urlencode "labels=good first issue,$label" \
              "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=open&milestones=v1.0&assigned_by=$me&created_by=bob&limit=50&page=$page" ||
              echo failed
          } |
            grep -vx '\[]' ||
            break
        done |
          jq -n --arg label_name "$label" '
            [limit(3; inputs[] |
                select((.milestone.title // "" | ascii_downcase) == "v1.0" and
                  any(.labels[]; (.name | ascii_downcase) == "good first issue") and
                  ((.labels | map(.name | ascii_downcase)) as $has |
                    all($label_name | ascii_downcase | split(",")[]; IN("", $has[]))))) |
              {number, title}]
          '
    )
    # curl exact
    "#);
}

#[test]
fn merged_pull_requests_since_a_time() {
    let query = with_state(
        State::Merged,
        [
            Predicate::Time(Moment::Merged, Order::After, output_of("date -u -d '1 day ago' +%FT%TZ")),
            Predicate::Text(word("feat"), vec![Field::Title]),
        ],
        10,
    );
    let request = json(about_widgets(Operation::Pull(PullOperation::List(query))), &["number", "title", "mergedAt"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      { value="$(date -u -d '1 day ago' +%FT%TZ)" || :; } &&
        for page in $(seq 1000); do
          {
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
              "https://git.example.org/api/v1/repos/acme/widgets/pulls?state=closed&limit=50&page=$page" ||
              echo failed
          } |
            grep -vx '\[]' ||
            break
        done |
          jq -n --arg time "$value" '
            [limit(10; inputs[] |
                select(.merged and
                  (.merged_at |
                    if . == null or endswith("Z") then .
                    else (.[:19] + "Z" | fromdate) - (.[19:22] | tonumber) * 3600 -
                      (.[19:20] + .[23:] | tonumber) * 60 | todate
                    end |
                    .[:$time | length]) >
                  $time and
                  (.title | test("\\bfeat\\b"; "i")))) |
              {mergedAt: .merged_at, number, title}]
          '
    )
    # curl equivalent
    "#);
}

#[test]
fn dates_are_compared_as_days() {
    let query = with_state(
        State::All,
        [
            Predicate::Time(Moment::Created, Order::From, word("2026-01-01")),
            Predicate::Time(Moment::Closed, Order::Until, word("2026-01-31")),
            Predicate::Time(Moment::Updated, Order::Before, word("2026-02-01T12:00:00Z")),
        ],
        10,
    );
    let request = json(about_widgets(Operation::Issue(IssueOperation::List(query))), &["number"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    for page in $(seq 1000); do
      {
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=all&limit=50&page=$page" ||
          echo failed
      } |
        grep -vx '\[]' ||
        break
    done |
      jq -n '
        def utc: if . == null or endswith("Z") then .
          else (.[:19] + "Z" | fromdate) - (.[19:22] | tonumber) * 3600 -
            (.[19:20] + .[23:] | tonumber) * 60 | todate
          end;
        [limit(10; inputs[] |
            select((.created_at | utc | .[:10]) >= "2026-01-01" and
              (.closed_at and (.closed_at | utc | .[:10]) <= "2026-01-31") and
              (.updated_at | utc) < "2026-02-01T12:00:00Z")) |
          {number}]
      '
    # curl exact
    "#);
}

#[test]
fn open_review_requests_are_read_off_the_reviews() {
    let query = open([Predicate::ReviewRequested(Person::App(word("builder")))], 30);
    let request = about_widgets(Operation::Pull(PullOperation::List(query)));
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    {
      for page in $(seq 1000); do
        {
          curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
            "https://git.example.org/api/v1/repos/acme/widgets/pulls?state=open&limit=50&page=$page" ||
            echo failed
        } |
          grep -vx '\[]' ||
          break
      done |
        jq -nr '
          inputs[] | select(any(.requested_reviewers[]?; (.login | ascii_downcase) == "builder")) |
          "\(.number) \([.number, .title, .head.label, .created_at])"
        ' ||
        echo failed
    } |
      while read -r number pr; do
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/pulls/$number/reviews?limit=50" |
          jq -nc --argjson pr "$pr" '
            select(any(input[];
                .state == "REQUEST_REVIEW" and (.user.login | ascii_downcase) == "builder")) | $pr
          ' ||
          echo failed
      done |
      jq -nr '[inputs][:30][] | join("\t")'
    # curl equivalent
    # the GitHub App `builder` is taken to be the user `builder`
    # the GitHub App `builder` is taken to be the user `builder`
    "#);
}

#[test]
fn a_filter_on_reviews_shares_the_request_with_the_fields() {
    let query = open([Predicate::Review("changes_requested".to_owned()), Predicate::Status("failure".to_owned())], 10);
    let request = json(about_widgets(Operation::Pull(PullOperation::List(query))), &["number", "reviews"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    {
      for page in $(seq 1000); do
        {
          curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
            "https://git.example.org/api/v1/repos/acme/widgets/pulls?state=open&limit=50&page=$page" ||
            echo failed
        } |
          grep -vx '\[]' ||
          break
      done |
        jq -nr 'inputs[] | "\(.number) \(.head.sha) \({number})"' ||
        echo failed
    } |
      while read -r number sha pr; do
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/pulls/$number/reviews?limit=50" \
          "https://git.example.org/api/v1/repos/acme/widgets/commits/$sha/status?limit=50" |
          jq -nc --argjson pr "$pr" '
            input as $reviews | input as $status |
            select([$reviews[] |
                select((.state == "APPROVED" or .state == "REQUEST_CHANGES") and (.dismissed | not))] |
              group_by(.user.login) | map(max_by(.id).state) | index("REQUEST_CHANGES")) |
            select($status.state == "failure") |
            $pr +
            {reviews: [$reviews[] | select(.state != "REQUEST_REVIEW") |
                {author: {login: .user.login},
                  state: ({REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED"}[.state] //
                    .state),
                  body}]}
          ' ||
          echo failed
      done |
      jq -nS '[inputs][:10]'
    # curl equivalent
    # reviews: authorAssociation is empty
    "#);
}

#[test]
fn conditions_that_jq_checks() {
    let query = open(
        [
            Predicate::Draft,
            Predicate::Head(word("feature/tray")),
            Predicate::Base(word("main")),
            Predicate::NoAssignee,
            Predicate::Not(Box::new(Predicate::Label(word("bug")))),
            Predicate::Any(vec![Predicate::Author(login("bob")), Predicate::NoMilestone]),
        ],
        30,
    );
    let request = json(about_widgets(Operation::Pull(PullOperation::List(query))), &["number"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    for page in $(seq 1000); do
      {
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/pulls?state=open&base_branch=main&limit=50&page=$page" ||
          echo failed
      } |
        grep -vx '\[]' ||
        break
    done |
      jq -n '
        [limit(30; inputs[] |
            select(.draft and .head.label == "feature/tray" and (.assignees | length) == 0 and
              (any(.labels[]; (.name | ascii_downcase) == "bug") | not) and
              ((.user.login | ascii_downcase) == "bob" or .milestone == null))) |
          {number}]
      '
    # curl exact
    "#);
}

#[test]
fn conditions_that_nothing_checks_are_named() {
    let request = about_widgets(Operation::Pull(PullOperation::List(open([Predicate::Mentions(login("bob"))], 30))));
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      found="$(for page in $(seq 1000); do
          {
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
              "https://git.example.org/api/v1/repos/acme/widgets/issues?state=all&type=pulls&mentioned_by=bob&limit=50&page=$page" ||
              echo failed
          } |
            grep -vx '\[]' ||
            break
        done |
          jq -nc '[inputs[] | .number]')" &&
        for page in $(seq 1000); do
          {
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
              "https://git.example.org/api/v1/repos/acme/widgets/pulls?state=open&limit=50&page=$page" ||
              echo failed
          } |
            grep -vx '\[]' ||
            break
        done |
          jq -nr --argjson found "$found" '
            limit(30; inputs[] | select(.number | IN($found[]))) |
            [.number, .title, .head.label, .created_at] | join("\t")
          '
    )
    # curl equivalent
    "#);
    let request = about_widgets(Operation::Search(SearchOperation::Pulls(open([Predicate::Archived(false)], 30))));
    insta::assert_snapshot!(for_a_reader_of(&request), @"refused: the target has no counterpart of the search condition `archived:`");
}

#[test]
fn fields_that_gitea_lacks_are_losses_and_unknown_ones_are_errors() {
    let request = json(about_widgets(Operation::Pull(PullOperation::List(open([], 30)))), &["number", "projectItems"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/pulls?state=open&limit=30" |
      jq '[.[] | {number, projectItems: []}]'
    # curl partial
    # lost: field projectItems: projects are not in the API
    "#);
    let request = json(about_widgets(Operation::Pull(PullOperation::List(open([], 30)))), &["nummer"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"refused: the command is not valid: Unknown JSON field: "nummer""#);
}

#[test]
fn one_pull_request() {
    let view = |pull| Operation::Pull(PullOperation::View { pull, comments: false });
    let request = json(here(view(number("12"))), &["title", "state", "url"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      repo="$(echo origin github upstream "$(git config -l | sed -nE 's/^remote\.(.*)\.gh-resolved=.*/\1/p')" |
          xargs -n1 git ls-remote --get-url |
          sed -nE '/github\.com/d;s#\.git$##;s#.*[:/](.+/)#\1#p' |
          tail -n1)" &&
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/$repo/pulls/12" |
          jq '{state: (if .merged then "MERGED" else .state | ascii_upcase end), title, url: .html_url}'
    )
    # curl exact
    "#);
    let request = json(about_widgets(view(number("12"))), &["title", "files"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" --fail-early \
      "https://git.example.org/api/v1/repos/acme/widgets/pulls/12" \
      "https://git.example.org/api/v1/repos/acme/widgets/pulls/12/files?limit=50&page=[1-2]" |
      jq -nS 'input | {title, files: [input[], input[] | {path: .filename, additions, deletions}]}'
    # curl exact
    "#);
    let request = filtered(about_widgets(view(number("12"))), &["files"], ".files[].path");
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" --fail-early \
      "https://git.example.org/api/v1/repos/acme/widgets/pulls/12/files?limit=50&page=[1-2]" |
      jq -nr '[input[], input[] | .filename] | .[]'
    # curl exact
    "#);
    let request =
        json(about_widgets(view(Item::Number(variable("n")))), &["additions", "reviewDecision", "statusCheckRollup"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      sha="$(curl -gfsSL -H "Authorization: token $GITEA_TOKEN" --path-as-is \
          "https://git.example.org/api/v1/repos/acme/widgets/pulls/${n:?}" |
          jq -nr input.head.sha)" &&
        curl -gfsSL -H "Authorization: token $GITEA_TOKEN" --path-as-is \
          "https://git.example.org/api/v1/repos/acme/widgets/pulls/${n:?}" \
          "https://git.example.org/api/v1/repos/acme/widgets/pulls/$n/reviews?limit=50" \
          "https://git.example.org/api/v1/repos/acme/widgets/commits/$sha/status?limit=50" |
          jq -nS '
            input as $pr | input as $reviews | input as $status |
            ($pr | {additions}) +
            {reviewDecision: ([$reviews[] |
                  select((.state == "APPROVED" or .state == "REQUEST_CHANGES") and
                    (.dismissed | not))] |
                group_by(.user.login) | map(max_by(.id).state) |
                if index("REQUEST_CHANGES") then "CHANGES_REQUESTED"
                elif index("APPROVED") then "APPROVED" else "" end),
              statusCheckRollup: [$status.statuses[]? | {context, state: (.status | ascii_upcase)}]}
          '
    )
    # curl equivalent
    # reviewDecision: REVIEW_REQUIRED cannot be told: the answer does not say how many approvals are needed
    # statusCheckRollup: a check run is a commit status named `WORKFLOW / JOB (EVENT)`, any other is a status
    "#);
    let request = json(here(view(Item::Current)), &["number"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      repo="$(echo origin github upstream "$(git config -l | sed -nE 's/^remote\.(.*)\.gh-resolved=.*/\1/p')" |
          xargs -n1 git ls-remote --get-url |
          sed -nE '/github\.com/d;s#\.git$##;s#.*[:/](.+/)#\1#p' |
          tail -n1)" &&
        pr="$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
            "https://git.example.org/api/v1/repos/$repo/pulls?state=all&sort=recentupdate&limit=50" |
            jq -n --arg branch "$(git branch --show-current)" '
              [input[] | select(.head.label == $branch)] |
              max_by([.state == "open", .number]).number // error("no pull request of this branch")
            ')" &&
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/$repo/pulls/$pr" |
          jq '{number}'
    )
    # curl exact
    "#);
}

#[test]
fn one_issue_with_its_comments() {
    let request = about_widgets(Operation::Issue(IssueOperation::View {
        issue: Item::Number(placeholder("<n>")),
        comments: true,
    }));
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/issues/<n>" \
      "https://git.example.org/api/v1/repos/acme/widgets/issues/<n>/comments" |
      jq -nr '
        (input |
          "title:\t\(.title)", "state:\t\(.state | ascii_upcase)", "author:\t\(.user.login)",
          "labels:\t\([.labels[]?.name] | join(", "))", "comments:\t\(.comments)",
          "assignees:\t\([.assignees[]?.login] | join(", "))", "milestone:\t\(.milestone.title // "")",
          "number:\t\(.number)", "--", .body),
        (input[] | "author:\t\(.user.login)", "created:\t\(.created_at)", "--", .body, "--")
      '
    # curl equivalent
    "#);
    insta::assert_snapshot!(said(&request, &piped()), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/issues/<n>/comments" |
      jq -r '
        .[] |
        "author:\t\(.user.login)",
        "created:\t\(.created_at |
          if endswith("Z") then .
          else (.[:19] + "Z" | fromdate) - (.[19:22] | tonumber) * 3600 -
            (.[19:20] + .[23:] | tonumber) * 60 | todate
          end)",
        "--", .body, "--"
      '
    # curl equivalent
    "#);
}

#[test]
fn checks_keep_ghs_exit_status() {
    let checks = |watch| Operation::Pull(PullOperation::Checks { pull: number("12"), required: false, watch });
    insta::assert_snapshot!(for_a_reader_of(&about_widgets(checks(None))), @r#"
    (
      sha="$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/pulls/12" |
          jq -nr input.head.sha)" &&
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/commits/$sha/status?limit=50" |
          jq -nr '
            input | [.statuses[]?] |
            (.[] | [.context, .status, .target_url] | join("\t")),
            (map(if .description == "Has been cancelled" then "skipped" else .status end) |
              if . == [] then "no checks reported\n" | halt_error(1)
              elif . - ["success", "skipped", "pending"] != [] then "" | halt_error(1)
              elif index("pending") then "" | halt_error(8) else empty end)
          '
    )
    # curl equivalent
    "#);
    insta::assert_snapshot!(for_a_reader_of(&about_widgets(checks(Some(Watch { fail_fast: false, interval: None })))), @r#"
    (
      while sha="$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/pulls/12" |
          jq -nr input.head.sha)" &&
        test "$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
              "https://git.example.org/api/v1/repos/acme/widgets/commits/$sha/status?limit=50" |
              jq -n '
                input | [.statuses[]?] |
                map(if .description == "Has been cancelled" then "skipped" else .status end) |
                index("pending") != null
              ')" = true; do
        sleep 10
      done &&
        test -n "$sha" &&
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/commits/$sha/status?limit=50" |
          jq -nr '
            input | [.statuses[]?] |
            (.[] | [.context, .status, .target_url] | join("\t")),
            (map(if .description == "Has been cancelled" then "skipped" else .status end) |
              if . == [] then "no checks reported\n" | halt_error(1)
              elif . - ["success", "skipped", "pending"] != [] then "" | halt_error(1)
              elif index("pending") then "" | halt_error(8) else empty end)
          '
    )
    # curl equivalent
    "#);
    let required = Operation::Pull(PullOperation::Checks { pull: number("12"), required: true, watch: None });
    let said = for_a_reader_of(&about_widgets(required));
    assert!(said.contains("/branches/$base") && said.contains("no required checks reported"), "{said}");
}

#[test]
fn diffs() {
    let diff = |name_only, patch| {
        Operation::Pull(PullOperation::Diff(PullDiff { pull: number("12"), name_only, patch, exclude: Vec::new() }))
    };
    insta::assert_snapshot!(for_a_reader_of(&about_widgets(diff(false, false))), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/pulls/12.diff"
    # curl exact
    "#);
    insta::assert_snapshot!(for_a_reader_of(&about_widgets(diff(true, false))), @r#"
    for page in $(seq 1000); do
      {
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/pulls/12/files?limit=50&page=$page" ||
          echo failed
      } |
        grep -vx '\[]' ||
        break
    done |
      jq -nr 'inputs[] | .filename'
    # curl exact
    "#);
}

#[test]
fn repositories() {
    let clone = Operation::Repository(RepositoryOperation::Clone(RepositoryClone {
        repository: Some(word("acme/widgets")),
        directory: Some(word("/tmp/widgets")),
        git_arguments: vec![word("--depth=1")],
        upstream_remote: None,
    }));
    insta::assert_snapshot!(for_a_reader_of(&here(clone)), @r#"
    git -c "http.extraHeader=Authorization: token $GITEA_TOKEN" clone --depth=1 \
      "https://git.example.org/acme/widgets.git" /tmp/widgets
    # git exact
    "#);
    let list = Operation::Repository(RepositoryOperation::List(RepositoryList {
        owner: Some(word("acme")),
        limit: Limit::Count(60),
        visibility: None,
        fork: None,
        archived: Some(false),
        language: None,
        topics: Vec::new(),
    }));
    insta::assert_snapshot!(for_a_reader_of(&filtered(here(list), &["name"], ".[].name")), @r#"
    (
      owner="$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" "https://git.example.org/api/v1/users/acme" |
          jq -n input.id)" &&
        for page in $(seq 1000); do
          {
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
              "https://git.example.org/api/v1/repos/search?uid=$owner&exclusive=true&sort=updated&order=desc&limit=50&page=$page" |
              jq -nc input.data ||
              echo failed
          } |
            grep -vx '\[]' ||
            break
        done |
          jq -nr '[limit(60; inputs[] | select(.archived | not))] | .[].name'
    )
    # curl exact
    "#);
    let view = Operation::Repository(RepositoryOperation::View { branch: None });
    insta::assert_snapshot!(for_a_reader_of(&json(about_widgets(view), &["updatedAt", "defaultBranchRef"])), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets" |
      jq '{defaultBranchRef: {name: .default_branch}, updatedAt: .updated_at}'
    # curl exact
    "#);
}

#[test]
fn runs() {
    let list = RunList {
        workflow: None,
        branch: Some(word("main")),
        commit: None,
        event: None,
        user: None,
        status: Some(word("failure")),
        created: None,
        limit: Limit::Count(5),
    };
    let request =
        json(about_widgets(Operation::Run(RunOperation::List(list.clone()))), &["status", "conclusion", "name"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      names="$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/actions/workflows" |
          jq -nc 'input | (.workflows | map({(.id): .name}) | add) // {}')" &&
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/actions/runs?branch=main&status=failure&limit=5" |
          jq --argjson names "$names" '
            [.workflow_runs[] |
              {conclusion: (.conclusion // ""), name: (.path | split("@")[0] | $names[.] // .), status}]
          '
    )
    # curl exact
    "#);
    let of_workflow = RunList { workflow: Some(word("ci.yml")), ..list };
    let request = json(about_widgets(Operation::Run(RunOperation::List(of_workflow))), &["databaseId"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    for page in $(seq 1000); do
      {
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/actions/runs?branch=main&status=failure&limit=50&page=$page" |
          jq -nc input.workflow_runs ||
          echo failed
      } |
        grep -vx '\[]' ||
        break
    done |
      jq -n '[limit(5; inputs[] | select(.path | startswith("ci.yml@"))) | {databaseId: .id}]'
    # curl exact
    "#);
    let view = RunView {
        run: number("7"),
        job: None,
        attempt: None,
        log: false,
        log_failed: true,
        exit_status: false,
        verbose: false,
    };
    insta::assert_snapshot!(for_a_reader_of(&about_widgets(Operation::Run(RunOperation::View(view.clone())))), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/actions/runs/7/jobs?limit=50" |
      jq -n 'input.jobs[] | select(.conclusion == "failure") | .id' |
      while read -r job && test "$job"; do
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/actions/jobs/$job/logs"
      done
    # curl equivalent
    "#);
    let view = RunView { log_failed: false, exit_status: true, ..view };
    insta::assert_snapshot!(for_a_reader_of(&about_widgets(Operation::Run(RunOperation::View(view)))), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/actions/runs/7" \
      "https://git.example.org/api/v1/repos/acme/widgets/actions/runs/7/jobs?limit=50" |
      jq -nr '
        input as $run |
        ($run | "\(.conclusion // .status)\t\(.display_title)\t\(.path)\t\(.event)\t\(.html_url)"),
        (input.jobs[]? | "\(.conclusion // .status)\t\(.name)\t\(.id)"),
        ($run.conclusion | if . == "failure" then "" | halt_error(1) else empty end)
      '
    # curl equivalent
    "#);
    let watch = RunWatch { run: Item::Current, exit_status: true, interval: None };
    insta::assert_snapshot!(for_a_reader_of(&here(Operation::Run(RunOperation::Watch(watch)))), @r#"
    (
      repo="$(echo origin github upstream "$(git config -l | sed -nE 's/^remote\.(.*)\.gh-resolved=.*/\1/p')" |
          xargs -n1 git ls-remote --get-url |
          sed -nE '/github\.com/d;s#\.git$##;s#.*[:/](.+/)#\1#p' |
          tail -n1)" &&
        run="$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
            "https://git.example.org/api/v1/repos/$repo/actions/runs?limit=1" |
            jq -n 'input | .workflow_runs[0].id // error("no runs")')" &&
        while state="$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
            "https://git.example.org/api/v1/repos/$repo/actions/runs/$run" |
            jq -nr '
              input |
              if .status == "completed" then .conclusion elif .status then "" else error("no such run")
              end
            ')" &&
          test -z "$state"; do
          sleep 3
        done &&
        test -n "$state" &&
        echo "$state" &&
        test "$state" = success
    )
    # curl equivalent
    "#);
}

#[test]
fn searches() {
    let search = |operation| Request { repository: Repository::None, ..here(operation) };
    let query = Query {
        sort: Some(Sort::Updated { ascending: false }),
        ..open([Predicate::Owner(word("acme")), Predicate::ReviewRequested(Person::Me)], 10)
    };
    insta::assert_snapshot!(for_a_reader_of(&search(Operation::Search(SearchOperation::Pulls(query)))), @r#"
    for page in $(seq 1000); do
      {
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/issues/search?type=pulls&state=open&owner=acme&review_requested=true&limit=50&page=$page" ||
          echo failed
      } |
        grep -vx '\[]' ||
        break
    done |
      jq -nr '
        limit(10; [inputs[]] | sort_by(.updated_at) | reverse | .[]) |
        [.repository.full_name, .number, .title, .updated_at] | join("\t")
      '
    # curl equivalent
    "#);
    let text = Predicate::Text(word("paper jam"), vec![Field::Title, Field::Body, Field::Comments]);
    let query = open([text, Predicate::Repository(word("Acme/Widgets"))], 30);
    insta::assert_snapshot!(for_a_reader_of(&json(search(Operation::Search(SearchOperation::Issues(query))), &["number", "repository"])), @r#"
    for page in $(seq 1000); do
      {
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" -G --data-urlencode "q=paper jam" \
          "https://git.example.org/api/v1/repos/issues/search?type=issues&state=open&limit=50&page=$page" ||
          echo failed
      } |
        grep -vx '\[]' ||
        break
    done |
      jq -n '
        [limit(30; inputs[] | select((.repository.full_name | ascii_downcase) == "acme/widgets")) |
          {number, repository: {nameWithOwner: .repository.full_name}}]
      '
    # curl equivalent
    "#);
    let code = Operation::Search(SearchOperation::Code(CodeSearch {
        words: vec![word("fn main")],
        repositories: vec![word("acme/widgets")],
        owners: Vec::new(),
        extensions: Vec::new(),
        names: Vec::new(),
        limit: Limit::Count(30),
    }));
    insta::assert_snapshot!(for_a_reader_of(&search(code)), @r#"
    (
      clone="$(mktemp -d)" &&
        git -c "http.extraHeader=Authorization: token $GITEA_TOKEN" clone -q --depth 1 \
          "https://git.example.org/acme/widgets.git" "$clone" &&
        git -C "$clone" grep -i -F --all-match -e "fn main" | sed "s#^#acme/widgets:#"
      rm -rf "$clone"
    ) |
      sed -n 1,30p
    # git partial
    # lost: GitHub's index of words: git looks through the default branch, line by line
    "#);
}

#[test]
fn who_is_logged_in() {
    insta::assert_snapshot!(for_a_reader_of(&here(Operation::Auth(AuthOperation::Status { with_token: false }))), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" "https://git.example.org/api/v1/user" |
      jq -nr 'input | "✓ Logged in to git.example.org account \(.login)"'
    # curl equivalent
    "#);
}

fn api(endpoint: &str) -> ApiCall {
    ApiCall {
        endpoint: word(endpoint),
        method: None,
        fields: Vec::new(),
        body: ApiBody::Fields,
        headers: Vec::new(),
        paginate: false,
        slurp: false,
        include: false,
        silent: false,
    }
}

fn raw(call: ApiCall, filter: Option<&str>) -> Request {
    let filter = filter.map(|filter| Filter::Jq(word(filter)));
    Request { repository: Repository::Here, output: Output::Raw { filter }, ..here(Operation::Api(call)) }
}

#[test]
fn raw_calls_that_ask() {
    let request = raw(api("repos/acme/widgets/commits?per_page=1"), Some(".[0].commit.committer.date"));
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/commits?limit=1" |
      jq '
        map((.commit.committer.date | strings) |=
          (if endswith("Z") then .
            else (.[:19] + "Z" | fromdate) - (.[19:22] | tonumber) * 3600 -
              (.[19:20] + .[23:] | tonumber) * 60 | todate
            end))
      ' |
      jq -r '.[0].commit.committer.date | if . == null then "" else . end'
    # curl exact
    "#);
    insta::assert_snapshot!(said(&request, &piped()), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/commits?limit=1" |
      jq '
        map((.commit.committer.date | strings) |=
          (if endswith("Z") then .
            else (.[:19] + "Z" | fromdate) - (.[19:22] | tonumber) * 3600 -
              (.[19:20] + .[23:] | tonumber) * 60 | todate
            end))
      ' |
      jq -r '.[0].commit.committer.date | if . == null then "" else . end'
    # curl exact
    "#);
    let request = raw(api("repos/acme/widgets/branches/main"), Some(".commit.sha"));
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/branches/main" |
      jq ".commit.sha = .commit.id" |
      jq -r .commit.sha
    # curl exact
    "#);
    let request = raw(ApiCall { paginate: true, ..api("repos/{owner}/{repo}/issues?state=all") }, Some(".[].number"));
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      repo="$(echo origin github upstream "$(git config -l | sed -nE 's/^remote\.(.*)\.gh-resolved=.*/\1/p')" |
          xargs -n1 git ls-remote --get-url |
          sed -nE '/github\.com/d;s#\.git$##;s#.*[:/](.+/)#\1#p' |
          tail -n1)" &&
        for page in $(seq 1000); do
          {
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
              "https://git.example.org/api/v1/repos/$repo/issues?state=all&limit=50&page=$page" ||
              echo failed
          } |
            grep -vx '\[]' ||
            break
        done |
          jq -n '[inputs[]]' |
          jq -r '.[].number'
    )
    # curl exact
    "#);
}

#[test]
fn raw_calls_that_change() {
    let field = |key: &str, value: Word, typed| ApiField { key: word(key), value: Some(value), typed };
    let call = ApiCall {
        fields: vec![
            field("title", variable("title"), false),
            field("assignees[]", word("bob"), false),
            field("due_date", word("null"), true),
        ],
        ..api("repos/acme/widgets/issues")
    };
    insta::assert_snapshot!(for_a_reader_of(&raw(call, Some(".number"))), @r#"
    jq -n --arg title "$title" '{title: $title, assignees: ["bob"], due_date: null}' |
      curl -fsSL -H "Authorization: token $GITEA_TOKEN" --post301 -H "Content-Type: application/json" \
        -d @- "https://git.example.org/api/v1/repos/acme/widgets/issues" |
      jq -r .number
    # curl exact
    "#);
    let call = ApiCall {
        method: Some(word("PUT")),
        fields: vec![field("merge_method", word("squash"), false)],
        ..api("repos/acme/widgets/pulls/12/merge")
    };
    insta::assert_snapshot!(for_a_reader_of(&raw(call, None)), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" --post301 -H "Content-Type: application/json" \
      -d '{"Do": "squash"}' "https://git.example.org/api/v1/repos/acme/widgets/pulls/12/merge"
    # curl equivalent
    "#);
    let call = ApiCall { fields: vec![field("labels[]", word("bug"), false)], ..api("repos/acme/widgets/issues") };
    insta::assert_snapshot!(for_a_reader_of(&raw(call, None)), @"refused: the target has no counterpart of `labels` of this call: Gitea wants the labels' ids");
}

#[test]
fn raw_calls_that_gitea_has_not() {
    let request = raw(api("repos/acme/widgets/code-scanning/alerts"), Some(".[0:5]"));
    insta::assert_snapshot!(for_a_reader_of(&request), @"refused: the target has no counterpart of code scanning");
    let request = raw(api("repos/acme/widgets/issues/7"), Some(".state_reason"));
    insta::assert_snapshot!(for_a_reader_of(&request), @"refused: the target has no counterpart of the field `state_reason` of this answer");
}

#[test]
fn variables_of_the_form_never_hide_those_of_the_document() {
    let query = open([Predicate::Head(variable("page")), Predicate::Author(Person::Me)], 30);
    let mut request = json(here(Operation::Pull(PullOperation::List(query))), &["number", "files"]);
    request.repository = Repository::Here;
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      repo="$(echo origin github upstream "$(git config -l | sed -nE 's/^remote\.(.*)\.gh-resolved=.*/\1/p')" |
          xargs -n1 git ls-remote --get-url |
          sed -nE '/github\.com/d;s#\.git$##;s#.*[:/](.+/)#\1#p' |
          tail -n1)" &&
        me="$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" "https://git.example.org/api/v1/user" |
            jq -nr input.login)" &&
        {
          for page_2 in $(seq 1000); do
            {
              curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
                "https://git.example.org/api/v1/repos/$repo/pulls?state=open&poster=$me&limit=50&page=$page_2" ||
                echo failed
            } |
              grep -vx '\[]' ||
              break
          done |
            jq -nr --arg head "$page" '
              limit(30; inputs[] | select($head == "" or .head.label == $head)) |
              "\(.number) \({number})"
            ' ||
            echo failed
        } |
          while read -r number pr; do
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" --fail-early \
              "https://git.example.org/api/v1/repos/$repo/pulls/$number/files?limit=50&page=[1-2]" |
              jq -nc --argjson pr "$pr" \
                '$pr + {files: [input[], input[] | {path: .filename, additions, deletions}]}' ||
              echo failed
          done |
          jq -sS .
    )
    # curl exact
    "#);
}

#[test]
fn what_only_the_list_of_issues_finds_is_asked_of_it_first() {
    let everywhere = vec![Field::Title, Field::Body, Field::Comments];
    let query = open([Predicate::Text(word("paper"), everywhere.clone()), Predicate::Mentions(Person::Me)], 30);
    let request = json(about_widgets(Operation::Pull(PullOperation::List(query))), &["number"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      found="$(for page in $(seq 1000); do
          {
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
              "https://git.example.org/api/v1/repos/acme/widgets/issues?state=all&type=pulls&q=paper&limit=50&page=$page" ||
              echo failed
          } |
            grep -vx '\[]' ||
            break
        done |
          jq -nc '[inputs[] | .number]')" &&
        me="$(curl -fsSL -H "Authorization: token $GITEA_TOKEN" "https://git.example.org/api/v1/user" |
            jq -nr input.login)" &&
        found_2="$(for page in $(seq 1000); do
            {
              curl -fsSL -H "Authorization: token $GITEA_TOKEN" -G --data-urlencode "mentioned_by=$me" \
                "https://git.example.org/api/v1/repos/acme/widgets/issues?state=all&type=pulls&limit=50&page=$page" ||
                echo failed
            } |
              grep -vx '\[]' ||
              break
          done |
            jq -nc '[inputs[] | .number]')" &&
        for page in $(seq 1000); do
          {
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
              "https://git.example.org/api/v1/repos/acme/widgets/pulls?state=open&limit=50&page=$page" ||
              echo failed
          } |
            grep -vx '\[]' ||
            break
        done |
          jq -n --argjson found "$found" --argjson found2 "$found_2" '
            [limit(30; inputs[] | select((.number | IN($found[])) and (.number | IN($found2[])))) |
              {number}]
          '
    )
    # curl equivalent
    "#);
    let query =
        open([Predicate::Text(word("paper"), everywhere.clone()), Predicate::Text(variable("word"), everywhere)], 30);
    let request = json(about_widgets(Operation::Issue(IssueOperation::List(query))), &["number"]);
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    (
      found="$(for page in $(seq 1000); do
          {
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" -G --data-urlencode "q=$word" \
              "https://git.example.org/api/v1/repos/acme/widgets/issues?state=all&type=issues&limit=50&page=$page" ||
              echo failed
          } |
            grep -vx '\[]' ||
            break
        done |
          jq -nc '[inputs[] | .number]')" &&
        for page in $(seq 1000); do
          {
            curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
              "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=open&q=paper&limit=50&page=$page" ||
              echo failed
          } |
            grep -vx '\[]' ||
            break
        done |
          jq -n \
            --argjson found "$found" '[limit(30; inputs[] | select(.number | IN($found[]))) | {number}]'
    )
    # curl equivalent
    "#);
}

#[test]
fn all_pages_of_a_wrapped_list() {
    let call = ApiCall { paginate: true, ..api("repos/acme/widgets/actions/runs") };
    insta::assert_snapshot!(for_a_reader_of(&raw(call, Some(".workflow_runs[].id"))), @r#"
    for page in $(seq 1000); do
      {
        curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
          "https://git.example.org/api/v1/repos/acme/widgets/actions/runs?limit=50&page=$page" |
          jq -nc input.workflow_runs ||
          echo failed
      } |
        grep -vx '\[]' ||
        break
    done |
      jq -n '[inputs[]] | {total_count: length, workflow_runs: .}' |
      jq -r '.workflow_runs[].id'
    # curl exact
    "#);
}

#[test]
fn a_comment_in_a_filter_ends_before_what_is_added() {
    let request = filtered(
        about_widgets(Operation::Issue(IssueOperation::List(open([], 5)))),
        &["closedAt"],
        ".[0].closedAt # when",
    );
    insta::assert_snapshot!(for_a_reader_of(&request), @r#"
    curl -fsSL -H "Authorization: token $GITEA_TOKEN" \
      "https://git.example.org/api/v1/repos/acme/widgets/issues?type=issues&state=open&limit=5" |
      jq '
        [.[] |
          {closedAt: (.closed_at |
              if . == null or endswith("Z") then .
              else (.[:19] + "Z" | fromdate) - (.[19:22] | tonumber) * 3600 -
                (.[19:20] + .[23:] | tonumber) * 60 | todate
              end)}]
      ' |
      jq -r '.[0].closedAt # when
    | if . == null then "" else . end'
    # curl exact
    "#);
}
