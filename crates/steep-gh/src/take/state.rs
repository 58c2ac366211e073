//! What a command can take next, from the words it has.

use steep_shell::Word;

use crate::grammar::{self, Command, Flag, Version};
use crate::parse;
use crate::words;

/// What can come next.
pub(super) enum State {
    /// A command of this group.
    Command(&'static Command),
    /// The value of this flag (`None`: of one that is not known).
    Value(Option<&'static Flag>),
    /// Flags and arguments.
    Open {
        /// The command.
        command: &'static Command,
        /// How many arguments it has.
        positionals: usize,
        /// Whether `--` has ended its flags.
        dashes: bool,
    },
}

/// The state after `words`; the first is the program.
pub(super) fn after(words: &[Word]) -> State {
    let mut command = grammar::command(&[]).expect("invariant: the grammar has gh itself");
    let (mut positionals, mut dashes) = (0, false);
    let mut rest = words.iter().skip(1);
    while let Some(word) = rest.next() {
        let (text, whole) = words::head(word);
        if dashes || !text.starts_with('-') || text == "-" {
            match command.child(&text, Version::NEWEST).filter(|_| command.group && whole && positionals == 0) {
                Some(child) => command = behind(child),
                None => positionals += 1,
            }
        } else if text == "--" && whole {
            dashes = true;
        } else if let Some(flag) = flag_with_value(command, &text, whole)
            && rest.next().is_none()
        {
            return State::Value(flag);
        }
    }
    if command.group && !command.runnable && positionals == 0 {
        State::Command(command)
    } else {
        State::Open { command, positionals, dashes }
    }
}

/// The command that an alias stands for.
fn behind(command: &'static Command) -> &'static Command {
    if command.stands_for.is_empty() { command } else { grammar::command(command.stands_for).unwrap_or(command) }
}

/// The flag that takes the next word as its value; within a group, a flag that it does not know is taken to be one.
fn flag_with_value(command: &Command, text: &str, whole: bool) -> Option<Option<&'static Flag>> {
    if !whole {
        return None;
    }
    if command.group {
        return parse::takes_next(command, text, whole, Version::NEWEST).then(|| known(command, text));
    }
    if text.starts_with("--") {
        return known(command, text).filter(|flag| !flag.stands_alone()).map(Some);
    }
    // A cluster takes the next word when its last letter is the first that takes a value.
    let mut letters = text.chars().skip(1);
    while let Some(letter) = letters.next() {
        let flag = command.short(letter, Version::NEWEST)?;
        if !flag.stands_alone() {
            return letters.next().is_none().then_some(Some(flag));
        }
    }
    None
}

fn known(command: &Command, text: &str) -> Option<&'static Flag> {
    match text.strip_prefix("--") {
        Some(long) => command.flag(long, Version::NEWEST),
        None => command.short(text.chars().nth(1)?, Version::NEWEST),
    }
}
