//! Workflow runs: lists, views, logs, waiting.

use steep_forge::operation::{RunList, RunView, RunWatch};
use steep_forge::{Filter, Item, Output, Person, Refusal};
use steep_shell::{Arg, Script, Word};

use super::present;
use crate::projection::{RUN, Shape};
use crate::rest::body::quote;
use crate::rest::paging::{Listing, PAGE};
use crate::rest::{Call, Jq, Rest, words};
use crate::{Emission, Fidelity, Prefer, Tool};

/// gh's columns behind the workflow: branch, event, id, duration, start. The server may give times with an offset, the same
/// for both, which jq does not read.
const AFTER_WORKFLOW: &str = ".head_branch, .event, .id, \
                   (if .status == \"completed\" then [.started_at, .completed_at] | map(sub(\"[+-]..:..$\"; \"Z\") | fromdate) | \
                   .[1] - .[0] else 0 end | \"\\(.)s\"), .started_at";

/// The table of workflow names, from file name to name, over the answer that lists them.
const NAMES: &str = "(.workflows | map({(.id): .name}) | add) // {}";

/// Workflow runs that match.
pub(crate) fn run_list(mut rest: Rest<'_>, list: &RunList, output: &Output) -> Result<Emission, Refusal> {
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
        let condition = of_workflow(&mut rest, &mut listing, workflow)?;
        listing.select(condition);
    }
    if let Some(status) = local_status {
        listing.select(format!(".status == \"{status}\" or .conclusion == \"{status}\""));
    }

    let must_fail = rest.status_is_used();
    let (script, shape) = match output {
        Output::Json { fields, filter } => {
            let shape = shape(&rest, fields, filter.as_ref(), true)?;
            let mut items = listing.items();
            if shape.reads("$names") {
                let names = workflow_names(&mut rest)?;
                items.vars().json("names", names);
            }
            (present::items_filtered(&rest, items, &shape, filter.as_ref())?, Some(shape))
        }
        _ => {
            let mut items = listing.items();
            // A person knows it by its file, too; a program looks for the name that gh prints.
            let mut workflow = ".path | split(\"@\")[0]".to_owned();
            if rest.is_consumed() {
                let names = workflow_names(&mut rest)?;
                items.vars().json("names", names);
                workflow.push_str(" | $names[.] // .");
            }
            let row = format!(".status, .conclusion, .display_title, ({workflow}), {AFTER_WORKFLOW}");
            let (source, jq) = items.stream(&format!("[{row}] | join(\"\\t\")"), must_fail);
            (source.pipe(jq.raw().script()), None)
        }
    };
    let emission = Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script));
    Ok(match shape {
        Some(shape) => shape.judge(emission),
        None => emission.at_most(Fidelity::Equivalent),
    })
}

fn shape(rest: &Rest<'_>, fields: &[String], filter: Option<&Filter>, in_list: bool) -> Result<Shape, Refusal> {
    let brief = filter.is_none() && !rest.is_consumed() && rest.surroundings().prefer == Prefer::Readable;
    Shape::new(&RUN, fields, brief, in_list, rest.host())
}

/// The table of workflow names in a variable.
fn workflow_names(rest: &mut Rest<'_>) -> Result<Arg, Refusal> {
    let workflows = rest.repo("actions/workflows")?;
    let table = rest.get(workflows).script().pipe(Jq::over(NAMES, true).compact(true).script());
    Ok(rest.set_once("names", || table))
}

/// The condition that a run is of this workflow: by its file, which is looked up where it is named otherwise.
fn of_workflow(rest: &mut Rest<'_>, listing: &mut Listing, workflow: &Word) -> Result<String, Refusal> {
    words::one(workflow)?;
    let file = match workflow.as_literal() {
        Some(text) if text.ends_with(".yml") || text.ends_with(".yaml") => {
            return Ok(format!(".path | startswith({})", quote(&format!("{text}@"))));
        }
        Some(text) if text.chars().all(|c| c.is_ascii_digit()) => {
            return Err(Refusal::NoEquivalent { feature: format!("workflows by GitHub's number ({text})") });
        }
        _ => rest.workflow(Some(workflow))?,
    };
    Ok(format!(".path | startswith({} + \"@\")", listing.vars().text("workflow", file)))
}

/// The id of a run; where none is named, that of the latest.
fn run_id(rest: &mut Rest<'_>, run: &Item) -> Result<Arg, Refusal> {
    match run {
        Item::Current => {
            let runs = rest.repo("actions/runs")?;
            let latest = rest.get(runs).query("limit", "1").script();
            Ok(rest
                .set_once("run", || latest.pipe(Jq::over(".workflow_runs[0].id // error(\"no runs\")", true).script())))
        }
        other => rest.number(other),
    }
}

