//! The local branch of a pull request, which goes with the one on the server.

use steep_jq::jq;
use steep_rest::{Jq, Rest};
use steep_shell::{Arg, Script};

/// Which branch is checked out where the one that is deleted was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goes {
    /// The one that was merged into, brought up to date where it can be.
    ToBase,
    /// The repository's default branch, as it is.
    ToDefault,
}

/// Deletes the local branch of the pull request at `object`, where there is one, and leaves it first.
pub(super) fn deleted(rest: &Rest<'_>, object: Arg, goes: Goes) -> Script {
    let names = match goes {
        Goes::ToBase => "input | \"\\(.head.label) \\(.base.ref)\"",
        Goes::ToDefault => "input | \"\\(.head.label) \\(.base.repo.default_branch)\"",
    };
    let (head, base) = (Arg::variable("head"), Arg::variable("base"));
    let git = |words: &[&str], last: Arg| {
        Script::call(["git"].iter().chain(words).map(|word| Arg::text(*word)).chain([last]))
    };
    let current = Arg::output(Script::call(["git", "branch", "--show-current"]));
    let is_elsewhere = Script::call([Arg::text("test"), current, Arg::text("!="), head.clone()]);
    let switch = git(&["switch", "-q"], base.clone());
    let leave = match goes {
        Goes::ToBase => {
            // Where it cannot, gh only warns.
            let pull = git(&["pull", "-q", "--ff-only", "origin"], base);
            let pull = Script::Or(Box::new(pull), Box::new(Script::call(["true"])));
            Script::Group(Box::new(switch.and(Script::Group(Box::new(pull), Vec::new()))), Vec::new())
        }
        Goes::ToDefault => switch,
    };
    let leave = Script::Or(Box::new(is_elsewhere), Box::new(leave));
    let leave = Script::Group(Box::new(leave), Vec::new());
    let is_there = git(&["show-ref", "-q", "--verify"], Arg::text("refs/heads/").join(head.clone()));
    let delete = leave.and(git(&["branch", "-qD"], head));
    let read = Script::call(["read", "-r", "head", "base"]);
    let local = read.and(Script::If(Box::new(is_there), Box::new(delete), None));
    let ask = rest.get(object).script().pipe(Jq::new(jq(names)).null_input().raw().script());
    ask.pipe(Script::Group(Box::new(local), Vec::new()))
}
