//! The workflow runs that match.

use steep_forge::operation::RunList;
use steep_forge::{Emission, Fidelity, Output, Person, Refusal};
use steep_jq::{Expr, Operator, jq};
use steep_rest::paging::{Listing, Select, Told};
use steep_rest::{Rest, words};
use steep_shell::Word;

use crate::answer;
use crate::answer::{Conditions, Form, Rows};
use crate::projection::RUN;
use crate::projection::time::in_utc;
use crate::rest::workflows::{Workflows, is_file};
use crate::run::lookup::{NO_ROWS, workflow_names};

/// Rows of curl's are a program of their own.
const ROWS: Rows = Rows { in_companion: true, ..NO_ROWS };

/// gh's columns between the workflow and the start: branch, event, id, duration. The server may give times with an offset, the same
/// for both, which jq does not read.
const AFTER_WORKFLOW: &str = ".head_branch, .event, .id, \
                   (if .status == \"completed\" then [.started_at, .completed_at] | map(sub(\"[+-]..:..$\"; \"Z\") | fromdate) | \
                   .[1] - .[0] else 0 end | \"\\(.)s\")";

/// Workflow runs that match.
pub(crate) fn by_rest(mut rest: Rest<'_>, list: &RunList, output: &Output) -> Result<Emission, Refusal> {
    if list.created.is_some() {
        return Err(Refusal::NoEquivalent { feature: "runs by the time of their creation (`--created`)".to_owned() });
    }
    let runs = rest.repo("actions/runs")?;
    let mut call = rest.get(runs);
    for (name, value) in [("branch", &list.branch), ("head_sha", &list.commit), ("event", &list.event)] {
        if let Some(value) = value {
            call = call.query(name, words::one(value)?);
        }
    }
    if let Some(person) = &list.user {
        let login = match person {
            Person::Me => rest.me(),
            other => rest.login(other)?,
        };
        call = call.query("actor", login);
    }
    let mut local_status = None;
    if let Some(status) = &list.status {
        match status.as_literal().as_deref() {
            Some("success" | "failure" | "in_progress" | "queued" | "completed") => {
                call = call.query("status", words::one(status)?);
            }
            Some(other) => local_status = Some(other.to_owned()),
            None => {
                return Err(Refusal::RuntimeValue { what: format!("the status `{}`", status.display()) });
            }
        }
    }
    let mut listing = Listing::new(call, Some(list.limit.clone())).wrapped_in("workflow_runs");
    if let Some(workflow) = &list.workflow {
        let word = words::one(workflow)?;
        if let Some(text) = workflow.as_literal().filter(|text| text.chars().all(|c| c.is_ascii_digit())) {
            return Err(Refusal::NoEquivalent { feature: format!("workflows by GitHub's number ({text})") });
        }
        // The companion looks up what is no file. Whether a value of the shell's is one is not known: it is looked up here.
        let select = if listing.is_told() && workflow.as_literal().is_some() {
            Select { holds: jq("true"), told: Told::Field("workflow", word.into()) }
        } else {
            Select { holds: of_workflow(&mut rest, &mut listing, workflow)?, told: Told::Condition }
        };
        listing.select_told(select);
    }
    if let Some(status) = local_status {
        let status = Expr::text(status);
        listing.select(jq(".status == $_status or .conclusion == $_status").with("status", status));
    }

    let must_fail = rest.status_is_used();
    let form = Form::new(&rest, &RUN, output, true, &ROWS)?;
    let mut items = listing.items();
    if let Some(script) = answer::companion::list(&rest, &items, &RUN, &form, &Conditions::default(), None)? {
        let emission = form.finish(rest, script);
        // gh prints how long it took in minutes and seconds.
        return Ok(if matches!(form, Form::Row(..)) { emission.at_most(Fidelity::Equivalent) } else { emission });
    }
    if form.reads("names") {
        let names = workflow_names(&mut rest)?;
        items.vars().json("names", names);
    }
    if let Form::Fields(..) = form {
        return answer::list(rest, items, &RUN, &form, &Conditions::default(), None);
    }
    // A person knows it by its file, too; a program looks for the name that gh prints.
    let mut workflow = jq(".path | split(\"@\")[0]");
    if rest.is_consumed() {
        let names = workflow_names(&mut rest)?;
        items.vars().json("names", names);
        workflow = workflow.then(jq("$names[.] // ."));
    }
    let row = jq("[.status, .conclusion, .display_title, $_workflow, $_after, $_start]").with("workflow", workflow);
    let start = if rest.is_consumed() { in_utc(".started_at") } else { jq(".started_at") };
    let row = row.with("after", jq(AFTER_WORKFLOW)).with("start", start).then(jq("join(\"\\t\")"));
    let (source, stage) = items.stream(row, must_fail);
    let script = source.pipe(stage.raw().script());
    Ok(form.finish(rest, script).at_most(Fidelity::Equivalent))
}

/// The condition that a run is of this workflow: by its file, which is looked up where it is named otherwise.
fn of_workflow(rest: &mut Rest<'_>, listing: &mut Listing, workflow: &Word) -> Result<Expr, Refusal> {
    let file = match workflow.as_literal() {
        Some(text) if is_file(&text) => {
            let start = Expr::text(format!("{text}@"));
            return Ok(jq(".path | startswith($_start)").with("start", start));
        }
        _ => rest.workflow_or_all(workflow)?,
    };
    let file = listing.vars().text("workflow", file);
    let holds = jq(".path | startswith($_file + \"@\")").with("file", file.clone());
    Ok(match words::may_be_empty(workflow) {
        true => file.equals(Expr::text("")).binary(Operator::Or, holds),
        false => holds,
    })
}
