use steep_forge::operation::PullCreate;
use steep_forge::{Fidelity, Person, Refusal, Repository};
use steep_shell::{Arg, Script};

use super::{Job, UNFINISHED, behaviour, given};
use crate::Emission;
use crate::rest::words;
use crate::writes::{FromCommits, PUSH_FIRST};

/// A new pull request.
pub(super) fn emit(job: Job<'_>, create: &PullCreate) -> Result<Emission, Refusal> {
    let PullCreate {
        title,
        body,
        fill: _,
        base,
        head,
        draft,
        labels,
        assignees,
        reviewers,
        milestone,
        maintainer_edit,
    } = create;
    if !labels.is_empty() {
        return Err(lacking("labels of a new pull request"));
    }
    if !reviewers.is_empty() {
        return Err(lacking("reviewers of a new pull request"));
    }
    if !maintainer_edit {
        return Err(lacking("a branch that maintainers may not push to"));
    }
    let is_here = job.request.repository == Repository::Here;
    if !is_here && behaviour::opens_pulls_only_in_a_clone(job.release) {
        return Err(lacking("a pull request of a repository that is not that of the clone"));
    }
    let command = job.command(&["pulls", "create"])?;
    let asks = job.tea.login.is_none() && !behaviour::goes_on_unasked(job.release);
    if is_bare(create) && is_here && asks {
        // Without a flag it asks for everything, as gh does, and fails where there is nobody to ask.
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    }

    let commits = FromCommits::new(create);
    let title = match title {
        Some(title) => Arg::from(words::one(title)?),
        None => commits.title(),
    };
    let body = match body {
        Some(body) => Arg::from(given(body, "a description")?),
        None => commits.body(),
    };
    let mut command = command;
    if let Some(base) = base {
        command = command.flag("base", words::one(base)?)?;
    }
    match head {
        Some(head) => command = command.flag("head", words::one(head)?)?,
        None if is_here => {}
        None => {
            let branch = Script::call(["git", "branch", "--show-current"]);
            command = command.flag("head", Arg::output(branch))?;
        }
    }
    // A draft is a pull request whose title says so.
    let title = if *draft { Arg::text("WIP: ").join(title) } else { title };
    command = command.flag("title", title)?.flag("description", body)?;
    command = command.list("assignees", logins(assignees)?)?;
    if let Some(milestone) = milestone {
        command = command.flag("milestone", words::one(milestone)?)?;
    }

    let mut emission = job.finish(job.rest(), command.build()?);
    if let Some(difference) = commits.difference(create) {
        emission = emission.at_most(Fidelity::Equivalent).noting(difference);
    }
    Ok(if head.is_none() { emission.noting(PUSH_FIRST) } else { emission })
}

/// Whether nothing at all is given, so that the person is asked.
fn is_bare(create: &PullCreate) -> bool {
    create.title.is_none()
        && create.body.is_none()
        && create.fill.is_none()
        && create.base.is_none()
        && create.head.is_none()
        && !create.draft
        && create.assignees.is_empty()
        && create.milestone.is_none()
}

/// People by login.
///
/// # Errors
/// For the caller, whom tea does not know by another name, and for teams.
pub(super) fn logins(people: &[Person]) -> Result<Vec<Arg>, Refusal> {
    let login = |person: &Person| match person {
        Person::Login(login) | Person::App(login) => Ok(Arg::from(words::one(login)?)),
        Person::Me => Err(lacking("the caller as assignee")),
        Person::Team(_) => Err(lacking("a team as assignee")),
    };
    people.iter().map(login).collect()
}

fn lacking(feature: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("{feature} in tea") }
}
