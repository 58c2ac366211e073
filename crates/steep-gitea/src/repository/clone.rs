//! Getting a copy of a repository.

use steep_forge::operation::RepositoryClone;
use steep_forge::{Emission, Fidelity, Refusal};
use steep_rest::{Rest, words};
use steep_shell::{Arg, Script, Word};

use crate::tea::{Job, TeaCommand, Use};
use crate::tool::{GIT, TEA};

/// Gets a copy of a repository, over HTTPS as gh does.
pub(crate) fn by_rest(mut rest: Rest<'_>, clone: &RepositoryClone) -> Result<Emission, Refusal> {
    if let Some(remote) = &clone.upstream_remote
        && remote.as_literal().as_deref() != Some("upstream")
    {
        return Err(Refusal::NoEquivalent { feature: "a remote for the parent of a fork".to_owned() });
    }
    if let Some(word) = clone.repository.as_ref().filter(|word| is_slug(word)) {
        let directory = clone.directory.iter().map(Arg::from);
        let args = std::iter::once(Arg::from(words::one(word)?)).chain(directory);
        let args = args.chain(clone.git_arguments.iter().map(Arg::from)).collect();
        if let Some(script) = rest.by_companion("clone", args) {
            return Ok(Emission::new(GIT, Fidelity::Exact, rest.finish(script)));
        }
    }
    let address = match &clone.repository {
        Some(word) if is_address(word) => Arg::from(words::one(word)?),
        Some(word) => {
            let slug = words::in_path(word)?;
            let base = Arg::text(format!("{}/", rest.host()));
            let display = word.display();
            let bare = !display.contains('/') && !word.has_expansion() && !word.has_placeholder();
            let base = if bare { base.join(rest.me()).then("/") } else { base };
            let ends_so = word.as_literal().is_some_and(|text| text.ends_with(".git"));
            base.join(slug).then(if ends_so { "" } else { ".git" })
        }
        None => Arg::text(format!("{}/", rest.host())).join(words::placeholder("<owner>/<name>")).then(".git"),
    };
    let mut args: Vec<Arg> = vec!["git".into()];
    if !clone.repository.as_ref().is_some_and(is_address) {
        args.extend(rest.git_authorization()?);
    }
    args.push("clone".into());
    args.extend(clone.git_arguments.iter().map(Arg::from));
    args.push(address);
    args.extend(clone.directory.iter().map(Arg::from));
    let script = rest.finish(Script::call(args));
    Ok(Emission::new(GIT, Fidelity::Exact, script))
}

/// Whether the word is a URL or an SSH address.
fn is_address(word: &Word) -> bool {
    let display = word.display();
    display.contains("://") || display.split_once('/').is_some_and(|(host, _)| host.contains(['@', ':']))
}

/// A clone.
pub(crate) fn by_tea(job: Job<'_>, clone: &RepositoryClone) -> Result<Emission, Refusal> {
    let RepositoryClone { repository, directory, git_arguments, upstream_remote } = clone;
    let Some(repository) = repository else {
        return Err(Refusal::Ambiguous { why: "no repository is named".to_owned() });
    };
    if upstream_remote.is_some() {
        return Err(Refusal::NoEquivalent { feature: "a name for the remote of the parent in tea".to_owned() });
    }
    if job.tea.login.is_none() && !job.can(&["clone"], Use::Without("login")) {
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
    Ok(Emission::new(TEA, Fidelity::Equivalent, command.build()?))
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
