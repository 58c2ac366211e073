//! Issues, a file for each verb, and what pull requests share with them.

pub(crate) mod attachment;
pub(crate) mod close;
pub(crate) mod comment;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod edit;
pub(crate) mod last_comment;
pub(crate) mod list;
pub(crate) mod lock;
pub(crate) mod pin;
pub(crate) mod reopen;
pub(crate) mod state;
pub(crate) mod status;
pub(crate) mod view;

use steep_forge::operation::IssueOperation;
use steep_forge::{Emission, Output, Refusal};
use steep_rest::Rest;

use crate::tea::Job;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &IssueOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        IssueOperation::List(query) => list::by_rest(rest, query, output),
        IssueOperation::Status => status::by_rest(rest, output),
        IssueOperation::View { issue, comments } => view::by_rest(rest, issue, *comments, output),
        IssueOperation::Create(create) => create::by_rest(rest, create),
        IssueOperation::Edit(change) => edit::by_rest(rest, change),
        IssueOperation::Close(close) => close::by_rest(rest, close),
        IssueOperation::Reopen(reopen) => reopen::by_rest(rest, reopen),
        IssueOperation::Delete(issue) => delete::by_rest(rest, issue),
        IssueOperation::Lock { issue, lock } => lock::by_rest(rest, issue, lock),
        IssueOperation::Pin { issue, pinned } => pin::by_rest(rest, issue, *pinned),
        IssueOperation::Comment { issue, body } => comment::by_rest(rest, issue, body.as_ref()),
        IssueOperation::AttachmentList { issue, limit } => attachment::list(rest, issue, limit.as_ref(), output),
        IssueOperation::AttachmentView { issue, attachment } => {
            attachment::view(rest, issue, attachment.as_ref(), output)
        }
        IssueOperation::AttachmentDownload(download) => attachment::download(rest, download),
        IssueOperation::AttachmentCreate(create) => attachment::create(rest, create),
        IssueOperation::AttachmentRename { issue, attachment, name } => {
            attachment::rename(rest, issue, attachment.as_ref(), name)
        }
        IssueOperation::AttachmentDelete { issue, attachments } => attachment::delete(rest, issue, attachments),
        IssueOperation::LastComment { issue, change } => last_comment::by_rest(rest, issue, change),
    }
}

/// As a tea command.
pub(crate) fn by_tea(job: Job<'_>, operation: &IssueOperation) -> Result<Emission, Refusal> {
    match operation {
        IssueOperation::List(query) => list::by_tea(job, query),
        IssueOperation::View { issue, comments } => view::by_tea(job, issue, *comments),
        IssueOperation::Create(create) => create::by_tea(job, create),
        IssueOperation::Edit(change) => edit::by_tea(job, change),
        IssueOperation::Close(close) => close::by_tea(job, close),
        IssueOperation::Reopen(reopen) => reopen::by_tea(job, reopen),
        IssueOperation::Comment { issue, body } => comment::by_tea(job, issue, body.as_ref()),
        IssueOperation::Status
        | IssueOperation::Delete(_)
        | IssueOperation::Lock { .. }
        | IssueOperation::Pin { .. }
        | IssueOperation::AttachmentList { .. }
        | IssueOperation::AttachmentView { .. }
        | IssueOperation::AttachmentDownload(_)
        | IssueOperation::AttachmentCreate(_)
        | IssueOperation::AttachmentRename { .. }
        | IssueOperation::AttachmentDelete { .. }
        | IssueOperation::LastComment { .. } => Err(job.is_not_in_tea()),
    }
}

/// Whether its plan asks for one answer or one list, and looks at whether that is an error.
pub(crate) fn looks_at_answers(operation: &IssueOperation) -> bool {
    match operation {
        IssueOperation::List(_) | IssueOperation::View { .. } => true,
        IssueOperation::Status
        | IssueOperation::Create(_)
        | IssueOperation::Edit(_)
        | IssueOperation::Close(_)
        | IssueOperation::Reopen(_)
        | IssueOperation::Delete(_)
        | IssueOperation::Lock { .. }
        | IssueOperation::Pin { .. }
        | IssueOperation::Comment { .. }
        | IssueOperation::AttachmentList { .. }
        | IssueOperation::AttachmentView { .. }
        | IssueOperation::AttachmentDownload(_)
        | IssueOperation::AttachmentCreate(_)
        | IssueOperation::AttachmentRename { .. }
        | IssueOperation::AttachmentDelete { .. }
        | IssueOperation::LastComment { .. } => false,
    }
}
