//! What `gh search issues` and `gh search prs` share.

use steep_forge::{Field, Moment, Predicate, Quantity, Query, Refusal, State};
use steep_shell::Word;

use crate::lower::arguments::Arguments;
use crate::lower::filter;
use crate::person;
use crate::search::{self, Subject};

/// Flags that narrow a search in ways only GitHub's does, and the qualifiers that gh makes of them.
const GITHUB_ONLY: &[(&str, &str)] = &[
    ("commenter", "commenter:"),
    ("interactions", "interactions:"),
    ("involves", "involves:"),
    ("language", "language:"),
    ("no-project", "no:project"),
    ("project", "project:"),
    ("reactions", "reactions:"),
    ("team-mentions", "team:"),
    ("visibility", "is:"),
];

/// Reads the words and flags of a search into a question.
pub(super) fn query(arguments: &mut Arguments<'_>, subject: Subject) -> Result<Query, Refusal> {
    let mut predicates = github_only(arguments, GITHUB_ONLY);
    predicates.extend(state(arguments)?);
    filter::add(&mut predicates, filter::shared(arguments)?);
    if let Some(word) = arguments.word("mentions") {
        predicates.push(Predicate::Mentions(person::read(&word)?));
    }
    if let Some(word) = arguments.word("milestone") {
        predicates.push(Predicate::Milestone(word));
    }
    for (flag, predicate) in [
        ("no-assignee", Predicate::NoAssignee),
        ("no-label", Predicate::NoLabel),
        ("no-milestone", Predicate::NoMilestone),
        ("locked", Predicate::Locked),
    ] {
        if arguments.switch(flag) {
            predicates.push(predicate);
        }
    }
    predicates.extend(arguments.tri_state("archived").map(Predicate::Archived));
    for (flag, moment) in [("created", Moment::Created), ("updated", Moment::Updated), ("closed", Moment::Closed)] {
        if let Some(word) = arguments.word(flag) {
            predicates.push(search::time(moment, &word)?);
        }
    }
    if let Some(word) = arguments.word("comments") {
        let command = arguments.command();
        let named = |_| Refusal::NotYet { feature: format!("{} --comments {}", command.name(), word.display()) };
        predicates.push(search::count(Quantity::Comments, "comments", &search::Value::from(&word)).map_err(named)?);
    }
    let fields = fields(arguments, subject)?;
    let mut sort = sort(arguments, subject)?;
    for word in arguments.positionals() {
        let found = read_word(arguments, word, subject, &fields)?;
        filter::add(&mut predicates, found.predicates);
        sort = found.sort.or(sort);
        for note in found.notes {
            arguments.note(note);
        }
    }
    filter::add(&mut predicates, places(arguments));
    if !predicates.iter().any(|predicate| matches!(predicate, Predicate::State(_))) {
        predicates.insert(0, Predicate::State(State::All));
    }
    if sort.is_none() {
        arguments.note("GitHub orders what a search finds by how well it matches, not by date");
    }
    Ok(Query { predicates, sort, limit: filter::limit(arguments)? })
}

/// The conditions of flags that only GitHub's search has.
pub(super) fn github_only(arguments: &mut Arguments<'_>, flags: &[(&'static str, &str)]) -> Vec<Predicate> {
    let given = flags.iter().filter(|(flag, _)| arguments.is_given(flag));
    given.map(|(_, qualifier)| Predicate::GitHubOnly((*qualifier).to_owned())).collect()
}

fn state(arguments: &mut Arguments<'_>) -> Result<Option<Predicate>, Refusal> {
    let state = arguments.literal("state")?.map(|state| state.to_ascii_lowercase());
    Ok(state.map(|state| Predicate::State(if state == "open" { State::Open } else { State::Closed })))
}

/// `--match`: where the words are looked for.
pub(super) fn fields(arguments: &mut Arguments<'_>, subject: Subject) -> Result<Vec<Field>, Refusal> {
    let words = arguments.list("match");
    if words.is_empty() {
        return Ok(subject.everywhere().to_vec());
    }
    let field = |word: &Word| match word.as_literal().map(|name| name.to_ascii_lowercase()).as_deref() {
        Some("title") => Ok(Field::Title),
        Some("body") => Ok(Field::Body),
        Some("comments") => Ok(Field::Comments),
        Some("name") => Ok(Field::Name),
        Some("description") => Ok(Field::Description),
        Some("readme") => Err(Refusal::NoEquivalent { feature: "a search in the text of READMEs".to_owned() }),
        _ => Err(Refusal::RuntimeValue { what: format!("`--match {}`", word.display()) }),
    };
    words.iter().map(field).collect()
}

/// `--sort` and `--order`; GitHub looks at the order only with a sort key.
pub(super) fn sort(arguments: &mut Arguments<'_>, subject: Subject) -> Result<Option<steep_forge::Sort>, Refusal> {
    let order = arguments.literal("order")?.map_or("desc".to_owned(), |order| order.to_ascii_lowercase());
    let Some(field) = arguments.literal("sort")?.map(|field| field.to_ascii_lowercase()) else {
        if order == "asc" {
            arguments.note("--order means nothing without --sort");
        }
        return Ok(None);
    };
    if field == "best-match" {
        return Ok(None);
    }
    match search::sort(subject, &field, &order) {
        Some(sort) => Ok(Some(sort)),
        None => Err(search::order_without_counterpart(&field)),
    }
}

/// `--repo` and `--owner`: any of these.
fn places(arguments: &mut Arguments<'_>) -> Vec<Predicate> {
    let mut places: Vec<Predicate> = arguments.list("repo").into_iter().map(Predicate::Repository).collect();
    places.extend(arguments.list("owner").into_iter().map(Predicate::Owner));
    if places.len() > 1 { vec![Predicate::Any(places)] } else { places }
}

/// One argument. gh takes an argument with spaces as one phrase; one that holds qualifiers was meant as a query, and is
/// read as one.
pub(super) fn read_word(
    arguments: &mut Arguments<'_>,
    word: &Word,
    subject: Subject,
    fields: &[Field],
) -> Result<search::Search, Refusal> {
    let spaced = word.display().contains(char::is_whitespace);
    let qualified = search::has_qualifier(word)?;
    if spaced && !qualified {
        let predicates = vec![Predicate::Text(word.clone(), fields.to_vec())];
        return Ok(search::Search { predicates, ..search::Search::default() });
    }
    if spaced {
        arguments.note("gh searches for an argument with spaces as one phrase; it is read as the query it spells");
    }
    let mut found = search::read(word, subject)?;
    for predicate in &mut found.predicates {
        search::look_in(predicate, subject.everywhere(), fields);
    }
    Ok(found)
}
