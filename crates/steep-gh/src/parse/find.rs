//! Which command is meant: cobra's search for the words of a command among its flags.

use steep_shell::Word;

use super::{UsageError, unknown_command};
use crate::grammar::{self, Command, Version};
use crate::words;

/// A command and the words that are left for its flags and arguments.
pub(super) struct Found<'a> {
    pub(super) command: &'static Command,
    pub(super) arguments: Vec<&'a Word>,
}

/// Follows command words down from gh. At each level the first word that is neither a flag nor (as far as the flags of
/// that level tell) the value of one must name a command below it.
pub(super) fn find<'a>(arguments: &[&'a Word], version: Version) -> Result<Found<'a>, UsageError> {
    let root = grammar::command(&[]).expect("invariant: the grammar has gh itself");
    let mut found = Found { command: root, arguments: arguments.to_vec() };
    while let Some(position) = first_command_word(found.command, &found.arguments, version) {
        let Some(word) = found.arguments.get(position) else { break };
        let child = word.as_literal().and_then(|name| found.command.child(&name, version));
        match child {
            Some(child) => {
                found.command = child;
                found.arguments.remove(position);
            }
            None if found.command.path.is_empty() => return Err(unknown_command(found.command, word)),
            None if found.command.group && !found.command.runnable && word.as_literal().is_none() => {
                return Err(unknown_command(found.command, word));
            }
            None => break,
        }
    }
    Ok(found)
}

/// The position of the first word that is neither a flag nor the value of one.
fn first_command_word(command: &Command, arguments: &[&Word], version: Version) -> Option<usize> {
    let mut position = 0;
    while let Some(word) = arguments.get(position) {
        let (text, whole) = words::head(word);
        if text == "--" && whole {
            return None;
        }
        if takes_next(command, &text, whole, version) {
            position += 2;
            continue;
        }
        let is_empty = text.is_empty() && whole;
        if !text.starts_with('-') && !is_empty {
            return Some(position);
        }
        position += 1;
    }
    None
}

/// Whether a word is a flag that takes the next word. A flag that this level does not know is taken to be one that does.
pub(crate) fn takes_next(command: &Command, text: &str, whole: bool, version: Version) -> bool {
    if !whole || text.contains('=') {
        return false;
    }
    if let Some(long) = text.strip_prefix("--") {
        return !command.flag(long, version).is_some_and(|flag| flag.stands_alone());
    }
    let Some(shorts) = text.strip_prefix('-') else { return false };
    let mut letters = shorts.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => !command.short(letter, version).is_some_and(|flag| flag.stands_alone()),
        _ => false,
    }
}
