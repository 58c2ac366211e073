//! Enabling and disabling a workflow.

use steep_forge::operation::WorkflowSwitch;
use steep_forge::{Emission, Refusal};
use steep_rest::Rest;
use steep_shell::Arg;

use crate::change;
use crate::change::noting_workflow;
use crate::rest::workflows::Workflows;

/// Enables or disables a workflow.
pub(crate) fn by_rest(mut rest: Rest<'_>, switch: &WorkflowSwitch) -> Result<Emission, Refusal> {
    let file = rest.workflow(switch.workflow.as_ref())?;
    let what = if switch.on { "/enable" } else { "/disable" };
    let url = rest.repo(Arg::text("actions/workflows/").join(file).then(what))?;
    let main = rest.send("PUT", url).script();
    let emission = change::requests(rest, main);
    Ok(noting_workflow(emission, switch.workflow.as_ref()))
}
