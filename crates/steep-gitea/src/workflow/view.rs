//! One workflow with its newest runs, or its file.

use steep_forge::operation::WorkflowView;
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest, words};
use steep_shell::Arg;

use crate::rest::workflows::Workflows;
use crate::tool::CURL;

/// The newest runs of the workflow `$file`, as a view shows them.
const RUNS: &str = "input.workflow_runs[] | select(.path | startswith($file + \"@\")) | \
                    [.status, .conclusion // \"\", .display_title, .head_branch // \"\", .event, .id] | join(\"\\t\")";

/// One workflow with its newest runs, or its file.
pub(crate) fn by_rest(mut rest: Rest<'_>, view: &WorkflowView) -> Result<Emission, Refusal> {
    let WorkflowView { workflow, reference, file } = view;
    let name = rest.workflow(workflow.as_ref())?;
    let address = rest.repo(Arg::text("actions/workflows/").join(name))?;
    let script = if *file {
        let path = rest.get(address).script().pipe(Jq::over(jq(".path"), true).raw().script());
        let path = rest.set("file", path);
        let raw = rest.repo(Arg::text("raw/").join(path))?;
        let mut call = rest.get(raw);
        if let Some(reference) = reference {
            call = call.query("ref", words::one(reference)?);
        }
        call.script()
    } else {
        let runs = rest.repo("actions/runs")?;
        let program = jq(
            "input | .id as $file | \"\\(.name) - \\(.id)\", \"state: \\(.state)\", \"recent runs:\", limit(5; $_runs)",
        )
        .with("runs", jq(RUNS));
        let call = rest.get(address).also(runs).query("limit", "50");
        call.script().pipe(Jq::new(program).null_input().raw().script())
    };
    let emission = Emission::new(CURL, Fidelity::Equivalent, rest.finish(script));
    Ok(match workflow {
        Some(_) => emission,
        None => emission.noting("no workflow is named: `<workflow>` stands in its place"),
    })
}
