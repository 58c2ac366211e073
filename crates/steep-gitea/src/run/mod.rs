//! Workflow runs.

pub(crate) mod delete;
pub(crate) mod download;
pub(crate) mod list;
pub(crate) mod lookup;
pub(crate) mod rerun;
pub(crate) mod view;
pub(crate) mod watch;

use steep_forge::operation::RunOperation;
use steep_forge::{Emission, Output, Refusal};
use steep_rest::Rest;

/// As curl, jq and git.
pub(crate) fn by_rest(rest: Rest<'_>, operation: &RunOperation, output: &Output) -> Result<Emission, Refusal> {
    match operation {
        RunOperation::List(list) => list::by_rest(rest, list, output),
        RunOperation::View(view) => view::by_rest(rest, view, output),
        RunOperation::Download(download) => download::by_rest(rest, download),
        RunOperation::Watch(watch) => watch::by_rest(rest, watch),
        RunOperation::Rerun(rerun) => rerun::by_rest(rest, rerun),
        RunOperation::Cancel(_) => {
            Err(Refusal::NoEquivalent { feature: "cancelling a workflow run: the API cannot".to_owned() })
        }
        RunOperation::Delete(run) => delete::by_rest(rest, run),
    }
}

/// Whether its plan asks for one answer or one list, and looks at whether that is an error.
pub(crate) fn looks_at_answers(operation: &RunOperation) -> bool {
    match operation {
        RunOperation::List(_) | RunOperation::View(_) | RunOperation::Watch(_) => true,
        RunOperation::Download(_) | RunOperation::Rerun(_) | RunOperation::Cancel(_) | RunOperation::Delete(_) => false,
    }
}
