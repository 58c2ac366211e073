//! `gh label`.

pub(super) mod list;
