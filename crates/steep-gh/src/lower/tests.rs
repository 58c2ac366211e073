//! Each verb, and the promise that no flag is dropped.

use steep_forge::operation::{
    ApiBody, AuthOperation, Existing, IssueOperation, LabelOperation, LabelSort, LastComment, MergeStyle, PullFill,
    PullOperation, Release, ReleaseNotes, ReleaseOperation, RepositoryOperation, ReviewKind, RunOperation,
    SearchOperation, Text,
};
use steep_forge::{Fidelity, Filter, Item, Limit, Note, Person, Predicate, Query, State, Visibility};
use steep_shell::{Part, Quote};

use super::*;
use crate::grammar::{self, Flag, Kind, Positional};
use crate::testing;

fn request(line: &str) -> Request {
    match lower(&testing::command(line)) {
        Lowered::Request(request) => *request,
        other => panic!("{line}: {other:?}"),
    }
}

fn refusal(line: &str) -> Refusal {
    match lower(&testing::command(line)) {
        Lowered::Refused { refusal, .. } => refusal,
        other => panic!("{line}: {other:?}"),
    }
}

fn check_refused(lines: &[&str], category: &str) {
    for line in lines {
        assert_eq!(refusal(line).category(), category, "{line}: {}", refusal(line));
    }
}

/// Words lose their place and their source when compared here: only what they say counts.
fn plain(word: &Word) -> String {
    word.display()
}

fn item(item: &Item) -> String {
    match item {
        Item::Number(word) => format!("number {}", plain(word)),
        Item::Branch(word) => format!("branch {}", plain(word)),
        Item::Current => "current".to_owned(),
        Item::Unnamed => "unnamed".to_owned(),
    }
}

fn repository(line: &str) -> String {
    match request(line).repository {
        Repository::Here => "here".to_owned(),
        Repository::Named(word) => plain(&word),
        Repository::Own(word) => format!("own {}", plain(&word)),
        Repository::None => "none".to_owned(),
    }
}

mod repositories {
    use super::*;

    #[test]
    fn the_repository_is_named_by_url_flag_variable_or_clone() {
        assert_eq!(repository("gh pr list"), "here");
        assert_eq!(repository("gh pr list -R acme/widgets"), "acme/widgets");
        assert_eq!(repository("GH_REPO=acme/widgets gh pr list"), "acme/widgets");
        assert_eq!(repository("GH_REPO=acme/widgets gh pr list -R acme/other"), "acme/other");
        assert_eq!(repository("gh pr view https://github.com/acme/widgets/pull/7/files -R acme/other"), "acme/widgets");
        assert_eq!(repository("gh issue list -R github.com/acme/$repo"), "acme/$repo");
        assert_eq!(repository("gh repo view acme/widgets"), "acme/widgets");
        assert_eq!(repository("gh repo view"), "here");
        assert_eq!(repository("gh repo view widgets"), "own widgets");
        assert_eq!(repository("gh repo delete \"$name\" --yes"), "$name");
    }

    #[test]
    fn a_server_of_ones_own_is_told() {
        let server = |line: &str| request(line).server;
        assert_eq!(server("gh pr list -R github.com/acme/widgets"), None);
        assert_eq!(server("gh pr list -R ghe.example.org/acme/widgets").as_deref(), Some("ghe.example.org"));
        assert_eq!(server("GH_HOST=ghe.example.org gh pr list").as_deref(), Some("ghe.example.org"));
    }

    #[test]
    fn a_single_word_names_none() {
        check_refused(&["gh pr list -R widgets", "gh repo view ''"], "usage-error");
    }
}

mod selectors {
    use super::*;

    fn pull(line: &str) -> String {
        match request(line).operation {
            Operation::Pull(PullOperation::View { pull, .. }) => item(&pull),
            other => panic!("{line}: {other:?}"),
        }
    }

