//! `gh gpg-key`.

pub(super) mod list;
