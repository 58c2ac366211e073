//! The checks of a pull request, with gh's exit status: 1 when one failed or there is none, 8 while one is pending.

use steep_forge::{Filter, Item, Output, Refusal};
use steep_shell::{Arg, Script};

use super::present;
use crate::projection::{CHECK, Shape};
use crate::rest::paging::{PAGE, counting_to};
use crate::rest::{Among, Jq, Rest};
use crate::{Emission, Fidelity, Prefer, Tool};

/// Seconds between two looks, and how often is looked: gh's interval, for an hour.
const INTERVAL: &str = "10";
const LOOKS: u32 = 360;

/// gh's order: failed ones, pending ones, the others; by name.
const SORTED: &str = "[.statuses[]?] | sort_by({failure: 0, error: 0, warning: 0, pending: 1}[.status] // 2, .context)";

/// gh's columns: name, result, duration, link, description.
const ROW: &str = "[.context, ({success: \"pass\", skipped: \"skipping\", pending: \"pending\"}[.status] // \"fail\"), 0, \
                   .target_url, .description]";

/// What a reader needs of it.
const BRIEF: &str = "[.context, .status, .target_url]";

/// gh's exit status, over the list of statuses.
const EXIT: &str = "if . == [] then \"no checks reported\\n\" | halt_error(1) \
                    elif . - [\"success\", \"skipped\", \"pending\"] != [] then \"\" | halt_error(1) \
                    elif index(\"pending\") then \"\" | halt_error(8) else empty end";

/// The checks of a pull request.
pub(crate) fn pull_checks(
    mut rest: Rest<'_>,
    pull: &Item,
    required: bool,
    watch: bool,
    output: &Output,
) -> Result<Emission, Refusal> {
    if required {
        return Err(Refusal::NoEquivalent { feature: "checks that must pass (`--required`)".to_owned() });
    }
    let number = rest.pull(pull, Among::All)?;
    let object = rest.repo(Arg::text("pulls/").join(number))?;
    let head = rest.get(object).script().pipe(Jq::over(".head.sha", true).raw().script());
    let sha = rest.set("sha", head);
    let status = rest.repo(Arg::text("commits/").join(sha).then("/status"))?;
    if watch {
        wait(&mut rest, status.clone());
    }
    let call = rest.get(status).query("limit", PAGE.to_string()).script();
    match output {
        Output::Json { fields, filter } => json(rest, call, fields, filter.as_ref()),
        _ => {
            let (list, row) = if rest.is_consumed() { (SORTED, ROW) } else { ("[.statuses[]?]", BRIEF) };
            let program = format!("input | {list} | (.[] | {row} | join(\"\\t\")), (map(.status) | {EXIT})");
            let script = call.pipe(Jq::new(program).null_input().raw().script());
            Ok(Emission::new(Tool::Curl, Fidelity::Equivalent, rest.finish(script)))
        }
    }
}

/// Waits until no check is pending, for an hour at most: Gitea calls a commit without any status pending too.
fn wait(rest: &mut Rest<'_>, status: Arg) {
    let state = rest.get(status).script().pipe(Jq::over(".state", true).raw().script());
    let pending = Script::call([Arg::text("test"), Arg::output(state), Arg::text("="), Arg::text("pending")]);
    let look = pending.and(Script::call(["sleep", INTERVAL]));
    rest.step(Script::For(
        "look".to_owned(),
        vec![counting_to(LOOKS)],
        Box::new(Script::Or(Box::new(look), Box::new(Script::call(["break"])))),
    ));
}

/// With `--json` the exit status does not tell about the checks.
fn json(rest: Rest<'_>, call: Script, fields: &[String], filter: Option<&Filter>) -> Result<Emission, Refusal> {
    let brief = filter.is_none() && !rest.is_consumed() && rest.surroundings().prefer == Prefer::Readable;
    let shape = Shape::new(&CHECK, fields, brief, true, rest.host())?;
    let program = format!("{SORTED} | map({})", shape.own());
    let script = present::filtered(
        &rest,
        call,
        Jq::over(&program, rest.status_is_used()),
        filter,
        present::prints(&shape, filter),
    )?;
    Ok(present::judge(Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script)), &shape, filter))
}
