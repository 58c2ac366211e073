//! `gh repo fork`.

use steep_forge::operation::{ForkedCopy, RepositoryFork, RepositoryOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// Without an argument it is the clone's repository, and the fork may become a remote of the clone; otherwise the fork may
/// be cloned, with the words after the repository for git.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let (clone, remote) = (arguments.tri_state("clone"), arguments.tri_state("remote"));
    let remote_name = arguments.word("remote-name");
    let mut words = arguments.positionals().iter().cloned();
    let (repository, copy) = match words.next() {
        Some(word) => {
            if remote.is_some() || remote_name.is_some() {
                arguments.note("a remote is only added to the clone of the repository that is forked");
            }
            if clone.is_none() && arguments.is_attended() {
                arguments.unasked("gh asks at a terminal whether to clone the fork; this does not");
            }
            let mut rest: Vec<_> = words.collect();
            let directory = match rest.first() {
                Some(word) if !word.starts_with("-") => Some(rest.remove(0)),
                _ => None,
            };
            let copy = match clone {
                Some(true) => ForkedCopy::Clone { directory, git_arguments: rest },
                _ => ForkedCopy::None,
            };
            (arguments.named(&word)?, copy)
        }
        None => {
            if clone.is_some() {
                arguments.note("the clone that is here is not cloned again");
            }
            if remote.is_none() && arguments.is_attended() {
                arguments.unasked("gh asks at a terminal whether to add a remote; this does not");
            }
            let copy = match remote {
                Some(true) => ForkedCopy::Remote { name: remote_name },
                _ => ForkedCopy::None,
            };
            (arguments.surrounding_repository()?, copy)
        }
    };
    let fork = RepositoryFork {
        organization: arguments.word("org"),
        name: arguments.word("fork-name"),
        default_branch_only: arguments.switch("default-branch-only"),
        copy,
    };
    Ok(Asked { repository, operation: Operation::Repository(RepositoryOperation::Fork(fork)), output: Output::Reader })
}
