//! `gh issue`.

pub(super) mod artifact;
pub(super) mod close;
pub(super) mod comment;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod edit;
pub(super) mod list;
pub(super) mod lock;
pub(super) mod pin;
pub(super) mod reopen;
pub(super) mod status;
pub(super) mod view;
