//! A fork.

use steep_forge::operation::{ForkedCopy, RepositoryFork};
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Json, Rest, Vars, same_name, words};
use steep_shell::{Arg, Script};

use crate::change;
use crate::change::text::one;
use crate::connection::PAGE;

/// Makes a fork, unless there is one: the server refuses a second, and gh goes on with the first. It is looked for among a
/// hundred; where there are more, the request to make one may fail.
pub(crate) fn by_rest(mut rest: Rest<'_>, fork: &RepositoryFork) -> Result<Emission, Refusal> {
    let RepositoryFork { organization, name, default_branch_only, copy } = fork;
    if let Some(script) = by_companion(&mut rest, fork)? {
        return Ok(losing(change::requests(rest, script), *default_branch_only));
    }
    let forks = rest.repo("forks")?;
    let mut vars = Vars::default();
    let is_of_owner = match organization {
        Some(word) => same_name(&mut vars, ".owner.login", "owner", word)?,
        None => {
            let same = jq("(.owner.login | ascii_downcase) == ($_me | ascii_downcase)");
            same.with("me", vars.text("owner", rest.me()))
        }
    };
    let look = rest.get(forks.clone()).query("limit", PAGE.to_string()).pages(2).script();
    let program = jq("[(input, input)[] | select($_is_of_owner) | .html_url][0] // \"\"");
    let program = program.with("is_of_owner", is_of_owner);
    let url = rest.set("url", look.pipe(Jq::new(program).null_input().raw().vars(vars).script()));
    let mut entries = Vec::new();
    for (key, value) in [("organization", organization), ("name", name)] {
        if let Some(word) = value {
            entries.push((key, one(word)?));
        }
    }
    let make = rest.send("POST", forks).json(Json::object(entries));
    let is_there = Script::call([Arg::text("test"), Arg::text("-n"), url.clone()]);
    let main = match copy {
        ForkedCopy::None => Script::Or(Box::new(is_there), Box::new(change::silent(make))),
        copy => {
            let made = make.script().pipe(Jq::over(jq(".html_url"), true).raw().script());
            let made = Script::Assign("url".to_owned(), Arg::output(made));
            rest.step(Script::Group(Box::new(Script::Or(Box::new(is_there), Box::new(made))), Vec::new()));
            copied(&mut rest, copy, url.then(".git"))?
        }
    };
    let mut emission = change::requests(rest, main);
    if name.is_some() {
        emission = emission.at_most(Fidelity::Equivalent).noting("a fork that is there already keeps its name");
    }
    if let ForkedCopy::Remote { .. } = copy {
        emission = emission.at_most(Fidelity::Equivalent).noting("the new remote is reached over HTTPS");
    }
    Ok(losing(emission, *default_branch_only))
}

/// The same as a call of the companion; `None` without one, and where it could not do so.
fn by_companion(rest: &mut Rest<'_>, fork: &RepositoryFork) -> Result<Option<Script>, Refusal> {
    let option = match &fork.copy {
        ForkedCopy::None => "-q",
        ForkedCopy::Clone { directory: None, git_arguments } if git_arguments.is_empty() => "--clone",
        ForkedCopy::Clone { .. } | ForkedCopy::Remote { .. } => return Ok(None),
    };
    if fork.organization.is_some() || fork.name.is_some() {
        return Ok(None);
    }
    let parent = rest.repo("")?;
    Ok(rest.get(parent).commanding("fork", vec![option.into()]))
}

fn losing(emission: Emission, default_branch_only: bool) -> Emission {
    if default_branch_only {
        emission.losing("--default-branch-only", "a fork that Gitea's API makes has all branches")
    } else {
        emission
    }
}

/// The clone with the parent as `upstream`, or the remote of the clone that is here.
fn copied(rest: &mut Rest<'_>, copy: &ForkedCopy, address: Arg) -> Result<Script, Refusal> {
    match copy {
        ForkedCopy::None => Ok(Script::call(["true"])),
        ForkedCopy::Clone { directory, git_arguments } => {
            let authorization = rest.git_authorization()?;
            let parent = Arg::text(rest.host()).then("/").join(rest.slug()?).then(".git");
            let mut clone = vec![Arg::text("git")];
            clone.extend(authorization.clone());
            clone.push(Arg::text("clone"));
            clone.extend(git_arguments.iter().map(Arg::from));
            clone.push(address);
            let folder = match directory {
                Some(directory) => {
                    clone.push(Arg::from(words::one(directory)?));
                    Arg::from(words::one(directory)?)
                }
                None => Arg::output(Script::call([Arg::text("basename"), Arg::variable("url")])),
            };
            let git = [Arg::text("git"), Arg::text("-C"), folder];
            let add = git.clone().into_iter().chain(["remote", "add", "upstream"].map(Arg::text)).chain([parent]);
            let fetch = git.into_iter().chain(authorization).chain(["fetch", "upstream"].map(Arg::text));
            Ok(Script::call(clone).and(Script::call(add)).and(Script::call(fetch)))
        }
        ForkedCopy::Remote { name: Some(name) } => {
            let name = Arg::from(words::one(name)?);
            Ok(Script::call([Arg::text("git"), Arg::text("remote"), Arg::text("add"), name, address]))
        }
        ForkedCopy::Remote { name: None } => {
            let rename = Script::call(["git", "remote", "rename", "origin", "upstream"]);
            let add = ["git", "remote", "add", "origin"].map(Arg::text).into_iter().chain([address]);
            Ok(rename.and(Script::call(add)))
        }
    }
}
