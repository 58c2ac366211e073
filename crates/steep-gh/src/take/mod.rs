//! Where a command in running text ends.
//!
//! A shell knows where a command ends; a sentence does not say. Word by word, gh's grammar decides: a command word or a flag
//! it knows belongs to the command, the word after a flag with a value does, and an argument does when it looks like
//! what the command takes (`#12`, `acme/widgets`, `<number>`). The first other word is the sentence going on.

mod argument;
mod prose;
mod state;

use steep_shell::read::Take;
use steep_shell::{Part, Quote, Word};

use crate::grammar::{Command, Flag, Positional, Version};
use crate::words;
use state::State;

/// Whether gh's grammar can take `next` after `words` (the first is the program). Used for running text, where the
/// command ends at the first word that cannot be taken.
#[must_use]
pub fn take(words: &[Word], next: &Word) -> Take {
    let (trimmed, cut) = prose::trim(next);
    let belongs = match state::after(words) {
        State::Command(group) => command_word(group, &trimmed),
        State::Value(flag) => value(flag, next),
        State::Open { command, positionals, dashes } => open_word(command, positionals, dashes, next, &trimmed),
    };
    match (belongs, cut) {
        (false, _) => Take::Stop,
        (true, 0) => Take::Word,
        (true, cut) => Take::WordWithout(cut),
    }
}

/// A word that names a command of `group`, or a flag in front of it. Help topics are hidden from the reader, so a word of
/// that name is the sentence's.
fn command_word(group: &Command, word: &Word) -> bool {
    let (text, whole) = words::head(word);
    if begins_quoted(word) {
        return false;
    }
    if text.starts_with('-') {
        return is_flag(&text, whole);
    }
    whole
        && !is_quoted(word)
        && group.child(&text, Version::NEWEST).is_some_and(|child| !(child.hidden && child.path.len() == 1))
}

/// The word after a flag that takes a value: whatever it is, but for a word that shows that the sentence goes on to
/// describe the value (`--body with the log`).
fn value(flag: Option<&Flag>, word: &Word) -> bool {
    let accepted =
        |text: &str| flag.is_some_and(|flag| flag.values.iter().any(|value| value.name.eq_ignore_ascii_case(text)));
    match word.as_literal() {
        Some(text) if !is_quoted(word) => !prose::describes(&text) || accepted(&text),
        _ => true,
    }
}

/// A word after a whole command: a flag or an argument.
fn open_word(command: &Command, positionals: usize, dashes: bool, next: &Word, word: &Word) -> bool {
    let (text, whole) = words::head(word);
    if words::is_elision(next) {
        return true;
    }
    if !dashes && text.starts_with('-') && !begins_quoted(word) {
        // Two dashes alone are a dash of the sentence unless the command hands what follows to another program.
        return if text == "--" && whole { hands_on(command) } else { is_flag(&text, whole) };
    }
    if dashes {
        let digits = whole && text.chars().all(|char| char.is_ascii_digit());
        return text.starts_with('-') || digits || is_quoted(word);
    }
    let max = command.arity(Version::NEWEST).max.map_or(usize::MAX, usize::from);
    if positionals >= max {
        // Too many of them: not to be cut off, but to be refused.
        return word.has_expansion() && !is_quoted(word) && words::holds_arguments(word).is_some();
    }
    argument::looks_right(command, positionals, word)
}

/// Whether the text is written like a flag. An unknown one belongs to the command too: the command is wrong then, and must
/// not be taken for the one without it.
fn is_flag(text: &str, whole: bool) -> bool {
    let name = match text.strip_prefix("--") {
        Some(long) => long.split('=').next().unwrap_or(long),
        None => text.strip_prefix('-').and_then(|short| short.get(..1)).unwrap_or_default(),
    };
    let well_formed = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '-');
    well_formed || name.is_empty() && !whole
}

/// Whether what stands after `--` is for another program.
fn hands_on(command: &Command) -> bool {
    command.takes == Positional::Repository || command.takes == Positional::Query || command.path == ["gist", "clone"]
}

fn is_quoted(word: &Word) -> bool {
    word.parts.iter().any(part_is_quoted)
}

/// Whether the word's first character stands in quotes: `"--title"`, but not `--title="x y"`.
fn begins_quoted(word: &Word) -> bool {
    word.parts.first().is_some_and(part_is_quoted)
}

fn part_is_quoted(part: &Part) -> bool {
    match part {
        Part::Literal { quote, .. } | Part::Expansion { quote, .. } | Part::Placeholder { quote, .. } => {
            *quote != Quote::None
        }
    }
}

#[cfg(test)]
mod tests;
