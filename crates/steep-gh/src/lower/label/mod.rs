//! `gh label`.

pub(super) mod clone;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod edit;
pub(super) mod list;
