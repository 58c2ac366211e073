//! `gh search code`.

use steep_forge::operation::SearchOperation;
use steep_forge::{Operation, Refusal, Repository};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter, output};
use crate::search::code::{self, CodeSearch};

/// Words, and the repositories or owners to look in.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    for flag in ["extension", "filename", "language", "match", "size"] {
        arguments.refuse(flag)?;
    }
    let mut search = CodeSearch::default();
    for word in arguments.positionals() {
        code::read(word, &mut search)?;
    }
    search.repositories.extend(arguments.list("repo"));
    search.owners.extend(arguments.list("owner"));
    let operation = Operation::Search(SearchOperation::Code {
        words: search.words,
        repositories: search.repositories,
        owners: search.owners,
        limit: filter::limit(arguments)?,
    });
    Ok(Asked { repository: Repository::None, operation, output: output::read(arguments)? })
}
