//! `gh ssh-key`.

pub(super) mod add;
pub(super) mod delete;
pub(super) mod list;
