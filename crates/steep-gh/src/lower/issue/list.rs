//! `gh issue list`.

use steep_forge::operation::IssueOperation;
use steep_forge::{Operation, Predicate, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter, output};
use crate::person;
use crate::search::Subject;

/// Only open ones unless the state or the search says otherwise.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let mut predicates = filter::shared(arguments)?;
    if let Some(word) = arguments.word("mention") {
        predicates.push(Predicate::Mentions(person::read(&word)?));
    }
    predicates.extend(filter::milestone(arguments)?);
    arguments.refuse_for("type", "issue types")?;
    let query = filter::query(arguments, Subject::Issues, predicates)?;
    Ok(Asked {
        repository: arguments.repository()?,
        operation: Operation::Issue(IssueOperation::List(query)),
        output: output::read(arguments)?,
    })
}
