//! Go templates, as gh's `--template` takes them → [`Template`].
//!
//! [`token`] cuts a template into text and the tokens of its actions, [`parse`] puts them together, [`call`] says what a
//! function means; [`format`] reads the format of `printf`, [`layout`] that of `timefmt`. What has no meaning here is
//! refused by its name.
//!
//! Sources: the documentation of Go's `text/template`, `gh help formatting`, and gh 2.46.0 itself, whose output the tests
//! compare.

mod call;
mod format;
mod layout;
mod parse;
mod token;

use steep_forge::{Refusal, Template};
use steep_shell::Word;

/// Reads a template. Placeholders in it are text as they stand: `{{` … `}}` looks like one.
///
/// # Errors
/// Where the shell fills something in, where gh would not take it, and where it holds what has no meaning here.
pub(crate) fn read(word: &Word) -> Result<Template, Refusal> {
    if word.has_expansion() {
        return Err(Refusal::RuntimeValue { what: format!("the template `{}`", word.display()) });
    }
    parse::template(token::tokens(&word.display())?)
}

/// What gh would say.
fn wrong(error: impl Into<String>) -> Refusal {
    Refusal::UsageError { error: format!("template: {}", error.into()) }
}

/// A refusal of what has no counterpart, named as it is written.
fn no_counterpart(what: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("`{what}` in a template") }
}

#[cfg(test)]
mod tests;
