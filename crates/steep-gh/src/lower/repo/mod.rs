//! `gh repo`.

pub(super) mod archive;
pub(super) mod clone;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod deploy_key;
pub(super) mod edit;
pub(super) mod fork;
pub(super) mod list;
pub(super) mod read;
pub(super) mod rename;
pub(super) mod starter;
pub(super) mod sync;
pub(super) mod unarchive;
pub(super) mod view;
