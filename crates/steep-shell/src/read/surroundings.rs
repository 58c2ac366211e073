//! What stands around a command in running text, where there is no script to parse: the line it is on, and the loop that
//! the lines around it spell.

use super::prose::WINDOW;
use super::resolve::Context;
use crate::{Stdin, Stdout};

/// The surroundings of the command at bytes `start..end` of `text`, as well as they can be told.
pub(super) fn of(text: &str, start: usize, end: usize) -> Context {
    let before = before(text, start);
    let after = after(text, end);
    let mut context = Context::top();
    let logical = logical_line(before);

    match next_reader(after) {
        Some(program) => {
            context.stdout = Stdout::Pipe(program);
            context.beside_operator = true;
        }
        None => match innermost_parenthesis(logical) {
            Some('$') => context.stdout = Stdout::Substitution,
            Some('<') => context.stdout = Stdout::Pipe(None),
            _ => {}
        },
    }

    let loops = open_loops(before);
    let ends = loop_ends(after, loops.len());
    if loops.iter().any(|one| one.is_fed) || ends.iter().any(|rest| rest.starts_with('<')) {
        context.stdin = Stdin::Loop;
    }
    if context.stdout == Stdout::Reader {
        context.stdout = ends.iter().find_map(|rest| loop_output(rest)).unwrap_or(Stdout::Reader);
    }

    let close = logical.trim_end_matches([' ', '\t', '\n', '\\', '\r']);
    if close.ends_with('|') && !close.ends_with("||") {
        context.stdin = Stdin::Pipe;
        context.beside_operator = true;
    }
    context.beside_operator |= close.ends_with("&&") || close.ends_with("||");
    let keyword = close.rsplit([' ', '\t', '\n', ';', '(']).next().unwrap_or("");
    context.used = matches!(keyword, "if" | "elif" | "while" | "until" | "!");
    context.beside_operator |= matches!(keyword, "!" | "time");

    let mut next = after.trim_start_matches([' ', '\t']);
    if next.starts_with("&&") || next.starts_with("||") || (next.starts_with('&') && !next.starts_with("&>")) {
        context.beside_operator = true;
        context.used |= !next.starts_with("& ") && next.len() > 1;
    }
    // `x=$(…) || exit`: the assignment has the substitution's status.
    if context.stdout == Stdout::Substitution && is_assigned(close) {
        next = next.trim_start_matches([')', '"']).trim_start_matches([' ', '\t']);
        context.used |= next.starts_with("&&") || next.starts_with("||");
    }
    // `$?` in the next command.
    let mut following = after.lines();
    let same_line = following.next().unwrap_or("");
    let asks = |text: &str| text.contains("$?");
    context.used |= asks(same_line) || following.next().is_some_and(asks);
    context
}

fn before(text: &str, start: usize) -> &str {
    let mut from = start.saturating_sub(WINDOW);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..start).unwrap_or("")
}

fn after(text: &str, end: usize) -> &str {
    let mut to = text.len().min(end.saturating_add(WINDOW));
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text.get(end..to).unwrap_or("")
}

/// The line that `before` ends on, with the lines before it that go on over their ends.
fn logical_line(before: &str) -> &str {
    let mut from = before.len();
    loop {
        let line_start = before.get(..from).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        let previous = before.get(..line_start).unwrap_or("").trim_end();
        let goes_on = ["\\", "|", "&&"].iter().any(|end| previous.ends_with(end));
        if !goes_on || line_start == 0 {
            return before.get(line_start..).unwrap_or("");
        }
        from = line_start - 1;
    }
}

/// The program behind a `|` at the start of `after`: `Some(None)` when its name is not literal, `None` when nothing that
/// could be a program follows.
fn next_reader(after: &str) -> Option<Option<String>> {
    let rest = skip_continuations(after).strip_prefix('|').filter(|rest| !rest.starts_with('|'))?;
    let rest = rest.strip_prefix('&').unwrap_or(rest).trim_start();
    let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "_-./+".contains(*c)).collect();
    match rest.chars().next()? {
        '$' | '<' | '{' | '(' | '"' => Some(None),
        c if c.is_ascii_lowercase() || matches!(c, '/' | '.') => {
            Some(Some(name.rsplit('/').next().unwrap_or("").to_owned()))
        }
        _ => None,
    }
}

