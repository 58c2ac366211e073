//! One object: its asked fields, or lines for a reader.

use steep_forge::{Emission, Fidelity, Refusal};
use steep_gh_json::{Projection, Shape};
use steep_jq::{Expr, Operator, TextPart, jq};
use steep_rest::{Jq, Rest, Vars};
use steep_shell::Arg;

use crate::answer;
use crate::answer::Form;
use crate::projection::time::times_in_utc;
use crate::tool::CURL;
/// Whether the comments are shown too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comments {
    /// No.
    Hidden,
    /// Yes.
    Shown,
}

/// The asked fields of the object `folder` + `number`.
pub(crate) fn fields(
    mut rest: Rest<'_>,
    projection: &'static Projection,
    form: &Form,
    folder: &str,
    number: Arg,
) -> Result<Emission, Refusal> {
    let Form::Fields(shape, reading) = form else {
        return Err(Refusal::NoEquivalent { feature: "this output of a view".to_owned() });
    };
    let requests = shape.requests();
    let object = rest.repo(Arg::text(folder).join(number.clone()))?;
    let shown = answer::companion::object(&rest, &rest.get(object.clone()), form)?;
    if let Some(script) = &shown
        && (!reading.is_there() || !requests.is_empty())
    {
        return Ok(form.finish(rest, script.clone()));
    }
    let needs = |key: &str| requests.iter().any(|request| request.path.contains(&format!("{{{key}}}")));
    let owner = rest.owner()?;
    let mut looked_up = Vec::new();
    for (key, expression) in projection.keys {
        // The object is asked for by its number, or by its repository.
        let known = matches!(*key, "number" | "full_name") || *key == "owner" && owner.is_some();
        if needs(key) && !known {
            let ask = rest.get(object.clone()).script().pipe(Jq::over(jq(expression), true).raw().script());
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
        let script = answer::object_read(&rest, call, Vars::default(), shape, reading)?;
        let script = match shown {
            Some(shown) => answer::companion::shorter(script, shown),
            None => script,
        };
        return Ok(form.finish(rest, script));
    }
    answer::is_one_request(&rest)?;
    let own = shape.own();
    let must_fail = rest.status_is_used();
    let (call, stage) = if own == Expr::Object(Vec::new()) {
        (answer::further(&rest, None, &requests, &key)?, alone(shape, must_fail))
    } else {
        let call = answer::further(&rest, Some(rest.get(object)), &requests, &key)?;
        let first = Expr::call("input");
        let program = match requests.as_slice() {
            [_] => first.then(answer::joined(own, Some(shape), &requests, &[])),
            _ => {
                let base = Expr::variable(projection.object).then(own);
                first.bound_to(projection.object, answer::joined(base, Some(shape), &requests, &[]))
            }
        };
        (call, Jq::new(program).null_input().sorted())
    };
    let script = reading.behind(&rest, call.script(), stage)?;
    Ok(form.finish(rest, script))
}

/// Fields that need nothing of the object itself.
fn alone(shape: &Shape, must_fail: bool) -> Jq {
    match shape.requests().as_slice() {
        [request] if request.pages <= 1 && !request.exists => Jq::over(shape.of(request), must_fail),
        requests => {
            let program = answer::joined(Expr::Object(Vec::new()), Some(shape), requests, &[]);
            Jq::new(program).null_input().sorted()
        }
    }
}

/// The object as lines `key:<TAB>value`, a line `--`, and the text, as gh prints it to a pipe.
pub(crate) fn lines(
    mut rest: Rest<'_>,
    lines: &[(&str, &'static str)],
    folder: &str,
    number: Arg,
    comments: Comments,
) -> Result<Emission, Refusal> {
    let object = rest.repo(Arg::text(folder).join(number.clone()))?;
    let thread = rest.repo(Arg::text("issues/").join(number).then("/comments"))?;
    let options = match comments {
        Comments::Hidden => Some(Vec::new()),
        Comments::Shown if rest.is_consumed() => None,
        Comments::Shown => Some(vec!["--comments".into()]),
    };
    if let Some(options) = options
        && let Some(script) = rest.get(object.clone()).commanding("view", options)
    {
        return Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)));
    }
    let shown = lines.iter().map(|(key, value)| {
        let key = TextPart::Literal(format!("{key}:\t"));
        Expr::Text(None, vec![key, TextPart::Filled(jq(value))])
    });
    let shown = Expr::joined(shown.chain([jq("\"--\""), jq(".body")]), Operator::Comma).unwrap_or(Expr::Identity);
    let each = jq("\"author:\\t\\(.user.login)\", \"created:\\t\\(.created_at)\", \"--\", .body, \"--\"");
    let each = if rest.is_consumed() { times_in_utc(each) } else { each };
    let (call, stage) = match comments {
        Comments::Hidden => (rest.get(object), Jq::over(rest.looked_at(shown), rest.status_is_used())),
        // gh leaves the object itself out on a pipe, and shows both on a terminal.
        Comments::Shown if rest.is_consumed() => {
            (rest.get(thread), Jq::over(jq(".[]").then(each), rest.status_is_used()))
        }
        Comments::Shown => {
            let program = jq("input").then(rest.looked_at(shown)).binary(Operator::Comma, jq("input[]").then(each));
            (rest.get(object).also(thread), Jq::new(program).null_input())
        }
    };
    let script = call.script().pipe(stage.raw().script());
    Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)))
}
