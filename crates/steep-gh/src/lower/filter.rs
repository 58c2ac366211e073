//! The filters that lists of issues and pull requests share.

use steep_forge::{Limit, Person, Predicate, Query, Refusal, State};
use steep_shell::Word;

use super::arguments::Arguments;
use crate::parse;
use crate::person;
use crate::search::{self, Search, Subject};

/// `--limit`, at least 1; gh's default where it is not given.
pub(super) fn limit(arguments: &mut Arguments<'_>) -> Result<Limit, Refusal> {
    let default = arguments.command().flags.iter().find(|flag| flag.long == "limit").and_then(|flag| flag.default);
    let word = arguments.word("limit").or_else(|| default.map(Word::literal));
    let Some(word) = word else {
        return Err(Refusal::NotYet { feature: format!("{} without a limit", arguments.command().name()) });
    };
    let Some(text) = word.as_literal() else { return Ok(Limit::Word(word)) };
    match parse::integer(&text) {
        Some(count) if count >= 1 => Ok(Limit::Count(u32::try_from(count).unwrap_or(u32::MAX))),
        _ => Err(Refusal::UsageError { error: format!("invalid value for --limit: {text}") }),
    }
}

/// `--author`, `--app`, `--assignee`, `--label`.
pub(super) fn shared(arguments: &mut Arguments<'_>) -> Result<Vec<Predicate>, Refusal> {
    let mut predicates = Vec::new();
    if let Some(word) = arguments.word("author") {
        predicates.push(Predicate::Author(person::read(&word)?));
    }
    if let Some(word) = arguments.word("app") {
        predicates.push(Predicate::Author(Person::App(word)));
    }
    if let Some(word) = arguments.word("assignee") {
        predicates.push(Predicate::Assignee(person::read(&word)?));
    }
    predicates.extend(arguments.list("label").into_iter().map(Predicate::Label));
    Ok(predicates)
}

/// `--draft`, and `--draft=false` for the others.
pub(super) fn draft(arguments: &mut Arguments<'_>) -> Option<Predicate> {
    arguments.tri_state("draft").map(|draft| match draft {
        true => Predicate::Draft,
        false => Predicate::Not(Box::new(Predicate::Draft)),
    })
}

/// `--milestone`: a title. gh looks a number up first, and which milestone has it only the server knows.
pub(super) fn milestone(arguments: &mut Arguments<'_>) -> Result<Option<Predicate>, Refusal> {
    let Some(word) = arguments.word("milestone") else { return Ok(None) };
    if word.as_literal().is_some_and(|text| text.parse::<i64>().is_ok()) {
        return Err(Refusal::NotYet { feature: format!("a milestone by its number ({})", word.display()) });
    }
    Ok(Some(Predicate::Milestone(word)))
}

/// The whole question: `--state`, `--search` and `--limit` beside the predicates of the other flags.
///
/// gh drops the state it would ask for by default where the search names one itself.
pub(super) fn query(arguments: &mut Arguments<'_>, subject: Subject, others: Vec<Predicate>) -> Result<Query, Refusal> {
    let state = match arguments.literal("state")?.map(|state| state.to_ascii_lowercase()).as_deref() {
        None | Some("open") => State::Open,
        Some("closed") => State::Closed,
        Some("merged") => State::Merged,
        Some(_) => State::All,
    };
    let search = match arguments.word("search") {
        Some(word) => search::read(&word, subject)?,
        None => Search::default(),
    };
    if search.predicates.iter().any(names_a_place) {
        // gh adds its own `repo:` beside it, and GitHub answers for both.
        return Err(Refusal::NotYet { feature: "a list's search that names a repository or owner".to_owned() });
    }
    let own = search.names_state.then(|| search.state().unwrap_or(State::All));
    let mut predicates = vec![Predicate::State(match (state, own) {
        (State::Open, Some(named)) => named,
        (state, _) => state,
    })];
    predicates.extend(others);
    add(&mut predicates, search.predicates);
    if predicates.iter().any(|predicate| matches!(predicate, Predicate::Text(..))) {
        arguments.note("GitHub orders what a search finds by how well it matches, not by date");
    }
    for note in search.notes {
        arguments.note(note);
    }
    Ok(Query { predicates, sort: search.sort, limit: limit(arguments)? })
}

fn names_a_place(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Repository(_) | Predicate::Owner(_) => true,
        Predicate::Not(inner) => names_a_place(inner),
        Predicate::All(inner) | Predicate::Any(inner) => inner.iter().any(names_a_place),
        _ => false,
    }
}

/// Adds conditions that are not there yet.
pub(super) fn add(predicates: &mut Vec<Predicate>, more: Vec<Predicate>) {
    for predicate in more {
        if !predicates.contains(&predicate) {
            predicates.push(predicate);
        }
    }
}
