//! `gh repo`.

pub(super) mod clone;
pub(super) mod deploy_key;
pub(super) mod list;
pub(super) mod view;
