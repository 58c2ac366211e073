use std::borrow::Cow;

use super::secret::masked;

/// A text that may be shown on a terminal: what would move the cursor, change colours or turn the reading direction is
/// replaced, so that a document cannot disguise what it holds, and secrets are masked.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    match masked(text) {
        Cow::Borrowed(text) => steady(text),
        Cow::Owned(text) => Cow::Owned(steady(&text).into_owned()),
    }
}

fn steady(text: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.chars().any(odd) {
        return Cow::Borrowed(text);
    }
    let replace = |c: char| match c {
        '\t' => ' ',
        _ if odd(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    };
    Cow::Owned(text.chars().map(replace).collect())
}

/// A number and its noun: `1 file`, `2 files`, `2 addresses`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = match (number, noun.ends_with('s')) {
        (1, _) => "",
        (_, true) => "es",
        (_, false) => "s",
    };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_passes() {
        assert_eq!(printable("plain é 漢"), "plain é 漢");
        assert_eq!(printable("a\tb\x1b[31mc\u{202e}d\u{7f}\u{9b}"), "a b\u{fffd}[31mc\u{fffd}d\u{fffd}\u{fffd}");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!([0, 1, 2].map(|it| count(it, "file")), ["0 files", "1 file", "2 files"]);
        assert_eq!(count(3, "address"), "3 addresses");
    }
}
