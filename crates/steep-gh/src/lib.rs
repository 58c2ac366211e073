//! Reads gh command lines into forge operations.
//!
//! [`take`] answers, for a command in running text, whether gh's grammar can take one more word; [`lower`] turns a whole
//! command into a [`Request`]. Neither knows a target, walks a syntax tree or looks at source text: what they need to
//! know of a command is a field of [`steep_shell::Command`].

pub mod grammar;
mod lower;
pub mod parse;
mod search;
mod take;
#[cfg(test)]
mod testing;
mod words;

pub use lower::lower;
pub use take::take;

use steep_forge::{Refusal, Request};

/// What a command whose program is `gh` turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lowered {
    /// It asks this of the forge.
    Request(Box<Request>),
    /// It is a gh command that cannot be said as an operation, or that gh itself would refuse.
    Refused {
        /// The rule's name, `gh alias set`, as far as the command was understood.
        rule: String,
        /// Why.
        refusal: Refusal,
    },
    /// It is no command: the word gh followed by something that is not gh's (`gh CLI`, `gh: HTTP 401`).
    Noun,
}
