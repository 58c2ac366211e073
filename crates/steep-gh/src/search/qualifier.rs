//! What one qualifier of a search means.

use steep_forge::{Field, Moment, Person, Predicate, Quantity, Refusal, Sort, State};
use steep_shell::Word;

use super::token::Value;
use super::{Subject, count, date, repository};
use crate::person;

/// The meaning of a qualifier.
pub(super) enum Meaning {
    /// A condition.
    Condition(Predicate),
    /// An order.
    Sort(Sort),
    /// Where words are looked for.
    In(Vec<Field>),
    /// What is searched for is that anyway.
    Always,
}

/// Whether gh takes the qualifier as naming a state, so that it does not ask for open ones.
pub(super) fn names_state(key: &str, value: &Value) -> bool {
    match key {
        "is" | "state" => matches!(value.word().as_literal().as_deref(), Some("closed" | "merged")),
        "merged" | "closed" => true,
        _ => false,
    }
}

/// Reads `key:value`.
pub(super) fn read(key: &str, value: &Value, subject: Subject) -> Result<Meaning, Refusal> {
    if subject == Subject::Repositories {
        return repository::read(key, value);
    }
    let condition = |predicate| Ok(Meaning::Condition(predicate));
    match key {
        "is" | "state" | "type" => kind_or_state(key, value, subject),
        "author" => condition(Predicate::Author(someone(key, value)?)),
        "assignee" => condition(Predicate::Assignee(someone(key, value)?)),
        "mentions" => condition(Predicate::Mentions(someone(key, value)?)),
        "review-requested" | "team-review-requested" => condition(Predicate::ReviewRequested(someone(key, value)?)),
        "reviewed-by" => condition(Predicate::ReviewedBy(someone(key, value)?)),
        "label" => {
            let labels: Vec<Predicate> = value
                .alternatives()
                .iter()
                .map(|label| named(key, label).map(Predicate::Label))
                .collect::<Result<_, _>>()?;
            condition(one_or_any(labels))
        }
        "milestone" => condition(Predicate::Milestone(named(key, value)?)),
        "head" => condition(Predicate::Head(named(key, value)?)),
        "base" => condition(Predicate::Base(named(key, value)?)),
        "repo" => condition(Predicate::Repository(named(key, value)?)),
        "org" | "user" => condition(Predicate::Owner(named(key, value)?)),
        "no" => missing(key, value).map(Meaning::Condition),
        "has" => missing(key, value).map(|missing| Meaning::Condition(Predicate::Not(Box::new(missing)))),
        "draft" => condition(yes_or_no(key, value, Predicate::Draft)?),
        "archived" => condition(match literal(key, value)?.as_str() {
            "true" => Predicate::Archived(true),
            "false" => Predicate::Archived(false),
            _ => return Err(not_yet(key, value)),
        }),
        "review" => match literal(key, value)?.as_str() {
            known @ ("none" | "required" | "approved" | "changes_requested") => {
                condition(Predicate::Review(known.to_owned()))
            }
            _ => Err(not_yet(key, value)),
        },
        "status" => match literal(key, value)?.as_str() {
            known @ ("success" | "failure" | "pending") => condition(Predicate::Status(known.to_owned())),
            _ => Err(not_yet(key, value)),
        },
        "created" => condition(date::read(Moment::Created, key, value)?),
        "updated" => condition(date::read(Moment::Updated, key, value)?),
        "closed" => condition(date::read(Moment::Closed, key, value)?),
        "merged" => condition(date::read(Moment::Merged, key, value)?),
        "comments" => condition(count::read(Quantity::Comments, key, value)?),
        "in" => fields(key, value).map(Meaning::In),
        "sort" => order(key, value, subject).map(Meaning::Sort),
        _ if GITHUB_ONLY.contains(&key) => condition(github_only(key, "")),
        _ => Err(not_yet(key, value)),
    }
}

/// Qualifiers of GitHub's search for issues and pull requests, by its documentation, that no predicate says.
const GITHUB_ONLY: &[&str] = &[
    "commenter",
    "hash",
    "interactions",
    "involves",
    "language",
    "linked",
    "parent-issue",
    "project",
    "reactions",
    "reason",
    "sub-issue",
    "team",
];

/// A condition that only GitHub's search knows. `value`: in lower case where the condition is about a word of GitHub's, else empty.
fn github_only(key: &str, value: &str) -> Predicate {
    Predicate::GitHubOnly(format!("{key}:{value}"))
}

