//! `gh release`.

pub(super) mod list;
pub(super) mod view;