    fn issue(line: &str) -> String {
        match request(line).operation {
            Operation::Issue(IssueOperation::View { issue, .. }) => item(&issue),
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn pull_requests() {
        assert_eq!(pull("gh pr view 12"), "number 12");
        assert_eq!(pull("gh pr view '#12'"), "number 12");
        assert_eq!(pull("gh pr view https://github.com/acme/widgets/pull/7#issuecomment-1"), "number 7");
        assert_eq!(pull("gh pr view https://github.com/acme/widgets/pull/$n"), "number $n");
        assert_eq!(pull("gh pr view feature/login"), "branch feature/login");
        assert_eq!(pull("gh pr view alice:patch-1"), "branch alice:patch-1");
        assert_eq!(pull("gh pr view <N>"), "number <N>");
        assert_eq!(pull("gh pr view <branch>"), "branch <branch>");
        assert_eq!(pull(r#"gh pr view "$PR""#), "number $PR");
        assert_eq!(pull("gh pr view $(git branch --show-current)"), "branch $(git branch --show-current)");
        let number = "$(gh pr list --head x --json number --jq .[0].number)";
        assert_eq!(pull(&format!("gh pr view {number}")), format!("number {number}"));
        let branch = "$(gh pr view 6 --json number,headRefName --jq .headRefName)";
        assert_eq!(pull(&format!("gh pr view {branch}")), format!("branch {branch}"));
        assert_eq!(pull("gh pr view"), "current");
        assert_eq!(pull("gh pr view -R acme/widgets"), "unnamed");
        check_refused(&[r#"gh pr view "$PR_URL""#, "gh pr merge <pr-url> --squash"], "runtime-value");
        check_refused(&["gh pr view https://github.com/acme/widgets/actions/runs/1"], "usage-error");
    }

    #[test]
    fn issues() {
        assert_eq!(issue("gh issue view 12"), "number 12");
        assert_eq!(issue("gh issue view https://github.com/acme/widgets/issues/7"), "number 7");
        assert_eq!(issue("gh issue view"), "unnamed");
        assert_eq!(issue("gh issue view <#>"), "number <#>");
        check_refused(&["gh issue view login"], "usage-error");
    }

    #[test]
    fn runs() {
        let run = |line: &str| match request(line).operation {
            Operation::Run(RunOperation::Watch(watch)) => item(&watch.run),
            other => panic!("{line}: {other:?}"),
        };
        assert_eq!(run("gh run watch 123 --exit-status"), "number 123");
        assert_eq!(run("gh run watch"), "current");
    }
}

mod lists {
    use super::*;

    fn query(line: &str) -> Query {
        match request(line).operation {
            Operation::Pull(PullOperation::List(query))
            | Operation::Issue(IssueOperation::List(query))
            | Operation::Search(SearchOperation::Pulls(query))
            | Operation::Search(SearchOperation::Issues(query)) => query,
            other => panic!("{line}: {other:?}"),
        }
    }

    fn state(line: &str) -> Vec<State> {
        let state = |predicate: &Predicate| match predicate {
            Predicate::State(state) => Some(*state),
            _ => None,
        };
        query(line).predicates.iter().filter_map(state).collect()
    }

    #[test]
    fn open_ones_unless_state_or_search_say_otherwise() {
        assert_eq!(state("gh pr list"), [State::Open]);
        assert_eq!(state("gh pr list -s MERGED"), [State::Merged]);
        assert_eq!(state("gh issue list --state all"), [State::All]);
        assert_eq!(state("gh pr list --search is:closed"), [State::Closed]);
        assert_eq!(state("gh pr list --search 'merged:>2026-01-01'"), [State::Merged]);
        assert_eq!(state("gh pr list --state merged --search 'merged:>2026-01-01'"), [State::Merged]);
        assert_eq!(state("gh pr list --search 'is:open draft:false'"), [State::Open]);
        assert_eq!(state("gh search prs login"), [State::All]);
        assert_eq!(state("gh search issues login --state closed"), [State::Closed]);
        assert_eq!(state("gh search prs login --merged"), [State::Merged]);
        check_refused(&["gh pr list --state $state"], "runtime-value");
    }

    #[test]
    fn filters_of_flags() {
        let found = query("gh pr list --app acme-bot -l a,b --base main --draft=false");
        assert!(matches!(
            found.predicates.as_slice(),
            [
                Predicate::State(State::Open),
                Predicate::Author(Person::App(app)),
                Predicate::Label(first),
                Predicate::Label(second),
                Predicate::Base(base),
                Predicate::Not(draft),
            ] if [app, first, second, base].map(plain) == ["acme-bot", "a", "b", "main"] && **draft == Predicate::Draft
        ));
        assert!(query("gh pr list --author @me").predicates.contains(&Predicate::Author(Person::Me)));
        assert_eq!(query("gh pr list").limit, Limit::Count(30));
        assert_eq!(query("gh pr list -L 5").limit, Limit::Count(5));
        assert!(matches!(query("gh pr list -L $max").limit, Limit::Word(_)));
        check_refused(&["gh pr list -L 0", "gh pr list --author a --app b"], "usage-error");
        check_refused(&["gh issue list --milestone 3"], "not-yet");
    }

    #[test]
    fn an_empty_filter_is_none() {
        let found = query("gh issue list --assignee '' --author= --search ''");
        assert_eq!(found.predicates, [Predicate::State(State::Open)]);
    }

    #[test]
    fn the_last_search_counts() {
        let found = query("gh pr list --search 'feat in:title' --search label:bug");
        assert!(!found.predicates.iter().any(|predicate| matches!(predicate, Predicate::Text(..))));
        check_refused(&["gh pr list --search repo:acme/other"], "not-yet");
        check_refused(&[r#"gh pr list --search "$QUERY""#], "runtime-value");
    }

    #[test]
    fn searches_across_repositories() {
        let found = query(r#"gh search issues "org:acme label:infra OR label:ci state:open""#);
        assert!(found.predicates.contains(&Predicate::Owner(Word::literal("acme"))));
        assert!(found.predicates.contains(&Predicate::State(State::Open)));
        assert!(found.predicates.iter().any(|predicate| matches!(predicate, Predicate::Any(any) if any.len() == 2)));
        let phrase = query(r#"gh search prs "broken feature" --match title --owner acme --sort updated"#);
        assert!(matches!(phrase.predicates.as_slice(), [_, Predicate::Text(word, fields), Predicate::Owner(_)]
            if plain(word) == "broken feature" && fields.len() == 1));
        check_refused(&["gh search prs --sort reactions", "gh search issues a --search-type hybrid"], "no-equivalent");
        assert!(matches!(
            request("gh search issues a --include-prs").operation,
            Operation::Search(SearchOperation::Items(_))
        ));
        let involved = query("gh search prs --involves bob --no-project");
        let conditions = ["involves:", "no:project"].map(|name| Predicate::GitHubOnly(name.to_owned()));
        assert!(conditions.iter().all(|condition| involved.predicates.contains(condition)), "{involved:?}");
        assert_eq!(repository("gh search prs login"), "none");
    }

    #[test]
    fn search_of_code() {
        match request(r#"gh search code --repo acme/widgets "<keywords>" org:acme"#).operation {
            Operation::Search(SearchOperation::Code(search)) => {
                assert_eq!(search.words.iter().map(plain).collect::<Vec<_>>(), ["<keywords>"]);
                assert_eq!(search.repositories.iter().map(plain).collect::<Vec<_>>(), ["acme/widgets"]);
                assert_eq!(search.owners.iter().map(plain).collect::<Vec<_>>(), ["acme"]);
                assert_eq!(search.limit, Limit::Count(30));
            }
            other => panic!("{other:?}"),
        }
        match request("gh search code 'x extension:go' --filename lib.rs").operation {
            Operation::Search(SearchOperation::Code(search)) => {
                assert_eq!(search.extensions.iter().map(plain).collect::<Vec<_>>(), ["go"]);
                assert_eq!(search.names.iter().map(plain).collect::<Vec<_>>(), ["lib.rs"]);
            }
            other => panic!("{other:?}"),
        }
        check_refused(&["gh search code x --language rust", "gh search code x --match path"], "no-equivalent");
        check_refused(&["gh search code 'x path:src'"], "not-yet");
    }
}

mod outputs {
    use super::*;

    #[test]
    fn json_and_what_is_done_with_it() {
        let output = request("gh pr list --json number,title --json number -q '.[].title' -t '{{.}}'").output;
        let Output::Json { fields, filter: Some(Filter::Jq(program)) } = output else { panic!("{output:?}") };
        assert_eq!(fields, ["number", "title"]);
        assert_eq!(plain(&program), ".[].title");
        assert_eq!(request("gh repo view --web").output, Output::Browser);
        assert_eq!(request("gh pr view 1").output, Output::Reader);
        check_refused(&["gh pr list --json nonsense", "gh pr list --jq ."], "usage-error");
        check_refused(&["gh pr list --json $fields"], "runtime-value");
    }
}

mod writes {
    use super::*;

    #[test]
    fn merging() {
        let Operation::Pull(PullOperation::Merge(merge)) =
            request("gh pr merge 12 -sd --auto --match-head-commit $sha").operation
        else {
            panic!("no merge")
        };
        assert_eq!(item(&merge.pull), "number 12");
        assert_eq!(merge.style, Some(MergeStyle::Squash));
        assert!(merge.delete_branch && merge.auto && !merge.admin && !merge.disable_auto);
        assert!(merge.match_head.is_some());
        let Operation::Pull(PullOperation::Merge(mention)) = request("gh pr merge").operation else {
            panic!("no merge")
        };
        assert_eq!((mention.pull, mention.style), (Item::Current, None));
        check_refused(&["gh pr merge -s -r 12"], "usage-error");
    }

    #[test]
    fn reviewing() {
        let Operation::Pull(PullOperation::Review(review)) = request("gh pr review <number> --approve -F -").operation
        else {
            panic!("no review")
        };
        assert_eq!((review.kind, review.body), (Some(ReviewKind::Approve), Some(Text::Stdin)));
        check_refused(&["gh pr review 1 -a -r"], "usage-error");
    }

    #[test]
    fn opening_a_pull_request() {
        let line = "gh pr create -B main -H alice:fix -t T -F notes.md -l a -l b,c -r bob,acme/ops -a @me -d --no-maintainer-edit";
        let Operation::Pull(PullOperation::Create(create)) = request(line).operation else { panic!("no pull request") };
        assert_eq!(create.base.as_ref().map(plain).as_deref(), Some("main"));
        assert_eq!(create.head.as_ref().map(plain).as_deref(), Some("alice:fix"));
        assert!(matches!(create.body, Some(Text::File(_))));
        assert_eq!(create.labels.len(), 3);
        assert!(matches!(create.reviewers.as_slice(), [Person::Login(_), Person::Team(_)]));
        assert_eq!(create.assignees, [Person::Me]);
        assert!(create.draft && !create.maintainer_edit && create.fill.is_none());
        let Operation::Pull(PullOperation::Create(filled)) = request("gh pr create --fill").operation else {
            panic!("no pull request")
        };
        assert_eq!(filled.fill, Some(PullFill::Commits));
        check_refused(&["gh pr create --dry-run", "gh pr create --template x.md"], "no-equivalent");
        check_refused(&["gh pr create -r @copilot"], "no-equivalent");
        assert_eq!(request("gh pr create --project Roadmap").losses.len(), 1);
    }

    #[test]
    fn opening_an_issue() {
        let line = r#"gh issue create --title "bug: <what>" --label "area:ui" --body "Seen in #<N>.""#;
        let Operation::Issue(IssueOperation::Create(create)) = request(line).operation else { panic!("no issue") };
        assert_eq!(create.title.as_ref().map(plain).as_deref(), Some("bug: <what>"));
        assert!(!create.elided);
        for line in
            ["gh issue create ... --label bug ...", "gh issue create --label bug …", "gh issue create -t T --body"]
        {
            let Operation::Issue(IssueOperation::Create(create)) = request(line).operation else { panic!("no issue") };
            assert!(create.elided, "{line}");
        }
        assert_eq!(request("gh pr edit 1 ... --base main").losses.len(), 1);
    }

    #[test]
    fn capitals_stand_for_a_number() {
        for line in ["gh pr view N", "gh pr view '#N'", "gh pr view NNN", "gh pr view PR_NUMBER", "gh pr view XXX"] {
            let Operation::Pull(PullOperation::View { pull, .. }) = request(line).operation else {
                panic!("no view: {line}")
            };
            assert!(matches!(pull, Item::Number(_)), "{line}");
            assert_eq!(request(line).notes.len(), 1, "{line}");
        }
        assert!(matches!(request("gh issue close N").operation, Operation::Issue(IssueOperation::Close(_))));
        for line in ["gh pr view NEXT", "gh pr view n", "gh pr view RELEASE", "gh pr view X-1"] {
            let Operation::Pull(PullOperation::View { pull, .. }) = request(line).operation else {
                panic!("no view: {line}")
            };
            assert!(matches!(pull, Item::Branch(_)), "{line}");
        }
    }

    #[test]
    fn a_change_of_nothing_and_a_flag_that_is_spoken_of_are_refused() {
        check_refused(&["gh issue edit", "gh pr edit", "gh pr edit 12 -R acme/widgets"], "no-equivalent");
        check_refused(&["gh issue create --body-file", "gh pr create --title"], "usage-error");
    }

    #[test]
    fn changing_issues() {
        let Operation::Issue(IssueOperation::Edit(change)) =
            request("gh issue edit 1 '#2' --add-label a,b --add-assignee @me").operation
        else {
            panic!("no change")
        };
        assert_eq!(change.issues.iter().map(item).collect::<Vec<_>>(), ["number 1", "number 2"]);
        assert_eq!((change.add_labels.len(), change.add_assignees), (2, vec![Person::Me]));
        let Operation::Issue(IssueOperation::Edit(mention)) = request("gh issue edit --add-assignee @me").operation
        else {
            panic!("no change")
        };
        assert_eq!(mention.issues, [Item::Unnamed]);
        let Operation::Issue(IssueOperation::Edit(blank)) =
            request("gh issue edit 1 --body '' --milestone ''").operation
        else {
            panic!("no change")
        };
        assert!(blank.body.is_some() && blank.milestone.is_none() && blank.remove_milestone);
        // GitHub takes neither.
        check_refused(&["gh issue edit 1 --title ''", "gh pr edit 1 --base ''"], "no-equivalent");
        let Operation::Pull(PullOperation::Edit(edit)) = request("gh pr edit <N> --base staging").operation else {
            panic!("no change")
        };
        assert_eq!(edit.base.as_ref().map(plain).as_deref(), Some("staging"));
        assert!(edit.change.issues.is_empty());
    }

    #[test]
    fn closing_and_commenting() {
        let Operation::Issue(IssueOperation::Close(close)) =
            request("gh issue close 3 -r 'Not planned' -c done").operation
        else {
            panic!("no closing")
        };
        assert_eq!(item(&close.issue), "number 3");
        assert_eq!(close.reason.as_ref().map(plain).as_deref(), Some("not planned"));
        let Operation::Issue(IssueOperation::Comment { body, .. }) =
            request(r#"gh issue comment <#> --body "taken""#).operation
        else {
            panic!("no comment")
        };
        assert!(matches!(body, Some(Text::Word(_))));
        let edit = LastComment::Edit { body: None, or_create: true };
        let last = request("gh pr comment 3 --edit-last --create-if-none").operation;
        assert!(matches!(last, Operation::Pull(PullOperation::LastComment { change, .. }) if change == edit));
        check_refused(&["gh pr comment -e"], "no-equivalent");
        check_refused(&["gh issue comment 3 --create-if-none -b x"], "usage-error");
    }

    #[test]
    fn releasing() {
        let Operation::Release(ReleaseOperation::Create(create)) =
            request("gh release create v1 a.txt 'b.zip#For all' -F - --prerelease --latest").operation
        else {
            panic!("no release")
        };
        assert_eq!(create.files.iter().map(plain).collect::<Vec<_>>(), ["a.txt", "b.zip"]);
        assert_eq!(create.notes, Some(ReleaseNotes::Text(Text::Stdin)));
        assert!(create.prerelease && !create.draft);
        let losses = |line| request(line).wishes.into_iter().map(|wish| wish.what).collect::<Vec<_>>();
        assert_eq!(losses("gh release create v1 '#odd'"), [] as [&str; 0]);
        assert_eq!(losses("gh release create v1 'b.zip#For all'"), ["the label `For all` of a file"]);
        assert_eq!(
            losses("gh release create v1 --generate-notes --latest=false"),
            ["--generate-notes", "--latest=false"]
        );
        assert_eq!(losses("gh release edit v1 --title '' --notes x"), ["--title ''"]);
        check_refused(&["gh release create v1 --notes-from-tag -R acme/widgets"], "usage-error");
        check_refused(&["gh release create v1 --notes-from-tag -n x"], "not-yet");
    }

    #[test]
    fn downloading() {
        let download = |line: &str| match request(line).operation {
            Operation::Release(ReleaseOperation::Download(download)) => download,
            other => panic!("{line}: {other:?}"),
        };
        assert_eq!(download("gh release download").release, None);
        assert_eq!(download("gh release download -p x --dir .").release, Some(Release::Latest));
        assert_eq!(download("gh release download -p x --dir .").directory, None);
        assert_eq!(download("gh release download v1 -A zip --skip-existing").existing, Existing::Skip);
        check_refused(&["gh release download v1 -A rar", "gh release download v1 -p a -A zip"], "usage-error");
    }

    #[test]
    fn labels() {
        let Operation::Label(LabelOperation::Create(create)) = request("gh label create bug -c '#ff0000' -f").operation
        else {
            panic!("no label")
        };
        assert_eq!(create.color.as_ref().map(plain).as_deref(), Some("ff0000"));
        assert!(create.overwrite);
        // gh asks first, or fails where it cannot; no form of ours asks.
        check_refused(
            &["gh label delete bug", "gh repo delete acme/widgets", "gh repo archive acme/widgets"],
            "no-equivalent",
        );
        assert!(request("gh label delete bug --yes").notes.is_empty());
        assert_eq!(request("gh label delete bug --yes").best, Fidelity::Exact);
        check_refused(&["gh label edit bug"], "usage-error");
    }

    #[test]
    fn cloning() {
        let clone = |line: &str| match request(line).operation {
            Operation::Repository(RepositoryOperation::Clone(clone)) => clone,
            other => panic!("{line}: {other:?}"),
        };
        let with_folder = clone("gh repo clone acme/widgets /tmp/widgets -- --depth 1");
        assert_eq!(with_folder.directory.as_ref().map(plain).as_deref(), Some("/tmp/widgets"));
        assert_eq!(with_folder.git_arguments.iter().map(plain).collect::<Vec<_>>(), ["--depth", "1"]);
        let without = clone("gh repo clone acme/widgets -- --depth=1");
        assert_eq!((without.directory, without.git_arguments.len()), (None, 1));
        assert_eq!(clone("gh repo clone").repository, None);
    }
}

mod reads {
    use super::*;

    #[test]
    fn repositories_of_an_owner() {
        let Operation::Repository(RepositoryOperation::List(list)) =
            request("gh repo list acme -L 60 --source --visibility PRIVATE").operation
        else {
            panic!("no list")
        };
        assert_eq!(list.owner.as_ref().map(plain).as_deref(), Some("acme"));
        assert_eq!(
            (list.fork, list.visibility, list.limit),
            (Some(false), Some(Visibility::Private), Limit::Count(60))
        );
    }

    #[test]
    fn runs() {
        let Operation::Run(RunOperation::List(list)) =
            request("gh run list -w ci.yml -b main --limit 1 --status failure").operation
        else {
            panic!("no list")
        };
        assert_eq!(list.limit, Limit::Count(1));
        let Operation::Run(RunOperation::List(list)) = request("gh run list").operation else { panic!("no list") };
        assert_eq!(list.limit, Limit::Count(20));
        let Operation::Run(RunOperation::View(view)) = request("gh run view <runId> --log-failed").operation else {
            panic!("no view")
        };
        assert!(view.log_failed && !view.log);
    }

    #[test]
    fn releases_and_labels() {
        let Operation::Release(ReleaseOperation::List(list)) =
            request("gh release list --exclude-drafts -O ASC -L 5").operation
        else {
            panic!("no list")
        };
        assert!(!list.drafts && list.prereleases && list.oldest_first);
        assert_eq!(list.limit, Limit::Count(5));
        let view = |line| request(line).operation;
        assert_eq!(view("gh release view"), Operation::Release(ReleaseOperation::View(Release::Latest)));
        let Operation::Release(ReleaseOperation::View(Release::Tag(tag))) = view(r#"gh release view "v$VERSION""#)
        else {
            panic!("no tag")
        };
        assert_eq!(plain(&tag), "v$VERSION");
        let Operation::Label(LabelOperation::List(list)) = request("gh label list --sort name --order desc").operation
        else {
            panic!("no list")
        };
        assert!(list.sort == LabelSort::Name && list.descending && list.search.is_none());
        check_refused(&["gh label list --search bug --sort name"], "usage-error");
    }

    #[test]
    fn checks() {
        let watch = |text| match request(text).operation {
            Operation::Pull(PullOperation::Checks { watch, .. }) => watch,
            other => panic!("{other:?}"),
        };
        assert_eq!(watch("gh pr checks 1 --required"), None);
        let asked = watch("gh pr checks 1 --watch --fail-fast -i 5").expect("it waits");
        assert!(asked.fail_fast);
        assert_eq!(asked.interval.as_ref().map(plain), Some("5".to_owned()));
        assert!(request("gh pr checks 1 --watch -i 5").losses.is_empty());
        check_refused(
            &["gh pr checks 1 --interval 5", "gh pr checks 1 --fail-fast", "gh pr checks 1 --watch --json name"],
            "usage-error",
        );
    }
}

mod api {
    use super::*;

    fn endpoint(line: &str) -> String {
        match request(line).operation {
            Operation::Api(call) => plain(&call.endpoint),
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn the_path() {
        assert_eq!(
            endpoint("gh api /orgs/acme/packages?package_type=container"),
            "orgs/acme/packages?package_type=container"
        );
        assert_eq!(endpoint("gh api repos/$REPO/commits?per_page=1"), "repos/$REPO/commits?per_page=1");
        assert_eq!(endpoint("gh api https://api.github.com/user"), "user");
        assert_eq!(endpoint("gh api repos/{owner}/{repo}/pulls"), "repos/{owner}/{repo}/pulls");
        check_refused(&["gh api /workspaces", "gh api https://example.org/x"], "not-a-github-path");
        check_refused(&["gh api graphql -f query=x"], "no-equivalent");
        check_refused(&["gh api $path", "gh api <endpoint>", "gh api repo$s/x"], "runtime-value");
        check_refused(&["gh api --paginate"], "ambiguous");
    }

    #[test]
    fn a_bare_question_mark_is_text() {
        let Operation::Api(call) = request("gh api repos/acme/widgets/commits?per_page=1").operation else {
            panic!("no call")
        };
        assert_eq!(
            call.endpoint.parts,
            [Part::Literal { text: "repos/acme/widgets/commits?per_page=1".into(), quote: Quote::None }]
        );
    }

    #[test]
    fn the_repository_is_filled_in_where_the_path_says_so() {
        assert_eq!(repository("gh api user"), "none");
        assert_eq!(repository("gh api repos/{owner}/{repo}/pulls"), "here");
        assert_eq!(repository("gh api repos/:owner/:repo/pulls"), "here");
        assert_eq!(repository("GH_REPO=acme/widgets gh api repos/{owner}/{repo}/pulls"), "acme/widgets");
    }

    #[test]
    fn the_call() {
        let line = "gh api -X patch repos/acme/widgets/issues/1 -f title=a=b -F n=3 -F 'l[]' -H 'A: b' -q .id";
        let Request { operation: Operation::Api(call), output, .. } = request(line) else { panic!("no call") };
        assert_eq!(call.method.as_ref().map(plain).as_deref(), Some("PATCH"));
        let fields: Vec<String> = call
            .fields
            .iter()
            .map(|field| format!("{}={:?} {}", plain(&field.key), field.value.as_ref().map(plain), field.typed))
            .collect();
        assert_eq!(fields, [r#"title=Some("a=b") false"#, r#"n=Some("3") true"#, "l[]=None true"]);
        assert!(matches!(output, Output::Raw { filter: Some(Filter::Jq(_)) }));
        assert_eq!(call.body, ApiBody::Fields);
        check_refused(
            &[
                "gh api user -f novalue",
                "gh api --paginate user --input x",
                "gh api -X POST user --paginate",
                "gh api user --slurp",
            ],
            "usage-error",
        );
    }
}

mod the_rest {
    use super::*;

    #[test]
    fn the_word_gh_is_not_always_a_command() {
        for line in
            ["gh", "gh CLI returns 401", "gh advisory database ls", "gh pr", "gh issue …", "gh <command>", "gh api"]
        {
            assert_eq!(lower(&testing::command(line)), Lowered::Noun, "{line}");
        }
    }

    #[test]
    fn commands_without_a_rule() {
        check_refused(&["gh issue comment 12 --body x --attach a.png"], "not-yet");
        check_refused(
            &[
                "gh gist list",
                "gh cache list",
                "gh search commits fix",
                "gh codespace list",
                "gh alias set a b",
                "gh pr list --help",
                "gh --version",
            ],
            "no-equivalent",
        );
        check_refused(&["gh pr mrege 12"], "unknown-command");
        check_refused(&["gh pr list --frobnicate", "gh issue list all"], "usage-error");
        check_refused(&["gh $verb list", "gh pr list $ARGS"], "runtime-value");
    }

    #[test]
    fn a_command_that_was_not_read_to_its_end() {
        let mut command = testing::command("gh issue create --title T --body");
        command.cut_off = true;
        let Lowered::Refused { rule, refusal, .. } = lower(&command) else { panic!("not refused") };
        assert_eq!((rule.as_str(), refusal.category()), ("gh issue create", "ambiguous"));
    }

    #[test]
    fn logging_in() {
        let login = request("gh auth login --with-token --hostname github.com");
        assert_eq!(login.operation, Operation::Auth(AuthOperation::Login { token_from_stdin: true }));
        assert!(login.losses.is_empty());
        assert_eq!(request("gh auth status").operation, Operation::Auth(AuthOperation::Status { with_token: false }));
        let with_token = request("gh auth status --show-token").operation;
        assert_eq!(with_token, Operation::Auth(AuthOperation::Status { with_token: true }));
    }

    #[test]
    fn rules_are_named_after_their_commands() {
        for rule in rules::all() {
            let command = grammar::command(rule.path).unwrap_or_else(|| panic!("{}: no such command", rule.name));
            assert_eq!(command.name(), rule.name);
        }
    }
}

/// Every flag of every command with a rule changes what is asked, or is named as lost or refused.
#[test]
fn no_flag_is_dropped() {
    for rule in rules::all() {
        let Some(command) = grammar::command(rule.path) else { panic!("{}: no such command", rule.name) };
        for flag in command.flags.iter().filter(|flag| flag.long != "help") {
            // Some flags need another one, or mean something only beside it.
            let beside = |long: &&str| command.flag(long, Version::NEWEST).is_some() && *long != flag.long;
            let needs =
                command.requires.iter().filter(|pair| pair.first() == Some(&flag.long)).filter_map(|pair| pair.get(1));
            let mut context: Vec<String> = needs.map(|long| format!("--{long}")).collect();
            if matches!(flag.long, "jq" | "template") {
                context.extend(["json"].iter().filter(|long| beside(long)).map(|_| json(command)));
            }
            // What gh asks about first has a form only where the answer is given.
            let asks = flag.long == "delete-last"
                || rule.path.last().is_some_and(|verb| ["delete", "archive", "unarchive"].contains(verb));
            if asks && beside(&"yes") && flag.long != "confirm" {
                context.push("--yes".to_owned());
            }
            if flag.long == "match" {
                context.push("login".to_owned());
            }
            if flag.long == "blame" {
                context.push("README.md".to_owned());
            }
            // A change that changes nothing is refused.
            if rule.path.last() == Some(&"edit")
                && flag.long != "title"
                && command.flag("title", Version::NEWEST).is_some()
            {
                context.push("--title T".to_owned());
            }
            if rule.name == "gh issue artifact edit" && flag.long != "name" {
                context.push("--name n.md".to_owned());
            }
            // A new repository needs a name, and who may see it.
            if rule.name == "gh repo create" {
                let shows = ["public", "private", "internal"].contains(&flag.long);
                context.push(if shows { "gadgets" } else { "gadgets --public" }.to_owned());
            }
            let base = format!("{} {} {}", rule.name, argument(command), context.join(" "));
            let line = format!("{base} {}", sample(command, flag));
            let (without, with) = (lower(&testing::command(&base)), lower(&testing::command(&line)));
            match with {
                Lowered::Request(_) => assert_ne!(with, without, "{line}: dropped"),
                Lowered::Refused { refusal, .. } => {
                    assert!(refusal.to_string().contains(&format!("--{}", flag.long)), "{line}: {refusal}");
                }
                Lowered::Noun => panic!("{line}: no command"),
            }
        }
    }
}

fn argument(command: &grammar::Command) -> &'static str {
    match command.takes {
        Positional::Nothing | Positional::Owner | Positional::Query | Positional::Word => "",
        Positional::Pull | Positional::Issue | Positional::Run => "12",
        Positional::Repository => "acme/widgets",
        Positional::Endpoint => "user",
    }
}

fn json(command: &grammar::Command) -> String {
    format!("--json {}", command.json.first().map_or("number", |field| field.name))
}

/// The flag with a value that is not its default.
fn sample(command: &grammar::Command, flag: &Flag) -> String {
    if flag.long == "json" {
        return json(command);
    }
    let value = flag
        .values
        .iter()
        .map(|value| value.name)
        .find(|value| Some(*value) != flag.default)
        .map(|value| format!("'{value}'"));
    let value = value.unwrap_or_else(|| match (flag.kind, flag.long) {
        (Kind::Int | Kind::Uint | Kind::Float, _) => "7".to_owned(),
        (Kind::Duration, _) => "1h".to_owned(),
        (_, "repo") => "acme/other".to_owned(),
        (_, "hostname") => "ghe.example.org".to_owned(),
        (_, "field" | "raw-field") => "a=b".to_owned(),
        (_, "created" | "updated" | "closed" | "merged-at") => "2026-01-31".to_owned(),
        (_, "sort") => "updated".to_owned(),
        _ => "sample".to_owned(),
    });
    match flag.kind {
        Kind::Bool => format!("--{}", flag.long),
        _ => format!("--{} {value}", flag.long),
    }
}

#[test]
fn notes_are_sentences_without_a_full_stop() {
    for line in ["gh pr list --search crash", "gh search prs login --order asc", "gh auth status --active"] {
        for Note(text) in request(line).notes {
            assert!(!text.ends_with('.'), "{line}: {text}");
        }
    }
}
