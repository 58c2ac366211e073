//! One object: its asked fields, or lines for a reader.

use steep_forge::Refusal;
use steep_shell::Arg;

use super::present::{self, Form};
use crate::projection::{Projection, Shape};
use crate::rest::{Jq, Rest, Vars};
use crate::{Emission, Fidelity, Tool};

/// Whether the comments are shown too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comments {
    /// No.
    Hidden,
    /// Yes.
    Shown,
}

/// The asked fields of the object `folder` + `number`.
pub(super) fn fields(
    mut rest: Rest<'_>,
    projection: &'static Projection,
    form: &Form,
    folder: &str,
    number: Arg,
) -> Result<Emission, Refusal> {
    let Form::Fields { shape, filter } = form else {
        return Err(Refusal::NoEquivalent { feature: "this output of a view".to_owned() });
    };
    let requests = shape.requests();
    let object = rest.repo(Arg::text(folder).join(number.clone()))?;
    let needs = |key: &str| requests.iter().any(|request| request.path.contains(&format!("{{{key}}}")));
    let owner = rest.owner()?;
    let mut looked_up = Vec::new();
    for (key, expression) in projection.keys {
        // The object is asked for by its number, or by its repository.
        let known = matches!(*key, "number" | "full_name") || *key == "owner" && owner.is_some();
        if needs(key) && !known {
            let ask = rest.get(object.clone()).script().pipe(Jq::over(expression, true).raw().script());
            looked_up.push(*key);
            rest.set(key, ask);
        }
    }
    let full_name = if needs("full_name") { rest.slug()? } else { Arg::default() };
    let key = |name: &'static str| match name {
        name if looked_up.contains(&name) => Arg::variable(name),
        "full_name" => full_name.clone(),
        "owner" => owner.clone().unwrap_or_default(),
        _ => number.clone(),
    };

    if requests.is_empty() {
        let call = rest.get(object);
        let script = present::object_filtered(&rest, call, Vars::default(), shape, filter.as_ref())?;
        let emission = Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script));
        return Ok(present::judge(emission, shape, filter.as_ref()));
    }
    let own = shape.own();
    let must_fail = rest.status_is_used();
    let (call, stage) = if own == "{}" {
        (present::further(&rest, None, &requests, &key)?, alone(shape, must_fail))
    } else {
        let call = present::further(&rest, Some(rest.get(object)), &requests, &key)?;
        let program = match requests.as_slice() {
            [_] => format!("input | {}", present::joined(&own, Some(shape), &requests, &[])),
            _ => {
                let name = projection.object;
                let base = format!("(${name} | {own})");
                format!("input as ${name} | {}", present::joined(&base, Some(shape), &requests, &[]))
            }
        };
        (call, Jq::new(program).null_input().sorted())
    };
    let script =
        present::filtered(&rest, call.script(), stage, filter.as_ref(), present::prints(shape, filter.as_ref()))?;
    let emission = Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script));
    Ok(present::judge(emission, shape, filter.as_ref()))
}

/// Fields that need nothing of the object itself.
fn alone(shape: &Shape, must_fail: bool) -> Jq {
    match shape.requests().as_slice() {
        [request] if request.pages <= 1 && !request.exists => Jq::over(&shape.of(request, ""), must_fail),
        requests => {
            let program = present::joined("{}", Some(shape), requests, &[]);
            Jq::new(program.strip_prefix("{} + ").unwrap_or(&program)).null_input().sorted()
        }
    }
}

/// The object as lines `key:<TAB>value`, a line `--`, and the text, as gh prints it to a pipe.
pub(super) fn lines(
    mut rest: Rest<'_>,
    lines: &[(&str, &str)],
    folder: &str,
    number: Arg,
    comments: Comments,
) -> Result<Emission, Refusal> {
    let object = rest.repo(Arg::text(folder).join(number.clone()))?;
    let thread = rest.repo(Arg::text("issues/").join(number).then("/comments"))?;
    let shown: Vec<String> = lines.iter().map(|(key, value)| format!("\"{key}:\\t\\({value})\"")).collect();
    let shown = format!("{}, \"--\", .body", shown.join(", "));
    let each = "\"author:\\t\\(.user.login)\", \"created:\\t\\(.created_at)\", \"--\", .body, \"--\"";
    let (call, stage) = match comments {
        Comments::Hidden => (rest.get(object), Jq::over(&shown, rest.status_is_used())),
        // gh leaves the object itself out on a pipe, and shows both on a terminal.
        Comments::Shown if rest.is_consumed() => {
            (rest.get(thread), Jq::over(&format!(".[] | {each}"), rest.status_is_used()))
        }
        Comments::Shown => {
            let program = format!("(input | {shown}), (input[] | {each})");
            (rest.get(object).also(thread), Jq::new(program).null_input())
        }
    };
    let script = call.script().pipe(stage.raw().script());
    Ok(Emission::new(Tool::Curl, Fidelity::Equivalent, rest.finish(script)))
}
