//! Waiting for a run.

use steep_forge::operation::RunWatch;
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest, words};
use steep_shell::{Arg, Script};

use crate::run::lookup::run_id;
use crate::tool::CURL;

/// Waits until a run is over.
pub(crate) fn by_rest(mut rest: Rest<'_>, watch: &RunWatch) -> Result<Emission, Refusal> {
    let id = run_id(&mut rest, &watch.run)?;
    let run = rest.repo(Arg::text("actions/runs/").join(id))?;
    let options = if watch.exit_status { vec!["--exit-status".into()] } else { Vec::new() };
    if watch.interval.is_none()
        && let Some(script) = rest.get(run.clone()).commanding("watch", options)
    {
        return Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)));
    }
    // Empty until the run is over.
    // Without a number Gitea answers with a list, which has no status.
    let state =
        jq("if .status == \"completed\" then .conclusion elif .status then \"\" else error(\"no such run\") end");
    let look = Jq::over(state, true).raw().script();
    let look = rest.get(run).script().pipe(look);
    let seconds = match &watch.interval {
        Some(word) => Arg::from(words::one(word)?),
        None => Arg::text("3"),
    };
    let state = Arg::variable("state");
    let set = Script::Assign("state".to_owned(), Arg::output(look));
    let is_running = Script::call([Arg::text("test"), Arg::text("-z"), state.clone()]);
    let wait = Script::call([Arg::text("sleep"), seconds]);
    rest.step(Script::While(Box::new(set.and(is_running)), Box::new(wait)));
    rest.step(Script::call([Arg::text("test"), Arg::text("-n"), state.clone()]));
    let mut last = Script::call([Arg::text("echo"), state.clone()]);
    if watch.exit_status {
        last = last.and(Script::call([Arg::text("test"), state, Arg::text("="), Arg::text("success")]));
    }
    Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(last)))
}
