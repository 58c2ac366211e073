//! Byte spans, disjoint edits over one text, and line positions.
//!
//! This crate knows no shell, no Markdown and no rule: an [`Edit`] is a span of the original text and the text that
//! replaces it. Everything else in the workspace speaks of places in a text with these types.

mod edits;
mod lines;
mod span;

pub use edits::{Edit, Edits, Overlap};
pub use lines::{LineIndex, Position};
pub use span::Span;
