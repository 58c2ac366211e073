use steep_forge::operation::PullCreate;
use steep_forge::{Fidelity, Person, Refusal};
use steep_shell::{Arg, Script};

use super::assignees::logins;
use super::commits::FromCommits;
use super::text::{one, text};
use crate::Emission;
use crate::rest::{Json, Rest, words};

/// What gh would offer to do.
pub(crate) const PUSH_FIRST: &str = "the branch has to be pushed already";

/// A new pull request: one request, with everything that it carries.
pub(crate) fn pull_create(mut rest: Rest<'_>, create: &PullCreate) -> Result<Emission, Refusal> {
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
    let commits = FromCommits::new(create);
    let title = match title {
        Some(title) => Arg::from(words::one(title)?),
        None => commits.title(),
    };
    // A draft is a pull request whose title says so.
    let title = if *draft { Arg::text("WIP: ").join(title) } else { title };
    let body = match body {
        Some(body) => text(body)?,
        None => Json::text(commits.body()),
    };
    let base = match base {
        Some(base) => one(base)?,
        None => Json::text(rest.default_branch("base")?),
    };
    let head = match head {
        Some(head) => one(head)?,
        None => Json::text(current_branch()),
    };
    let mut entries = vec![("title", Json::text(title)), ("body", body), ("base", base), ("head", head)];
    if !labels.is_empty() {
        entries.push(("labels", Json::Value(rest.label_ids(labels)?)));
    }
    if let Some(milestone) = milestone {
        entries.push(("milestone", Json::Value(rest.milestone_id(milestone)?)));
    }
    if !assignees.is_empty() {
        entries.push(("assignees", logins(&mut rest, assignees)?));
    }
    entries.extend(reviewer_entries(&mut rest, reviewers)?);

    let url = rest.repo("pulls")?;
    let call = rest.send("POST", url).json(Json::object(entries));
    let main = super::showing_address(call);
    let mut emission = super::requests(rest, main);
    if let Some(difference) = commits.difference(create) {
        emission = emission.at_most(Fidelity::Equivalent).noting(difference);
    }
    if create.head.is_none() {
        emission = emission.noting(PUSH_FIRST);
    }
    if !maintainer_edit {
        // It is what Gitea does anyway: permission is given to nobody unless the repository is set up so.
        emission = emission.noting("whether maintainers may push to the branch is a setting of the repository");
    }
    Ok(emission)
}

/// The people and teams whose review is asked for, as fields of a body.
pub(super) fn reviewer_entries(
    rest: &mut Rest<'_>,
    reviewers: &[Person],
) -> Result<Vec<(&'static str, Json)>, Refusal> {
    let (teams, people): (Vec<Person>, Vec<Person>) =
        reviewers.iter().cloned().partition(|reviewer| matches!(reviewer, Person::Team(_)));
    let mut entries = Vec::new();
    if !people.is_empty() {
        entries.push(("reviewers", logins(rest, &people)?));
    }
    let mut names = Vec::new();
    for team in &teams {
        let Person::Team(team) = team else { continue };
        // `ORG/TEAM`: a team always belongs to the repository's own organisation.
        let name = team.split_once('/').map_or_else(|| team.clone(), |(_, name)| name);
        names.push(one(&name)?);
    }
    if !names.is_empty() {
        entries.push(("team_reviewers", Json::List(names)));
    }
    Ok(entries)
}

/// `$(git branch --show-current)`
fn current_branch() -> Arg {
    Arg::output(Script::call(["git", "branch", "--show-current"]))
}
