//! gh commands that a script speaks of: in strings that it prints or writes, and in patterns that it compares commands with.
//!
//! They are no commands of the script, and not rewritten: whether such a text is for people, for another program or for a
//! shell cannot be told. But they still say gh.

use steep_edit::Span;
use steep_forge::Refusal;
use steep_shell::Command;

use crate::nearby;
use crate::scan;
use crate::spans::Spans;

/// Programs and conditions that compare what they are given with patterns.
const COMPARE: [&str; 12] = ["[", "[[", "ag", "awk", "egrep", "expr", "fgrep", "grep", "pgrep", "rg", "sed", "test"];

/// What the word gh at `start` of a script's text speaks of, and where: it stands among the words of `around`, and is no
/// command. `None` where it is only the word.
pub(crate) fn of(text: &str, start: usize, around: Option<&Command>) -> Option<(Span, Refusal)> {
    let program = around.and_then(Command::program);
    let compared = program.as_deref().is_some_and(|program| COMPARE.contains(&program));
    if compared || is_case_pattern(text, start) {
        let span = pattern(text, start)?;
        return Some((span, Refusal::Pattern { pattern: span.text(text).to_owned() }));
    }
    let span = scan::command(text, start)?;
    let why = match program.filter(|_| around.is_some_and(|command| command.span.contains(span))) {
        Some(program) => format!("it is text for `{program}`, which may be data or code"),
        None => "it stands in a string or a here-document, which may be data or code".to_owned(),
    };
    Some((span, Refusal::Ambiguous { why }))
}

/// The pattern that begins with the word gh at `start`, to the end of its string or word; `None` where it is not about
/// commands (`grep gh packages.txt`).
fn pattern(text: &str, start: usize) -> Option<Span> {
    let line = nearby::after(text, start);
    let quote = nearby::before(text, start).trim_end_matches('^').chars().next_back();
    let quote = quote.filter(|c| matches!(c, '"' | '\''));
    let mut escaped = false;
    let end = line.find(|c: char| match quote {
        Some(quote) => c == quote,
        None => !std::mem::replace(&mut escaped, c == '\\') && (c.is_whitespace() || "\"'|)".contains(c)),
    });
    let end = end.unwrap_or(line.len());
    let pattern = line.get(..end)?.trim_end();
    let next = pattern.strip_prefix("gh")?;
    // What may stand between words in a pattern: a blank, `\ `, `\s+`, `[[:space:]]+`, ` *`; a star alone is any of gh's.
    let star_follows = || line.get(end..).is_some_and(|rest| rest.starts_with("\"*"));
    let about_commands = next.starts_with([' ', '\\', '[', '*', '.']) || next.is_empty() && star_follows();
    about_commands.then(|| Span::new(start, start + pattern.len()))
}

/// Whether the word begins a pattern of a `case`: its line begins with it, or with another pattern in front of it, and the
/// bracket that ends the pattern follows.
fn is_case_pattern(text: &str, start: usize) -> bool {
    let before = nearby::before(text, start).trim_end_matches(['"', '\'', '^']).trim_end();
    let is_first =
        matches!(before.trim_start(), "" | "(") || ["|", " in", ";;"].iter().any(|end| before.ends_with(end));
    let line = nearby::after(text, start);
    let ends = || line.find(['(', ')', ';', '&']).and_then(|at| line.get(at..)).is_some_and(|it| it.starts_with(')'));
    is_first && !before.contains("$(") && ends()
}

/// The bodies of the here-documents that gh's commands read: what stands there is what they send.
pub(crate) fn sent(text: &str, commands: &[&Command]) -> Spans {
    let documents = commands.iter().flat_map(|command| &command.redirects).filter_map(|redirect| {
        let delimiter = redirect.source.split_once("<<")?.1.trim_start_matches('-').trim();
        let delimiter: String = delimiter.chars().filter(|c| !"\"'\\".contains(*c)).collect();
        let line = text.get(redirect.span.end..)?;
        let start = redirect.span.end + line.find('\n')? + 1;
        let mut end = start;
        for line in text.get(start..)?.split_inclusive('\n') {
            if line.trim() == delimiter {
                break;
            }
            end += line.len();
        }
        Some(Span::new(start, end))
    });
    Spans::new(documents)
}
