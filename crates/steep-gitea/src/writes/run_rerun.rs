use steep_forge::operation::Rerun;
use steep_forge::{Item, Refusal};
use steep_shell::Arg;

use crate::Emission;
use crate::rest::{Jq, Rest};

/// Runs a run, its failed jobs, or one job again.
pub(crate) fn run_rerun(mut rest: Rest<'_>, rerun: &Rerun) -> Result<Emission, Refusal> {
    let Rerun { run, failed, job, debug } = rerun;
    // A run that is chosen from a list is only mentioned.
    let run = if *run == Item::Current { &Item::Unnamed } else { run };
    let path = match job {
        Some(job) => {
            let job = rest.numeric(job)?;
            let run = match run {
                Item::Unnamed => {
                    let url = rest.repo(Arg::text("actions/jobs/").join(job.clone()))?;
                    let ask = rest.get(url).script().pipe(Jq::over(".run_id", true).script());
                    rest.set("run", ask)
                }
                run => rest.number(run)?,
            };
            Arg::text("actions/runs/").join(run).then("/jobs/").join(job).then("/rerun")
        }
        None => {
            let what = if *failed { "/rerun-failed-jobs" } else { "/rerun" };
            Arg::text("actions/runs/").join(rest.number(run)?).then(what)
        }
    };
    let url = rest.repo(path)?;
    let main = super::silent(rest.send("POST", url));
    let mut emission = super::requests(rest, main);
    if job.is_none() {
        emission = emission.noting_mention(run);
    }
    Ok(if *debug { emission.losing("--debug", "Gitea's runs have no debug logs") } else { emission })
}
