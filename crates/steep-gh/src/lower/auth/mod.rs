//! `gh auth`.

pub(super) mod login;
pub(super) mod status;
