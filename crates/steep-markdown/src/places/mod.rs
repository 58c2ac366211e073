//! One file a place: how text is read out of it, and how it is written back.

pub(crate) mod code_block;
pub(crate) mod code_span;
pub(crate) mod console;
pub(crate) mod drawn_table;
pub(crate) mod front_matter;
pub(crate) mod html;
pub(crate) mod prompt;
pub(crate) mod prose;
pub(crate) mod template;
pub(crate) mod text;
