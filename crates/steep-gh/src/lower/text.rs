//! Texts that a command sends: `--body`, `--body-file`, and files named by an argument.

use steep_forge::operation::{SettingSource, Text};
use steep_shell::Word;

use super::arguments::Arguments;

/// The description or comment. gh takes `--body-file` where both are given and allowed.
pub(super) fn body(arguments: &mut Arguments<'_>) -> Option<Text> {
    of(arguments, "body", "body-file")
}

/// The text of a release: `--notes` and `--notes-file`.
pub(super) fn notes(arguments: &mut Arguments<'_>) -> Option<Text> {
    of(arguments, "notes", "notes-file")
}

fn of(arguments: &mut Arguments<'_>, text: &'static str, file: &'static str) -> Option<Text> {
    let (word, file) = (arguments.text(text), arguments.word(file));
    file.map(from_file).or_else(|| word.map(Text::Word))
}

/// The file that the first argument names; standard input without one.
pub(super) fn argument(arguments: &Arguments<'_>) -> Text {
    arguments.positionals().first().cloned().map_or(Text::Stdin, from_file)
}

/// The secrets or variables that are set: `--env-file`, else one with the value of `--body` or of standard input.
pub(super) fn setting(arguments: &mut Arguments<'_>) -> SettingSource {
    let (body, file) = (arguments.word("body"), arguments.word("env-file"));
    match file {
        Some(file) => SettingSource::Lines(from_file(file)),
        None => {
            let name = arguments.positionals().first().cloned();
            SettingSource::One { name, value: body.map_or(Text::Stdin, Text::Word) }
        }
    }
}

fn from_file(file: Word) -> Text {
    if file.as_literal().as_deref() == Some("-") { Text::Stdin } else { Text::File(file) }
}
