//! Says forge operations on Gitea: as a tea command where that tea version can do all of it, else as curl and jq on the
//! REST API, else not at all, with the reason. [`Gitea`] is the target. Each noun is a folder with a file for each of its
//! verbs; what they share is `rest` (what is looked up first), `answer` (lists and views), `change` (what is sent) and `tea`.
//! Requests and jq stages are `steep-rest`'s.

pub mod companion;
pub mod projection;
pub mod tea;
pub mod tool;

mod answer;
mod api;
mod auth;
mod change;
mod connection;
mod gitea;
mod issue;
mod key;
mod label;
mod mention;
mod notice;
mod organization;
mod pull;
mod release;
mod repository;
mod rest;
mod run;
mod search;
mod setting;
mod target;
mod wanted;
mod wishes;
mod workflow;

pub use gitea::{Gitea, Tea, servers};
pub use target::tea_versions;
pub use tea::{TeaMark, tea_marks};
