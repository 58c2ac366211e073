//! The checks of a pull request, with gh's exit status: 1 when one failed or there is none, 8 while one is pending.

use steep_forge::operation::Watch;
use steep_forge::{Emission, Fidelity, Item, Output, Refusal};
use steep_jq::{Expr, Operator, jq};
use steep_rest::{Call, Jq, Rest, words};
use steep_shell::{Arg, Script};

use crate::answer::{Form, Rows};
use crate::connection::PAGE;
use crate::projection::CHECK;
use crate::rest::lookup::{Among, LookUp};
use crate::tool::CURL;

/// Seconds between two looks, where none are said: gh's.
const INTERVAL: &str = "10";

/// gh's order: failed ones, pending ones, the others; by name.
const SORTED: &str = "sort_by({failure: 0, error: 0, warning: 0, pending: 1}[.status] // 2, .context)";

/// gh's columns: name, result, duration, link, description.
const ROW: &str = "[.context, ({success: \"pass\", skipped: \"skipping\", pending: \"pending\"}[.status] // \"fail\"), 0, \
                   .target_url, .description]";

/// What a reader needs of it.
const BRIEF: &str = "[.context, .status, .target_url]";

/// Its rows are programs of their own.
const NO_ROWS: Rows = Rows { exact: &[], brief: &[], in_companion: false };

/// gh fails where there is none, whatever is to be printed of them.
const NONE: &str = "\"no checks reported\\n\" | halt_error(1)";

/// The same of checks that must pass.
const NONE_REQUIRED: &str = "\"no required checks reported\\n\" | halt_error(1)";

/// The results that count. A job that was cancelled has failed to Gitea, which says so in its description; to gh it has
/// neither failed nor is it pending.
const COUNTED: &str = "map(if .description == \"Has been cancelled\" then \"skipped\" else .status end)";

/// gh's exit status, over them.
const EXIT: &str = "if . == [] then $_none elif . - [\"success\", \"skipped\", \"pending\"] != [] then \"\" | halt_error(1) \
                    elif index(\"pending\") then \"\" | halt_error(8) else empty end";

/// Whether the protection of the base branch, `$branch`, asks for a check: one of its patterns matches the check's name, or
/// it has none and asks for all. `*` stands for any text in them.
const IS_REQUIRED: &str = "select($branch.enable_status_check and (.context as $name | $branch.status_check_contexts | \
                           . == [] or any(.[]; . as $glob | $name | test($glob | gsub(\"(?<c>[^\\\\w*?])\"; \"\\\\\\(.c)\") | \
                           gsub(\"[*]\"; \".*\") | gsub(\"[?]\"; \".\") | \"^\\(.)$\"))))";

/// The answers that tell of the checks, and which of those there are asked for.
struct Checks {
    call: Call,
    required: bool,
}

impl Checks {
    fn new(rest: &mut Rest<'_>, sha: Arg, branch: Option<Arg>) -> Result<Self, Refusal> {
        let status = rest.repo(Arg::text("commits/").join(sha).then("/status"))?;
        let required = branch.is_some();
        let call = match branch {
            Some(branch) => {
                let branch = rest.repo(Arg::text("branches/").join(branch))?;
                rest.get(branch).also(status)
            }
            None => rest.get(status),
        };
        Ok(Checks { call: call.query("limit", PAGE.to_string()), required })
    }

    /// `then` over the list of checks.
    fn list(&self, then: Expr) -> Expr {
        if !self.required {
            let statuses = self.call.looked_at(jq("[.statuses[]?]"));
            return Expr::call("input").then(statuses).then(then);
        }
        let all = jq("input | [.statuses[]? | $_required]").with("required", jq(IS_REQUIRED));
        Expr::call("input").bound_to("branch", all.then(then))
    }

    /// What ends the form where there is none.
    fn none(&self) -> Expr {
        jq(if self.required { NONE_REQUIRED } else { NONE })
    }
}

