//! Questions: lists, views, diffs, checks, searches and raw calls.

mod api;
mod auth;
mod checks;
mod code;
mod download;
mod issues;
mod keys;
mod labels;
mod present;
mod pulls;
mod query;
mod releases;
mod repositories;
mod runs;
mod search;
mod settings;
mod status;
mod view;
mod workflows;

pub(crate) use self::api::api;
pub(crate) use self::auth::auth_status;
pub(crate) use self::checks::pull_checks;
pub(crate) use self::code::search_code;
pub(crate) use self::download::release_download;
pub(crate) use self::issues::{issue_list, issue_view};
pub(crate) use self::keys::{deploy_key_list, gpg_key_list, ssh_key_list};
pub(crate) use self::labels::{LABELS_BY_NAME, label_list};
pub(crate) use self::pulls::{pull_diff, pull_list, pull_view};
pub(crate) use self::releases::{release_list, release_view};
pub(crate) use self::repositories::{repository_clone, repository_list, repository_view};
pub(crate) use self::runs::{run_list, run_view, run_watch};
pub(crate) use self::search::{search_issues, search_pulls};
pub(crate) use self::settings::{setting_get, setting_list};
pub(crate) use self::status::{issue_status, pull_status};
pub(crate) use self::workflows::{workflow_list, workflow_view};
