use steep_forge::operation::RepositoryClone;
use steep_forge::{Fidelity, Refusal};
use steep_shell::Word;

use super::Job;
use super::behaviour::asks_for_login;
use super::command::TeaCommand;
use crate::{Emission, Tool};

/// A clone.
pub(super) fn emit(job: Job<'_>, clone: &RepositoryClone) -> Result<Emission, Refusal> {
    let RepositoryClone { repository, directory, git_arguments, upstream_remote } = clone;
    let Some(repository) = repository else {
        return Err(Refusal::Ambiguous { why: "no repository is named".to_owned() });
    };
    if upstream_remote.is_some() {
        return Err(Refusal::NoEquivalent { feature: "a name for the remote of the parent in tea".to_owned() });
    }
    if job.tea.login.is_none() && asks_for_login(job.release) {
        let feature = format!("a clone without a login that is named in tea {}", job.tea.version);
        return Err(Refusal::NoEquivalent { feature });
    }
    if !is_slug(repository) {
        return Err(Refusal::NoEquivalent { feature: "a clone of anything but OWNER/NAME in tea".to_owned() });
    }
    let mut command = TeaCommand::new(job.tea, &["clone"])?;
    if let Some(depth) = depth(git_arguments)? {
        command = command.flag("depth", depth)?;
    }
    command = command.positional(repository)?;
    if let Some(directory) = directory {
        command = command.positional(directory)?;
    }
    // The address of the new clone's origin has no `.git` at its end, and the server does not mind.
    Ok(Emission::new(Tool::Tea, Fidelity::Equivalent, command.build()?))
}

/// Whether the word is `OWNER/NAME`: one slash, and no address.
fn is_slug(word: &Word) -> bool {
    let text = word.display();
    text.matches('/').count() == 1 && !text.contains(':') && !text.ends_with(".git")
}

/// The depth where git is asked for one; nothing else can be passed on.
fn depth(arguments: &[Word]) -> Result<Option<Word>, Refusal> {
    let literal: Option<Vec<String>> = arguments.iter().map(Word::as_literal).collect();
    let texts = literal.unwrap_or_default();
    match texts.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] if arguments.is_empty() => Ok(None),
        ["--depth", depth] => Ok(Some(Word::literal(*depth))),
        [one] if one.starts_with("--depth=") => Ok(one.strip_prefix("--depth=").map(Word::literal)),
        _ => Err(Refusal::NoEquivalent { feature: "such arguments for git in `tea clone`".to_owned() }),
    }
}
