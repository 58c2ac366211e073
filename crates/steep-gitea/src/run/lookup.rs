//! How a run is found, and the names of workflows.

use steep_forge::{Item, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest};
use steep_shell::Arg;

use crate::answer::Rows;

/// The table of workflow names, from file name to name, over the answer that lists them.
const NAMES: &str = "(.workflows | map({(.id): .name}) | add) // {}";

/// Rows of runs are programs of their own.
pub(crate) const NO_ROWS: Rows = Rows { exact: &[], brief: &[], in_companion: false };

/// The table of workflow names in a variable.
pub(crate) fn workflow_names(rest: &mut Rest<'_>) -> Result<Arg, Refusal> {
    let workflows = rest.repo("actions/workflows")?;
    let table = rest.get(workflows).script().pipe(Jq::over(jq(NAMES), true).compact(true).script());
    Ok(rest.set_once("names", || table))
}

/// The id of a run; where none is named, that of the latest.
pub(crate) fn run_id(rest: &mut Rest<'_>, run: &Item) -> Result<Arg, Refusal> {
    match run {
        Item::Current => {
            let runs = rest.repo("actions/runs")?;
            let latest = rest.get(runs).query("limit", "1").script();
            Ok(rest.set_once("run", || {
                latest.pipe(Jq::over(jq(".workflow_runs[0].id // error(\"no runs\")"), true).script())
            }))
        }
        other => rest.number(other),
    }
}
