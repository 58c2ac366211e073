//! Changing a repository.

use steep_forge::operation::{RepositoryChange, RepositoryFeature};
use steep_forge::{Emission, Fidelity, Loss, Refusal};
use steep_jq::{Expr, Operator, jq};
use steep_rest::{Jq, Json, Rest, Vars, words};
use steep_shell::{Arg, Script, Word};

use crate::change;
use crate::change::text::one;

/// Changes a repository: one request for its fields, one for its topics.
pub(crate) fn by_rest(mut rest: Rest<'_>, change: &RepositoryChange) -> Result<Emission, Refusal> {
    let RepositoryChange {
        name,
        description,
        homepage,
        default_branch,
        private,
        archived,
        features,
        add_topics,
        remove_topics,
    } = change;
    if let Some(branch) = default_branch {
        // The server says that it changes to a branch that is not there, and does not.
        let branch = rest.segment("branch", branch)?;
        let branch = rest.repo(Arg::text("branches/").join(branch))?;
        rest.step(change::silent(rest.get(branch)));
    }
    let mut entries = Vec::new();
    let texts =
        [("name", name), ("description", description), ("website", homepage), ("default_branch", default_branch)];
    for (key, value) in texts {
        if let Some(word) = value {
            entries.push((key, one(word)?));
        }
    }
    for (key, value) in [("private", private), ("archived", archived)] {
        entries.extend(value.map(|value| (key, Json::Fixed(Expr::boolean(value)))));
    }
    let (mut notes, mut losses): (Vec<String>, Vec<Loss>) = (Vec::new(), Vec::new());
    for (feature, on) in features {
        let state = if *on { "on" } else { "off" };
        match switch(*feature) {
            Switch::Field(field) => entries.push((field, Json::Fixed(Expr::boolean(*on)))),
            Switch::Like(field, note) => {
                entries.push((field, Json::Fixed(Expr::boolean(*on))));
                notes.push(note.to_owned());
            }
            Switch::Fixed(always, what, why) if always == *on => notes.push(format!("{what} {state}: {why}")),
            Switch::Fixed(_, what, why) => losses.push(Loss { what: format!("{what} {state}"), why: why.to_owned() }),
        }
    }
    let changes_topics = !add_topics.is_empty() || !remove_topics.is_empty();
    let topics = changes_topics.then(|| topics(&mut rest, add_topics, remove_topics)).transpose()?;
    let url = rest.repo("")?;
    let fields = (!entries.is_empty()).then(|| change::silent(rest.send("PATCH", url).json(Json::object(entries))));
    // gh has the clone follow a new name.
    let remote = match name {
        Some(name) if rest.is_here() => Some(new_address(name)?),
        _ => None,
    };
    let Some(main) = [fields, topics, remote].into_iter().flatten().reduce(Script::and) else {
        let whys = losses.into_iter().map(|loss| format!("{} ({})", loss.what, loss.why)).chain(notes);
        return Err(Refusal::NoEquivalent { feature: whys.collect::<Vec<_>>().join(", ") });
    };
    let mut emission = change::requests(rest, main);
    notes.dedup();
    for note in notes {
        emission = emission.at_most(Fidelity::Equivalent).noting(note);
    }
    Ok(losses.into_iter().fold(emission, |emission, loss| emission.losing(loss.what, loss.why)))
}

/// Sets the topics: those that are there, with some and without others. What is there is read before the first change.
fn topics(rest: &mut Rest<'_>, add: &[Word], remove: &[Word]) -> Result<Script, Refusal> {
    let url = rest.repo("topics")?;
    let mut vars = Vars::default();
    let mut topics = jq(".topics");
    for (names, operator) in [(add, Operator::Add), (remove, Operator::Subtract)] {
        let names: Result<Vec<Expr>, Refusal> = names.iter().map(|topic| vars.word("topic", topic)).collect();
        if let Some(names) = Expr::joined(names?, Operator::Comma) {
            topics = topics.binary(operator, names.listed());
        }
    }
    let program = jq("input | {topics: $_topics}").with("topics", topics);
    let body = rest.get(url.clone()).script().pipe(Jq::new(program).null_input().compact(true).vars(vars).script());
    let body = rest.set("topics", body);
    let content = Script::call([Arg::text("printf"), Arg::text("%s"), body]);
    Ok(content.pipe(change::silent(change::send_input(rest.send("PUT", url)))))
}

/// Gives the clone's `origin` the new name, in the place of the last part of its address.
fn new_address(name: &Word) -> Result<Script, Refusal> {
    let old = Arg::output(Script::call(["git", "remote", "get-url", "origin"]));
    let owner = Arg::output(Script::call([Arg::text("dirname"), old]));
    let new = owner.then("/").join(Arg::from(words::one(name)?)).then(".git");
    Ok(Script::call(["git", "remote", "set-url", "origin"].map(Arg::text).into_iter().chain([new])))
}

/// How a feature is turned on and off.
enum Switch {
    /// By this field.
    Field(&'static str),
    /// By this field; what is not quite the same about it.
    Like(&'static str, &'static str),
    /// Not at all: it is on (`true`) or off for every repository, and why.
    Fixed(bool, &'static str, &'static str),
}

const STYLES: &str = "Gitea's own styles, a rebase with a merge commit and fast-forward only, stay as they are";
const SECURITY: &str = "Gitea looks for no secrets and no vulnerabilities";

fn switch(feature: RepositoryFeature) -> Switch {
    match feature {
        RepositoryFeature::AdvancedSecurity => Switch::Fixed(false, "advanced security", SECURITY),
        RepositoryFeature::AutoMerge => {
            Switch::Fixed(true, "auto-merge", "Gitea always offers a merge when the checks succeed")
        }
        RepositoryFeature::BranchUpdates => {
            Switch::Fixed(true, "updates of a pull request's branch", "Gitea always offers them")
        }
        RepositoryFeature::DeleteBranchOnMerge => Switch::Like(
            "default_delete_branch_after_merge",
            "merges on the web page and by the API follow it; tea's keep the branch",
        ),
        RepositoryFeature::Discussions => Switch::Fixed(false, "discussions", "Gitea has none"),
        RepositoryFeature::Forking => Switch::Fixed(true, "forks", "on Gitea whoever sees a repository may fork it"),
        RepositoryFeature::Issues => Switch::Field("has_issues"),
        RepositoryFeature::MergeCommits => Switch::Like("allow_merge_commits", STYLES),
        RepositoryFeature::Projects => Switch::Field("has_projects"),
        RepositoryFeature::PushProtection => Switch::Fixed(false, "push protection", SECURITY),
        RepositoryFeature::RebaseMerge => Switch::Like("allow_rebase", STYLES),
        RepositoryFeature::SecretScanning => Switch::Fixed(false, "secret scanning", SECURITY),
        RepositoryFeature::SquashMerge => Switch::Like("allow_squash_merge", STYLES),
        RepositoryFeature::Template => Switch::Field("template"),
        RepositoryFeature::Wiki => Switch::Field("has_wiki"),
    }
}
