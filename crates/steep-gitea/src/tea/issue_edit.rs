use steep_forge::operation::IssueChange;
use steep_forge::{Item, Refusal};

use super::{Job, TeaCommand, given, number};
use crate::Emission;
use crate::rest::words;

/// Changes issues.
pub(super) fn emit(job: Job<'_>, change: &IssueChange) -> Result<Emission, Refusal> {
    let mut command = fields(job.command(&["issues", "edit"])?, change)?;
    for issue in &change.issues {
        command = command.positional(number(issue)?)?;
    }
    if change.issues.is_empty() || change.issues.contains(&Item::Unnamed) {
        return Err(Refusal::Ambiguous { why: "no number is given".to_owned() });
    }
    Ok(job.finish(job.rest(), command.build()?))
}

/// The flags of what issues and pull requests share.
pub(super) fn fields(mut command: TeaCommand, change: &IssueChange) -> Result<TeaCommand, Refusal> {
    let IssueChange {
        issues: _,
        title,
        body,
        add_labels,
        remove_labels,
        add_assignees,
        remove_assignees,
        milestone,
        remove_milestone,
    } = change;
    let beyond = [
        (!add_labels.is_empty() || !remove_labels.is_empty(), "a change of labels that are checked"),
        (!add_assignees.is_empty() || !remove_assignees.is_empty(), "a change of assignees that keeps the others"),
        (*remove_milestone, "taking the milestone off"),
    ];
    if let Some((_, feature)) = beyond.iter().find(|(is_asked, _)| *is_asked) {
        return Err(Refusal::NoEquivalent { feature: format!("{feature} in tea") });
    }
    if let Some(title) = title {
        command = command.flag("title", words::one(title)?)?;
    }
    if let Some(body) = body {
        command = command.flag("description", given(body, "a description")?)?;
    }
    if let Some(milestone) = milestone {
        command = command.flag("milestone", words::one(milestone)?)?;
    }
    Ok(command)
}
