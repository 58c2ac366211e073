//! `gh search issues`.

use steep_forge::operation::SearchOperation;
use steep_forge::{Operation, Refusal, Repository};

use super::flags;
use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output};
use crate::search::Subject;

/// Open and closed ones unless the state or the query says otherwise; pull requests only with a flag that has no rule.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse("include-prs")?;
    let query = flags::query(arguments, Subject::Issues)?;
    Ok(Asked {
        repository: Repository::None,
        operation: Operation::Search(SearchOperation::Issues(query)),
        output: output::read(arguments)?,
    })
}
