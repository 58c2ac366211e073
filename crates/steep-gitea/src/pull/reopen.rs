//! Opening a pull request again.

use steep_forge::operation::Reopen;
use steep_forge::{Emission, Item, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest};
use steep_shell::Arg;

use crate::issue::state::{turn, turn_by_tea};
use crate::pull::close::keeps_description;
use crate::rest::lookup::{Among, LookUp};
use crate::tea::Job;

/// Opens a pull request again.
pub(crate) fn by_rest(mut rest: Rest<'_>, reopen: &Reopen) -> Result<Emission, Refusal> {
    let number = rest.pull(&reopen.item, Among::All)?;
    if reopen.item != Item::Unnamed {
        // Without its branch the server opens it, and closes it again a moment later.
        let object = rest.repo(Arg::text("pulls/").join(number.clone()))?;
        let is_gone =
            jq("if input.head.ref | startswith(\"refs/pull/\") then error(\"its branch is gone\") else empty end");
        let look = rest.get(object).script().pipe(Jq::new(is_gone).null_input().script());
        rest.step(look);
    }
    turn(rest, "pulls", &reopen.item, number, "open", reopen.comment.as_ref())
}

/// Opens a pull request again.
pub(crate) fn by_tea(job: Job<'_>, reopen: &Reopen) -> Result<Emission, Refusal> {
    keeps_description(job)?;
    if reopen.item != Item::Unnamed {
        return Err(Refusal::NoEquivalent { feature: "looking for the branch first in tea".to_owned() });
    }
    turn_by_tea(job, &["pulls", "reopen"], "open", &reopen.item, reopen.comment.as_ref())
}