/// One run, one of its jobs, or a log.
pub(crate) fn run_view(mut rest: Rest<'_>, view: &RunView, output: &Output) -> Result<Emission, Refusal> {
    if view.attempt.is_some() {
        return Err(Refusal::NoEquivalent { feature: "an earlier attempt of a run (`--attempt`)".to_owned() });
    }
    if view.log || view.log_failed {
        return log(rest, view);
    }
    let id = match (&view.job, &view.run) {
        (Some(job), Item::Current | Item::Unnamed) => return one_job(rest, job, view.exit_status),
        (_, run) => run_id(&mut rest, run)?,
    };
    let run = rest.repo(Arg::text("actions/runs/").join(id.clone()))?;
    if let Output::Json { fields, filter } = output {
        let shape = shape(&rest, fields, filter.as_ref(), false)?;
        let own = shape.own();
        let requests = shape.requests();
        let mut vars = crate::rest::Vars::default();
        if shape.reads("$names") {
            let names = workflow_names(&mut rest)?;
            vars.json("names", names);
        }
        let script = match requests.as_slice() {
            [] => present::object_filtered(&rest, rest.get(run), vars, &shape, filter.as_ref())?,
            requests => {
                let call = present::further(&rest, Some(rest.get(run)), requests, &|_| id.clone())?;
                let program = format!("input | {}", present::joined(&own, Some(&shape), requests, &[]));
                let stage = Jq::new(program).null_input().sorted().vars(vars);
                let reading = present::prints(&shape, filter.as_ref());
                present::filtered(&rest, call.script(), stage, filter.as_ref(), reading)?
            }
        };
        return Ok(present::judge(
            Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script)),
            &shape,
            filter.as_ref(),
        ));
    }
    let jobs = rest.repo(Arg::text("actions/runs/").join(id).then("/jobs"))?;
    let steps = if view.verbose { ", (.steps[]? | \"  \\(.conclusion // .status)\\t\\(.name)\")" } else { "" };
    let about = "\"\\(.conclusion // .status)\\t\\(.display_title)\\t\\(.path)\\t\\(.event)\\t\\(.html_url)\"";
    let each = format!("input.jobs[]? | \"\\(.conclusion // .status)\\t\\(.name)\\t\\(.id)\"{steps}");
    let program = if view.exit_status {
        format!(
            "input as $run | ($run | {about}), ({each}), \
             (if $run.conclusion == \"success\" then empty else \"\" | halt_error(1) end)"
        )
    } else {
        format!("(input | {about}), ({each})")
    };
    let call = rest.get(run).also(jobs).query("limit", PAGE.to_string());
    let script = call.script().pipe(Jq::new(program).null_input().raw().script());
    Ok(Emission::new(Tool::Curl, Fidelity::Equivalent, rest.finish(script)))
}

fn one_job(mut rest: Rest<'_>, job: &Word, exit_status: bool) -> Result<Emission, Refusal> {
    let job = rest.repo(Arg::text("actions/jobs/").join(words::in_path(job)?))?;
    let about = "\"\\(.conclusion // .status)\\t\\(.name)\\t\\(.html_url)\", (.steps[]? | \"  \\(.conclusion // .status)\\t\\(.name)\")";
    let program = if exit_status {
        format!("input | {about}, (if .conclusion == \"success\" then empty else \"\" | halt_error(1) end)")
    } else {
        format!("input | {about}")
    };
    let script = rest.get(job).script().pipe(Jq::new(program).null_input().raw().script());
    Ok(Emission::new(Tool::Curl, Fidelity::Equivalent, rest.finish(script)))
}

/// The logs of a run's jobs, one after the other; Gitea does not name the step of a line.
fn log(mut rest: Rest<'_>, view: &RunView) -> Result<Emission, Refusal> {
    let log_of = |rest: &mut Rest<'_>, job: Arg| -> Result<Call, Refusal> {
        let url = rest.repo(Arg::text("actions/jobs/").join(job).then("/logs"))?;
        Ok(rest.get(url))
    };
    if let Some(job) = &view.job {
        let script = log_of(&mut rest, words::in_path(job)?)?.script();
        return Ok(Emission::new(Tool::Curl, Fidelity::Equivalent, rest.finish(script)));
    }
    let id = run_id(&mut rest, &view.run)?;
    let jobs = rest.repo(Arg::text("actions/runs/").join(id).then("/jobs"))?;
    let call = rest.get(jobs).query("limit", PAGE.to_string());
    let wanted = if view.log_failed { ".conclusion == \"failure\"" } else { ".status == \"completed\"" };
    let ids = call.script().pipe(Jq::over(&format!(".jobs[] | select({wanted}) | .id"), true).script());
    let one = log_of(&mut rest, Arg::variable("job"))?.script();
    let script = if rest.status_is_used() {
        let ids = rest.set("jobs", ids);
        let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), ids]);
        show.pipe(each_job(Script::Or(Box::new(one), Box::new(Script::call(["exit", "1"])))))
    } else {
        ids.pipe(each_job(one))
    };
    Ok(Emission::new(Tool::Curl, Fidelity::Equivalent, rest.finish(script)))
}

fn each_job(body: Script) -> Script {
    let read = Script::call(["read", "-r", "job"]);
    let some = Script::call([Arg::text("test"), Arg::variable("job")]);
    Script::While(Box::new(read.and(some)), Box::new(body))
}

/// Waits until a run is over.
pub(crate) fn run_watch(mut rest: Rest<'_>, watch: &RunWatch) -> Result<Emission, Refusal> {
    let id = run_id(&mut rest, &watch.run)?;
    let run = rest.repo(Arg::text("actions/runs/").join(id))?;
    // Empty until the run is over.
    let look = Jq::over("if .status == \"completed\" then .conclusion else \"\" end", true).raw().script();
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
    Ok(Emission::new(Tool::Curl, Fidelity::Equivalent, rest.finish(last)))
}