/// `text` behind blanks and continued line ends.
fn skip_continuations(text: &str) -> &str {
    let mut rest = text.trim_start_matches([' ', '\t']);
    while let Some(next) = rest.strip_prefix("\\\n").or_else(|| rest.strip_prefix("\\\r\n")) {
        rest = next.trim_start_matches([' ', '\t']);
    }
    rest
}

/// What stands in front of the innermost parenthesis of `line` that is still open: `$`, `<`, or something else.
fn innermost_parenthesis(line: &str) -> Option<char> {
    let mut open = Vec::new();
    let mut previous = ' ';
    for c in line.chars() {
        match c {
            '(' => open.push(previous),
            ')' => {
                open.pop();
            }
            _ => {}
        }
        previous = c;
    }
    open.pop()
}

/// Whether the text in front of a substitution ends with `NAME=$(`, perhaps with a quote.
fn is_assigned(before: &str) -> bool {
    let name = before.strip_suffix("$(").map(|text| text.strip_suffix('"').unwrap_or(text));
    name.and_then(|text| text.strip_suffix('='))
        .is_some_and(|text| text.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

/// A loop that begins before the command and does not end there.
struct OpenLoop {
    /// A pipe leads into it.
    is_fed: bool,
}

/// Words and separators of one line, as far as loops are spelt by them.
fn tokens(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', '\t']).flat_map(|word| {
        let (head, separator) = match word.strip_suffix(';') {
            Some(head) => (head, ";"),
            None => (word, ""),
        };
        [head, separator].into_iter().filter(|token| !token.is_empty())
    })
}

/// The loops that `before` opens with `for|while|until|select … do` and does not close with `done`.
fn open_loops(before: &str) -> Vec<OpenLoop> {
    let mut loops = Vec::new();
    if !before.contains("do") {
        return loops;
    }
    let mut head = None;
    for line in before.lines() {
        let mut previous = ";";
        for token in tokens(line) {
            match token {
                "for" | "while" | "until" | "select" => head = Some(previous == "|"),
                "do" if matches!(previous, ";") => {
                    if let Some(is_fed) = head.take() {
                        loops.push(OpenLoop { is_fed });
                    }
                }
                "done" if matches!(previous, ";" | "do") => {
                    loops.pop();
                }
                _ => {}
            }
            previous = token;
        }
    }
    loops
}

/// What follows the `done` of each of the `count` loops around the command, innermost first, up to the line's end.
fn loop_ends(after: &str, count: usize) -> Vec<&str> {
    let mut ends = Vec::new();
    if count == 0 {
        return ends;
    }
    let (mut inner, mut head) = (0_usize, false);
    for line in after.lines() {
        let mut previous = ";";
        let mut rest = line;
        for token in tokens(line) {
            rest = rest.find(token).and_then(|at| rest.get(at + token.len()..)).unwrap_or("");
            let token = token.trim_end_matches([')', '"', '`', '.', ',']);
            match token {
                "for" | "while" | "until" | "select" => head = true,
                "do" if previous == ";" && std::mem::take(&mut head) => inner += 1,
                "done" if previous == ";" && inner > 0 => inner -= 1,
                "done" if previous == ";" && ends.len() < count => ends.push(rest.trim_start()),
                _ => {}
            }
            previous = token;
        }
    }
    ends
}

/// Where the output of a loop goes that `rest` follows.
fn loop_output(rest: &str) -> Option<Stdout> {
    if let Some(program) = next_reader(rest) {
        return Some(Stdout::Pipe(program));
    }
    let file = rest.strip_prefix(">>").or_else(|| rest.strip_prefix('>'))?.trim_start();
    if file.starts_with("&2") {
        return None;
    }
    Some(if file.starts_with("/dev/null") { Stdout::Discarded } else { Stdout::File })
}
