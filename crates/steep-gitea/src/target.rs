//! Gitea as a target: which of its programs says a request, and what else is known of it.

use steep_forge::{
    Credential, Emission, Fidelity, Filter, Hoisted, Identity, Operation, Output, Prefer, Refusal, Request, Service,
    SettingError, Surroundings, Target, Tool, WebPage,
};

use steep_rest::{Rest, functions_called};
use steep_shell::{Arg, Script};

use crate::gitea::{Gitea, Tea, release as server_release};
use crate::rest::since;
use crate::tea::Job;
use crate::tool::{COMPANION, CURL, TEA};
use crate::{
    api, auth, companion, issue, key, label, notice, organization, pull, release, repository, run, search, setting,
    tea, wishes, workflow,
};

/// Says `request` as curl, jq and git.
fn by_rest(request: &Request, target: &Gitea, surroundings: &Surroundings) -> Result<Emission, Refusal> {
    let narrowed = search::in_one_repository(request);
    let request = narrowed.as_ref().unwrap_or(request);
    said(rest_of(request, target, surroundings), request, target)
}

/// An empty form of `request` over the REST API.
fn rest_of<'a>(request: &'a Request, target: &'a Gitea, surroundings: &'a Surroundings) -> Rest<'a> {
    Rest::new(&request.repository, &target.connection, surroundings).changing(request.operation.changes())
}

/// Says `request` as requests to the REST API.
fn said(rest: Rest<'_>, request: &Request, target: &Gitea) -> Result<Emission, Refusal> {
    let output = &request.output;
    match &request.operation {
        Operation::Pull(pull) => pull::by_rest(rest, pull, output),
        Operation::Issue(issue) => issue::by_rest(rest, issue, output),
        Operation::Label(label) => label::by_rest(rest, label, output),
        Operation::Release(release) => release::by_rest(rest, release, output),
        Operation::Repository(repository) => repository::by_rest(rest, repository, output),
        Operation::Run(run) => run::by_rest(rest, run, output),
        Operation::Workflow(workflow) => workflow::by_rest(rest, workflow, output),
        Operation::Setting(setting) => setting::by_rest(rest, setting, output),
        Operation::Key(key) => key::by_rest(rest, key, output),
        Operation::Search(search) => search::by_rest(rest, search, output),
        Operation::Api(call) => api::by_rest(rest, target, call, output),
        Operation::Organization(organization) => organization::by_rest(rest, organization),
        Operation::Auth(auth) => auth::by_rest(rest, auth, output),
    }
}

/// Says `request` as a tea command.
///
/// # Errors
/// Where that version of tea cannot do all of it, or where its output would not do.
fn by_tea(request: &Request, target: &Gitea, tea: &Tea, surroundings: &Surroundings) -> Result<Emission, Refusal> {
    let job = Job::new(request, target, tea, surroundings)?;
    let own = by_its_verbs(job);
    if own.as_ref().is_ok_and(|emission| emission.fidelity > Fidelity::Partial) {
        return own;
    }
    match by_its_api(job) {
        Ok(emission) if own.as_ref().is_ok_and(|own| own.fidelity >= emission.fidelity) => own,
        Ok(emission) => Ok(emission),
        Err(_) => own,
    }
}

/// Says it as requests by tea: of what asks for one answer, or one list, and looks at whether that is an error.
fn by_its_api(job: Job<'_>) -> Result<Emission, Refusal> {
    let looks = match &job.request.operation {
        Operation::Pull(pull) => pull::looks_at_answers(pull),
        Operation::Issue(issue) => issue::looks_at_answers(issue),
        Operation::Run(run) => run::looks_at_answers(run),
        Operation::Search(search) => search::looks_at_answers(search),
        Operation::Api(_) => true,
        Operation::Label(_)
        | Operation::Release(_)
        | Operation::Repository(_)
        | Operation::Workflow(_)
        | Operation::Setting(_)
        | Operation::Key(_)
        | Operation::Organization(_)
        | Operation::Auth(_) => false,
    };
    if !looks {
        return Err(job.is_not_in_tea());
    }
    let (rest, record) = job.through_api()?;
    job.said_by_api(said(rest, job.request, job.target)?, &record)
}

