//! What is checked once the flags are read: how many arguments, which flags go together, which JSON fields exist.

use steep_shell::Word;

use super::{Invocation, UsageError, UsageErrorKind, Value};
use crate::grammar::{Kind, Many, Version};

/// Checks in gh's order: arguments, JSON fields, required flags, flags that exclude or need each other.
pub(crate) fn check(invocation: &Invocation, version: Version) -> Result<(), UsageError> {
    if invocation.help || invocation.command.raw {
        return Ok(());
    }
    arguments(invocation, version)?;
    json(invocation, version)?;
    required(invocation)?;
    groups(invocation, version)
}

fn arguments(invocation: &Invocation, version: Version) -> Result<(), UsageError> {
    let arity = invocation.command.arity(version);
    let (min, given) = (usize::from(arity.min), invocation.positionals.len());
    if let Some(max) = arity.max.map(usize::from)
        && given > max
    {
        if let Some(word) = invocation.positionals.iter().skip(max).find(|word| word.has_expansion()) {
            return Err(error(invocation, UsageErrorKind::RuntimeValue(word.display()), word.display()));
        }
        let message = match invocation.command.many {
            Many::Says(text) => text.to_owned(),
            Many::UnknownCommand => {
                let first = invocation.positionals.first().map(Word::display).unwrap_or_default();
                format!("unknown command {first:?} for {:?}", invocation.command.name())
            }
            Many::UnknownArgument => unknown_arguments(invocation),
            Many::Counts if min == max => format!("accepts {max} arg(s), received {given}"),
            Many::Counts => format!("accepts at most {max} arg(s), received {given}"),
        };
        return Err(error(invocation, UsageErrorKind::TooManyArguments, message));
    }
    if given < min {
        let message = match arity.max.map(usize::from) {
            Some(max) if max == min => format!("accepts {max} arg(s), received {given}"),
            _ => format!("requires at least {min} arg(s), only received {given}"),
        };
        let message = invocation.command.few.map_or(message, str::to_owned);
        return Err(error(invocation, UsageErrorKind::TooFewArguments, message));
    }
    for group in invocation.command.no_positional_with {
        if given > 0 && group.iter().any(|flag| is_on(invocation, flag)) {
            let message = format!("{} takes no arguments", flag_list(invocation, group, version));
            return Err(error(invocation, UsageErrorKind::Conflict, message));
        }
    }
    Ok(())
}

/// Names the arguments, and where a flag has a value, what may have gone wrong with it.
fn unknown_arguments(invocation: &Invocation) -> String {
    let quoted: Vec<String> = invocation.positionals.iter().map(|word| format!("{:?}", word.display())).collect();
    let message = match quoted.as_slice() {
        [one] => format!("unknown argument {one}"),
        more => format!("unknown arguments [{}]", more.join(" ")),
    };
    if invocation.flags.iter().any(|given| given.flag.kind != Kind::Bool) {
        return format!("{message}; please quote all values that have spaces");
    }
    message
}

fn json(invocation: &Invocation, version: Version) -> Result<(), UsageError> {
    if invocation.command.flag("json", version).is_none() {
        return Ok(());
    }
    if !invocation.has("json") {
        for flag in ["jq", "template"] {
            if invocation.has(flag) {
                let message = format!("cannot use `--{flag}` without specifying `--json`");
                return Err(error(invocation, UsageErrorKind::Conflict, message));
            }
        }
        return Ok(());
    }
    if invocation.has("web") {
        return Err(error(invocation, UsageErrorKind::Conflict, "cannot use `--web` with `--json`".to_owned()));
    }
    let known = || invocation.command.json.iter().filter(|field| field.since <= version);
    if known().next().is_none() {
        return Ok(());
    }
    for text in invocation.list("json").into_iter().filter_map(Word::as_literal) {
        if !known().any(|field| field.name == text) {
            let mut names: Vec<&str> = known().map(|field| field.name).collect();
            names.sort_unstable();
            let message = format!("Unknown JSON field: {text:?}\nAvailable fields:\n  {}", names.join("\n  "));
            return Err(error(invocation, UsageErrorKind::UnknownField(text), message));
        }
    }
    Ok(())
}

fn required(invocation: &Invocation) -> Result<(), UsageError> {
    let mut missing: Vec<&'static str> = invocation
        .command
        .flags
        .iter()
        .filter(|flag| flag.required && !invocation.has(flag.long))
        .map(|flag| flag.long)
        .collect();
    missing.sort_unstable();
    let Some(first) = missing.first() else { return Ok(()) };
    let quoted: Vec<String> = missing.iter().map(|flag| format!("{flag:?}")).collect();
    let message = format!("required flag(s) {} not set", quoted.join(", "));
    Err(error(invocation, UsageErrorKind::MissingFlag(first), message))
}

fn groups(invocation: &Invocation, version: Version) -> Result<(), UsageError> {
    for group in invocation.command.exclusive {
        if group.iter().filter(|flag| is_on(invocation, flag)).count() > 1 {
            let message = format!("specify only one of {}", flag_list(invocation, group, version));
            return Err(error(invocation, UsageErrorKind::Conflict, message));
        }
    }
    for pair in invocation.command.requires {
        if let [flag, needed] = pair
            && is_on(invocation, flag)
            && !is_on(invocation, needed)
        {
            let message = format!("cannot use `--{flag}` flag without `--{needed}` flag");
            return Err(error(invocation, UsageErrorKind::Conflict, message));
        }
    }
    for group in invocation.command.one_required {
        if !group.iter().any(|flag| invocation.has(flag)) {
            let message = format!("at least one of the flags in the group [{}] is required", group.join(" "));
            let first = group.first().copied().unwrap_or_default();
            return Err(error(invocation, UsageErrorKind::MissingFlag(first), message));
        }
    }
    for group in invocation.command.together {
        let given = group.iter().filter(|flag| invocation.has(flag)).count();
        if given > 0 && given < group.len() {
            let message = format!("if any flags in the group [{}] are set they must all be set", group.join(" "));
            return Err(error(invocation, UsageErrorKind::Conflict, message));
        }
    }
    Ok(())
}

/// Whether a flag is given and not turned off.
fn is_on(invocation: &Invocation, long: &str) -> bool {
    invocation.flags.iter().any(|given| given.flag.long == long && given.value != Value::Bool(false))
}

/// The flags of a group that the release has, as gh's messages list them.
fn flag_list(invocation: &Invocation, flags: &[&str], version: Version) -> String {
    let known = flags.iter().filter(|flag| invocation.command.flag(flag, version).is_some());
    let names: Vec<String> = known.map(|flag| format!("`--{flag}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] => format!("{first} or {second}"),
        [more @ .., last] => format!("{}, or {last}", more.join(", ")),
    }
}

fn error(invocation: &Invocation, kind: UsageErrorKind, message: String) -> UsageError {
    UsageError { command: invocation.command, kind, message }
}
