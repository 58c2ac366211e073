//! Workflows: lists and views.

use steep_forge::operation::{WorkflowList, WorkflowView};
use steep_forge::{Fidelity, Output, Refusal};
use steep_shell::Arg;

use super::present::{self, Conditions, Form, Rows};
use crate::projection::WORKFLOW;
use crate::rest::paging::Listing;
use crate::rest::{Jq, Rest, words};
use crate::{Emission, Tool};

/// gh's columns: name, state, id. Gitea's id is the file's name.
const ROWS: Rows = Rows { exact: &[".name", ".state", ".id"], brief: &[".name", ".state", ".id"] };

/// The newest runs of the workflow `$file`, as a view shows them.
const RUNS: &str = "input.workflow_runs[] | select(.path | startswith($file + \"@\")) | \
                    [.status, .conclusion // \"\", .display_title, .head_branch // \"\", .event, .id] | join(\"\\t\")";

/// Workflows of a repository.
pub(crate) fn workflow_list(mut rest: Rest<'_>, list: &WorkflowList, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &WORKFLOW, output, true, &ROWS)?;
    let workflows = rest.repo("actions/workflows")?;
    let mut listing = Listing::new(rest.get(workflows), Some(list.limit.clone())).wrapped_in("workflows").whole();
    if !list.all {
        listing.select(".state == \"active\"");
    }
    let columns_are_ids = *output == Output::Reader && rest.is_consumed();
    let emission = present::list(rest, listing.items(), &WORKFLOW, &form, &Conditions::default(), None)?;
    Ok(if columns_are_ids {
        emission.at_most(Fidelity::Equivalent).noting("a workflow's id is its file's name")
    } else {
        emission
    })
}

/// One workflow with its newest runs, or its file.
pub(crate) fn workflow_view(mut rest: Rest<'_>, view: &WorkflowView) -> Result<Emission, Refusal> {
    let WorkflowView { workflow, reference, file } = view;
    let name = rest.workflow(workflow.as_ref())?;
    let address = rest.repo(Arg::text("actions/workflows/").join(name))?;
    let script = if *file {
        let path = rest.get(address).script().pipe(Jq::over(".path", true).raw().script());
        let path = rest.set("path", path);
        let raw = rest.repo(Arg::text("raw/").join(path))?;
        let mut call = rest.get(raw);
        if let Some(reference) = reference {
            call = call.query("ref", words::one(reference)?);
        }
        call.script()
    } else {
        let runs = rest.repo("actions/runs")?;
        let program = format!(
            "input | .id as $file | \"\\(.name) - \\(.id)\", \"state: \\(.state)\", \"recent runs:\", limit(5; {RUNS})"
        );
        let call = rest.get(address).also(runs).query("limit", "50");
        call.script().pipe(Jq::new(program).null_input().raw().script())
    };
    let emission = Emission::new(Tool::Curl, Fidelity::Equivalent, rest.finish(script));
    Ok(match workflow {
        Some(_) => emission,
        None => emission.noting("no workflow is named: `<workflow>` stands in its place"),
    })
}
