//! `steep undo`: takes back what a run changed, by its record.

mod list;
mod restore;

pub(crate) use restore::undo;
