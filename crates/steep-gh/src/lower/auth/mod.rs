//! `gh auth`.

pub(super) mod login;
pub(super) mod setup_git;
pub(super) mod status;
pub(super) mod token;
