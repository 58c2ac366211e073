use steep_forge::operation::{IssueChange, PullChange};
use steep_forge::{Item, Refusal};

use super::issue_edit::fields;
use super::pull_create::logins;
use super::{Job, open_pull};
use crate::Emission;

/// Changes a pull request.
pub(super) fn emit(job: Job<'_>, edit: &PullChange) -> Result<Emission, Refusal> {
    let PullChange { pull, base, change, add_reviewers, remove_reviewers } = edit;
    if base.is_some() {
        return Err(Refusal::NoEquivalent { feature: "another base of a pull request in tea".to_owned() });
    }
    if !remove_reviewers.is_empty() {
        return Err(Refusal::NoEquivalent { feature: "taking reviewers off in tea".to_owned() });
    }
    if *pull == Item::Unnamed || (*change == IssueChange::default() && add_reviewers.is_empty()) {
        return Err(Refusal::Ambiguous { why: "nothing is named".to_owned() });
    }
    // Before there was an edit of pull requests, that of issues changed what they share.
    let command = match job.command(&["pulls", "edit"]) {
        Ok(command) => command,
        Err(_) if add_reviewers.is_empty() => job.command(&["issues", "edit"])?,
        Err(why) => return Err(why),
    };
    let command = fields(command, change)?.list("add-reviewers", logins(add_reviewers)?)?;
    let command = command.positional(open_pull(job, pull)?)?;
    Ok(job.finish(job.rest(), command.build()?).noting_lookup(pull))
}
