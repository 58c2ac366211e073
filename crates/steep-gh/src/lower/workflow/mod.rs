//! `gh workflow`.

pub(super) mod disable;
pub(super) mod enable;
pub(super) mod list;
pub(super) mod run;
pub(super) mod view;
