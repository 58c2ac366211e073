use steep_forge::operation::Checkout;
use steep_forge::{Fidelity, Refusal};
use steep_shell::{Arg, Script};

use crate::rest::{Among, Jq, Rest, words};
use crate::{Emission, Tool};

/// Gets a pull request's head into the clone: by git, with the head branch's name from the API where it is needed.
pub(crate) fn pull_checkout(mut rest: Rest<'_>, checkout: &Checkout) -> Result<Emission, Refusal> {
    let Checkout { pull, branch, detach, force, recurse_submodules } = checkout;
    let number = rest.pull(pull, Among::All)?;
    let remote = if rest.is_here() {
        Arg::text("origin")
    } else {
        Arg::text(rest.host()).then("/").join(rest.slug()?).then(".git")
    };
    let mut note = None;
    let main = if *detach {
        git(["fetch".into(), remote, head(&number)]).and(git(["checkout", "--detach", "FETCH_HEAD"].map(Arg::text)))
    } else {
        let follows = branch.is_none() && rest.is_here();
        let name = match branch {
            Some(branch) => Arg::from(words::one(branch)?),
            None => head_branch(&mut rest, number.clone(), follows)?,
        };
        if follows {
            note = Some("a pull request from a fork is not checked out: the form fails");
            let update = if *force {
                git([Arg::text("checkout"), "-B".into(), name.clone(), Arg::text("origin/").join(name)])
            } else {
                git([Arg::text("checkout"), name]).and(git(["pull", "--ff-only"].map(Arg::text)))
            };
            git(["fetch", "origin"].map(Arg::text)).and(update)
        } else {
            note = Some("the local branch follows no other: push it by name");
            if *force {
                git(["fetch".into(), remote, head(&number)]).and(git([
                    "checkout".into(),
                    "-B".into(),
                    name,
                    "FETCH_HEAD".into(),
                ]))
            } else {
                git(["fetch".into(), remote, head(&number).then(":").join(name.clone())])
                    .and(git([Arg::text("checkout"), name]))
            }
        }
    };
    let main = if *recurse_submodules {
        main.and(git(["submodule", "update", "--init", "--recursive"].map(Arg::text)))
    } else {
        main
    };
    let emission = Emission::new(Tool::Git, Fidelity::Equivalent, rest.finish(main)).noting_mention(pull);
    Ok(match note {
        Some(note) => emission.noting(note),
        None => emission,
    })
}

/// The reference that the server keeps for the head of every pull request.
fn head(number: &Arg) -> Arg {
    Arg::text("pull/").join(number.clone()).then("/head")
}

/// The name of the head branch. `of_origin`: only where it is a branch of the same repository, because a branch of that
/// name in the clone would be another one.
fn head_branch(rest: &mut Rest<'_>, number: Arg, of_origin: bool) -> Result<Arg, Refusal> {
    let url = rest.repo(Arg::text("pulls/").join(number))?;
    let program = if of_origin {
        "input | if .head.repo_id == .base.repo_id then .head.ref else error(\"the branch is in a fork\") end"
    } else {
        "input.head.label"
    };
    let ask = rest.get(url).script().pipe(Jq::new(program).null_input().raw().script());
    Ok(rest.set("branch", ask))
}

fn git<const N: usize>(args: [Arg; N]) -> Script {
    Script::call(std::iter::once(Arg::text("git")).chain(args))
}
