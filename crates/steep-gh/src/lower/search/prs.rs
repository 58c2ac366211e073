//! `gh search prs`.

use steep_forge::operation::SearchOperation;
use steep_forge::{Moment, Operation, Predicate, Refusal, Repository, State};

use super::flags;
use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter, output};
use crate::person;
use crate::search::{self, Subject};

/// Open and closed ones unless the state or the query says otherwise.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let mut own = Vec::new();
    if arguments.switch("merged") {
        own.push(Predicate::State(State::Merged));
    }
    if let Some(word) = arguments.word("merged-at") {
        own.push(search::time(Moment::Merged, &word)?);
    }
    own.extend(arguments.word("base").map(Predicate::Base));
    own.extend(arguments.word("head").map(Predicate::Head));
    own.extend(filter::draft(arguments));
    own.extend(arguments.literal("checks")?.map(|status| Predicate::Status(status.to_ascii_lowercase())));
    own.extend(arguments.literal("review")?.map(|decision| Predicate::Review(decision.to_ascii_lowercase())));
    if let Some(word) = arguments.word("review-requested") {
        own.push(Predicate::ReviewRequested(person::read(&word)?));
    }
    if let Some(word) = arguments.word("reviewed-by") {
        own.push(Predicate::ReviewedBy(person::read(&word)?));
    }
    let mut query = flags::query(arguments, Subject::Pulls)?;
    // Merged pull requests are closed ones: the narrower state stands for both.
    if own.contains(&Predicate::State(State::Merged)) {
        query.predicates.retain(|predicate| !matches!(predicate, Predicate::State(State::All | State::Closed)));
    }
    filter::add(&mut query.predicates, own);
    Ok(Asked {
        repository: Repository::None,
        operation: Operation::Search(SearchOperation::Pulls(query)),
        output: output::read(arguments)?,
    })
}
