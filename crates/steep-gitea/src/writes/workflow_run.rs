use steep_forge::Refusal;
use steep_forge::operation::{WorkflowInputs, WorkflowRun};
use steep_shell::Arg;

use super::text::text;
use crate::Emission;
use crate::rest::{Jq, Json, Rest, Vars, words};

/// Starts a workflow by hand.
pub(crate) fn workflow_run(mut rest: Rest<'_>, run: &WorkflowRun) -> Result<Emission, Refusal> {
    let WorkflowRun { workflow, reference, inputs } = run;
    let file = rest.workflow(workflow.as_ref())?;
    let reference = match reference {
        Some(word) => Arg::from(words::one(word)?),
        None => rest.default_branch("ref")?,
    };
    let url = rest.repo(Arg::text("actions/workflows/").join(file).then("/dispatches"))?;
    let call = rest.send("POST", url);
    let main = match inputs {
        WorkflowInputs::Given(given) => {
            let mut entries = vec![("ref".to_owned(), Json::text(reference))];
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
            let reference = match words::literal(&reference) {
                Some(text) => crate::rest::body::quote(&text),
                None => vars.text("ref", reference),
            };
            let strings = "map_values(if type == \"string\" then . else tostring end)";
            let body = Jq::over(&format!("{{ref: {reference}, inputs: {strings}}}"), true).vars(vars).script();
            body.pipe(super::send_input(call).script())
        }
    };
    let emission = super::requests(rest, main);
    Ok(super::noting_workflow(emission, workflow.as_ref()))
}
