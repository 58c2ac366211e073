//! Running a run again.

use steep_forge::operation::Rerun;
use steep_forge::{Emission, Item, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest};
use steep_shell::Arg;

use crate::change;
use crate::mention::Mention;

/// Runs a run, its failed jobs, or one job again.
pub(crate) fn by_rest(mut rest: Rest<'_>, rerun: &Rerun) -> Result<Emission, Refusal> {
    let Rerun { run, failed, job, debug } = rerun;
    // A run that is chosen from a list is only mentioned.
    let run = if *run == Item::Current { &Item::Unnamed } else { run };
    let path = match job {
        Some(job) => {
            let job = rest.numeric(job)?;
            let run = match run {
                Item::Unnamed => {
                    let url = rest.repo(Arg::text("actions/jobs/").join(job.clone()))?;
                    let ask = rest.get(url).script().pipe(Jq::over(jq(".run_id"), true).script());
                    rest.set("run", ask)
                }
                run => rest.number(run)?,
            };
            Arg::text("actions/runs/").join(run).then("/jobs/").join(job).then("/rerun")
        }
        None => {
            let run_path = Arg::text("actions/runs/").join(rest.number(run)?);
            if *failed && *run != Item::Unnamed {
                // The server says that it does, and does nothing.
                let url = rest.repo(run_path.clone())?;
                let is_green = jq(
                    "if input.conclusion == \"success\" then error(\"no job of the run has failed\") else empty end",
                );
                let look = rest.get(url).script().pipe(Jq::new(is_green).null_input().script());
                rest.step(look);
            }
            run_path.then(if *failed { "/rerun-failed-jobs" } else { "/rerun" })
        }
    };
    let url = rest.repo(path)?;
    let main = change::silent(rest.send("POST", url));
    let mut emission = change::requests(rest, main);
    if job.is_none() {
        emission = emission.noting_mention(run);
    }
    Ok(if *debug { emission.losing("--debug", "Gitea's runs have no debug logs") } else { emission })
}
