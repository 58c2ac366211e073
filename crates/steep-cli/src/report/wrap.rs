use anstyle::Style;
use unicode_width::UnicodeWidthStr;

/// A text in lines of at most `columns`, unless a word is longer.
pub(super) fn broken(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut().filter(|line| line.width() + 1 + word.width() <= columns) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The same with `first` in front of the first line and as many blanks in front of the others.
pub(crate) fn hanging(first: &str, text: &str, columns: usize) -> String {
    let indent = " ".repeat(first.width());
    let lines = broken(text, columns.saturating_sub(indent.len()));
    let lines =
        lines.iter().enumerate().map(|(nth, line)| format!("{}{line}\n", if nth == 0 { first } else { &indent }));
    lines.collect()
}

/// A paragraph that begins with `strong` in a style, and whose further lines are indented.
pub(super) fn paragraph(strong: &str, style: Style, rest: &str, indent: usize, columns: usize) -> String {
    let lines = broken(&format!("{strong}{rest}"), columns.saturating_sub(indent));
    let text = lines.join(&format!("\n{}", " ".repeat(indent)));
    // The style takes no columns. It is left out where its words stand on two lines.
    match text.strip_prefix(strong) {
        Some(rest) => format!("{style}{strong}{style:#}{rest}\n"),
        None => text + "\n",
    }
}
