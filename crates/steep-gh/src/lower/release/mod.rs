//! `gh release`.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod delete_asset;
pub(super) mod download;
pub(super) mod edit;
mod files;
pub(super) mod list;
pub(super) mod upload;
pub(super) mod view;
