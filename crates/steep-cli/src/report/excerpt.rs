use std::fmt::{self, Write};

use steep::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::wrap::broken;
use super::{Known, Layout, printable};

/// Columns of a line's text that are shown before the command.
const BEFORE: usize = 24;
/// Columns of the command that are shown.
const COMMAND: usize = 72;
/// Columns of a line's text that are shown after it.
const AFTER: usize = 16;
/// Columns of a whole line.
const LINE: usize = BEFORE + COMMAND + AFTER;

/// So many bytes of a line are looked at on each side: more than is shown, and a bound for lines of many megabytes.
const LOOKED_AT: usize = 4 << 10;

const ELLIPSIS: char = '…';

/// The line of a document in which a command begins, cut to what fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    before: String,
    command: String,
    after: String,
}

impl Excerpt {
    /// The line of `source` with the first line of `span`.
    pub(crate) fn new(source: &str, span: Span) -> Self {
        let (head, rest) = source.split_at_checked(span.start).unwrap_or((source, ""));
        let head = end(head, LOOKED_AT);
        let line_before = head.rsplit('\n').next().unwrap_or_default();
        let whole = rest.get(..span.end.saturating_sub(span.start)).unwrap_or(rest);
        let (command, goes_on) = match whole.split_once('\n') {
            Some((first, _)) => (first.trim_end(), true),
            None => (whole, false),
        };
        let after = match rest.get(whole.len()..) {
            Some(after) if !goes_on => beginning(after, LOOKED_AT).lines().next().unwrap_or_default().trim_end(),
            _ => "",
        };
        let known = Known::around(source, span);
        let shown = |text: &str| printable(&known.masked(text)).into_owned();
        Excerpt {
            before: last(&shown(line_before.trim_start()), BEFORE),
            command: first(&shown(beginning(command, LOOKED_AT)), COMMAND),
            after: first(&shown(after), AFTER),
        }
    }

    /// The line, numbered `line`, and below it a mark under the command and the `message`, behind the mark where it fits.
    pub(super) fn write(&self, out: &mut String, line: usize, message: &str, layout: &Layout) -> fmt::Result {
        let (faint, open) = (layout.palette.faint, layout.palette.open);
        let number = line.to_string();
        let gutter = " ".repeat(number.len());
        let room = layout.columns.saturating_sub(gutter.len() + "   | ".len());
        let Excerpt { before, command, after } = self.within(room);
        writeln!(out, "  {faint}{number} |{faint:#} {before}{command}{after}")?;
        let indent = " ".repeat(before.width());
        let mark = "^".repeat(command.width().max(1));
        let message = printable(message);
        let margin = format!("  {gutter} {faint}|{faint:#} ");
        let behind = indent.len() + mark.len() + " ".len() + message.width() <= room;
        if behind {
            let space = if message.is_empty() { "" } else { " " };
            return writeln!(out, "{margin}{indent}{open}{mark}{space}{message}{open:#}");
        }
        writeln!(out, "{margin}{indent}{open}{mark}{open:#}")?;
        for line in broken(&message, room) {
            writeln!(out, "{margin}{open}{line}{open:#}")?;
        }
        Ok(())
    }

    /// The same in at most `room` columns.
    fn within(&self, room: usize) -> Excerpt {
        let Excerpt { before, command, after } = self;
        if before.width() + command.width() + after.width() <= room {
            return self.clone();
        }
        let before = last(before, BEFORE * room / LINE);
        let after = first(after, AFTER * room / LINE);
        let command = first(command, room.saturating_sub(before.width() + after.width()));
        Excerpt { before, command, after }
    }
}

/// The first `bytes` of a text, or a little less.
fn beginning(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// The last `bytes` of a text, or a little less.
fn end(text: &str, bytes: usize) -> &str {
    let start = (text.len().saturating_sub(bytes)..=text.len()).find(|at| text.is_char_boundary(*at));
    start.and_then(|start| text.get(start..)).unwrap_or(text)
}

/// The beginning of a text, up to `columns`.
fn first(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut width = 1;
    for c in text.chars() {
        width += c.width().unwrap_or(0);
        if width > columns {
            break;
        }
        out.push(c);
    }
    out.push(ELLIPSIS);
    out
}

/// The end of a text, up to `columns`.
fn last(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut width = 1;
    let mut kept: Vec<char> = Vec::new();
    for c in text.chars().rev() {
        width += c.width().unwrap_or(0);
        if width > columns {
            break;
        }
        kept.push(c);
    }
    kept.push(ELLIPSIS);
    kept.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Palette;

    fn layout(columns: usize) -> Layout {
        Layout::new(Palette::plain(), Some(columns))
    }

    fn shown(source: &str, command: &str) -> Vec<String> {
        let start = source.find(command).unwrap();
        let excerpt = Excerpt::new(source, Span::new(start, start + command.len()));
        let mut out = String::new();
        excerpt.write(&mut out, 7, "why", &layout(200)).unwrap();
        out.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_mark_stands_under_the_command() {
        assert_eq!(shown("one\ntwo `gh x` three\r\nfour", "gh x"), ["  7 | two `gh x` three", "    |      ^^^^ why"]);
        assert_eq!(shown("漢字 gh x", "gh x"), ["  7 | 漢字 gh x", "    |      ^^^^ why"]);
        assert_eq!(shown("\tgh\tx", "gh\tx"), ["  7 | gh x", "    | ^^^^ why"]);
    }

    #[test]
    fn of_a_long_command_the_first_line_is_shown() {
        assert_eq!(shown("gh a \\\n  --b c\n", "gh a \\\n  --b c"), ["  7 | gh a \\", "    | ^^^^^^ why"]);
    }

    #[test]
    fn a_long_message_has_lines_of_its_own() {
        let mut out = String::new();
        let excerpt = Excerpt::new("`gh x`", Span::new(1, 5));
        excerpt.write(&mut out, 12, &"because ".repeat(20), &layout(110)).unwrap();
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines.get(..2).unwrap(), ["  12 | `gh x`", "     |  ^^^^"]);
        assert_eq!(lines.len(), 4, "{out}");
        assert!(lines.iter().all(|line| line.width() <= 110), "{out}");
        assert_eq!(out.matches("because").count(), 20);
    }

    #[test]
    fn long_lines_are_cut_around_the_command() {
        let source = format!("{} gh x {}", "a".repeat(1000), "b".repeat(1000));
        let lines = shown(&source, "gh x");
        assert_eq!(lines.first().unwrap().width(), "  7 | ".len() + BEFORE + "gh x".len() + AFTER);
        assert!(lines.first().unwrap().contains("aaa gh x bbb"), "{lines:?}");
        let lines = shown(&format!("gh {}", "漢".repeat(1000)), &format!("gh {}", "漢".repeat(1000)));
        assert!(lines.iter().all(|line| line.width() <= "  7 | ".len() + COMMAND + " why".len()), "{lines:?}");
    }

    #[test]
    fn a_narrow_terminal_holds_every_line() {
        let source = format!("{} gh pr list {} and more", "word ".repeat(10), "--flag ".repeat(20));
        let start = source.find("gh").unwrap();
        let excerpt = Excerpt::new(&source, Span::new(start, source.len() - " and more".len()));
        for columns in [40, 60, 80] {
            let mut out = String::new();
            excerpt.write(&mut out, 1234, &"because ".repeat(20), &layout(columns)).unwrap();
            assert!(out.lines().all(|line| line.width() <= columns), "{columns}: {out}");
            assert!(out.contains("gh pr list"), "{out}");
        }
    }
}
