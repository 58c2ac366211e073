//! `gh search issues`.

use steep_forge::operation::SearchOperation;
use steep_forge::{Operation, Refusal, Repository};

use super::flags;
use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output};
use crate::search::Subject;

/// Open and closed ones unless the state or the query says otherwise.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    if arguments.literal("search-type")?.is_some_and(|kind| !kind.eq_ignore_ascii_case("lexical")) {
        return Err(Refusal::NoEquivalent { feature: "a search by meaning (`--search-type`)".to_owned() });
    }
    let includes_pulls = arguments.switch("include-prs");
    let query = flags::query(arguments, Subject::Issues)?;
    let operation = if includes_pulls { SearchOperation::Items(query) } else { SearchOperation::Issues(query) };
    Ok(Asked {
        repository: Repository::None,
        operation: Operation::Search(operation),
        output: output::read(arguments)?,
    })
}