/// Says it as a verb of tea's.
fn by_its_verbs(job: Job<'_>) -> Result<Emission, Refusal> {
    match &job.request.operation {
        Operation::Pull(pull) => pull::by_tea(job, pull),
        Operation::Issue(issue) => issue::by_tea(job, issue),
        Operation::Label(label) => label::by_tea(job, label),
        Operation::Release(release) => release::by_tea(job, release),
        Operation::Repository(repository) => repository::by_tea(job, repository),
        Operation::Auth(auth) => auth::by_tea(job, auth),
        Operation::Run(_)
        | Operation::Workflow(_)
        | Operation::Setting(_)
        | Operation::Key(_)
        | Operation::Search(_)
        | Operation::Api(_)
        | Operation::Organization(_) => Err(job.is_not_in_tea()),
    }
}

/// Why tea does not do the work, as a clause without a full stop.
fn why_not(tea: Result<Emission, Refusal>) -> String {
    match tea {
        Ok(partial) => {
            let lost: Vec<&str> = partial.losses.iter().map(|loss| loss.what.as_str()).collect();
            format!("it would lose {}", lost.join(", "))
        }
        Err(Refusal::NoEquivalent { feature }) => format!("it has nothing for {feature}"),
        Err(refusal) => refusal.to_string(),
    }
}

/// The shorter of two forms, as far as the other is as good as a reader needs.
fn shorter(emission: Emission, other: Result<Emission, Refusal>) -> Emission {
    match other {
        Ok(other) if other.fidelity > Fidelity::Partial && other.script.length() < emission.script.length() => other,
        _ => emission,
    }
}

/// What is said of a form that an older curl does not run.
const NEWER_CURL: &str = "it needs curl 7.82";

/// Whether it is said with `--json`.
fn is_brief(script: &Script) -> bool {
    script
        .calls()
        .iter()
        .any(|call| call.args.first() == Some(&Arg::text(CURL.as_str())) && call.args.contains(&Arg::text("--json")))
}

/// tea, where commands may use it.
fn tea_of(target: &Gitea, surroundings: &Surroundings) -> Option<Tea> {
    // tea acts as its configured login, whatever the environment says.
    let asked = target.version.as_ref().filter(|_| surroundings.identity == Identity::Configured)?;
    let version = tea::grammar::nearest(asked)?.version.to_owned();
    Some(Tea { version, program: target.program.clone(), login: target.login.clone() })
}

/// The tea versions whose grammar is known, oldest first.
#[must_use]
pub fn tea_versions() -> Vec<&'static str> {
    tea::grammar::grammars().iter().map(|grammar| grammar.version).collect()
}

impl Target for Gitea {
    /// `tea@0.9.2` or `curl`.
    fn name(&self) -> String {
        match &self.version {
            Some(version) => format!("tea@{version}"),
            None => "curl".to_owned(),
        }
    }

    fn host(&self) -> &str {
        &self.connection.host
    }

    fn credential(&self) -> &Credential {
        &self.connection.credential
    }

    fn client(&self) -> Option<Tool> {
        self.version.as_ref().map(|_| TEA)
    }

