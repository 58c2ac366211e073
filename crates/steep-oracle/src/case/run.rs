//! Runs every case.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Result, anyhow, ensure};

use super::further;
use super::pool::Pool;
use super::report::{Report, Row};
use super::sandbox::{self, Sandbox, Site};
use super::setting::Setting;
use super::watch::Watch;
use super::{Case, GIVEN_TARGETS, Job, LOGIN, Operation, Rewrite, Rewriting, TARGETS, Target, expectation};
use crate::Live;
use crate::obtain::gitea;
use crate::oracle::{Oracle, skip};

/// A plain POSIX shell first: it is the stricter judge.
const SHELLS: &[&str] = &["dash", "bash"];

/// The variable of the environment that names the only shell to run.
const ONLY_SHELL: &str = "STEEP_LIVE_SHELL";

/// The variable of the environment that names the only target to run.
pub(super) const ONLY_TARGET: &str = "STEEP_LIVE_TARGET";

/// Than there are processors: much of a run is waiting for a server.
const MORE_WORKERS: usize = 6;

/// A case that did not do what it should.
#[derive(Clone, Debug)]
pub struct Failure {
    /// `pr-list, an empty list`
    pub case: String,
    /// On which targets.
    pub targets: Vec<&'static str>,
    /// By which shell; empty when nothing was run.
    pub shell: &'static str,
    /// What gh's text became.
    pub text: String,
    /// What is wrong.
    pub why: String,
}

/// One text to run: a case with all targets whose rewriting is the same.
struct Run<'a> {
    operation: &'a str,
    case: &'a Case,
    /// The first decides which tea is there.
    targets: Vec<&'static Target>,
    rewriting: Rewriting,
    shells: Vec<&'static str>,
    /// It is what the other preference makes of the text: data where the case is about what a reader sees, a reader's form
    /// where it is about data. It is compared by what it shows, and not counted.
    other_form: bool,
}

/// Runs every case of `operations` for every target whose tea is here, by every shell. `None`, said loudly, without a
/// Gitea.
///
/// # Errors
/// When the fixture cannot be served; what is wrong with a case is part of the report.
pub fn run_all(operations: &[Operation], rewrite: Rewrite<'_>) -> Result<Option<Report>> {
    let Some(live) = Live::start()? else { return Ok(None) };
    let given = GIVEN_TARGETS.iter().filter(|target| is_given(target));
    let targets: Vec<&'static Target> = TARGETS.iter().filter(|target| is_here(target)).chain(given).collect();
    sandbox::skip_missing_jq();
    let server = gitea::chosen().version;
    let on_server = super::on_server(operations, server);
    let operations = on_server.as_slice();
    let mut report = Report::new(server, operations, &targets);
    let mut jobs = Vec::new();
    let further = further::here();
    for operation in operations {
        for case in &operation.cases {
            if let Some(absent) = case.needs.iter().find(|program| !sandbox::has(program)) {
                skip(&format!("{absent} is not here, so `{}, {}` is not run", operation.name, case.name));
                continue;
            }
            let mut prepared = prepare(operation, case, &targets, rewrite, &live.server.url(), &mut report);
            for job in prepared.iter_mut().filter(|job| !job.other_form) {
                further::add(&mut job.shells, &operation.name, case, &further);
            }
            jobs.extend(prepared);
        }
    }
    if let Ok(only) = std::env::var(ONLY_SHELL) {
        further::only(&only, jobs.iter_mut().map(|job| (job.case, &mut job.shells)));
    }
    let site = Site::new(live.server.url());
    let workers = thread::available_parallelism().map_or(2, usize::from) + MORE_WORKERS;
    let pool = Pool::for_users(workers);
    let next = AtomicUsize::new(0);
    let report = Mutex::new(report);
    let watch = Watch::new(&live)?;
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let failures = run_job(job, rewrite, (&site, &live, &watch), &pool);
                    if let Ok(mut report) = report.lock() {
                        job.count(failures, &mut report);
                    }
                }
            });
        }
    });
    Ok(Some(report.into_inner().map_err(|_| anyhow!("a thread that ran cases died"))?))
}

/// What [`run_all`] reports on each server when every case does what it should, without running any.
#[must_use]
pub fn expected(operations: &[Operation], rewrite: Rewrite<'_>) -> Vec<Report> {
    // What is written does not depend on the server, and to write it is all that this does.
    let known: Mutex<BTreeMap<(&str, String, bool), Rewriting>> = Mutex::default();
    let rewrite_once = |job: Job<'_>| {
        let key = (job.target.name, job.text.to_owned(), job.data);
        let before = known.lock().ok().and_then(|known| known.get(&key).cloned());
        before.unwrap_or_else(|| {
            let rewriting = rewrite(job);
            if let Ok(mut known) = known.lock() {
                known.insert(key, rewriting.clone());
            }
            rewriting
        })
    };
    let on = |server| expected_on(server, &super::on_server(operations, server), &rewrite_once);
    gitea::versions().into_iter().map(on).collect()
}

