//! Small changes of formatted Rust, whose blocks end with their indentation and `}`.

use super::Verb;

/// The text with another body for the first item that begins with `begin`: all lines up to its closing brace.
pub(super) fn in_block(text: &str, begin: &str, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    let at = text.find(begin)?;
    let line = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let indent: String = text.get(line..)?.chars().take_while(|c| *c == ' ').collect();
    // A signature may take several lines.
    let start = at + text.get(at..)?.find("{\n")? + "{\n".len();
    let length = text.get(start..)?.find(&format!("\n{indent}}}\n"))? + 1;
    let (before, after) = (text.get(..start)?, text.get(start + length..)?);
    Some(format!("{before}{}{after}", change(text.get(start..start + length)?)?))
}

/// The body of a function that is one `match`, with a pattern more in the last arm that gives `value`, or with an arm of its
/// own.
pub(super) fn extend_arm(body: &str, pattern: &str, value: &str) -> Option<String> {
    match body.rfind(&format!(" => {value},")).or_else(|| body.rfind(&format!(" => {value}\n"))) {
        Some(at) => Some(format!("{} | {pattern}{}", body.get(..at)?, body.get(at..)?)),
        None => append_arm(body, pattern, value),
    }
}

/// The body of a function that is one `match`, with an arm more at its end.
pub(super) fn append_arm(body: &str, pattern: &str, value: &str) -> Option<String> {
    let end = body.rfind('}')?;
    let line = body.get(..end)?.rfind('\n')? + 1;
    Some(format!("{}{pattern} => {value},\n{}", body.get(..line)?, body.get(line..)?))
}

/// The text with a module more, in the order of the names.
pub(super) fn with_module(text: &str, visibility: &str, name: &str) -> Option<String> {
    let begin = format!("{visibility}mod ");
    let new = format!("{begin}{name};\n");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_later = |line: &&str| line.starts_with(&begin) && *line > new.as_str();
    let last = lines.iter().rposition(|line| line.starts_with(&begin))?;
    let at = lines.iter().position(is_later).unwrap_or(last + 1);
    Some(inserted(&lines, at, &new))
}

/// The table of rules with a rule more, in the order of the commands.
pub(super) fn with_rule(verb: &Verb, text: &str) -> Option<String> {
    let (group, source, name, module) = (verb.noun.group, verb.noun.source, &verb.name, &verb.module);
    let path = format!("path: &[\"{group}\", \"{name}\"]");
    let new = format!("    Rule {{ {path}, name: \"gh {group} {name}\", lower: {source}::{module}::lower }},\n");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_later = |line: &&str| line.split_once("path: ").is_some_and(|(_, it)| format!("path: {it}") > path);
    // A rule that is too long for a line begins in the one before.
    let at = lines.iter().position(is_later)?;
    let at = if lines.get(at)?.trim_start().starts_with("Rule") { at } else { at.checked_sub(1)? };
    Some(inserted(&lines, at, &new))
}

fn inserted(lines: &[&str], at: usize, new: &str) -> String {
    let (before, after) = lines.split_at_checked(at).unwrap_or((lines, &[]));
    [before.concat(), new.to_owned(), after.concat()].concat()
}
