//! `gh repo list`.

use steep_forge::operation::{RepositoryList, RepositoryOperation};
use steep_forge::{Operation, Refusal, Repository, Visibility};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, filter, output};

/// Without an owner it is the caller.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let list = RepositoryList {
        owner: arguments.positionals().first().cloned(),
        limit: filter::limit(arguments)?,
        visibility: visibility(arguments)?,
        fork: either(arguments, "fork", "source"),
        archived: either(arguments, "archived", "no-archived"),
        language: arguments.word("language"),
        topics: arguments.list("topic"),
    };
    Ok(Asked {
        repository: Repository::None,
        operation: Operation::Repository(RepositoryOperation::List(list)),
        output: output::read(arguments)?,
    })
}

fn visibility(arguments: &mut Arguments<'_>) -> Result<Option<Visibility>, Refusal> {
    let (public, private) = (arguments.switch("public"), arguments.switch("private"));
    let named = arguments.literal("visibility")?.map(|name| name.to_ascii_lowercase());
    Ok(match named.as_deref() {
        Some("public") => Some(Visibility::Public),
        Some("private") => Some(Visibility::Private),
        Some(_) => Some(Visibility::Internal),
        None if public => Some(Visibility::Public),
        None if private => Some(Visibility::Private),
        None => None,
    })
}

/// Which of two opposite flags is on.
fn either(arguments: &mut Arguments<'_>, yes: &'static str, no: &'static str) -> Option<bool> {
    match (arguments.switch(yes), arguments.switch(no)) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    }
}
