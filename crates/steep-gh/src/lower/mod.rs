//! A parsed command → what it asks of a forge. One file a verb, under the name of its group.
//!
//! No flag gets lost: [`Arguments`] remembers which ones a verb has looked at, and what it has not becomes a refusal
//! that names it.

mod api;
mod arguments;
mod auth;
mod browse;
mod elsewhere;
mod filter;
mod gpg_key;
mod issue;
mod label;
mod org;
mod output;
mod pr;
mod release;
mod repo;
mod repository;
mod rules;
mod run;
mod scope;
mod search;
mod secret;
mod selector;
mod ssh_key;
mod status;
mod text;
mod variable;
mod workflow;

use steep_forge::{Loss, Operation, Output, Refusal, Repository, Request};
use steep_shell::{Command, Word};

use crate::Lowered;
use crate::grammar::Version;
use crate::parse::{self, Invocation, UsageError, UsageErrorKind};
use crate::words;
use arguments::{Arguments, Rest};

/// A command of more values than this is refused: a form does something for each of them, and compares many with all others.
const MOST_VALUES: usize = 400;

/// What a verb makes of its arguments.
struct Asked {
    repository: Repository,
    operation: Operation,
    output: Output,
}

/// What `command` asks of a forge.
///
/// A command that lacks the arguments gh needs (`gh issue close`) is taken as a mention of it: its operation has
/// [`steep_forge::Item::Unnamed`] or `None` where gh would fail.
#[must_use]
pub fn lower(command: &Command) -> Lowered {
    if command.cut_off {
        let why = "a quotation or here-document in it does not end where the text does".to_owned();
        return Lowered::Refused {
            rule: rule_name(&command.words),
            refusal: Refusal::Ambiguous { why },
            service: None,
        };
    }
    let (invocation, elided) = match read(&command.words) {
        Ok(read) => read,
        Err(error) => return refused(&error),
    };
    let named = invocation.command.name();
    if asks_for_help(&invocation) {
        let feature = "gh's own help and version".to_owned();
        return Lowered::Refused { rule: named, refusal: Refusal::NoEquivalent { feature }, service: None };
    }
    if is_family(&invocation) {
        return Lowered::Noun;
    }
    if let Err(error) = parse::check(&invocation, Version::NEWEST)
        && error.kind != UsageErrorKind::TooFewArguments
    {
        return refused(&error);
    }
    if invocation.count() > MOST_VALUES {
        let feature = format!("commands of more than {MOST_VALUES} values");
        return Lowered::Refused { rule: named, refusal: Refusal::NotYet { feature }, service: None };
    }
    let Some(rule) = rules::find(invocation.command.path) else {
        let (refusal, service) = elsewhere::refusal(invocation.command);
        return Lowered::Refused { rule: named, refusal, service };
    };
    let mut arguments = Arguments::new(&invocation, command, elided);
    let asked = (rule.lower)(&mut arguments);
    match asked.and_then(|asked| Ok((asked, arguments.finish()?))) {
        Ok((asked, Rest { server, losses, wishes, notes, best })) => Lowered::Request(Box::new(Request {
            rule: rule.name,
            repository: asked.repository,
            server,
            operation: asked.operation,
            output: asked.output,
            losses,
            wishes,
            notes,
            best,
        })),
        Err(refusal) => Lowered::Refused { rule: named, refusal, service: None },
    }
}

/// Whether [`lower`] answers [`Lowered::Noun`]. It costs less.
#[must_use]
pub fn is_noun(command: &Command) -> bool {
    if command.cut_off {
        return false;
    }
    match read(&command.words) {
        Ok((invocation, _)) => !asks_for_help(&invocation) && is_family(&invocation),
        Err(error) => matches!(refused(&error), Lowered::Noun),
    }
}

/// Whether it asks for gh's own help or version.
fn asks_for_help(invocation: &Invocation) -> bool {
    invocation.help || invocation.command.path == ["help"] || invocation.switch("version") == Some(true)
}

/// Whether a family of commands, or of calls, is spoken of: nothing of it can be said on a target.
fn is_family(invocation: &Invocation) -> bool {
    let bare = invocation.flags.is_empty() && invocation.positionals.is_empty();
    invocation.command.group && !invocation.command.runnable || bare && invocation.command.path == ["api"]
}

/// Takes the words apart; `true` where the text leaves arguments out (`...`, or a create command that ends in a flag whose
/// value the sentence goes on to describe). Where that flag is all that is given, the flag is spoken of.
fn read(all: &[Word]) -> Result<(Invocation, bool), UsageError> {
    match parse::read(all, Version::NEWEST) {
        Ok(mut invocation) => {
            let before = invocation.positionals.len();
            invocation.positionals.retain(|word| !words::is_elision(word));
            let elided = invocation.positionals.len() < before;
            Ok((invocation, elided))
        }
        Err(error) => {
            let describes = matches!(error.kind, UsageErrorKind::MissingValue(_))
                && matches!(error.command.path, ["issue" | "pr", "create"]);
            let Some((_, without)) = all.split_last().filter(|_| describes) else { return Err(error) };
            let without = parse::read(without, Version::NEWEST)?;
            if without.flags.is_empty() { Err(error) } else { Ok((without, true)) }
        }
    }
}

fn refused(error: &UsageError) -> Lowered {
    let rule = error.command.name();
    let refusal = match &error.kind {
        UsageErrorKind::OpenCommand => return Lowered::Noun,
        UsageErrorKind::UnknownCommand(_) if error.command.path.is_empty() => return Lowered::Noun,
        UsageErrorKind::UnknownCommand(word) => Refusal::UnknownCommand { command: format!("{rule} {word}") },
        UsageErrorKind::RuntimeValue(what) => Refusal::RuntimeValue { what: format!("`{what}`") },
        _ => Refusal::UsageError { error: error.message.lines().next().unwrap_or_default().to_owned() },
    };
    Lowered::Refused { rule, refusal, service: None }
}

/// The name of the command that words begin with, as far as it is one.
fn rule_name(all: &[Word]) -> String {
    match parse::read(all, Version::NEWEST) {
        Ok(invocation) => invocation.command.name(),
        Err(error) => error.command.name(),
    }
}

/// The loss of a flag that an operation has no place for.
fn loss(long: &str, why: &str) -> Loss {
    Loss { what: format!("--{long}"), why: why.to_owned() }
}

/// The names of the commands that have a rule.
#[cfg(test)]
pub(crate) fn rule_names() -> impl Iterator<Item = &'static str> {
    rules::all().iter().map(|rule| rule.name)
}

#[cfg(test)]
mod tests;
