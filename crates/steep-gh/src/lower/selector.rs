//! Which pull request, issue or run is meant.

use steep_forge::{Item, Refusal, Repository};
use steep_shell::{Expansion, Part, Quote, Stdout, Word};

use super::arguments::Arguments;
use super::repository::{self, Named};
use crate::grammar::Version;
use crate::parse;
use crate::words;

/// The pull request a command is about: its first argument, else the current branch's.
///
/// gh does not look for the current branch's pull request in a repository named by `--repo`, so with that flag nothing
/// is named.
pub(super) fn pull(arguments: &mut Arguments<'_>) -> Result<Item, Refusal> {
    match arguments.positionals().first() {
        Some(word) => pull_word(arguments, word),
        None if arguments.is_on("repo") => Ok(Item::Unnamed),
        None => Ok(Item::Current),
    }
}

/// A pull request by number, `#number`, URL or branch.
pub(super) fn pull_word(arguments: &mut Arguments<'_>, word: &Word) -> Result<Item, Refusal> {
    if let Some(item) = by_address(arguments, word)? {
        return Ok(item);
    }
    let number = word.strip_prefix("#").unwrap_or_else(|| word.clone());
    match number.as_literal() {
        Some(text) if is_number(&text) => Ok(Item::Number(number)),
        Some(text) if words::stands_for_a_number(&text) => Ok(noted(arguments, &number)),
        Some(_) => Ok(Item::Branch(word.clone())),
        None => filled_in(arguments, word).map(|kind| match kind {
            FilledIn::Address(number) => Item::Number(number),
            FilledIn::Number => Item::Number(number),
            FilledIn::Branch => Item::Branch(word.clone()),
        }),
    }
}

/// The issue a command is about; nothing is named where gh would ask for an argument.
pub(super) fn issue(arguments: &mut Arguments<'_>) -> Result<Item, Refusal> {
    match arguments.positionals().first() {
        Some(word) => issue_word(arguments, word),
        None => Ok(Item::Unnamed),
    }
}

/// An issue by number, `#number` or URL.
pub(super) fn issue_word(arguments: &mut Arguments<'_>, word: &Word) -> Result<Item, Refusal> {
    if let Some(item) = by_address(arguments, word)? {
        return Ok(item);
    }
    let number = word.strip_prefix("#").unwrap_or_else(|| word.clone());
    match number.as_literal() {
        Some(text) if is_number(&text) => Ok(Item::Number(number)),
        Some(text) if words::stands_for_a_number(&text) => Ok(noted(arguments, &number)),
        Some(_) => Err(Refusal::UsageError { error: format!("invalid issue format: {:?}", word.display()) }),
        None => match filled_in(arguments, word)? {
            FilledIn::Number => Ok(Item::Number(number)),
            FilledIn::Address(number) => Ok(Item::Number(number)),
            FilledIn::Branch => Err(Refusal::RuntimeValue { what: format!("`{}`", word.display()) }),
        },
    }
}

/// The run a command is about; gh asks a person who names none.
pub(super) fn run(arguments: &mut Arguments<'_>) -> Result<Item, Refusal> {
    match arguments.positionals().first() {
        Some(word) => match filled_in(arguments, word)? {
            FilledIn::Number => Ok(Item::Number(word.clone())),
            FilledIn::Branch | FilledIn::Address(_) => {
                Err(Refusal::RuntimeValue { what: format!("`{}`", word.display()) })
            }
        },
        None => Ok(Item::Current),
    }
}

/// The same where gh fails if it cannot ask, with `error`.
///
/// # Errors
/// Where no run is named and gh has no terminal to ask at.
pub(super) fn run_or_asked(arguments: &mut Arguments<'_>, error: &str) -> Result<Item, Refusal> {
    let run = run(arguments)?;
    if run == Item::Current && !arguments.is_attended() {
        return Err(Refusal::UsageError { error: error.to_owned() });
    }
    Ok(run)
}

/// The workflow a command is about, by its file's name or its name; gh asks a person who names none.
///
/// # Errors
/// For a number: only GitHub's workflows have one.
pub(super) fn workflow(arguments: &Arguments<'_>) -> Result<Option<Word>, Refusal> {
    let Some(word) = arguments.positionals().first() else { return Ok(None) };
    if word.as_literal().is_some_and(|text| is_number(&text)) {
        return Err(Refusal::NoEquivalent { feature: format!("workflows by GitHub's number ({})", word.display()) });
    }
    Ok(Some(workflow_file(word)))
}

/// A workflow without the folder in front of its file's name: GitHub takes the path for the name.
pub(super) fn workflow_file(workflow: &Word) -> Word {
    workflow.strip_prefix(".github/workflows/").unwrap_or_else(|| workflow.clone())
}

/// The repository that the first argument names, else the clone's. A bare name is one of the caller's own.
///
/// # Errors
/// Where it is no name of a repository.
pub(super) fn repository(arguments: &mut Arguments<'_>) -> Result<Repository, Refusal> {
    match arguments.positionals().first() {
        Some(word) if word.as_literal().is_some_and(|name| !name.is_empty() && !name.contains(['/', ':'])) => {
            Ok(Repository::Own(word.clone()))
        }
        Some(word) => arguments.named(word),
        None => arguments.surrounding_repository(),
    }
}

