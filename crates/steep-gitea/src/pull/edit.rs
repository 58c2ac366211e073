//! Changing a pull request.

use steep_forge::operation::PullChange;
use steep_forge::{Emission, Person, Refusal};
use steep_rest::{Json, Rest};
use steep_shell::{Arg, Script, Word};

use crate::change;
use crate::issue::edit::{labels_by_tea, one_item};
use crate::mention::Mention;
use crate::pull::create::{noting_teams, reviewer_entries};
use crate::rest::lookup::{Among, LookUp};
use crate::tea::{Job, does_not_follow};

/// Changes a pull request.
pub(crate) fn by_rest(mut rest: Rest<'_>, change: &PullChange) -> Result<Emission, Refusal> {
    let PullChange { pull, base, change, add_reviewers, remove_reviewers } = change;
    let number = rest.pull(pull, Among::Open)?;
    let names: Vec<Word> = change.add_labels.iter().chain(&change.remove_labels).cloned().collect();
    let asks_people = !add_reviewers.is_empty() || !remove_reviewers.is_empty();
    if rest.has_companion() && asks_people && !names.is_empty() {
        // Names are looked for before the first request that changes something.
        rest.label_ids(&names)?;
    }
    let ask = reviewers(&mut rest, "POST", add_reviewers, &number)?;
    let take_off = reviewers(&mut rest, "DELETE", remove_reviewers, &number)?;
    let fields = one_item(&mut rest, change, "pulls", base.as_ref(), number)?;
    let main = [take_off, ask].into_iter().flatten().fold(fields, |rest, first| first.and(rest));
    let surroundings = rest.surroundings();
    let emission = change::requests(rest, main).noting_mention(pull).noting_pull_address(surroundings);
    Ok(noting_teams(emission, add_reviewers))
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
    Ok(Some(change::silent(rest.send(method, url).json(Json::object(entries)))))
}

/// Changes the labels of a pull request, where nothing else is to be changed.
pub(crate) fn by_tea(job: Job<'_>, change: &PullChange) -> Result<Emission, Refusal> {
    let PullChange { pull, base, change, add_reviewers, remove_reviewers } = change;
    if base.is_some() || !add_reviewers.is_empty() || !remove_reviewers.is_empty() {
        return Err(does_not_follow("a change of a pull request"));
    }
    labels_by_tea(job, change, std::slice::from_ref(pull))
}
