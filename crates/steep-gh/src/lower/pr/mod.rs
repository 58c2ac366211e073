//! `gh pr`.

pub(super) mod checkout;
pub(super) mod checks;
pub(super) mod comment;
pub(super) mod create;
pub(super) mod diff;
pub(super) mod edit;
pub(super) mod list;
pub(super) mod merge;
pub(super) mod review;
pub(super) mod view;
