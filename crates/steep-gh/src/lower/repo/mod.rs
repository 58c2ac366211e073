//! `gh repo`.

pub(super) mod clone;
pub(super) mod list;
pub(super) mod view;