fn expected_on(server: &'static str, operations: &[Operation], rewrite: Rewrite<'_>) -> Report {
    let targets: Vec<&'static Target> = TARGETS.iter().collect();
    let mut report = Report::new(server, operations, &targets);
    for operation in operations {
        for case in &operation.cases {
            for job in prepare(operation, case, &targets, rewrite, "http://127.0.0.1:3000", &mut report) {
                // What is known to fail does, and all else passes.
                let known = job.known().filter(|_| !job.other_form);
                job.count(known.map(|why| job.failure(why.to_owned())).into_iter().collect(), &mut report);
            }
        }
    }
    report
}

fn is_given(target: &Target) -> bool {
    let is_asked = std::env::var(ONLY_TARGET).is_ok_and(|only| only == target.name);
    is_asked && target.tea.and_then(|version| Oracle::named("tea", version)).and_then(Oracle::path).is_some()
}

fn is_here(target: &Target) -> bool {
    if std::env::var(ONLY_TARGET).is_ok_and(|only| only != target.name) {
        return false;
    }
    let Some(version) = target.tea else { return true };
    let here = Oracle::named("tea", version).and_then(Oracle::path).is_some();
    if !here {
        skip(&format!("tea {version} is not here, so nothing is run for {}", target.name));
    }
    here
}

/// What is to be run of a case. Refusals are decided here: there is nothing to run.
fn prepare<'a>(
    operation: &'a Operation,
    case: &'a Case,
    targets: &[&'static Target],
    rewrite: Rewrite<'_>,
    url: &str,
    report: &mut Report,
) -> Vec<Run<'a>> {
    let mut by_text: BTreeMap<(String, bool), Run<'a>> = BTreeMap::new();
    let mut others: BTreeMap<String, Run<'a>> = BTreeMap::new();
    for target in targets.iter().filter(|target| case.is_for(target, &operation.name)) {
        let rewriting = rewrite(case.job(target, url));
        let outcome = match case.refused_on(target) {
            Some(category) => refused(case, category, &rewriting).map(|()| true),
            None => rewritten(&rewriting).map(|()| false),
        };
        match outcome {
            Ok(true) => report.row(&operation.name).refused(target.name),
            // The known ones fail already here.
            Err(_) if case.known_on(target).is_some() => report.row(&operation.name).known(target.name),
            Err(error) => {
                let failure = Failure {
                    case: format!("{}, {}", operation.name, case.name),
                    targets: vec![target.name],
                    shell: "",
                    text: rewriting.text,
                    why: format!("{error:#}"),
                };
                report.row(&operation.name).failed(target.name);
                report.failures.push(failure);
            }
            Ok(false) => {
                let other = rewrite(case.other_job(target, url));
                // What the other preference makes of it does not depend on the layout.
                let is_other = other.text != rewriting.text && !target.is_layout_of_curl();
                if is_other && !case.mutates() && case.known_on(target).is_none() {
                    let run = || Run {
                        operation: &operation.name,
                        case,
                        targets: Vec::new(),
                        rewriting: other.clone(),
                        shells: case.shells().iter().take(1).copied().collect(),
                        other_form: true,
                    };
                    others.entry(key(case, target, &other)).or_insert_with(run).targets.push(target);
                }
                let key = key(case, target, &rewriting);
                by_text
                    .entry((key, case.known_on(target).is_some()))
                    .or_insert_with(|| Run {
                        operation: &operation.name,
                        case,
                        targets: Vec::new(),
                        rewriting,
                        shells: case.shells().to_vec(),
                        other_form: false,
                    })
                    .targets
                    .push(target);
            }
        }
    }
    let mut jobs: Vec<Run<'a>> = by_text.into_values().collect();
    // The companion is tested by itself with all shells, and functions are the same in all texts, so each of their forms is run
    // by one of them, in turns.
    for job in jobs.iter_mut().filter(|job| job.targets.iter().all(|target| target.is_layout_of_curl())) {
        let nth = case.name.len() % case.shells().len().max(1);
        job.shells = case.shells().iter().skip(nth).take(1).copied().collect();
    }
    if case.mutates() && jobs.len() > 1 {
        // A server for each run is dear: of several texts each is run by one shell, and together they are by all.
        for (job, shell) in jobs.iter_mut().zip(case.shells().chunks(1).cycle()) {
            job.shells = shell.to_vec();
        }
    }
    jobs.extend(others.into_values());
    jobs
}

/// Targets with the same key are run once.
fn key(case: &Case, target: &Target, rewriting: &Rewriting) -> String {
    if !rewriting.tools.contains_key("tea") {
        // Whatever tea is there.
        return rewriting.text.clone();
    }
    let mut text = rewriting.text.clone();
    if case.mutates() {
        // Who tea acts as decides what it says of itself, which is not looked at here, and a server for each run is dear.
        text = text.replace(&format!(" --login {LOGIN}"), "");
    }
    format!("{} {text}", target.tea.unwrap_or_default())
}

fn refused(case: &Case, category: &str, rewriting: &Rewriting) -> Result<()> {
    let Some((found, why)) = rewriting.stays.first() else {
        return Err(anyhow!("it is rewritten and not refused"));
    };
    ensure!(found == category, "it is refused as {found} ({why}) and not as {category}");
    if let Some(part) = &case.reason {
        ensure!(why.contains(part), "the reason lacks {part:?}: {why}");
    }
    ensure!(rewriting.text == case.gh, "it is refused and changed nevertheless");
    Ok(())
}

