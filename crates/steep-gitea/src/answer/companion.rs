//! What the companion rebuilds of gh's objects by itself: `--json number,title`, and lines as gh prints them to a pipe.

use steep_forge::Refusal;
use steep_gh_json::{Projection, Request};
use steep_jq::Expr;
use steep_rest::companion::Shown;
use steep_rest::paging::Items;
use steep_rest::{Call, Jq, Rest};
use steep_shell::{Arg, Script};

use super::{Conditions, Form};
use crate::projection::companion::{asked_of_companion, request_in_companion};

/// A list in this form as the companion prints it; `None` where there is none, or it does not know all of it.
pub(crate) fn list(
    rest: &Rest<'_>,
    items: &Items,
    projection: &'static Projection,
    form: &Form,
    conditions: &Conditions,
    limit: Option<&Expr>,
) -> Result<Option<Script>, Refusal> {
    let shown = match form {
        Form::Fields(shape, _) => asked_of_companion(shape).map(Shown::Fields),
        Form::Row(_, false) => None,
        Form::Row(_, true) => Some(Shown::Lines),
    };
    let Some(shown) = shown else { return Ok(None) };
    let is_needed = |request: &&Request| conditions.all.iter().any(|one| !one.told && one.request == request.name);
    let requests: Vec<&Request> = projection.requests.iter().filter(is_needed).collect();
    let source = furnished(items, &requests, conditions, limit).and_then(|items| items.shown(shown));
    source.map(|source| read(rest, form, source)).transpose()
}

/// The object that `call` answers with in this form; `None` as above.
pub(crate) fn object(rest: &Rest<'_>, call: &Call, form: &Form) -> Result<Option<Script>, Refusal> {
    let Form::Fields(shape, _) = form else { return Ok(None) };
    let source = asked_of_companion(shape).and_then(|names| call.clone().shown(Shown::Fields(names)));
    source.map(|source| read(rest, form, source)).transpose()
}

fn read(rest: &Rest<'_>, form: &Form, source: Script) -> Result<Script, Refusal> {
    match form {
        Form::Fields(_, reading) if reading.reads_order() => reading.behind(rest, source, Jq::new(Expr::Identity)),
        Form::Fields(_, reading) if reading.is_there() => reading.alone(rest, source),
        Form::Fields(..) | Form::Row(..) => Ok(source),
    }
}

/// Where the companion puts a further answer.
pub(super) fn answer(name: &str) -> Expr {
    Expr::Identity.field("with").field(name)
}

/// The items with the answers to these requests in them, and only those for which the conditions hold; `None` where no companion
/// does that.
pub(super) fn furnished(
    items: &Items,
    requests: &[&Request],
    conditions: &Conditions,
    limit: Option<&Expr>,
) -> Option<Items> {
    let with = requests.iter().map(|request| request_in_companion(request)).collect::<Option<Vec<_>>>()?;
    let name_of = |request: &str| request_in_companion(requests.iter().find(|known| known.name == request)?);
    let left = conditions.all.iter().filter(|condition| !condition.told);
    let late = left.map(|condition| Some(condition.holds.clone().over(answer(name_of(condition.request)?))));
    let late = late.collect::<Option<Vec<_>>>()?;
    let limit = match limit.map(ToString::to_string) {
        None => None,
        Some(count) if count.chars().all(|c| c.is_ascii_digit()) => Some(Arg::text(count)),
        Some(_) => return None,
    };
    items.furnished(with, late, &conditions.vars, limit)
}

/// Whether what the companion shows is shorter for certain: without a filter, and where other forms need further requests.
pub(crate) fn is_surely_shorter(form: &Form) -> bool {
    match form {
        Form::Fields(shape, reading) => !reading.is_there() || !shape.requests().is_empty() || form.reads("names"),
        Form::Row(..) => true,
    }
}

/// The shorter one of two forms that do the same.
pub(crate) fn shorter(one: Script, other: Script) -> Script {
    if other.length() < one.length() { other } else { one }
}
