//! Getting the head of a pull request into the clone.

use steep_forge::operation::Checkout;
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest, words};
use steep_shell::{Arg, Script};

use crate::mention::Mention;
use crate::pull::quietly;
use crate::rest::lookup::{Among, LookUp};
use crate::tool::GIT;

/// Gets a pull request's head into the clone: by git, with the head branch's name from the API where it is needed.
pub(crate) fn by_rest(mut rest: Rest<'_>, checkout: &Checkout) -> Result<Emission, Refusal> {
    let Checkout { pull, branch, detach, force, recurse_submodules, worktree } = checkout;
    let worktree = worktree.as_ref().map(words::one).transpose()?.map(Arg::from);
    let number = rest.pull(pull, Among::All)?;
    let is_here = rest.is_here();
    if is_here && branch.is_none() && !detach && !force && !recurse_submodules && worktree.is_none() {
        let address = rest.repo(Arg::text("pulls/").join(number.clone()))?;
        if let Some(script) = rest.get(address).commanding("checkout", Vec::new()) {
            let emission = Emission::new(GIT, Fidelity::Equivalent, rest.finish(script));
            return Ok(emission.noting_mention(pull));
        }
    }
    let remote =
        if is_here { Arg::text("origin") } else { Arg::text(rest.host()).then("/").join(rest.slug()?).then(".git") };
    // The server keeps a reference for the head of every pull request, from a fork or not.
    let fetch = git(["fetch".into(), remote, Arg::text("pull/").join(number.clone()).then("/head")]);
    let mut main = if *detach {
        let there = match &worktree {
            Some(path) => git(["worktree".into(), "add".into(), "--detach".into(), path.clone(), "FETCH_HEAD".into()]),
            None => git(["checkout", "--detach", "FETCH_HEAD"].map(Arg::text)),
        };
        fetch.and(there)
    } else {
        let follows = branch.is_none() && is_here;
        let name = match branch {
            Some(branch) => Arg::from(words::one(branch)?),
            None => branch_name(&mut rest, number)?,
        };
        let update = if *force { ["reset", "--hard"] } else { ["merge", "--ff-only"] };
        let checkout = match &worktree {
            None => {
                let update = update.into_iter().chain(["FETCH_HEAD"]).map(Arg::text);
                fetch.and(switch(name)).and(git_with(None, update))
            }
            Some(path) => {
                // A worktree has a FETCH_HEAD of its own.
                let head =
                    Script::Assign("head".to_owned(), Arg::output(git(["rev-parse", "FETCH_HEAD"].map(Arg::text))));
                let update = update.into_iter().map(Arg::text).chain([Arg::variable("head")]);
                fetch.and(head).and(add(path, name)).and(git_with(Some(path), update))
            }
        };
        // With the branches of origin at hand, git makes the new branch follow the one of its name.
        if follows { git(["fetch", "origin"].map(Arg::text)).and(checkout) } else { checkout }
    };
    if *recurse_submodules {
        let update = ["submodule", "update", "--init", "--recursive"].map(Arg::text);
        main = main.and(git_with(worktree.as_ref(), update));
    }
    let emission = Emission::new(GIT, Fidelity::Equivalent, rest.finish(main)).noting_mention(pull);
    Ok(if *detach || (branch.is_none() && is_here) {
        emission
    } else {
        emission.noting("the local branch follows none of the server's")
    })
}

/// The name that gh gives the local branch: that of the head, behind its owner's where it is a fork's default branch.
fn branch_name(rest: &mut Rest<'_>, number: Arg) -> Result<Arg, Refusal> {
    let url = rest.repo(Arg::text("pulls/").join(number))?;
    let program = "input | if .head.repo_id != .base.repo_id and .head.label == .base.repo.default_branch then \
                   .user.login + \"/\" else \"\" end + .head.label";
    let ask = rest.get(url).script().pipe(Jq::new(jq(program)).null_input().raw().script());
    Ok(rest.set("branch", ask))
}

/// Goes to the branch `name`, which is made where it is not there.
fn switch(name: Arg) -> Script {
    let new = git(["checkout".into(), "-b".into(), name.clone(), "FETCH_HEAD".into()]);
    Script::Or(Box::new(quietly(["git".into(), "checkout".into(), name])), Box::new(new))
}

/// Makes a worktree at `path` with the branch `name`, which is made where it is not there.
fn add(path: &Arg, name: Arg) -> Script {
    let add = |args: Vec<Arg>| ["git", "worktree", "add"].map(Arg::text).into_iter().chain(args);
    let existing = quietly(add(vec![path.clone(), name.clone()]));
    let new = Script::call(add(vec!["-b".into(), name, path.clone(), Arg::variable("head")]));
    Script::Or(Box::new(existing), Box::new(new))
}

fn git<const N: usize>(args: [Arg; N]) -> Script {
    git_with(None, args)
}

/// git in the worktree at a path.
fn git_with(worktree: Option<&Arg>, args: impl IntoIterator<Item = Arg>) -> Script {
    let place = worktree.map(|path| [Arg::text("-C"), path.clone()]);
    Script::call(std::iter::once(Arg::text("git")).chain(place.into_iter().flatten()).chain(args))
}