fn rewritten(rewriting: &Rewriting) -> Result<()> {
    if let Some((category, why)) = rewriting.stays.first() {
        return Err(anyhow!("it is refused as {category}: {why}"));
    }
    ensure!(!rewriting.tools.is_empty(), "no gh command was found in it");
    Ok(())
}

impl Case {
    fn shells(&self) -> &'static [&'static str] {
        if self.bash.is_some() { &["bash"] } else { SHELLS }
    }
}

impl Run<'_> {
    fn count(&self, failures: Vec<Failure>, report: &mut Report) {
        if self.other_form {
            report.failures.extend(failures);
            return;
        }
        for target in &self.targets {
            let known = self.case.known_on(target).is_some();
            let row: &mut Row = report.row(self.operation);
            match (failures.is_empty(), known) {
                (true, false) => row.passed(target.name, &self.rewriting.tools),
                (false, true) => row.known(target.name),
                (true, true) | (false, false) => row.failed(target.name),
            }
        }
        match self.known() {
            None => report.failures.extend(failures),
            Some(known) if failures.is_empty() => {
                let why = format!("it is known to fail ({known}) and does not any more: take that out");
                report.failures.push(self.failure(why));
            }
            Some(_) => {}
        }
    }

    /// Why it is known to fail.
    fn known(&self) -> Option<&str> {
        self.targets.first().and_then(|target| self.case.known_on(target))
    }

    fn failure(&self, why: String) -> Failure {
        Failure {
            case: self.name(),
            targets: self.targets.iter().map(|target| target.name).collect(),
            shell: "",
            text: self.rewriting.text.clone(),
            why,
        }
    }

    fn name(&self) -> String {
        let form = if self.other_form { " (in the other form)" } else { "" };
        format!("{}, {}{form}", self.operation, self.case.name)
    }
}

fn run_job(job: &Run<'_>, rewrite: Rewrite<'_>, shared: (&Site, &Live, &Watch<'_>), pool: &Pool) -> Vec<Failure> {
    let mut failures = Vec::new();
    for &shell in &job.shells {
        let mut text = job.rewriting.text.clone();
        // What is known to fail, and what is looked at besides, is run as it stands.
        let setting = if job.other_form || job.known().is_some() {
            Setting::Plain
        } else {
            Setting::of(job.operation, job.case, shell)
        };
        if let Err(error) = run_once(job, setting, rewrite, shared, pool, shell, &mut text) {
            let targets = job.targets.iter().map(|target| target.name).collect();
            let case = match setting {
                Setting::Plain => job.name(),
                other => format!("{} (setting: {})", job.name(), other.name()),
            };
            failures.push(Failure { case, targets, shell, text, why: format!("{error:#}") });
        }
    }
    failures
}

fn run_once(
    job: &Run<'_>,
    setting: Setting,
    rewrite: Rewrite<'_>,
    shared: (&Site, &Live, &Watch<'_>),
    pool: &Pool,
    shell: &str,
    text: &mut String,
) -> Result<()> {
    let target = job.targets.first().ok_or_else(|| anyhow!("a job without a target"))?;
    let around = setting.around(&job.case.gh, shell);
    let again = |live: &Live| {
        let rewriting = rewrite(Job { text: &around, ..job.case.job(target, &live.server.url()) });
        rewritten(&rewriting).map(|()| (rewriting.text, rewriting.programs))
    };
    if !job.case.mutates() {
        let programs = &job.rewriting.programs;
        if setting != Setting::Plain {
            *text = again(shared.1)?.0;
        }
        let (site, live, watch) = shared;
        return watch.during(&job.name(), || run_on((site, live), job, target, shell, (text, programs)));
    }
    pool.with(|site, live| {
        // It has an address of its own.
        let (there, programs) = again(live)?;
        *text = there;
        run_on((site, live), job, target, shell, (text, &programs))
    })
}

fn run_on(
    (site, live): (&Site, &Live),
    job: &Run<'_>,
    target: &Target,
    shell: &str,
    (text, programs): (&str, &BTreeMap<String, String>),
) -> Result<()> {
    let case = job.case;
    let sandbox = Sandbox::prepare(case, target, site, live)?;
    for change in &case.before {
        let body = change.body.as_ref().map(serde_json::to_value).transpose()?;
        live.server.api(Some(live.token(&change.by))).call(&change.send, &change.to, body.as_ref())?;
    }
    sandbox.put_scripts(programs, shell)?;
    let done = sandbox.run(shell, text, case, live)?;
    let compared = if job.other_form {
        expectation::compare_shown(case, &done, live)
    } else {
        expectation::compare(case, &done, &sandbox, live)
    };
    compared.map_err(|error| {
        anyhow!(
            "{error:#}\nstatus {}, standard output:\n{}\nstandard error:\n{}",
            done.status,
            done.stdout.trim_end(),
            done.stderr.trim_end()
        )
    })
}
