//! What is said about the documents.

mod changes;
mod diff;
mod excerpt;
mod failures;
mod findings;
mod human;
mod inventory;
mod json;
mod palette;
mod secret;
mod summary;
mod table;
mod text;

pub(crate) use diff::diff;
pub(crate) use excerpt::Excerpt;
pub(crate) use failures::{failures, fatal, linked};
pub(crate) use findings::findings;
pub(crate) use human::human;
pub(crate) use inventory::inventory;
pub(crate) use json::json;
pub(crate) use palette::Palette;
pub(crate) use table::{Align, table};
pub(crate) use text::{count, printable};
