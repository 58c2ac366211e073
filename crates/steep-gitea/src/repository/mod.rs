//! Repositories.

pub(crate) mod clone;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod edit;
pub(crate) mod file;
pub(crate) mod folder;
pub(crate) mod fork;
pub(crate) mod licences;
pub(crate) mod list;
pub(crate) mod page;
pub(crate) mod starter;
pub(crate) mod sync;
pub(crate) mod view;

use steep_forge::operation::RepositoryOperation;
use steep_forge::{Emission, Output, Refusal};
use steep_rest::Rest;

use crate::tea::Job;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &RepositoryOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        RepositoryOperation::Clone(clone) => clone::by_rest(rest, clone),
        RepositoryOperation::List(list) => list::by_rest(rest, list, output),
        RepositoryOperation::View { branch } => view::by_rest(rest, branch.as_ref(), output),
        RepositoryOperation::Create(create) => create::by_rest(rest, create),
        RepositoryOperation::Fork(fork) => fork::by_rest(rest, fork),
        RepositoryOperation::Sync(sync) => sync::by_rest(rest, sync),
        RepositoryOperation::Edit(change) => edit::by_rest(rest, change),
        RepositoryOperation::Delete => delete::by_rest(rest),
        RepositoryOperation::FileRead(read) => file::by_rest(rest, read, output),
        RepositoryOperation::FolderList(list) => folder::by_rest(rest, list, output),
        RepositoryOperation::PageAddress(page) => page::by_rest(rest, page),
        RepositoryOperation::StarterList(kind) => starter::list_by_rest(rest, *kind),
        RepositoryOperation::StarterView { kind, name } => starter::view_by_rest(rest, *kind, name),
    }
}

/// As a tea command.
pub(crate) fn by_tea(job: Job<'_>, operation: &RepositoryOperation) -> Result<Emission, Refusal> {
    match operation {
        RepositoryOperation::Clone(clone) => clone::by_tea(job, clone),
        RepositoryOperation::Create(create) => create::by_tea(job, create),
        RepositoryOperation::List(_)
        | RepositoryOperation::View { .. }
        | RepositoryOperation::Fork(_)
        | RepositoryOperation::Sync(_)
        | RepositoryOperation::Edit(_)
        | RepositoryOperation::Delete
        | RepositoryOperation::FileRead(_)
        | RepositoryOperation::FolderList(_)
        | RepositoryOperation::PageAddress(_)
        | RepositoryOperation::StarterList(_)
        | RepositoryOperation::StarterView { .. } => Err(job.is_not_in_tea()),
    }
}
