//! Takes a command line apart exactly as gh does.
//!
//! gh is built on cobra and pflag; `find` follows the first (which command is it?), `flags` the second (which
//! words are flags and values?), `rules` what they and gh itself check afterwards. Values stay words: what the shell or
//! the reader fills in is carried along. Only where the shape of the command would hang on such a word (a flag's name, the
//! number of arguments) is it an error.

mod error;
mod find;
mod flags;
mod invocation;
mod rules;
mod value;

use steep_shell::Word;

pub use error::{UsageError, UsageErrorKind};
pub use invocation::{Given, Invocation, Value};

use crate::grammar::{Command, Version};

/// Reads `words` (the first is the program) with everything that any known release of gh accepts.
///
/// # Errors
/// What gh would say instead of running it.
pub fn parse(words: &[Word]) -> Result<Invocation, UsageError> {
    parse_as(words, Version::NEWEST)
}

/// Reads `words` (the first is the program) as one release of gh does.
///
/// # Errors
/// What that release would say instead of running it.
pub fn parse_as(words: &[Word], version: Version) -> Result<Invocation, UsageError> {
    let invocation = read(words, version)?;
    rules::check(&invocation, version)?;
    Ok(invocation)
}

/// The same without the checks that follow the reading of the flags: how many arguments, which flags go together.
pub(crate) fn read(words: &[Word], version: Version) -> Result<Invocation, UsageError> {
    let arguments: Vec<&Word> = words.iter().skip(1).collect();
    let found = find::find(&arguments, version)?;
    if !found.command.stands_for.is_empty() {
        let mut whole = vec![Word::literal("gh")];
        whole.extend(found.command.stands_for.iter().map(|word| Word::literal(*word)));
        whole.extend(found.arguments.into_iter().cloned());
        return read(&whole, version);
    }
    let invocation = flags::parse(found.command, &found.arguments, version)?;
    if !found.command.runnable
        && !invocation.help
        && let Some(word) = invocation.positionals.first()
    {
        // A group alone prints its help; with a word, that was meant to be one of its commands.
        return Err(unknown_command(found.command, word));
    }
    Ok(invocation)
}

pub(crate) use find::takes_next;
pub(crate) use rules::check;
pub(crate) use value::integer;

fn unknown_command(command: &'static Command, word: &Word) -> UsageError {
    let text = word.display();
    let kind = if word.has_placeholder() || crate::words::is_elision(word) {
        UsageErrorKind::OpenCommand
    } else if word.has_expansion() {
        UsageErrorKind::RuntimeValue(text.clone())
    } else {
        UsageErrorKind::UnknownCommand(text.clone())
    };
    UsageError { command, kind, message: format!("unknown command {text:?} for {:?}", command.name()) }
}

#[cfg(test)]
mod tests;
