//! What is said about the files.

mod diff;
mod human;
mod json;

pub(crate) use diff::diff;
pub(crate) use human::{human, inventory};
pub(crate) use json::json;
