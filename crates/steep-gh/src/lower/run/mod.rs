//! `gh run`.

pub(super) mod cancel;
pub(super) mod delete;
pub(super) mod download;
pub(super) mod list;
pub(super) mod rerun;
pub(super) mod view;
pub(super) mod watch;
