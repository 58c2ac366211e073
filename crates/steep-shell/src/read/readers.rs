//! What reads again what a command printed.
//!
//! A pipeline tells by its next program alone; what a variable holds may be looked at anywhere below. Both are lines here, as they
//! stand: which pattern they hold is for those to tell who know what was printed.

use std::collections::HashMap;

use steep_edit::Span;

use crate::{Command, Stdout};

/// So many lines are kept of each command.
const MOST: usize = 8;

/// So many bytes around a place are looked at, so that texts without ends of lines take no longer than others.
const BEFORE: usize = 200;
const BEHIND: usize = 800;

/// Tells each command whose output something reads what that is.
pub(super) fn note(text: &str, commands: &mut [Command]) {
    let mut values = HashMap::new();
    let held: Vec<Vec<String>> = commands.iter().map(|command| held_in(text, commands, command, &mut values)).collect();
    let uses = if held.iter().any(|names| !names.is_empty()) { uses(text) } else { HashMap::new() };
    for (command, names) in commands.iter_mut().zip(held) {
        if let Stdout::Pipe(_) = command.stdout {
            command.read_by.push(Span::new(command.span.end, line_end(text, command.span.end)));
        }
        for all in names.iter().filter_map(|name| uses.get(name.as_str())) {
            let first = all.partition_point(|at| *at < command.span.end);
            for at in all.iter().skip(first).take(MOST) {
                // The rest of the very assignment is none.
                let start = line_start(text, *at).max(command.span.end);
                command.read_by.push(Span::new(start, line_end(text, *at)));
            }
        }
        command.read_by.dedup();
    }
}

/// The variables that the output of a command goes to: it, or what it says of its errors, stands in the value of one; a loop
/// goes over it, or reads it.
fn held_in(
    text: &str,
    commands: &[Command],
    command: &Command,
    values: &mut HashMap<usize, Vec<Value>>,
) -> Vec<String> {
    match &command.stdout {
        Stdout::Pipe(Some(program)) if program == "while" => {
            let line = text.get(command.span.end..line_end(text, command.span.end)).unwrap_or("");
            let Some((_, names)) = line.split_once("read ") else { return Vec::new() };
            let names = names.split([';', '\n']).next().unwrap_or("").split_whitespace();
            names.filter(|name| !name.starts_with('-')).map(str::to_owned).collect()
        }
        Stdout::Pipe(_) => Vec::new(),
        _ if command.inside.is_some() => assigned(commands, command, values).into_iter().collect(),
        Stdout::Substitution => {
            let before = text.get(line_start(text, command.span.start)..command.span.start).unwrap_or("");
            let head = before.rsplit_once("for ").and_then(|(_, head)| head.split_once(" in "));
            head.map(|(name, _)| name.trim().to_owned()).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// A word of a command, and the variable that gets it.
struct Value {
    span: Span,
    variable: Option<String>,
}

/// The words of a command in the order of the text: those that it assigns, and those that `export` and its like do.
fn values_of(command: &Command) -> Vec<Value> {
    let assigned = command.assignments.iter().map(|it| Value { span: it.value.span, variable: Some(it.name.clone()) });
    let declared = command
        .words
        .iter()
        .map(|word| Value { span: word.span, variable: word.split_once('=').and_then(|(name, _)| name.as_literal()) });
    let mut values: Vec<Value> = assigned.chain(declared).collect();
    values.sort_by_key(|value| value.span.start);
    values
}

/// The variable that gets what a command inside another one's words prints; `values`: of the commands that were asked for.
fn assigned(commands: &[Command], command: &Command, values: &mut HashMap<usize, Vec<Value>>) -> Option<String> {
    let outer = command.inside?;
    let values = values.entry(outer).or_insert_with(|| commands.get(outer).map(values_of).unwrap_or_default());
    let last = values.partition_point(|value| value.span.start <= command.span.start).checked_sub(1)?;
    values.get(last).filter(|value| value.span.contains(command.span))?.variable.clone()
}

/// Where each variable is used, in ascending order.
fn uses(text: &str) -> HashMap<&str, Vec<usize>> {
    let mut uses: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, _) in text.match_indices('$') {
        let rest = text.get(at + 1..).unwrap_or("");
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        if let Some(name) = rest.get(..length).filter(|name| !name.is_empty()) {
            uses.entry(name).or_default().push(at);
        }
    }
    uses
}

/// The start of the line of `at`, or a place on it.
fn line_start(text: &str, at: usize) -> usize {
    let window = (at.saturating_sub(BEFORE)..=at).find(|start| text.is_char_boundary(*start)).unwrap_or(at);
    text.get(window..at).and_then(|before| before.rfind('\n')).map_or(window, |end| window + end + 1)
}

/// The end of what begins on the line of `at`: of the line, of the pipeline that it begins, or of the `case`.
fn line_end(text: &str, at: usize) -> usize {
    let is_case = text.get(line_start(text, at)..at).is_some_and(|before| before.trim_start().starts_with("case "));
    let last = (at..=text.len().min(at + BEHIND)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(at);
    let mut end = at;
    for line in text.get(at..last).unwrap_or("").split_inclusive('\n') {
        end += line.len();
        let line = line.trim_end();
        let goes_on = match is_case {
            true => !line.ends_with("esac") && !line.trim_start().starts_with("esac"),
            false => line.ends_with(['|', '\\']),
        };
        if !goes_on {
            break;
        }
    }
    end
}
