//! `gh search code`.

use steep_forge::operation::{CodeSearch, SearchOperation};
use steep_forge::{Operation, Refusal, Repository};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter, output};
use crate::search::code;

/// Words, and the repositories or owners to look in.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.refuse_for("language", "languages as GitHub tells them apart")?;
    arguments.refuse_for("size", "the size of a file in a search of code")?;
    if arguments.list("match").iter().any(|word| word.as_literal().as_deref() != Some("file")) {
        return Err(Refusal::NoEquivalent { feature: "a search in the paths of files (`--match path`)".to_owned() });
    }
    if arguments.is_on("match") {
        arguments.note("only the contents of files are looked through");
    }
    let mut search = CodeSearch {
        words: Vec::new(),
        repositories: Vec::new(),
        owners: Vec::new(),
        extensions: Vec::new(),
        names: Vec::new(),
        limit: filter::limit(arguments)?,
    };
    for word in arguments.positionals() {
        code::read(word, &mut search)?;
    }
    search.repositories.extend(arguments.list("repo"));
    search.owners.extend(arguments.list("owner"));
    search.extensions.extend(arguments.word("extension"));
    search.names.extend(arguments.word("filename"));
    let operation = Operation::Search(SearchOperation::Code(search));
    Ok(Asked { repository: Repository::None, operation, output: output::read(arguments)? })
}
