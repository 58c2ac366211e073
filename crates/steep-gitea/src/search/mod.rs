//! What is looked for in all repositories.

pub(crate) mod code;
pub(crate) mod items;
pub(crate) mod repositories;
pub(crate) mod status;

use steep_forge::operation::SearchOperation;
use steep_forge::{Emission, Operation, Output, Person, Predicate, Query, Refusal, Repository, Request};
use steep_rest::Rest;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &SearchOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        SearchOperation::Pulls(query) => items::pulls(rest, query, output),
        SearchOperation::Issues(query) => items::issues(rest, query, output),
        SearchOperation::Items(query) => items::both(rest, query, output),
        SearchOperation::Repositories(query) => repositories::by_rest(rest, query, output),
        SearchOperation::Status(status) => status::by_rest(rest, status),
        SearchOperation::Code(search) => code::by_rest(rest, search, output),
    }
}

/// A search for pull requests of one repository by what only its own list tells of, as a question about that repository; `None`
/// for any other request.
pub(crate) fn in_one_repository(request: &Request) -> Option<Request> {
    let Operation::Search(SearchOperation::Pulls(query)) = &request.operation else { return None };
    let is_of_the_list = |predicate: &Predicate| match predicate {
        Predicate::Head(_) | Predicate::Base(_) | Predicate::Review(_) | Predicate::Status(_) => true,
        Predicate::ReviewedBy(person) | Predicate::ReviewRequested(person) => *person != Person::Me,
        _ => false,
    };
    let (repositories, predicates): (Vec<Predicate>, Vec<Predicate>) =
        query.predicates.iter().cloned().partition(|predicate| matches!(predicate, Predicate::Repository(_)));
    let [Predicate::Repository(name)] = repositories.as_slice() else { return None };
    let query = Query { predicates, ..query.clone() };
    query.predicates.iter().any(is_of_the_list).then(|| Request {
        repository: Repository::Named(name.clone()),
        operation: Operation::Search(SearchOperation::Pulls(query)),
        ..request.clone()
    })
}

/// Whether its plan asks for one answer or one list, and looks at whether that is an error.
pub(crate) fn looks_at_answers(operation: &SearchOperation) -> bool {
    match operation {
        SearchOperation::Pulls(_) | SearchOperation::Issues(_) | SearchOperation::Items(_) => true,
        SearchOperation::Repositories(_) | SearchOperation::Status(_) | SearchOperation::Code(_) => false,
    }
}