/// The checks of a pull request.
pub(crate) fn by_rest(
    mut rest: Rest<'_>,
    pull: &Item,
    required: bool,
    watch: Option<&Watch>,
    output: &Output,
) -> Result<Emission, Refusal> {
    let number = rest.pull(pull, Among::All)?;
    let object = rest.repo(Arg::text("pulls/").join(number))?;
    let plain = match watch {
        None => Some(Vec::new()),
        Some(Watch { fail_fast: false, interval: None }) => Some(vec!["--watch".into()]),
        Some(_) => None,
    };
    if !required
        && !matches!(output, Output::Json { .. })
        && let Some(options) = plain
        && let Some(script) = rest.get(object.clone()).commanding("checks", options)
    {
        return Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)));
    }
    let head = rest.get(object.clone()).script().pipe(Jq::over(rest.looked_at(jq(".head.sha")), true).raw().script());
    let branch = required.then(|| {
        let base =
            rest.get(object).script().pipe(Jq::over(rest.looked_at(jq(".base.ref | @uri")), true).raw().script());
        rest.set("base", base)
    });
    let sha = match watch {
        Some(watch) => wait(&mut rest, watch, head, branch.clone())?,
        None => rest.set("sha", head),
    };
    let checks = Checks::new(&mut rest, sha, branch)?;
    let emission = match output {
        Output::Json { .. } => json(rest, checks, output)?,
        _ => {
            let each = jq(".[]").then(jq(if rest.is_consumed() { ROW } else { BRIEF })).then(jq("join(\"\\t\")"));
            let status = jq(COUNTED).then(jq(EXIT).with("none", checks.none()));
            let shown = each.binary(Operator::Comma, status);
            let program = checks.list(if rest.is_consumed() { jq(SORTED).then(shown) } else { shown });
            let script = checks.call.script().pipe(Jq::new(program).null_input().raw().script());
            Emission::new(CURL, Fidelity::Equivalent, rest.finish(script))
        }
    };
    Ok(if required {
        emission.noting("a check is required when the protection of the base branch asks for it")
    } else {
        emission
    })
}

/// Waits until no check is pending, and looks for the last commit each time, as gh does. Returns that commit.
fn wait(rest: &mut Rest<'_>, watch: &Watch, head: Script, branch: Option<Arg>) -> Result<Arg, Refusal> {
    let Watch { fail_fast, interval } = watch;
    let sha = Arg::variable("sha");
    let checks = Checks::new(rest, sha.clone(), branch)?;
    let goes_on = jq(if *fail_fast {
        "index(\"pending\") != null and . - [\"success\", \"skipped\", \"pending\"] == []"
    } else {
        "index(\"pending\") != null"
    });
    let program = checks.list(jq(COUNTED).then(goes_on));
    let look = checks.call.script().pipe(Jq::new(program).null_input().script());
    let is_pending = Script::call([Arg::text("test"), Arg::output(look), Arg::text("="), Arg::text("true")]);
    let again = Script::Assign("sha".to_owned(), Arg::output(head)).and(is_pending);
    let interval = match interval {
        Some(interval) => Arg::from(words::one(interval)?),
        None => Arg::text(INTERVAL),
    };
    let pause = Script::call([Arg::text("sleep"), interval]);
    rest.step(Script::While(Box::new(again), Box::new(pause)));
    // To the server, no commit at all is the last one of the default branch.
    rest.step(Script::call([Arg::text("test"), Arg::text("-n"), sha.clone()]));
    Ok(sha)
}

/// With `--json` the exit status does not tell about the checks.
fn json(rest: Rest<'_>, checks: Checks, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &CHECK, output, true, &NO_ROWS)?;
    let Form::Fields(shape, reading) = &form else {
        return Err(Refusal::NoEquivalent { feature: "this output of checks".to_owned() });
    };
    let all = jq(SORTED).then(jq("map($_each)").with("each", shape.own()));
    let program = checks.list(jq("if . == [] then $_none else $_all end").with("none", checks.none()).with("all", all));
    let (call, stage) = (checks.call.script(), Jq::new(program).null_input());
    let script =
        if rest.status_is_used() { reading.within(&rest, call, stage)? } else { reading.behind(&rest, call, stage)? };
    Ok(form.finish(rest, script))
}
