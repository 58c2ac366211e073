use steep_forge::Refusal;
use steep_forge::operation::WorkflowSwitch;
use steep_shell::Arg;

use crate::Emission;
use crate::rest::Rest;

/// Enables or disables a workflow.
pub(crate) fn workflow_switch(mut rest: Rest<'_>, switch: &WorkflowSwitch) -> Result<Emission, Refusal> {
    let file = rest.workflow(switch.workflow.as_ref())?;
    let what = if switch.on { "/enable" } else { "/disable" };
    let url = rest.repo(Arg::text("actions/workflows/").join(file).then(what))?;
    let main = rest.send("PUT", url).script();
    let emission = super::requests(rest, main);
    Ok(super::noting_workflow(emission, switch.workflow.as_ref()))
}
