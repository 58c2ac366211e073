//! What we print and read against what bash and dash make of it. A shell that is not installed is skipped, loudly.

#![allow(clippy::print_stderr, reason = "a comparison that is skipped must be seen")]

mod bytes;
mod corpus;
mod print;
mod read;
#[cfg(feature = "tree-sitter")]
mod second;
mod shell;
mod trees;
