//! Pull requests, a file for each verb: what it is with curl and jq, and what it is with tea.

pub(crate) mod checkout;
pub(crate) mod checks;
pub(crate) mod close;
pub(crate) mod comment;
pub(crate) mod commits;
pub(crate) mod create;
pub(crate) mod diff;
pub(crate) mod edit;
pub(crate) mod list;
mod local_branch;
pub(crate) mod merge;
pub(crate) mod ready;
pub(crate) mod reopen;
pub(crate) mod review;
pub(crate) mod status;
pub(crate) mod update;
pub(crate) mod view;

use steep_forge::operation::PullOperation;
use steep_forge::{Emission, Output, Refusal};
use steep_rest::Rest;
use steep_shell::{Arg, Redirect, Redirection, Script, Simple};

use crate::tea::Job;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &PullOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        PullOperation::List(query) => list::by_rest(rest, query, output),
        PullOperation::View { pull, comments } => view::by_rest(rest, pull, *comments, output),
        PullOperation::Status => status::by_rest(rest, output),
        PullOperation::Create(create) => create::by_rest(rest, create),
        PullOperation::Merge(merge) => merge::by_rest(rest, merge),
        PullOperation::Checks { pull, required, watch } => {
            checks::by_rest(rest, pull, *required, watch.as_ref(), output)
        }
        PullOperation::Review(review) => review::by_rest(rest, review),
        PullOperation::Diff(diff) => diff::by_rest(rest, diff),
        PullOperation::Checkout(checkout) => checkout::by_rest(rest, checkout),
        PullOperation::Edit(change) => edit::by_rest(rest, change),
        PullOperation::Close(close) => close::by_rest(rest, close),
        PullOperation::Reopen(reopen) => reopen::by_rest(rest, reopen),
        PullOperation::Ready { pull, draft } => ready::by_rest(rest, pull, *draft),
        PullOperation::Update { pull, rebase } => update::by_rest(rest, pull, *rebase),
        PullOperation::Comment { pull, body } => comment::by_rest(rest, pull, body.as_ref()),
        PullOperation::LastComment { pull, change } => comment::last_by_rest(rest, pull, change),
    }
}

/// As a tea command.
pub(crate) fn by_tea(job: Job<'_>, operation: &PullOperation) -> Result<Emission, Refusal> {
    match operation {
        PullOperation::List(query) => list::by_tea(job, query),
        PullOperation::View { pull, comments } => view::by_tea(job, pull, *comments),
        PullOperation::Create(create) => create::by_tea(job, create),
        PullOperation::Merge(merge) => merge::by_tea(job, merge),
        PullOperation::Review(review) => review::by_tea(job, review),
        PullOperation::Edit(change) => edit::by_tea(job, change),
        PullOperation::Close(close) => close::by_tea(job, close),
        PullOperation::Reopen(reopen) => reopen::by_tea(job, reopen),
        PullOperation::Comment { pull, body } => comment::by_tea(job, pull, body.as_ref()),
        PullOperation::Status
        | PullOperation::Checks { .. }
        | PullOperation::Diff(_)
        | PullOperation::Checkout(_)
        | PullOperation::Ready { .. }
        | PullOperation::Update { .. }
        | PullOperation::LastComment { .. } => Err(job.is_not_in_tea()),
    }
}

/// Whether its plan asks for one answer or one list, and looks at whether that is an error.
pub(crate) fn looks_at_answers(operation: &PullOperation) -> bool {
    match operation {
        PullOperation::List(_)
        | PullOperation::View { .. }
        | PullOperation::Checks { required: false, .. }
        | PullOperation::Diff(_) => true,
        PullOperation::Status
        | PullOperation::Create(_)
        | PullOperation::Merge(_)
        | PullOperation::Checks { .. }
        | PullOperation::Review(_)
        | PullOperation::Checkout(_)
        | PullOperation::Edit(_)
        | PullOperation::Close(_)
        | PullOperation::Reopen(_)
        | PullOperation::Ready { .. }
        | PullOperation::Update { .. }
        | PullOperation::Comment { .. }
        | PullOperation::LastComment { .. } => false,
    }
}

/// A command whose error messages nobody sees.
fn quietly(args: impl IntoIterator<Item = Arg>) -> Script {
    let redirect = Redirect { span: Default::default(), source: "2>/dev/null".into(), descriptor: 2, reads: false };
    let redirections = vec![Redirection::Kept(redirect)];
    Script::Simple(Simple { args: args.into_iter().collect(), redirections, ..Simple::default() })
}
