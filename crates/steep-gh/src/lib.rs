//! Reads gh command lines into forge operations.
//!
//! [`take`] answers, for a command in running text, whether gh's grammar can take one more word; [`lower`] turns a whole
//! command into a [`Request`]. Neither knows a target, walks a syntax tree or looks at source text: what they need to
//! know of a command is a field of [`steep_shell::Command`].
//!
//! ```
//! use steep_forge::operation::PullOperation;
//! use steep_forge::{Item, Operation};
//! use steep_gh::Lowered;
//!
//! let reading = steep_shell::read::script("gh pr merge 12 --squash -R acme/widgets");
//! let Some(Lowered::Request(request)) = reading.commands.first().map(steep_gh::lower) else { panic!("no request") };
//! let Operation::Pull(PullOperation::Merge(merge)) = &request.operation else { panic!("no merge") };
//! assert!(matches!(&merge.pull, Item::Number(number) if number.as_literal().as_deref() == Some("12")));
//! ```
//!
//! Not understood: aliases and extensions that a user has installed (their names are no commands here), configuration
//! (`gh repo set-default`), and what a script exports to its commands before it runs them.

mod example;
pub mod grammar;
mod lower;
pub mod parse;
mod person;
mod search;
mod take;
mod template;
#[cfg(test)]
mod testing;
mod words;

pub use example::{Example, examples, examples_with_flags};
pub use lower::{is_noun, lower};
pub use take::take;

use steep_forge::{Refusal, Request, Service};
use steep_shell::Word;

/// Whether `words` (the first is the program) are a command's name and nothing else: no flag, no argument.
#[must_use]
pub fn is_name(words: &[Word]) -> bool {
    let invocation = parse::read(words, grammar::Version::NEWEST);
    invocation.is_ok_and(|invocation| invocation.flags.is_empty() && invocation.positionals.is_empty())
}

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
        /// What it is about, where a target may have something near to it.
        service: Option<Service>,
    },
    /// It is no command: the word gh followed by something that is not gh's (`gh CLI`), or a family of commands that is
    /// only spoken of (`gh pr`, `gh issue …`).
    Noun,
}
