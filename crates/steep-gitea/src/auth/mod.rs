//! The caller's login.

pub(crate) mod login;
pub(crate) mod setup_git;
pub(crate) mod status;
pub(crate) mod token;

use steep_forge::operation::AuthOperation;
use steep_forge::{Emission, Output, Refusal};
use steep_rest::Rest;

use crate::tea::Job;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &AuthOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        AuthOperation::Token => token::by_rest(rest),
        AuthOperation::SetupGit => setup_git::by_rest(rest),
        AuthOperation::Login { token_from_stdin } => login::by_rest(rest, *token_from_stdin),
        AuthOperation::Status { with_token } => status::by_rest(rest, *with_token, output),
    }
}

/// As a tea command.
pub(crate) fn by_tea(job: Job<'_>, operation: &AuthOperation) -> Result<Emission, Refusal> {
    match operation {
        AuthOperation::Login { token_from_stdin } => login::by_tea(job, *token_from_stdin),
        AuthOperation::Token | AuthOperation::SetupGit | AuthOperation::Status { .. } => Err(job.is_not_in_tea()),
    }
}
