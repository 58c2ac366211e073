//! `gh org`.

pub(super) mod list;
