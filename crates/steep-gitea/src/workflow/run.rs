//! Starting a workflow by hand.

use steep_forge::operation::{WorkflowInputs, WorkflowRun};
use steep_forge::{Emission, Refusal};
use steep_jq::{Expr, jq};
use steep_rest::{Jq, Json, Rest, Vars, words};
use steep_shell::Arg;

use crate::change;
use crate::change::noting_workflow;
use crate::change::text::text;
use crate::rest::lookup::LookUp;
use crate::rest::workflows::Workflows;

/// Starts a workflow by hand.
pub(crate) fn by_rest(mut rest: Rest<'_>, run: &WorkflowRun) -> Result<Emission, Refusal> {
    let WorkflowRun { workflow, reference, inputs } = run;
    let file = rest.workflow(workflow.as_ref())?;
    let by_companion = rest.has_companion() && matches!(inputs, WorkflowInputs::Given(_));
    let reference = match reference {
        Some(word) => Some(Arg::from(words::one(word)?)),
        // The companion has the default branch for it.
        None if by_companion => None,
        None => Some(rest.default_branch("ref")?),
    };
    let url = rest.repo(Arg::text("actions/workflows/").join(file).then("/dispatches"))?;
    let call = rest.send("POST", url);
    let main = match inputs {
        WorkflowInputs::Given(given) => {
            let mut entries = Vec::new();
            entries.extend(reference.map(|reference| ("ref".to_owned(), Json::text(reference))));
            let mut values = Vec::new();
            for (name, value) in given {
                let Some(name) = name.as_literal() else {
                    return Err(Refusal::RuntimeValue { what: format!("the input `{}`", name.display()) });
                };
                values.push((name, text(value)?));
            }
            if !values.is_empty() {
                entries.push(("inputs".to_owned(), Json::Object(values)));
            }
            call.json(Json::Object(entries)).script()
        }
        WorkflowInputs::Stdin => {
            // Gitea takes strings only; to GitHub every input is one in the end.
            let mut vars = Vars::default();
            let reference = reference.unwrap_or_default();
            let reference = match words::literal(&reference) {
                Some(text) => Expr::text(text),
                None => vars.text("ref", reference),
            };
            let strings = jq("map_values(if type == \"string\" then . else tostring end)");
            let body = Expr::object([("ref", reference), ("inputs", strings)]);
            let body = Jq::over(body, true).vars(vars).script();
            body.pipe(change::send_input(call).script())
        }
    };
    let emission = change::requests(rest, main);
    Ok(noting_workflow(emission, workflow.as_ref()))
}
