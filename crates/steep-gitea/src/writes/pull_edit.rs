use steep_forge::operation::PullChange;
use steep_forge::{Person, Refusal};
use steep_shell::{Arg, Script};

use super::issue_edit::one_item;
use super::pull_create::reviewer_entries;
use crate::Emission;
use crate::rest::{Among, Json, Rest};

/// Changes a pull request.
pub(crate) fn pull_edit(mut rest: Rest<'_>, change: &PullChange) -> Result<Emission, Refusal> {
    let PullChange { pull, base, change, add_reviewers, remove_reviewers } = change;
    let number = rest.pull(pull, Among::Open)?;
    let ask = reviewers(&mut rest, "POST", add_reviewers, &number)?;
    let take_off = reviewers(&mut rest, "DELETE", remove_reviewers, &number)?;
    let fields = one_item(&mut rest, change, "pulls", base.as_ref(), number)?;
    let main = [take_off, ask].into_iter().flatten().fold(fields, |rest, first| first.and(rest));
    Ok(super::requests(rest, main).noting_mention(pull))
}

/// The request that asks for reviews, or no longer; `None` where nobody is named.
fn reviewers(
    rest: &mut Rest<'_>,
    method: &'static str,
    people: &[Person],
    number: &Arg,
) -> Result<Option<Script>, Refusal> {
    if people.is_empty() {
        return Ok(None);
    }
    let entries = reviewer_entries(rest, people)?;
    let url = rest.repo(Arg::text("pulls/").join(number.clone()).then("/requested_reviewers"))?;
    Ok(Some(super::silent(rest.send(method, url).json(Json::object(entries)))))
}