    fn check(&self) -> Result<(), SettingError> {
        if let Some(version) = &self.version
            && tea::grammar::nearest(version).is_none()
        {
            let known = tea_versions().join(", ");
            return Err(SettingError(format!("cannot write for tea {version}: known versions are {known}")));
        }
        if self.connection.address_in_variable && self.connection.companion.is_some() {
            let why = "cannot write calls of a companion with a connection from the environment: it has its own";
            return Err(SettingError(why.to_owned()));
        }
        if let Some(version) = &self.server
            && server_release(version).is_none()
        {
            return Err(SettingError(format!(
                "cannot write for Gitea {version}: a version is MAJOR.MINOR, such as 1.27"
            )));
        }
        for name in [Some(&self.program), self.login.as_ref(), self.connection.companion.as_ref()].into_iter().flatten()
        {
            let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "._/+-".contains(c));
            if !plain || name.is_empty() || name.starts_with('-') || name.ends_with('/') {
                return Err(SettingError(format!(
                    "cannot use `{name}` as a program or login name: only letters, digits and . _ / + - can stand there"
                )));
            }
        }
        Ok(())
    }

    fn remark(&self) -> Option<String> {
        let remarks: Vec<String> = self.of_tea().into_iter().chain(self.of_server()).collect();
        (!remarks.is_empty()).then(|| remarks.join("; "))
    }

    fn emit(&self, request: &Request, surroundings: &Surroundings) -> Result<Emission, Refusal> {
        if request.output == Output::Browser {
            return Err(Refusal::NoEquivalent { feature: "opening a browser".to_owned() });
        }
        if let Some(Filter::Jq(program)) = request.output.filter()
            && !steep_jq::is_readable(&program.display())
        {
            return Err(Refusal::NotYet { feature: "jq programs that are that deep or long".to_owned() });
        }
        if self.only_tea && self.version.is_some() {
            let emission = self.by_tea_alone(request, surroundings)?;
            return Ok(emission.judged_by(request, wishes::answer));
        }
        let by_tea = tea_of(self, surroundings).map(|tea| by_tea(request, self, &tea, surroundings));
        let emission = match by_tea {
            Some(Ok(emission)) if emission.fidelity > Fidelity::Partial => match surroundings.prefer {
                Prefer::Short => shorter(emission, by_rest(request, self, surroundings)),
                // One call of the companion is easier to read than several programs around tea.
                _ if self.connection.companion.is_some() && emission.script.calls().len() > 1 => {
                    match by_rest(request, self, surroundings) {
                        Ok(other) if other.fidelity >= emission.fidelity => shorter(emission, Ok(other)),
                        _ => emission,
                    }
                }
                Prefer::Readable | Prefer::Data => emission,
            },
            partial => match (by_rest(request, self, surroundings), partial) {
                // What tea can do only in part is done by it when the API cannot do more.
                (Ok(rest), Some(Ok(tea))) if rest.fidelity <= tea.fidelity => tea,
                (Err(_), Some(Ok(tea))) => tea,
                (rest, Some(tea)) => rest?.passing_over(why_not(tea)),
                (rest, None) => rest?,
            },
        };
        since::check(&emission.script, self)?;
        let emission = if is_brief(&emission.script) { emission.noting(NEWER_CURL) } else { emission };
        Ok(self.by_its_tool(emission).judged_by(request, wishes::answer))
    }

    fn shorter(&self, request: &Request, surroundings: &Surroundings) -> Option<(String, Emission)> {
        if self.connection.companion.is_some() || self.only_tea || self.connection.address_in_variable {
            return None;
        }
        let form = self.clone().companion(companion::NAME).emit(request, surroundings).ok()?;
        Some((format!("--companion {}", companion::NAME), form))
    }

    fn hoisted(&self, request: &Request, surroundings: &Surroundings, form: &Emission) -> Option<Hoisted> {
        if self.connection.companion.is_some() || form.tool == TEA {
            return None;
        }
        let narrowed = search::in_one_repository(request);
        let asked = narrowed.as_ref().unwrap_or(request);
        let rest = rest_of(asked, self, surroundings).calling_functions();
        let hoisted = said(rest, asked, self).ok()?;
        let functions = functions_called(&hoisted.script, &self.connection);
        let hoisted = hoisted.judged_by(request, wishes::answer);
        let is_same = hoisted.fidelity == form.fidelity && hoisted.losses == form.losses && hoisted.tool == form.tool;
        (is_same && !functions.is_empty()).then_some(Hoisted { script: hoisted.script, functions })
    }

    fn known_from(&self) -> Vec<String> {
        let tea = self.version.as_deref().and_then(tea::grammar::nearest);
        let tea = tea.map(|grammar| format!("tea {}: {}", grammar.version, grammar.known_from));
        let api = format!("Gitea's REST API: Gitea {}, run in steep's tests", crate::servers().join(" and "));
        tea.into_iter().chain([api]).collect()
    }

    fn instead_of(&self, service: Service) -> Option<&'static str> {
        Some(wishes::instead_of(service))
    }

    /// Gitea's paths differ for pull requests, files and folders.
    fn web_path(&self, page: WebPage<'_>) -> String {
        match page {
            WebPage::Pull { repository, rest } => format!("{repository}/pulls/{rest}"),
            WebPage::Tree { repository, is_commit: true, rest } => format!("{repository}/src/commit/{rest}"),
            WebPage::Tree { repository, is_commit: false, rest } => format!("{repository}/src/branch/{rest}"),
            WebPage::Other(path) => path.to_owned(),
        }
    }

    fn notice(&self) -> String {
        notice::of(self)
    }
}