/// The first argument; `placeholder` (`<name>`) where the text only mentions the command.
pub(super) fn argument(arguments: &Arguments<'_>, placeholder: &str) -> Word {
    arguments
        .positionals()
        .first()
        .cloned()
        .unwrap_or_else(|| Word::from_parts(vec![Part::Placeholder { source: placeholder.into(), quote: Quote::None }]))
}

/// The item that a web address names; its repository becomes the request's.
fn by_address(arguments: &mut Arguments<'_>, word: &Word) -> Result<Option<Item>, Refusal> {
    let Some((host, path)) = repository::address(word) else { return Ok(None) };
    let pieces = path.split('/');
    let [owner, name, kind, number, ..] = pieces.as_slice() else { return Err(not_an_item(word)) };
    if !matches!(kind.as_literal().as_deref(), Some("pull" | "issues")) {
        return Err(not_an_item(word));
    }
    // `#issuecomment-1` and `?tab=x` are part of the address, not of the number.
    let number = ['#', '?']
        .into_iter()
        .fold(number.clone(), |number, sign| number.split_once(sign).map_or(number.clone(), |(before, _)| before));
    if number.as_literal().is_some_and(|text| !is_number(&text)) {
        return Err(not_an_item(word));
    }
    arguments.set_repository(Named { host: Some(host), name: repository::join(owner, name) });
    Ok(Some(Item::Number(number)))
}

fn not_an_item(word: &Word) -> Refusal {
    Refusal::UsageError { error: format!("{:?} is no address of a pull request or issue", word.display()) }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|char| char.is_ascii_digit())
}

fn noted(arguments: &mut Arguments<'_>, number: &Word) -> Item {
    arguments.note(format!("`{}` stands for the number", number.display()));
    Item::Number(words::placeholder(number))
}

enum FilledIn {
    Number,
    Branch,
    /// The number at the end of an address.
    Address(Word),
}

/// The number in a variable that the text sets to what a command prints that makes an issue or a pull request: its address. The
/// repository is the one that the command is about.
fn in_new_address(arguments: &mut Arguments<'_>, word: &Word) -> Result<Option<Word>, Refusal> {
    let [part @ Part::Expansion { quote, .. }] = word.parts.as_slice() else { return Ok(None) };
    let Some(name) = part.variable() else { return Ok(None) };
    let Some([Part::Expansion { source: made_by, kind: Expansion::Command, .. }]) =
        arguments.shell_value(name).map(|value| value.parts.as_slice())
    else {
        return Ok(None);
    };
    let inside = made_by.strip_prefix("$(").and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
    let reading = steep_shell::read::script(inside);
    let [.., command] = reading.commands.as_slice() else { return Ok(None) };
    let Ok(invocation) = parse::read(&command.words, Version::NEWEST) else { return Ok(None) };
    if !matches!(invocation.command.path, ["issue" | "pr", "create"]) || command.stdout != Stdout::Reader {
        return Ok(None);
    }
    if let Some(repository) = invocation.word("repo").cloned().filter(|_| !arguments.names_repository()) {
        arguments.set_repository(repository::read(&repository)?);
    }
    let kind = Expansion::Parameter(name.into());
    let number = Part::Expansion { source: format!("${{{name}##*/}}").into(), kind, quote: *quote };
    Ok(Some(Word::from_parts(vec![number])))
}

/// What a word that the shell or the reader fills in most likely stands for, by its name. A number, unless it is called a
/// branch; what is called an address cannot be told apart at this time. A command in it is known by what it is asked for:
/// one that mentions a number (`gh pr list --head x --json number --jq '.[0].number'`) or an id prints that, unless the last it
/// mentions is the name of a branch.
fn filled_in(arguments: &mut Arguments<'_>, word: &Word) -> Result<FilledIn, Refusal> {
    if let Some(number) = in_new_address(arguments, word)? {
        return Ok(FilledIn::Address(number));
    }
    let mut branch = false;
    for part in &word.parts {
        let (source, kind) = match part {
            Part::Literal { .. } => continue,
            Part::Expansion { source, kind, .. } => (source, Some(kind)),
            Part::Placeholder { source, .. } => (source, None),
        };
        let lower = arguments.as_read(source).to_ascii_lowercase();
        let names: Vec<&str> = lower.split(|char: char| !char.is_ascii_alphanumeric()).collect();
        let is_address = |name: &&str| matches!(*name, "url" | "urls" | "link" | "address");
        if kind == Some(&Expansion::Pattern) || names.iter().any(is_address) {
            return Err(Refusal::RuntimeValue { what: format!("`{source}`, which number it names,") });
        }
        let is_branch = |name: &&str| matches!(*name, "branch" | "head" | "ref" | "abbrev");
        branch |= if kind == Some(&Expansion::Command) {
            match names.iter().rfind(|name| matches!(**name, "number" | "databaseid" | "headrefname")) {
                Some(last) => *last == "headrefname",
                None => names.iter().any(is_branch),
            }
        } else {
            names.iter().any(is_branch)
        };
    }
    Ok(if branch { FilledIn::Branch } else { FilledIn::Number })
}
