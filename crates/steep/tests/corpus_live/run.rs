//! Runs every command on every target.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, anyhow};
use steep::{Fidelity, Transpiler};

use crate::corpus_live::bench::Bench;
use crate::corpus_live::commands::{Command, Written, distinct};
use crate::corpus_live::filling::{ADDRESS, Filling, Known};
use crate::corpus_live::table::Outcome;
use crate::corpus_live::words::Words;

/// The targets, by their names as targets of live cases.
pub(crate) const TARGETS: [&str; 3] = ["tea@0.9.2", "tea@0.11.1", "curl"];

/// A command with what became of it on each target.
#[derive(Debug)]
pub(crate) struct Result {
    pub(crate) command: Command,
    pub(crate) outcomes: Vec<Outcome>,
}

/// One text to run, for all targets that have the same.
pub(crate) struct Job {
    /// Which command.
    command: usize,
    /// Which targets; the first decides which tea is there.
    pub(crate) targets: Vec<usize>,
    pub(crate) text: String,
    pub(crate) tool: String,
}

/// Runs everything, or what has `only` in its first place or its verb. `None`, said loudly, without a Gitea.
pub(crate) fn run_all(folder: &Path, filling: &Filling, only: Option<&str>) -> anyhow::Result<Option<Vec<Result>>> {
    let Some(bench) = Bench::start()? else { return Ok(None) };
    let known = bench.known()?;
    let commands = commands(folder, filling, &known, only)?;
    let words: Vec<Words> = commands
        .iter()
        .map(|command| Words::by_bash(command, &filling.environment(&command.verb, &known)))
        .collect::<anyhow::Result<_>>()?;
    let jobs: Vec<Job> = commands.iter().enumerate().flat_map(|(index, command)| jobs(index, command)).collect();
    let outcomes: Vec<Vec<Option<Outcome>>> = commands.iter().map(refusals).collect();
    let outcomes = Mutex::new(outcomes);
    let next = AtomicUsize::new(0);
    let work = |mut bench: Bench| -> anyhow::Result<()> {
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let command = &commands[job.command];
            let outcome = match bench.run(job, command, &words[job.command], filling, &known) {
                Ok(outcome) => outcome,
                Err(error) => {
                    // What state that left its server in is not known.
                    bench = Bench::start()?.context("Gitea is gone")?;
                    Outcome::Failed { text: job.text.clone(), why: format!("{error:#}") }
                }
            };
            let mut outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
            for target in &job.targets {
                outcomes[job.command][*target] = Some(outcome.clone());
            }
        }
        Ok(())
    };
    let mut benches = vec![bench];
    for _ in 1..thread::available_parallelism().map_or(2, usize::from) {
        benches.push(Bench::start()?.context("Gitea is gone")?);
    }
    thread::scope(|scope| -> anyhow::Result<()> {
        let workers: Vec<_> = benches.into_iter().map(|bench| scope.spawn(|| work(bench))).collect();
        for worker in workers {
            worker.join().map_err(|_| anyhow!("a thread that ran commands died"))??;
        }
        Ok(())
    })?;
    let outcomes = outcomes.into_inner().unwrap_or_else(PoisonError::into_inner);
    let results = commands.into_iter().zip(outcomes).map(|(command, outcomes)| {
        let outcomes = outcomes.into_iter().collect::<Option<Vec<Outcome>>>().context("a command was not run")?;
        Ok(Result { command, outcomes })
    });
    results.collect::<anyhow::Result<_>>().map(Some)
}

/// What is known without running anything.
fn refusals(command: &Command) -> Vec<Option<Outcome>> {
    let known = |written: &Written| match written {
        Written::Refused(category) => Some(Outcome::Refused(category.clone())),
        Written::Text(..) => None,
    };
    command.written.iter().map(known).collect()
}

fn commands(folder: &Path, filling: &Filling, known: &Known, only: Option<&str>) -> anyhow::Result<Vec<Command>> {
    let transpilers = TARGETS.map(|name| {
        let gitea = steep::Target::gitea(ADDRESS);
        let gitea = name.strip_prefix("tea@").map_or(gitea.clone(), |version| gitea.tea(version));
        let builder = Transpiler::builder().target(gitea).accept(Fidelity::Partial);
        filling.owners.iter().fold(builder, |builder, (old, new)| builder.map_owner(old, new)).build()
    });
    let transpilers = transpilers.into_iter().collect::<std::result::Result<Vec<_>, _>>()?;
    let mut commands = distinct(folder, &transpilers, filling, known)?;
    commands.retain(|command| {
        let place = command.places.first().map(|(file, line)| format!("{file}:{line} {}", command.verb));
        only.is_none_or(|only| place.is_some_and(|place| place.contains(only)))
    });
    Ok(commands)
}

fn jobs(index: usize, command: &Command) -> Vec<Job> {
    let mut jobs: Vec<Job> = Vec::new();
    for (target, written) in command.written.iter().enumerate() {
        let Written::Text(text, tool) = written else { continue };
        // What tea does depends on its version.
        match jobs.iter_mut().find(|job| job.text == *text && *tool != "tea") {
            Some(job) => job.targets.push(target),
            None => jobs.push(Job { command: index, targets: vec![target], text: text.clone(), tool: tool.clone() }),
        }
    }
    jobs
}
