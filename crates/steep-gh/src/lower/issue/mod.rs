//! `gh issue`.

pub(super) mod close;
pub(super) mod comment;
pub(super) mod create;
pub(super) mod edit;
pub(super) mod list;
pub(super) mod view;
