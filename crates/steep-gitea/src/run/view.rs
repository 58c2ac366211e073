//! One run, one of its jobs, or a log.

use steep_forge::operation::RunView;
use steep_forge::{Emission, Fidelity, Output, Refusal};
use steep_jq::{Expr, Operator, jq};
use steep_rest::{Call, Jq, Rest, Vars, words};
use steep_shell::{Arg, Script, Stdout, Word};

use crate::answer;
use crate::answer::Form;
use crate::connection::PAGE;
use crate::projection::RUN;
use crate::run::lookup::{NO_ROWS, run_id, workflow_names};
use crate::tool::CURL;

/// The end of the program for a conclusion that is a failure; to gh, what was cancelled, skipped or goes on is none.
const FAILED: &str = "if . == \"failure\" then \"\" | halt_error(1) else empty end";

/// What takes lines apart; a program that looks for words in them finds those here, too.
fn reader_of_columns(stdout: &Stdout) -> Option<String> {
    let takes_apart =
        ["cut", "awk", "gawk", "mawk", "sed", "gsed", "perl", "sort", "uniq", "while", "python3", "python", "node"];
    match stdout {
        Stdout::Pipe(Some(program)) if takes_apart.contains(&program.as_str()) => Some(program.clone()),
        _ => None,
    }
}

/// The steps of a job.
const STEPS: &str = ".steps[]? | \"  \\(.conclusion // .status)\\t\\(.name)\"";

/// One run, one of its jobs, or a log.
pub(crate) fn by_rest(mut rest: Rest<'_>, view: &RunView, output: &Output) -> Result<Emission, Refusal> {
    if view.attempt.is_some() {
        return Err(Refusal::NoEquivalent { feature: "an earlier attempt of a run (`--attempt`)".to_owned() });
    }
    // Fields come before logs, and a job before a run.
    let has_fields = matches!(output, Output::Json { .. });
    if (view.log || view.log_failed) && !has_fields {
        let reader = reader_of_columns(&rest.surroundings().stdout);
        let emission = log(rest, view)?;
        return Ok(match reader {
            Some(program) => emission.noting(format!(
                "`{program}` reads lines that begin with a job and a step, as gh's do; here they have neither"
            )),
            None => emission,
        });
    }
    let id = match &view.job {
        Some(job) if has_fields => run_of(&mut rest, job)?,
        Some(job) => return one_job(rest, job, view.exit_status),
        None => run_id(&mut rest, &view.run)?,
    };
    let run = rest.repo(Arg::text("actions/runs/").join(id.clone()))?;
    if has_fields {
        let form = Form::new(&rest, &RUN, output, false, &NO_ROWS)?;
        let Form::Fields(shape, reading) = &form else {
            return Err(Refusal::NoEquivalent { feature: "this output of a run".to_owned() });
        };
        let requests = shape.requests();
        let shown = answer::companion::object(&rest, &rest.get(run.clone()), &form)?;
        if let Some(script) = &shown
            && answer::companion::is_surely_shorter(&form)
        {
            return Ok(form.finish(rest, script.clone()));
        }
        let mut vars = Vars::default();
        if form.reads("names") {
            let names = workflow_names(&mut rest)?;
            vars.json("names", names);
        }
        let script = match requests.as_slice() {
            [] => answer::object_read(&rest, rest.get(run), vars, shape, reading)?,
            requests => {
                answer::is_one_request(&rest)?;
                let call = answer::further(&rest, Some(rest.get(run)), requests, &|_| id.clone())?;
                let program = Expr::call("input").then(answer::joined(shape.own(), Some(shape), requests, &[]));
                answer::answers_read(&rest, call.script(), program, vars, reading)?
            }
        };
        let script = match shown {
            Some(shown) => answer::companion::shorter(script, shown),
            None => script,
        };
        return Ok(form.finish(rest, script));
    }
    if !view.exit_status
        && !view.verbose
        && let Some(script) = rest.get(run.clone()).commanding("view", Vec::new())
    {
        return Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)));
    }
    let jobs = rest.repo(Arg::text("actions/runs/").join(id).then("/jobs"))?;
    let about = jq("\"\\(.conclusion // .status)\\t\\(.display_title)\\t\\(.path)\\t\\(.event)\\t\\(.html_url)\"");
    let job = jq("\"\\(.conclusion // .status)\\t\\(.name)\\t\\(.id)\"");
    let job = if view.verbose { job.binary(Operator::Comma, jq(STEPS)) } else { job };
    let jobs_shown = jq("input.jobs[]?").then(job);
    let program = if view.exit_status {
        jq("input as $run | ($run | $_about), $_jobs, \
            ($run.conclusion | $_failed)")
        .with("failed", jq(FAILED))
    } else {
        jq("(input | $_about), $_jobs")
    };
    let program = program.with("about", rest.looked_at(about)).with("jobs", jobs_shown);
    let call = rest.get(run).also(jobs).query("limit", PAGE.to_string());
    let script = call.script().pipe(Jq::new(program).null_input().raw().script());
    Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)))
}

