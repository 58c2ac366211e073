//! Which documents there are, and their text.

mod patterns;
mod select;
mod text;

pub(crate) use patterns::Patterns;
pub(crate) use select::{Document, Selection, select};
pub(crate) use text::{Language, language, read, utf8};
