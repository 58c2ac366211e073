//! Closing a pull request.

use steep_forge::operation::PullClose;
use steep_forge::{Emission, Item, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest};
use steep_shell::{Arg, Script};

use super::local_branch::{Goes, deleted};
use crate::change;
use crate::issue::state::{is_in, only_where, state, turn, turn_by_tea};
use crate::mention::Mention;
use crate::rest::lookup::{Among, LookUp};
use crate::tea::{Job, Use};

/// Closes a pull request, after a comment where one is to be left. The server refuses to for one that is merged, and gh
/// leaves neither a comment at one that is closed nor its branch deleted.
pub(crate) fn by_rest(mut rest: Rest<'_>, close: &PullClose) -> Result<Emission, Refusal> {
    let PullClose { pull, comment, delete_branch } = close;
    let number = rest.pull(pull, Among::All)?;
    if !*delete_branch && comment.is_some() && rest.has_companion() {
        return turn(rest, "pulls", pull, number, "closed", comment.as_ref());
    }
    let address = rest.repo(Arg::text("pulls/").join(number.clone()))?;
    if *delete_branch {
        // Empty where the branch lies in a fork: that is not ours to delete.
        let of_ours = "input | if .head.repo.full_name == .base.repo.full_name then .head.label | @uri else \"\" end";
        let look = rest.get(address.clone()).script().pipe(Jq::new(jq(of_ours)).null_input().raw().script());
        rest.set("branch", look);
    }
    let is_open =
        (comment.is_some() || *delete_branch).then(|| is_in(&mut rest, "pulls", &number, "open")).transpose()?;
    let mut main = state(&mut rest, "pulls", number, "closed", comment.as_ref())?;
    if *delete_branch {
        let branch = rest.repo(Arg::text("branches/").join(Arg::variable("branch")))?;
        let none = Script::call([Arg::text("test"), Arg::text("-z"), Arg::variable("branch")]);
        main = main.and(Script::Or(Box::new(none), Box::new(rest.send("DELETE", branch).script())));
    }
    if *delete_branch && rest.is_here() && *pull != Item::Unnamed {
        main = main.and(deleted(&rest, address, Goes::ToDefault));
    }
    main = only_where(is_open, main);
    Ok(change::requests(rest, main).noting_mention(pull))
}

/// Closes a pull request.
pub(crate) fn by_tea(job: Job<'_>, close: &PullClose) -> Result<Emission, Refusal> {
    keeps_description(job)?;
    if close.delete_branch {
        return Err(Refusal::NoEquivalent {
            feature: "deleting the branch of a closed pull request in tea".to_owned(),
        });
    }
    turn_by_tea(job, &["pulls", "close"], "closed", &close.pull, close.comment.as_ref())
}

pub(crate) fn keeps_description(job: Job<'_>) -> Result<(), Refusal> {
    if !job.can(&["pulls", "close"], Use::Plain) {
        return Err(Refusal::NeedsNewer {
            what: "tea 0.11.1 for a pull request that keeps its description".to_owned(),
        });
    }
    Ok(())
}
