use steep_forge::{Moment, Order, Person};

use super::*;
use crate::testing::words;

fn pulls(query: &str) -> Result<Search, Refusal> {
    let word = words(&format!("\"{}\"", query.replace('"', "\\\""))).remove(0);
    read(&word, Subject::Pulls)
}

fn predicates(query: &str) -> Vec<Predicate> {
    pulls(query).unwrap_or_else(|refusal| panic!("{query}: {refusal}")).predicates
}

fn refused(query: &str) -> Refusal {
    match pulls(query) {
        Ok(search) => panic!("{query}: {search:?}"),
        Err(refusal) => refusal,
    }
}

/// Words of a predicate as text, so that expected values can be written plainly.
fn plain(predicate: &Predicate) -> String {
    let person = |person: &Person| match person {
        Person::Me => "@me".to_owned(),
        Person::Login(word) => word.display(),
        Person::App(word) => format!("app {}", word.display()),
        Person::Team(word) => format!("team {}", word.display()),
    };
    let all = |predicates: &[Predicate]| predicates.iter().map(plain).collect::<Vec<_>>().join(", ");
    match predicate {
        Predicate::All(inner) => format!("all({})", all(inner)),
        Predicate::Any(inner) => format!("any({})", all(inner)),
        Predicate::Not(inner) => format!("not({})", plain(inner)),
        Predicate::Author(of) => format!("author {}", person(of)),
        Predicate::Assignee(of) => format!("assignee {}", person(of)),
        Predicate::ReviewRequested(of) => format!("review requested {}", person(of)),
        Predicate::Label(word) => format!("label {}", word.display()),
        Predicate::Head(word) => format!("head {}", word.display()),
        Predicate::Repository(word) => format!("repository {}", word.display()),
        Predicate::Owner(word) => format!("owner {}", word.display()),
        Predicate::Text(word, fields) => format!("text {} {fields:?}", word.display()),
        Predicate::Time(moment, order, word) => format!("{moment:?} {order:?} {}", word.display()),
        other => format!("{other:?}"),
    }
}

