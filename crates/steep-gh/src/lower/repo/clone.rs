//! `gh repo clone`.

use steep_forge::operation::{RepositoryClone, RepositoryOperation};
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// After the repository comes the folder, unless the word begins with a dash (it then stands after `--`); all that
/// follows is for git.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let mut words = arguments.positionals().iter().cloned();
    let repository = words.next();
    let mut rest: Vec<_> = words.collect();
    let directory = match rest.first() {
        Some(word) if !word.starts_with("-") => Some(rest.remove(0)),
        _ => None,
    };
    arguments.lose("no-upstream", "a remote for the parent of a fork");
    let clone = RepositoryClone {
        repository,
        directory,
        git_arguments: rest,
        upstream_remote: arguments.word("upstream-remote-name"),
    };
    Ok(Asked {
        repository: Repository::None,
        operation: Operation::Repository(RepositoryOperation::Clone(clone)),
        output: Output::Reader,
    })
}
