//! Reads shell text into commands made of words, with the facts that a rewrite needs, and prints shell text.
//!
//! Two directions and nothing between them:
//!
//! * [`read`]: text → [`Command`]s. A [`Word`] is made of literal, expansion and placeholder [`Part`]s that keep their
//!   quotes and their source; a [`Command`] knows who reads its output and whether its exit status is used.
//! * [`print`](mod@print): a [`Script`] → text. One printer owns quoting and layout: no other crate formats shell text.
//!
//! No crate above walks a syntax tree: what they need to know of a command is a field of [`Command`].

pub mod command;
pub mod outline;
pub mod print;
pub mod read;
pub mod script;
pub mod second;
pub mod variables;
pub mod word;
pub mod wrapper;

pub use command::{Assignment, Command, Redirect, Status, Stdin, Stdout};
pub use script::{Arg, Break, Function, Piece, Redirection, Script, Simple};
pub use variables::{Exported, Variable, Variables};
pub use word::{Expansion, Part, Quote, Word};
pub use wrapper::{Code, Puts, Runs, Stands, UnreadCode, Wrapper};
