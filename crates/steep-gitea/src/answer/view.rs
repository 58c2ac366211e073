//! One object: its asked fields, or lines for a reader.

use steep_forge::{Emission, Fidelity, Refusal};
use steep_gh_json::{Projection, Request};
use steep_jq::{Expr, Operator, TextPart, jq};
use steep_rest::{Call, Jq, Rest, Vars};
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
        && answer::companion::is_surely_shorter(form)
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
    let needs_nothing = own == Expr::Object(Vec::new());
    // The object was asked for a key already, or one of the requests fails where there is no such object.
    let is_known = !looked_up.is_empty() || requests.iter().any(|request| fails_without(request, folder));
    let further = |first: Option<Call>| answer::further(&rest, first, &requests, &key);
    let first = Expr::call("input");
    let (call, program) = match requests.as_slice() {
        [request] if needs_nothing && is_known && request.pages <= 1 && !request.exists => {
            let call = further(None)?;
            let stage = |program| Jq::over(program, must_fail);
            let script = answer::document_read(&rest, call.script(), shape.of(request), reading, stage)?;
            return Ok(form.finish(rest, script));
        }
        requests if needs_nothing && is_known => (further(None)?, answer::joined(own, Some(shape), requests, &[])),
        requests if needs_nothing || requests.len() == 1 => {
            (further(Some(rest.get(object)))?, first.then(answer::joined(own, Some(shape), requests, &[])))
        }
        requests => {
            let base = Expr::variable(projection.object).then(own);
            let program = answer::joined(base, Some(shape), requests, &[]);
            (further(Some(rest.get(object)))?, first.bound_to(projection.object, program))
        }
    };
    let script = answer::answers_read(&rest, call.script(), program, Vars::default(), reading)?;
    Ok(form.finish(rest, script))
}

/// Whether the request is about the object `folder` + `number` (or the repository) itself, so that it fails where there is none:
/// comments are those of an issue, too, and an organization exists without the repository.
fn fails_without(request: &Request, folder: &str) -> bool {
    let of_number = request.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with("{number}"));
    !request.exists && (of_number || request.path.starts_with("repos/{full_name}"))
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
