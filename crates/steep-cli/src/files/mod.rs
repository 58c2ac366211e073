//! Which documents there are, and their text.

mod buffer;
mod select;
mod text;

pub(crate) use buffer::Buffer;
pub(crate) use select::{Document, Selection, select};
pub(crate) use text::{Chosen, Content, language, language_of_input, read, read_document};
