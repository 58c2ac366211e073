//! Texts that a command sends: `--body` and `--body-file`.

use steep_forge::operation::Text;
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

fn from_file(file: Word) -> Text {
    if file.as_literal().as_deref() == Some("-") { Text::Stdin } else { Text::File(file) }
}
