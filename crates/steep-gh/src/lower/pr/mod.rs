//! `gh pr`.

pub(super) mod checkout;
pub(super) mod checks;
pub(super) mod close;
pub(super) mod comment;
pub(super) mod create;
pub(super) mod diff;
pub(super) mod edit;
pub(super) mod list;
pub(super) mod merge;
pub(super) mod ready;
pub(super) mod reopen;
pub(super) mod review;
pub(super) mod status;
pub(super) mod update_branch;
pub(super) mod view;