fn kind_or_state(key: &str, value: &Value, subject: Subject) -> Result<Meaning, Refusal> {
    let state = |state| Ok(Meaning::Condition(Predicate::State(state)));
    match (literal(key, value)?.as_str(), subject) {
        ("open", _) => state(State::Open),
        ("closed", _) => state(State::Closed),
        ("merged", Subject::Pulls) => state(State::Merged),
        ("unmerged", Subject::Pulls) => {
            Ok(Meaning::Condition(Predicate::Not(Box::new(Predicate::State(State::Merged)))))
        }
        ("locked", _) if key == "is" => Ok(Meaning::Condition(Predicate::Locked)),
        ("unlocked", _) if key == "is" => Ok(Meaning::Condition(Predicate::Not(Box::new(Predicate::Locked)))),
        ("draft", Subject::Pulls) if key == "is" => Ok(Meaning::Condition(Predicate::Draft)),
        ("pr", Subject::Pulls) | ("issue", Subject::Issues) if key != "state" => Ok(Meaning::Always),
        (word @ ("public" | "private" | "internal" | "queued" | "blocked" | "blocking"), _) if key == "is" => {
            Ok(Meaning::Condition(github_only(key, word)))
        }
        _ => Err(not_yet(key, value)),
    }
}

fn missing(key: &str, value: &Value) -> Result<Predicate, Refusal> {
    match literal(key, value)?.as_str() {
        "assignee" => Ok(Predicate::NoAssignee),
        "label" => Ok(Predicate::NoLabel),
        "milestone" => Ok(Predicate::NoMilestone),
        word @ ("project" | "type" | "parent-issue" | "sub-issue") => Ok(github_only(key, word)),
        _ => Err(not_yet(key, value)),
    }
}

fn fields(key: &str, value: &Value) -> Result<Vec<Field>, Refusal> {
    let field = |name: &str| match name.to_ascii_lowercase().as_str() {
        "title" => Ok(Field::Title),
        "body" => Ok(Field::Body),
        "comments" => Ok(Field::Comments),
        _ => Err(not_yet(key, value)),
    };
    literal(key, value)?.split(',').map(field).collect()
}

/// `sort:KEY` and `sort:KEY-DIRECTION`.
pub(super) fn order(key: &str, value: &Value, subject: Subject) -> Result<Sort, Refusal> {
    let text = literal(key, value)?;
    let (field, direction) = text.rsplit_once('-').unwrap_or((&text, "desc"));
    let unknown = || {
        let is_githubs = GITHUB_ONLY_ORDERS.iter().any(|known| field.starts_with(known));
        if is_githubs { order_without_counterpart(field) } else { not_yet(key, value) }
    };
    sort(subject, field, direction).ok_or_else(unknown)
}

/// How the orders begin that only GitHub's search has.
const GITHUB_ONLY_ORDERS: &[&str] = &["author-date", "committer-date", "interactions", "reactions"];

/// The refusal of an order that GitHub has alone.
pub(crate) fn order_without_counterpart(field: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("the order by `{field}`") }
}

/// A sort key and `asc` or `desc`; `None` for keys without a counterpart.
pub(crate) fn sort(subject: Subject, field: &str, direction: &str) -> Option<Sort> {
    let ascending = match direction {
        "asc" => true,
        "desc" => false,
        _ => return None,
    };
    match (field, subject) {
        ("updated", _) => Some(Sort::Updated { ascending }),
        ("stars", Subject::Repositories) => Some(Sort::Stars { ascending }),
        ("forks", Subject::Repositories) => Some(Sort::Forks { ascending }),
        ("created", Subject::Pulls | Subject::Issues) => Some(Sort::Created { ascending }),
        ("comments", Subject::Pulls | Subject::Issues) => Some(Sort::Comments { ascending }),
        _ => None,
    }
}

pub(super) fn yes_or_no(key: &str, value: &Value, predicate: Predicate) -> Result<Predicate, Refusal> {
    match literal(key, value)?.as_str() {
        "true" => Ok(predicate),
        "false" => Ok(Predicate::Not(Box::new(predicate))),
        _ => Err(not_yet(key, value)),
    }
}

fn one_or_any(mut predicates: Vec<Predicate>) -> Predicate {
    match predicates.pop() {
        Some(only) if predicates.is_empty() => only,
        Some(last) => {
            predicates.push(last);
            Predicate::Any(predicates)
        }
        None => Predicate::Any(predicates),
    }
}

fn someone(key: &str, value: &Value) -> Result<Person, Refusal> {
    person::read(&named(key, value)?)
}

/// A name; `*` (any name) has no counterpart.
pub(super) fn named(key: &str, value: &Value) -> Result<Word, Refusal> {
    let word = value.word();
    if word.as_literal().is_some_and(|text| text == "*") { Err(not_yet(key, value)) } else { Ok(word) }
}

/// A value that has to be known, in lower case.
pub(super) fn literal(key: &str, value: &Value) -> Result<String, Refusal> {
    let word = value.word();
    match word.as_literal() {
        Some(text) => Ok(text.to_ascii_lowercase()),
        None => Err(Refusal::RuntimeValue { what: format!("the search qualifier `{key}:{}`", word.display()) }),
    }
}

/// The refusal of a qualifier that has no meaning here.
pub(super) fn not_yet(key: &str, value: &Value) -> Refusal {
    Refusal::NotYet { feature: format!("the search qualifier `{key}:{}`", value.word().display()) }
}
