//! `gh search repos`.

use std::mem::discriminant;

use steep_forge::operation::SearchOperation;
use steep_forge::{Forks, Moment, Operation, Predicate, Quantity, Query, Refusal, Repository};

use super::flags;
use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter, output};
use crate::search::{self, Subject, Value};

/// Flags that narrow a search in ways only GitHub's does, and the qualifiers that gh makes of them.
const GITHUB_ONLY: &[(&str, &str)] = &[
    ("followers", "followers:"),
    ("good-first-issues", "good-first-issues:"),
    ("help-wanted-issues", "help-wanted-issues:"),
];

/// Forks are found only where a flag or the query asks for them.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let mut predicates = conditions(arguments)?;
    predicates.extend(flags::github_only(arguments, GITHUB_ONLY));
    let fields = flags::fields(arguments, Subject::Repositories)?;
    let mut sort = flags::sort(arguments, Subject::Repositories)?;
    for word in arguments.positionals() {
        let found = flags::read_word(arguments, word, Subject::Repositories, &fields)?;
        filter::add(&mut predicates, found.predicates);
        sort = found.sort.or(sort);
        for note in found.notes {
            arguments.note(note);
        }
    }
    let owners: Vec<Predicate> = arguments.list("owner").into_iter().map(Predicate::Owner).collect();
    filter::add(&mut predicates, if owners.len() > 1 { vec![Predicate::Any(owners)] } else { owners });
    one_of_each(&predicates)?;
    if !predicates.iter().any(|predicate| matches!(predicate, Predicate::Forks(_))) {
        predicates.push(Predicate::Forks(Forks::Excluded));
    }
    if sort.is_none() {
        arguments.note("GitHub orders what a search finds by how well it matches");
    }
    let query = Query { predicates, sort, limit: filter::limit(arguments)? };
    Ok(Asked {
        repository: Repository::None,
        operation: Operation::Search(SearchOperation::Repositories(query)),
        output: output::read(arguments)?,
    })
}

/// The flags that narrow.
fn conditions(arguments: &mut Arguments<'_>) -> Result<Vec<Predicate>, Refusal> {
    let mut predicates: Vec<Predicate> = arguments.tri_state("archived").map(Predicate::Archived).into_iter().collect();
    for word in arguments.list("visibility") {
        predicates.push(search::visibility("is", &Value::from(&word))?);
    }
    if let Some(word) = arguments.word("include-forks") {
        let forks = search::forks("fork", &Value::from(&word))?;
        if forks == Predicate::Forks(Forks::Excluded) {
            arguments.note("GitHub leaves forks out without `--include-forks false` too");
        }
        predicates.push(forks);
    }
    predicates.extend(arguments.word("language").map(Predicate::Language));
    predicates.extend(arguments.list("topic").into_iter().map(Predicate::Topic));
    for word in arguments.list("license") {
        predicates.push(search::license("license", &Value::from(&word))?);
    }
    for (flag, quantity) in [
        ("stars", Quantity::Stars),
        ("forks", Quantity::Forks),
        ("size", Quantity::Size),
        ("number-topics", Quantity::Topics),
    ] {
        if let Some(word) = arguments.word(flag) {
            let named = |_| Refusal::NotYet { feature: format!("gh search repos --{flag} {}", word.display()) };
            predicates.push(search::count(quantity, flag, &Value::from(&word)).map_err(named)?);
        }
    }
    for (flag, moment) in [("created", Moment::Created), ("updated", Moment::Updated)] {
        if let Some(word) = arguments.word(flag) {
            predicates.push(search::time(moment, &word)?);
        }
    }
    Ok(predicates)
}

/// Of what a repository has one of, GitHub does not document whether two add up or contradict each other. That forks are
/// left out by default can only be undone where the query says so plainly.
fn one_of_each(predicates: &[Predicate]) -> Result<(), Refusal> {
    let ambiguous = |why: &str| Err(Refusal::Ambiguous { why: why.to_owned() });
    for (nth, predicate) in predicates.iter().enumerate() {
        let one = matches!(
            predicate,
            Predicate::Archived(_)
                | Predicate::Visibility(_)
                | Predicate::Forks(_)
                | Predicate::Language(_)
                | Predicate::License(_)
        );
        if one && predicates.iter().skip(nth + 1).any(|other| discriminant(other) == discriminant(predicate)) {
            return ambiguous("the search says twice what a repository has one of");
        }
        if !matches!(predicate, Predicate::Forks(_)) && names_forks(predicate) {
            return ambiguous("the search says `fork:` within another condition");
        }
    }
    Ok(())
}

fn names_forks(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Forks(_) => true,
        Predicate::Not(inner) => names_forks(inner),
        Predicate::All(inner) | Predicate::Any(inner) => inner.iter().any(names_forks),
        _ => false,
    }
}
