//! A new pull request.

use steep_forge::operation::{PullCreate, PullFill};
use steep_forge::{Emission, Fidelity, Person, Refusal, Repository};
use steep_jq::Expr;
use steep_rest::{Json, Rest, words};
use steep_shell::{Arg, Redirection, Script, Simple, Word};

use crate::change::people::logins;
use crate::change::text::{one, text};
use crate::mention::Mention;
use crate::pull::commits::FromCommits;
use crate::pull::quietly;
use crate::rest::lookup::LookUp;
use crate::tea::{Job, UNFINISHED, Use, base_remote, described};
use crate::{change, tea};

/// What gh would offer to do.
pub(crate) const PUSH_FIRST: &str = "the branch has to be pushed already";

/// A new pull request: one request, with everything that it carries.
pub(crate) fn by_rest(mut rest: Rest<'_>, create: &PullCreate) -> Result<Emission, Refusal> {
    let PullCreate { title, body, fill, base, head, draft, labels, assignees, reviewers, milestone, maintainer_edit } =
        create;
    // The companion has the default branch for it, and the current one for the head; and it reads the commits.
    let is_told = rest.has_companion() && matches!(fill, None | Some(PullFill::Commits));
    let base = match base {
        Some(base) => Some(Arg::from(words::one(base)?)),
        None if is_told => None,
        None => Some(rest.default_branch("base")?),
    };
    let commits = match fill {
        Some(_) if is_told => FromCommits::told(create),
        Some(_) => {
            let head = head.as_ref().map(|head| words::one(&own_branch(head))).transpose()?;
            FromCommits::filled(&mut rest, create, base.clone().unwrap_or_default(), head.map(Arg::from))
        }
        None => FromCommits::last(),
    };
    let mut entries = Vec::new();
    if title.is_some() || !is_told {
        let title = title.as_ref().map_or_else(|| Ok(commits.title()), |title| words::one(title).map(Arg::from))?;
        // A draft is a pull request whose title says so.
        let title = if *draft { Arg::text("WIP: ").join(title) } else { title };
        entries.push(("title", Json::text(title)));
    } else if *draft {
        entries.push(("draft", Json::Fixed(Expr::boolean(true))));
    }
    match body {
        Some(body) => entries.push(("body", text(body)?)),
        // With a title it would be left empty.
        None if is_told && (title.is_none() || fill.is_some()) => {}
        None => entries.push(("body", Json::text(commits.body()))),
    }
    entries.extend(base.map(|base| ("base", Json::text(base))));
    match head {
        Some(head) => entries.push(("head", one(head)?)),
        None if rest.has_companion() => {}
        None => {
            let head = rest.set("head", pushed());
            entries.push(("head", Json::text(head)));
        }
    }
    if !labels.is_empty() {
        entries.push(("labels", rest.labels_named(labels)?));
    }
    if let Some(milestone) = milestone {
        entries.push(("milestone", rest.milestone(milestone)?));
    }
    if !assignees.is_empty() {
        entries.push(("assignees", logins(&mut rest, assignees)?));
    }
    entries.extend(reviewer_entries(&mut rest, reviewers)?);

    let url = rest.repo("pulls")?;
    let call = rest.send("POST", url).json(Json::object(entries));
    let filled = (is_told && fill.is_some()).then(|| call.clone().filled_in()).flatten();
    let main = filled.unwrap_or_else(|| change::showing_address(call));
    let surroundings = rest.surroundings();
    let mut emission = commits.judge(create, change::requests(rest, main)).noting_pull_address(surroundings);
    if create.head.is_none() {
        emission = emission.noting(PUSH_FIRST);
    }
    if !maintainer_edit {
        // It is what Gitea does anyway: permission is given to nobody unless the repository is set up so.
        emission = emission.noting("whether maintainers may push to the branch is a setting of the repository");
    }
    Ok(noting_teams(emission, reviewers))
}

