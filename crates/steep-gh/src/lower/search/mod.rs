//! `gh search`.

pub(super) mod code;
mod flags;
pub(super) mod issues;
pub(super) mod prs;
pub(super) mod repos;