fn check(query: &str, expected: &[&str]) {
    let found: Vec<String> = predicates(query).iter().map(plain).collect();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn qualifiers() {
    check("is:open author:@me", &["State(Open)", "author @me"]);
    check("review-requested:app/acme-bot", &["review requested app acme-bot"]);
    check("team-review-requested:acme/ops", &["review requested team acme/ops"]);
    check("Label:bug -label:wontfix", &["label bug", "not(label wontfix)"]);
    check("no:assignee draft:false is:pr", &["NoAssignee", "not(Draft)"]);
    check(r#"label:"needs work" label:p1,"p 2""#, &["label needs work", "any(label p1, label p 2)"]);
    check("head:feature/login -is:merged", &["head feature/login", "not(State(Merged))"]);
    check("assignee:$who", &["assignee $who"]);
}

#[test]
fn words_and_where_they_are_looked_for() {
    check("feat in:title", &["text feat [Title]"]);
    check("crash in:title,body -flaky", &["text crash [Title, Body]", "not(text flaky [Title, Body])"]);
    check(
        r#""crash on start" <suite>"#,
        &["text crash on start [Title, Body, Comments]", "text <suite> [Title, Body, Comments]"],
    );
    check("feat: thing", &["text feat: [Title, Body, Comments]", "text thing [Title, Body, Comments]"]);
}

#[test]
fn dates() {
    check("merged:>=2026-01-31", &["Merged From 2026-01-31"]);
    check("created:2026-01-01..2026-01-31", &["all(Created From 2026-01-01, Created Until 2026-01-31)"]);
    check("updated:*..2026-01-31", &["Updated Until 2026-01-31"]);
    check("closed:2026-01-31", &["Closed On 2026-01-31"]);
    check("merged:>$(date -d '6 hours ago' +%FT%TZ)", &["Merged After $(date -d '6 hours ago' +%FT%TZ)"]);
    check("merged:$FROM..$UNTIL", &["all(Merged From $FROM, Merged Until $UNTIL)"]);
    check("merged:$TODAY", &["Merged On $TODAY"]);
    check("merged:>=YYYY-MM-DD", &["Merged From YYYY-MM-DD"]);
    assert!(
        matches!(predicates("closed:<YYYY-MM-DD").as_slice(), [Predicate::Time(_, _, date)] if date.has_placeholder())
    );
    assert!(matches!(refused("created:>@today-1w"), Refusal::NotYet { .. }));
}

#[test]
fn alternatives() {
    check("label:infra OR label:ci OR label:cloud", &["any(label infra, label ci, label cloud)"]);
    check("org:acme label:infra OR label:ci state:open", &["any(label infra, label ci)", "State(Open)", "owner acme"]);
    check("(label:a OR author:bob) draft:true", &["any(label a, author bob)", "Draft"]);
    check("NOT label:a", &["not(label a)"]);
    check("repo:acme/a repo:acme/b org:other", &["any(repository acme/a, repository acme/b, owner other)"]);
    assert_eq!(pulls("label:a OR label:b is:open").expect("a search").notes.len(), 1);
    for query in
        ["label:a OR author:bob is:open", "OR label:a", "(label:a", "label:a)", r#"label:"a"#, "author:a author:b"]
    {
        assert!(matches!(refused(query), Refusal::Ambiguous { .. }), "{query}");
    }
}

#[test]
fn order() {
    let sort = |query: &str| pulls(query).unwrap_or_else(|refusal| panic!("{query}: {refusal}")).sort;
    assert_eq!(sort("sort:updated"), Some(Sort::Updated { ascending: false }));
    assert_eq!(sort("sort:created-asc"), Some(Sort::Created { ascending: true }));
    assert_eq!(sort("bug"), None);
    assert!(matches!(refused("sort:reactions-desc"), Refusal::NoEquivalent { .. }));
    assert!(matches!(refused("sort:name-desc"), Refusal::NotYet { .. }));
}

#[test]
fn states_that_replace_the_default() {
    for (query, names, state) in [
        ("is:closed", true, Some(State::Closed)),
        ("is:merged", true, Some(State::Merged)),
        ("merged:>2026-01-01", true, Some(State::Merged)),
        ("closed:>2026-01-01", true, Some(State::Closed)),
        ("is:open", false, Some(State::Open)),
        ("-is:closed", false, None),
    ] {
        let search = pulls(query).unwrap_or_else(|refusal| panic!("{query}: {refusal}"));
        assert_eq!((search.names_state, search.state()), (names, state), "{query}");
    }
}

#[test]
fn what_has_no_meaning_here_is_named() {
    for query in ["assignee:*", "is:issue", "-sort:created"] {
        match refused(query) {
            Refusal::NotYet { feature } => assert!(feature.contains(query), "{query}: {feature}"),
            other => panic!("{query}: {other:?}"),
        }
    }
}

#[test]
fn what_only_githubs_search_knows_is_named() {
    for (query, qualifier) in [
        ("linked:issue", "linked:"),
        ("is:queued", "is:queued"),
        ("reactions:>3", "reactions:"),
        ("no:project", "no:project"),
    ] {
        let search = pulls(query).unwrap_or_else(|refusal| panic!("{query}: {refusal}"));
        assert_eq!(search.predicates, [Predicate::GitHubOnly(qualifier.to_owned())], "{query}");
    }
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(pulls(&nested(5)).is_ok());
    for query in [nested(100), nested(100_000), "(".repeat(100_000), "NOT ".repeat(100_000) + "a"] {
        let refused = read(&Word::literal(&query), Subject::Pulls);
        assert!(matches!(refused, Err(Refusal::NotYet { .. })));
    }
}

#[test]
fn a_query_that_the_shell_makes_is_not_read() {
    for query in ["$QUERY", "is:open $MORE", "is:$STATE"] {
        assert!(matches!(refused(query), Refusal::RuntimeValue { .. }), "{query}");
    }
}

#[test]
fn a_date_may_be_a_flags_value() {
    let word = words("'>=2026-01-31'").remove(0);
    let expected = Predicate::Time(Moment::Updated, Order::From, Word::literal("2026-01-31"));
    assert_eq!(time(Moment::Updated, &word), Ok(expected));
}
