//! Bringing a branch up to date.

use steep_forge::operation::RepositorySync;
use steep_forge::{Emission, Fidelity, Refusal};
use steep_rest::{Json, Rest, words};
use steep_shell::{Arg, Script};

use crate::change;
use crate::change::text::one;
use crate::rest::lookup::LookUp;
use crate::tool::GIT;

/// Brings a branch up to date.
pub(crate) fn by_rest(rest: Rest<'_>, sync: &RepositorySync) -> Result<Emission, Refusal> {
    if rest.is_here() { in_the_clone(rest, sync) } else { of_a_fork(rest, sync) }
}

/// The server merges what the parent of the fork has that it has not: a merge commit where both have something, as GitHub.
fn of_a_fork(mut rest: Rest<'_>, sync: &RepositorySync) -> Result<Emission, Refusal> {
    let branch = match &sync.branch {
        Some(branch) => one(branch)?,
        None => Json::text(rest.default_branch("branch")?),
    };
    let url = rest.repo("merge-upstream")?;
    let main = change::silent(rest.send("POST", url).json(Json::object([("branch", branch)])));
    let emission = change::requests(rest, main);
    Ok(if sync.force {
        emission
            .losing("--force", "a branch that cannot be merged with its parent's is not overwritten: the request fails")
    } else {
        emission
    })
}

/// A branch of the clone follows that of `upstream`, where there is such a remote, else of `origin`, in git alone: the
/// remote may be on another server, which must not be shown the token.
fn in_the_clone(mut rest: Rest<'_>, sync: &RepositorySync) -> Result<Emission, Refusal> {
    let upstream = Script::call(["git", "remote"]).pipe(Script::call(["grep", "-x", "upstream"]));
    let remote = Script::Or(Box::new(upstream), Box::new(Script::call(["echo", "origin"])));
    let remote = rest.set("remote", remote);
    let changed = Script::call(["git", "status", "--porcelain", "--untracked-files=no"]);
    rest.step(Script::call([Arg::text("test"), Arg::text("-z"), Arg::output(changed)]));
    let branch = match &sync.branch {
        Some(branch) => Arg::from(words::one(branch)?),
        None => {
            let head = git([Arg::text("ls-remote"), Arg::text("--symref"), remote.clone(), Arg::text("HEAD")]);
            let name = Script::call(["sed", "-n", r"s#^ref: refs/heads/\(.*\)[[:space:]]HEAD$#\1#p"]);
            rest.set("branch", head.pipe(name))
        }
    };
    let start = Arg::text(if sync.force { "+refs/heads/" } else { "refs/heads/" });
    let both = start.join(branch.clone()).then(":refs/heads/").join(branch.clone());
    let other = git([Arg::text("fetch"), Arg::text("-q"), remote.clone(), both]);
    let fetch = git([Arg::text("fetch"), Arg::text("-q"), remote, Arg::text("refs/heads/").join(branch.clone())]);
    let update: &[&str] = if sync.force {
        &["git", "reset", "-q", "--hard", "FETCH_HEAD"]
    } else {
        &["git", "merge", "-q", "--ff-only", "FETCH_HEAD"]
    };
    let current = Arg::output(Script::call(["git", "branch", "--show-current"]));
    let is_current = Script::call([Arg::text("test"), current, Arg::text("="), branch]);
    let main = Script::If(
        Box::new(is_current),
        Box::new(fetch.and(Script::call(update.iter().copied()))),
        Some(Box::new(other)),
    );
    let emission = Emission::new(GIT, Fidelity::Equivalent, rest.finish(main));
    Ok(emission.noting("the branch follows that of the remote `upstream`, else of `origin`"))
}

fn git<const N: usize>(args: [Arg; N]) -> Script {
    Script::call(std::iter::once(Arg::text("git")).chain(args))
}
