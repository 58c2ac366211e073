//! `gh pr list`.

use steep_forge::operation::PullOperation;
use steep_forge::{Operation, Predicate, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter, output};
use crate::search::Subject;

/// Only open ones unless the state or the search says otherwise.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let mut predicates = filter::shared(arguments)?;
    predicates.extend(arguments.word("base").map(Predicate::Base));
    predicates.extend(arguments.word("head").map(Predicate::Head));
    predicates.extend(filter::draft(arguments));
    let query = filter::query(arguments, Subject::Pulls, predicates)?;
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Pull(PullOperation::List(query)),
        output: output::read(arguments)?,
    })
}