/// The id of the run that a job belongs to.
fn run_of(rest: &mut Rest<'_>, job: &Word) -> Result<Arg, Refusal> {
    let job = rest.repo(Arg::text("actions/jobs/").join(words::in_path(job)?))?;
    let job = rest.get(job).script();
    Ok(rest.set("run", job.pipe(Jq::over(jq(".run_id"), true).script())))
}

fn one_job(mut rest: Rest<'_>, job: &Word, exit_status: bool) -> Result<Emission, Refusal> {
    let job = rest.repo(Arg::text("actions/jobs/").join(words::in_path(job)?))?;
    let about = jq("\"\\(.conclusion // .status)\\t\\(.name)\\t\\(.html_url)\"").binary(Operator::Comma, jq(STEPS));
    let about = if exit_status { about.binary(Operator::Comma, jq(".conclusion").then(jq(FAILED))) } else { about };
    let program = Expr::call("input").then(rest.looked_at(about));
    let script = rest.get(job).script().pipe(Jq::new(program).null_input().raw().script());
    Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)))
}

/// The logs of a run's jobs, one after the other; Gitea does not name the step of a line.
fn log(mut rest: Rest<'_>, view: &RunView) -> Result<Emission, Refusal> {
    let log_of = |rest: &mut Rest<'_>, job: Arg| -> Result<Call, Refusal> {
        let url = rest.repo(Arg::text("actions/jobs/").join(job).then("/logs"))?;
        Ok(rest.get(url))
    };
    if let Some(job) = &view.job {
        let script = log_of(&mut rest, words::in_path(job)?)?.script();
        return Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)));
    }
    let id = run_id(&mut rest, &view.run)?;
    let options = if view.log_failed { vec!["--failed".into()] } else { Vec::new() };
    let run = rest.repo(Arg::text("actions/runs/").join(id.clone()))?;
    if let Some(script) = rest.get(run).commanding("logs", options) {
        return Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)));
    }
    let jobs = rest.repo(Arg::text("actions/runs/").join(id).then("/jobs"))?;
    let call = rest.get(jobs).query("limit", PAGE.to_string());
    let wanted = jq(if view.log_failed { ".conclusion == \"failure\"" } else { ".status == \"completed\"" });
    let ids = jq(".jobs[] | select($_wanted) | .id").with("wanted", wanted);
    let ids = call.script().pipe(Jq::over(ids, true).script());
    let one = log_of(&mut rest, Arg::variable("job"))?.script();
    let script = if rest.status_is_used() {
        let ids = rest.set("jobs", ids);
        let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), ids]);
        show.pipe(each_job(Script::Or(Box::new(one), Box::new(Script::call(["exit", "1"])))))
    } else {
        ids.pipe(each_job(one))
    };
    Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)))
}

fn each_job(body: Script) -> Script {
    let read = Script::call(["read", "-r", "job"]);
    let some = Script::call([Arg::text("test"), Arg::variable("job")]);
    Script::While(Box::new(read.and(some)), Box::new(body))
}
