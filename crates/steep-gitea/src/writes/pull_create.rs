use steep_forge::operation::{PullCreate, PullFill};
use steep_forge::{Person, Refusal};
use steep_shell::{Arg, Script, Word};

use super::assignees::logins;
use super::text::{one, text};
use crate::Emission;
use crate::rest::{Jq, Json, Rest, words};

/// A new pull request: one request, with everything that it carries.
pub(crate) fn pull_create(mut rest: Rest<'_>, create: &PullCreate) -> Result<Emission, Refusal> {
    let PullCreate {
        title,
        body,
        fill,
        base,
        head,
        draft,
        labels,
        assignees,
        reviewers,
        milestone,
        maintainer_edit,
    } = create;
    let defaults = Defaults::new(*fill, base.as_ref());
    let title = match title {
        Some(title) => Arg::from(words::one(title)?),
        None => defaults.title(),
    };
    // A draft is a pull request whose title says so.
    let title = if *draft { Arg::text("WIP: ").join(title) } else { title };
    let body = match body {
        Some(body) => text(body)?,
        None => Json::text(defaults.body()),
    };
    let base = match base {
        Some(base) => one(base)?,
        None => Json::text(default_branch(&mut rest)?),
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
    let main = super::showing_address(&rest, call);
    let mut emission = super::requests(rest, main);
    for note in defaults.notes(create) {
        emission = emission.noting(note);
    }
    if !maintainer_edit {
        // It is what Gitea does anyway: permission is given to nobody unless the repository is set up so.
        emission = emission.noting("whether maintainers may push to the branch is a setting of the repository");
    }
    Ok(emission)
}

/// The people and teams whose review is asked for, as fields of a body.
pub(super) fn reviewer_entries(rest: &mut Rest<'_>, reviewers: &[Person]) -> Result<Vec<(&'static str, Json)>, Refusal> {
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

fn default_branch(rest: &mut Rest<'_>) -> Result<Arg, Refusal> {
    let repository = rest.repo("")?;
    let ask = rest.get(repository).script().pipe(Jq::over(".default_branch", true).raw().script());
    Ok(rest.set("base", ask))
}

/// Title and description where none are given: from the commits, as the source fills or offers them.
#[derive(Clone, Debug)]
pub(crate) struct Defaults {
    fill: Option<PullFill>,
    /// What is not on the base: `origin/main..`.
    range: Arg,
}

impl Defaults {
    /// Those of a pull request into `base`.
    pub(crate) fn new(fill: Option<PullFill>, base: Option<&Word>) -> Self {
        let base = match base {
            Some(base) => Arg::from(words::one(base).unwrap_or_else(|_| base.clone())),
            // What `git clone` sets it to: the default branch.
            None => Arg::text("HEAD"),
        };
        Defaults { fill, range: Arg::text("origin/").join(base).then("..") }
    }

    /// The title.
    pub(crate) fn title(&self) -> Arg {
        let subject = Script::call(["git", "log", "-1", "--format=%s"]);
        match self.fill {
            None | Some(PullFill::Commits) => Arg::output(subject),
            Some(PullFill::FirstCommit) => Arg::output(self.log("--format=%s").pipe(Script::call(["tail", "-n", "1"]))),
            Some(PullFill::Verbose) => {
                let branch = Script::call(["git", "branch", "--show-current"]);
                Arg::output(branch.pipe(Script::call(["tr", "_-", "  "])))
            }
        }
    }

    /// The description.
    pub(crate) fn body(&self) -> Arg {
        match self.fill {
            None | Some(PullFill::Commits) => Arg::output(Script::call(["git", "log", "-1", "--format=%b"])),
            Some(PullFill::FirstCommit) => {
                let first = Arg::output(self.log("--format=%H").pipe(Script::call(["tail", "-n", "1"])));
                let args: [Arg; 5] = ["git".into(), "log".into(), "-1".into(), "--format=%b".into(), first];
                Arg::output(Script::call(args))
            }
            Some(PullFill::Verbose) => Arg::output(self.log("--format=- **%s**%n%w(0,2,2)%b")),
        }
    }

    fn log(&self, format: &str) -> Script {
        let args: [Arg; 4] = ["git".into(), "log".into(), format.into(), self.range.clone()];
        match self.fill {
            Some(PullFill::Verbose) => {
                let [git, log, format, range] = args;
                Script::call([git, log, "--reverse".into(), format, range])
            }
            _ => Script::call(args),
        }
    }

    /// What the reader should know about them.
    pub(crate) fn notes(&self, create: &PullCreate) -> Vec<&'static str> {
        let mut notes = Vec::new();
        let is_open = create.title.is_none() || create.body.is_none();
        if is_open && create.fill.is_none() {
            notes.push("what is not given is taken from the last commit; gh asks for it");
        }
        if is_open && create.fill == Some(PullFill::Commits) {
            notes.push("of several commits this takes the last one; gh takes the branch name and the list of subjects");
        }
        if create.head.is_none() {
            notes.push("the branch has to be pushed already");
        }
        notes
    }
}