impl Gitea {
    /// What is to be said of the version of tea.
    fn of_tea(&self) -> Option<String> {
        let asked = self.version.as_ref()?;
        let taken = tea::grammar::nearest(asked)?;
        let which =
            if tea::grammar::is_newest(taken) { "the newest known version" } else { "the nearest known one before it" };
        let other = (taken.version != asked).then(|| {
            format!(
                "tea {asked} is not a version that steep knows: commands are written for {}, {which}",
                taken.version
            )
        });
        let unproven = taken
            .third_party
            .then(|| format!("what is new in tea {} was not run: a third party lists it", taken.version));
        let remarks: Vec<String> = other.into_iter().chain(unproven).collect();
        (!remarks.is_empty()).then(|| remarks.join("; "))
    }

    /// What is to be said of a server that is older than those that steep is run against.
    fn of_server(&self) -> Option<String> {
        let asked = self.server.as_ref()?;
        let oldest = crate::servers().into_iter().next()?;
        let release = server_release(asked).filter(|release| Some(*release) < server_release(&oldest))?;
        let known = if release < since::OLDEST_DOCUMENT {
            ", and no API document of it was looked at"
        } else {
            ": which calls it has is known from API documents"
        };
        Some(format!("Gitea {asked} was not run{known}"))
    }

    /// The form in which tea does everything.
    ///
    /// # Errors
    /// Where that version does not, with the one that does.
    fn by_tea_alone(&self, request: &Request, surroundings: &Surroundings) -> Result<Emission, Refusal> {
        let Some(tea) = tea_of(self, surroundings) else {
            return Err(Refusal::NoEquivalent { feature: "another token than that of its login in tea".to_owned() });
        };
        let alone = |version: &str| {
            let tea = Tea { version: version.to_owned(), ..tea.clone() };
            by_tea(request, self, &tea, surroundings).and_then(|emission| {
                let asks = emission.script.args().contains(&&Arg::text(CURL.as_str()));
                let feature = "looking up what is meant in tea".to_owned();
                if asks { Err(Refusal::NoEquivalent { feature }) } else { Ok(emission) }
            })
        };
        alone(&tea.version).map_err(|refusal| {
            let (older, newer): (Vec<&str>, Vec<&str>) = tea_versions()
                .into_iter()
                .filter(|version| *version != tea.version && alone(version).is_ok())
                .partition(|version| tea::grammar::is_before(version, &tea.version));
            match (newer.first(), older.last()) {
                (Some(newer), _) => Refusal::NeedsNewer { what: format!("tea {newer} to be done by tea") },
                (None, Some(older)) => Refusal::NoEquivalent {
                    feature: format!("`{}` in tea {} (tea {older} could do it)", request.rule, tea.version),
                },
                (None, None) => refusal,
            }
        })
    }

    /// The form with the companion as its tool where that does the work of curl.
    fn by_its_tool(&self, mut emission: Emission) -> Emission {
        if let Some(companion) = &self.connection.companion
            && emission.tool == CURL
            && emission.script.args().contains(&&Arg::text(companion.clone()))
        {
            emission.tool = COMPANION;
        }
        emission
    }
}
