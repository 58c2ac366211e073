//! What a run changed, written down before it changes it, and `steep undo`, which takes it back.

mod list;
mod record;
mod restore;
mod runs;

pub(crate) use record::Record;
pub(crate) use restore::undo;