/// The people and teams whose review is asked for, as fields of a body.
pub(crate) fn reviewer_entries(
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

/// Notes what the server does not say where it is asked for the review of a team.
pub(crate) fn noting_teams(emission: Emission, people: &[Person]) -> Emission {
    if !people.iter().any(|person| matches!(person, Person::Team(_))) {
        return emission;
    }
    let note = "a team can be asked in a repository of its organisation alone: in one of a user's, nobody is asked";
    emission.at_most(Fidelity::Equivalent).noting(note)
}

/// The branch without its owner: `OWNER:BRANCH`.
fn own_branch(head: &Word) -> Word {
    head.split_once(':').map_or_else(|| head.clone(), |(_, branch)| branch)
}

/// Prints `OWNER:BRANCH` of the branch that the current one is pushed to: the one of its name, or the one that it follows, on a remote
/// that has it as it is here. Fails where there is none, as gh does where it cannot ask.
fn pushed() -> Script {
    let branch = Arg::output(Script::call(["git", "symbolic-ref", "--short", "HEAD"]));
    let follows = ["git", "rev-parse", "--symbolic-full-name", "@{u}"].map(Arg::text);
    let at_head = ["git", "for-each-ref", "--points-at", "HEAD", "--format=%(refname:lstrip=2)"].map(Arg::text);
    let patterns = [Arg::text("refs/remotes/*/").join(branch), Arg::output(quietly(follows))];
    let read = Script::Simple(Simple {
        assignments: vec![("IFS".to_owned(), "/".into())],
        args: ["read", "-r", "remote", "branch"].map(Arg::text).into(),
        ..Simple::default()
    });
    let url = Script::call(["git".into(), "remote".into(), "get-url".into(), Arg::variable("remote")]);
    let owner = url.pipe(Script::call(["sed", "-E", r"s#.*[:/](.+)/.*#\1#"]));
    let head = Arg::output(owner).then(":").join(Arg::variable("branch"));
    let say = read.and(Script::call([Arg::text("echo"), head]));
    let say = Script::Or(Box::new(say), Box::new(push_first()));
    Script::call(at_head.into_iter().chain(patterns)).pipe(Script::Group(Box::new(say), Vec::new()))
}

/// Says so, and fails.
fn push_first() -> Script {
    let say = Script::Simple(Simple {
        args: ["echo", "push the branch first"].map(Arg::text).into(),
        redirections: vec![Redirection::ToError],
        ..Simple::default()
    });
    Script::Group(Box::new(Script::Sequence(vec![say, Script::call(["false"])])), Vec::new())
}

/// Fails where no remote has what is checked out under the name that it has here: tea asks for that name.
fn is_pushed() -> Script {
    let branch = Arg::output(Script::call(["git", "branch", "--show-current"]));
    let at_head = ["git", "branch", "-r", "--points-at", "HEAD", "--list"].map(Arg::text);
    let at_head = Script::call(at_head.into_iter().chain([Arg::text("*/").join(branch)]));
    let at_head = at_head.pipe(Script::call(["grep", "-q", "."]));
    Script::Or(Box::new(at_head), Box::new(push_first()))
}

/// Prints the name of the branch that the remote has checked out, as it says itself.
fn default_branch() -> Script {
    let ask = ["git", "ls-remote", "--symref"].map(Arg::text).into_iter();
    let ask = Script::call(ask.chain([Arg::output(base_remote()), "HEAD".into()]));
    ask.pipe(Script::call(["sed", "-n", r"s#^ref: refs/heads/\(.*\)[[:space:]]HEAD$#\1#p"]))
}

/// tea's command.
const CREATE: &[&str] = &["pulls", "create"];

/// A new pull request.
pub(crate) fn by_tea(job: Job<'_>, create: &PullCreate) -> Result<Emission, Refusal> {
    let PullCreate { title, body, fill, base, head, draft, labels, assignees, reviewers, milestone, maintainer_edit } =
        create;
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
    if !is_here && !job.can(CREATE, Use::With("repo")) {
        return Err(lacking("a pull request of a repository that is not that of the clone"));
    }
    let command = job.command(CREATE)?;
    let asks = job.tea.login.is_none() && job.can(CREATE, Use::Without("title"));
    if is_bare(create) && is_here && asks {
        // Without a flag it asks for everything, as gh does, and fails where there is nobody to ask.
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    }

    let mut rest = job.rest();
    let is_filled = fill.is_some() && (title.is_none() || body.is_none());
    let commits = if is_filled {
        if !is_here || head.is_some() || rest.has_companion() {
            return Err(lacking("a pull request of another branch that is filled in from its commits"));
        }
        let base = match base {
            Some(base) => Arg::from(words::one(base)?),
            // The branch that tea takes.
            None => rest.set("base", default_branch()),
        };
        FromCommits::filled(&mut rest, create, base, None)
    } else {
        FromCommits::last()
    };
    let title = match title {
        Some(title) => Arg::from(words::one(title)?),
        None => commits.title(),
    };
    let mut command = command;
    if let Some(base) = base {
        command = command.flag("base", words::one(base)?)?;
    }
    match head {
        Some(head) => command = command.flag("head", words::one(head)?)?,
        // It finds the branch that was pushed by itself.
        None if rest.has_companion() => return Err(lacking("one call that finds the pushed branch")),
        None => {
            // tea finds the branch by its name alone where none is as it is here.
            rest.step(is_pushed());
            if is_here {
                // It would take the remote that the main branch follows.
                command = command.flag("remote", Arg::output(base_remote()))?;
            } else {
                let branch = Script::call(["git", "branch", "--show-current"]);
                command = command.flag("head", Arg::output(branch))?;
            }
        }
    }
    // A draft is a pull request whose title says so.
    let title = if *draft { Arg::text("WIP: ").join(title) } else { title };
    command = command.flag("title", title)?;
    command = match body {
        Some(body) => described(job, CREATE, command, body)?,
        None => command.flag("description", commits.body())?,
    };
    command = command.list("assignees", tea::logins(assignees)?)?;
    if let Some(milestone) = milestone {
        command = command.flag("milestone", words::one(milestone)?)?;
    }

    let emission = commits.judge(create, job.finish(rest, command.build()?));
    Ok(if head.is_none() {
        emission.noting("the branch has to be pushed already, under the name that it has here")
    } else {
        emission
    })
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

fn lacking(feature: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("{feature} in tea") }
}
