//! `gh gpg-key`.

pub(super) mod add;
pub(super) mod delete;
pub(super) mod list;
