//! An answer as one plan: where it comes from, which fields, which conditions, how many, and what the user does with it.
//! Every list, view and search ends here, with a script and how good it is.

pub(crate) mod companion;
pub(crate) mod groups;
pub(crate) mod query;
pub(crate) mod reading;
pub(crate) mod view;

use steep_forge::{Emission, Fidelity, Output, Prefer, Refusal};
use steep_gh_json::{Below, Projection, Request, Shape, fuse, read_by};
use steep_jq::{Entry, Expr, Operator, Type, jq};
use steep_rest::paging::{Items, Whole, pages_of};
use steep_rest::{Call, Jq, Rest, UserFilter, Vars, paging};
use steep_shell::{Arg, Script};

use crate::answer::reading::Reading;
use crate::connection::PAGE;
use crate::mention::Mention;
use crate::projection::GitHub;
use crate::projection::companion::request_in_companion;
use crate::projection::time::times_in_utc;
use crate::tool::CURL;

/// What becomes of every object.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// Its asked fields, in a JSON document, and what the user does with that.
    Fields(Box<Shape>, Reading),
    /// A line: the jq expressions of its columns, separated by tabs, and whether the companion prints it, too.
    Row(&'static [&'static str], bool),
}

/// The columns of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows {
    /// As gh prints them to a pipe.
    pub(crate) exact: &'static [&'static str],
    /// As much as a reader needs.
    pub(crate) brief: &'static [&'static str],
    /// The companion prints them, too.
    pub(crate) in_companion: bool,
}

/// Conditions on an object that need the answers of further requests.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions {
    /// All of them hold.
    pub(crate) all: Vec<Condition>,
    /// The variables that they use.
    pub(crate) vars: Vars,
}

/// A condition on the answer of a further request.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    /// The request's name in the projection.
    pub(crate) request: &'static str,
    /// The condition over the answer.
    pub(crate) holds: Expr,
    /// The companion is told of it by a field of the list.
    pub(crate) told: bool,
}

impl Form {
    /// The form of an answer that `output` wants; `rows`: the columns of lists.
    ///
    /// # Errors
    /// For a field that gh does not know, for output that is no list's, and as [`Reading::new`].
    pub(crate) fn new(
        rest: &Rest<'_>,
        projection: &'static Projection,
        output: &Output,
        in_list: bool,
        rows: &Rows,
    ) -> Result<Self, Refusal> {
        Ok(match Self::unread(rest, projection, output, in_list, rows)? {
            Form::Fields(shape, _) => {
                let reading = Reading::new(output.filter(), &shape.document(), &GitHub)?;
                let shape = match reading.filter() {
                    Some((user, _)) => Box::new(read_by(&user.filter, *shape)),
                    None => shape,
                };
                Form::Fields(shape, reading)
            }
            row @ Form::Row(..) => row,
        })
    }

    /// The same of an answer that is only a part of what the user's filter or template reads.
    ///
    /// # Errors
    /// For a field that gh does not know, and for output that is no list's.
    pub(crate) fn unread(
        rest: &Rest<'_>,
        projection: &'static Projection,
        output: &Output,
        in_list: bool,
        rows: &Rows,
    ) -> Result<Self, Refusal> {
        match output {
            Output::Reader => {
                Ok(Form::Row(if rest.is_consumed() { rows.exact } else { rows.brief }, rows.in_companion))
            }
            Output::Json { fields, filter } => {
                let brief = filter.is_none() && !rest.is_consumed() && rest.surroundings().prefer != Prefer::Data;
                let shape = Shape::new(projection, fields, brief, in_list, rest.host())?;
                Ok(Form::Fields(Box::new(shape), Reading::AS_IT_IS))
            }
            Output::Raw { .. } | Output::Browser => {
                Err(Refusal::NoEquivalent { feature: "this output of a list".to_owned() })
            }
        }
    }

    /// What its document is.
    pub(crate) fn document(&self) -> Type {
        self.shape().map_or(Type::TEXT, Shape::document)
    }

    /// Whether something of it reads `variable` (`latest`), which is the same for all objects.
    pub(crate) fn reads(&self, variable: &str) -> bool {
        match self {
            Form::Fields(shape, _) => shape.reads(variable),
            Form::Row(columns, _) => columns.iter().any(|column| jq(column).reads(variable)),
        }
    }

    /// Whether it is for a reader alone, who does without a column or an order.
    pub(crate) fn is_brief(&self, rest: &Rest<'_>) -> bool {
        match self {
            Form::Fields(shape, _) => shape.is_brief(),
            Form::Row(..) => !rest.is_consumed(),
        }
    }

    fn shape(&self) -> Option<&Shape> {
        match self {
            Form::Fields(shape, _) => Some(shape),
            Form::Row(..) => None,
        }
    }

    /// The whole form that ends in `main`, with what it loses and what the reader should know.
    pub(crate) fn finish(&self, rest: Rest<'_>, main: Script) -> Emission {
        let consumed = rest.is_consumed();
        let surroundings = rest.surroundings();
        let emission = Emission::new(CURL, Fidelity::Exact, rest.finish(main));
        match self {
            Form::Fields(shape, reading) => {
                let emission = reading.judge(shape.judge(emission));
                if shape.has_pull_addresses() { emission.noting_pull_address(surroundings) } else { emission }
            }
            Form::Row(..) if consumed => emission,
            Form::Row(..) => emission.at_most(Fidelity::Equivalent),
        }
    }
}

/// The columns as one line. A program that reads it finds times in UTC.
pub(crate) fn row(rest: &Rest<'_>, columns: &[&'static str]) -> Expr {
    line(said(rest, columns))
}

fn said(rest: &Rest<'_>, columns: &[&'static str]) -> impl Iterator<Item = Expr> {
    let is_consumed = rest.is_consumed();
    columns.iter().map(move |column| if is_consumed { times_in_utc(jq(column)) } else { jq(column) })
}

/// Values with tabs between them.
pub(crate) fn line(columns: impl IntoIterator<Item = Expr>) -> Expr {
    listed(columns).then(jq("join(\"\\t\")"))
}

fn listed(all: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::List(Expr::joined(all, Operator::Comma).map(Box::new))
}

/// A list: `items` in the asked form. `conditions` are checked for each item before it counts towards `limit`.
pub(crate) fn list(
    rest: Rest<'_>,
    items: Items,
    projection: &'static Projection,
    form: &Form,
    conditions: &Conditions,
    limit: Option<Expr>,
) -> Result<Emission, Refusal> {
    let script = self::items(&rest, items, projection, form, conditions, limit)?;
    Ok(form.finish(rest, script))
}

/// What prints that list, as a part of a form.
pub(crate) fn items(
    rest: &Rest<'_>,
    items: Items,
    projection: &'static Projection,
    form: &Form,
    conditions: &Conditions,
    limit: Option<Expr>,
) -> Result<Script, Refusal> {
    let shown = companion::list(rest, &items, projection, form, conditions, limit.as_ref())?;
    match shown {
        Some(shown) if form.shape().is_none() || !reads_filter(form) => Ok(shown),
        Some(shown) => {
            let other = inline(rest, items, projection, form, conditions, limit)?;
            Ok(companion::shorter(other, shown))
        }
        None => inline(rest, items, projection, form, conditions, limit),
    }
}

fn reads_filter(form: &Form) -> bool {
    matches!(form, Form::Fields(_, reading) if reading.is_there())
}

/// The same by jq stages of the form's own.
fn inline(
    rest: &Rest<'_>,
    items: Items,
    projection: &'static Projection,
    form: &Form,
    conditions: &Conditions,
    limit: Option<Expr>,
) -> Result<Script, Refusal> {
    let must_fail = rest.status_is_used();
    let mut requests = form.shape().map(Shape::requests).unwrap_or_default();
    for request in projection.requests {
        if conditions.all.iter().any(|condition| condition.request == request.name) && !requests.contains(&request) {
            requests.push(request);
        }
    }
    if !requests.is_empty() {
        is_one_request(rest)?;
        return item_by_item(rest, items, projection, form, &requests, conditions, limit);
    }
    match form {
        // gh prints nothing for an empty list, and does not run the filter either. Where the exit status counts, the filter is
        // in the same stage: one of its own could not tell an empty list from a request that failed. A filter that goes through
        // the items prints nothing anyway.
        Form::Fields(shape, reading)
            if shape.nothing_when_empty() && !shape.is_brief() && !reading.goes_through_items() =>
        {
            let (source, stage) = items.list(shape.own(), must_fail);
            let stage = stage.then(something());
            if must_fail { reading.within(rest, source, stage) } else { reading.behind(rest, source, stage) }
        }
        Form::Fields(shape, reading) => items_read(rest, items, shape, reading),
        Form::Row(columns, _) => {
            let (source, stage) = items.stream(row(rest, columns), must_fail);
            Ok(source.pipe(stage.raw().script()))
        }
    }
}

fn something() -> Expr {
    jq("select(. != [])")
}

/// A list whose items need further requests: one loop.
fn item_by_item(
    rest: &Rest<'_>,
    items: Items,
    projection: &'static Projection,
    form: &Form,
    requests: &[&'static Request],
    conditions: &Conditions,
    limit: Option<Expr>,
) -> Result<Script, Refusal> {
    if let Some(script) = furnished(rest, &items, form, requests, conditions, limit.as_ref())? {
        return Ok(script);
    }
    let is_needed = |key: &str| requests.iter().any(|request| request.path.contains(&format!("{{{key}}}")));
    let keys: Vec<&(&str, &'static str)> = projection.keys.iter().filter(|(key, _)| is_needed(key)).collect();
    let own = match form {
        Form::Fields(shape, _) => shape.own(),
        Form::Row(columns, _) => listed(said(rest, columns)),
    };
    let source = items.lines(Expr::filled(" ", keys.iter().map(|(_, path)| jq(path)).chain([own])));

    let object = projection.object;
    let mut read: Vec<Arg> = vec!["read".into(), "-r".into()];
    read.extend(keys.iter().map(|(key, _)| Arg::text(*key)));
    read.push(Arg::text(object));

    let call = further(rest, None, requests, &|key| Arg::variable(key))?;
    let mut vars = conditions.vars.clone();
    let base = vars.json(object, Arg::variable(object));
    let program = joined(base, form.shape(), requests, &conditions.all);
    let stage = Jq::new(program).null_input().compact(true).vars(vars).script();
    let body = paging::or_failed(call.script().pipe(stage));
    let each = Script::While(Box::new(Script::call(read)), Box::new(body));

    let lines = source.pipe(each);
    // All of it is read: a stage that stops early ends the loop in front of it with a signal.
    let first = limit.map(|limit| jq("[inputs][:$_limit]").with("limit", limit));
    match form {
        Form::Row(..) => {
            let some = first.map_or_else(|| Expr::call("inputs"), Expr::items);
            let stage = Jq::new(some.then(jq("join(\"\\t\")"))).null_input().raw().vars(conditions.vars.clone());
            Ok(lines.pipe(stage.script()))
        }
        Form::Fields(_, reading) => {
            let Some(first) = first else { return reading.slurping(rest, lines) };
            let stage = Jq::new(first).null_input().sorted().vars(conditions.vars.clone());
            reading.behind(rest, lines, stage)
        }
    }
}

/// The same list where the companion makes the further requests; `None` where it does not.
fn furnished(
    rest: &Rest<'_>,
    items: &Items,
    form: &Form,
    requests: &[&'static Request],
    conditions: &Conditions,
    limit: Option<&Expr>,
) -> Result<Option<Script>, Refusal> {
    let answer = companion::answer;
    let is_told = |request: &Request| {
        let shape = form.shape().map(Shape::requests).unwrap_or_default();
        !shape.contains(&request) && conditions.all.iter().all(|one| one.told || one.request != request.name)
    };
    let requests: Vec<&Request> = requests.iter().copied().filter(|request| !is_told(request)).collect();
    let Some(items) = companion::furnished(items, &requests, conditions, limit) else { return Ok(None) };
    let must_fail = rest.status_is_used();
    match form {
        Form::Row(columns, _) => {
            let (source, stage) = items.stream(row(rest, columns), must_fail);
            Ok(Some(source.pipe(stage.raw().script())))
        }
        Form::Fields(shape, reading) => {
            let more = shape.requests().into_iter().filter_map(|request| {
                let fields = shape.of_answer(request, answer(request_in_companion(request)?));
                match fields {
                    Expr::Object(entries) => Some(entries),
                    _ => None,
                }
            });
            let each = match shape.own() {
                Expr::Object(own) => Expr::Object(own.into_iter().chain(more.flatten()).collect()),
                own => own.binary(Operator::Add, Expr::Object(more.flatten().collect())),
            };
            let (source, stage) = items.list(each.simplified(), must_fail);
            reading.behind(rest, source, stage.sorted()).map(Some)
        }
    }
}

/// The fields of `items`, which need no further request, and what the user's filter makes of them: in one stage where the
/// filter can be said of Gitea's own list.
fn items_read(rest: &Rest<'_>, items: Items, shape: &Shape, reading: &Reading) -> Result<Script, Refusal> {
    let must_fail = rest.status_is_used();
    let Some((fused, continues_a_path)) = in_gitea_words(shape, reading) else {
        if let Some(beginning) = reading.beginning()
            && let Some(each) = beginning.over_items(shape.own())
        {
            let (source, stage) = items.gathered_stream(each, must_fail);
            return Ok(source.pipe(reading.continued(stage, beginning).script()));
        }
        let (source, stage) = items.list(shape.own(), must_fail);
        return reading.behind(rest, source, stage);
    };
    let (source, list) = items.whole(must_fail);
    let stage = match list {
        Whole::Answer => reading.instead(over_one(must_fail), &fused),
        Whole::Path(path, vars) => {
            let start = if must_fail { path.over(Expr::call("input")) } else { path };
            let own = fused.filter.program().filter(|_| continues_a_path && !reading.defines());
            let stage = match own {
                // One path through the answer: the filter is ours to write then.
                Some(program) => reading.printing(Jq::new(program.clone().over(start))),
                None => reading.instead(Jq::new(start), &fused),
            };
            if must_fail { stage.null_input() } else { stage }.vars(vars)
        }
        Whole::Stage(jq) => reading.instead(jq, &fused),
    };
    Ok(source.pipe(stage.script()))
}

/// A stage that so far yields its answer.
fn over_one(must_fail: bool) -> Jq {
    Jq::over(Expr::Identity, must_fail)
}

/// The fields of the object that `call` answers with, which need no further request, and what the user's filter makes of
/// them: in one stage where the filter can be said of Gitea's own object.
pub(crate) fn object_read(
    rest: &Rest<'_>,
    call: Call,
    vars: Vars,
    shape: &Shape,
    reading: &Reading,
) -> Result<Script, Refusal> {
    let must_fail = rest.status_is_used();
    match in_gitea_words(shape, reading) {
        Some((fused, _)) => {
            let answer = Jq::over(call.looked_at(Expr::Identity), must_fail);
            Ok(call.script().pipe(reading.instead(answer, &fused).script()))
        }
        None => {
            let document = call.looked_at(shape.own());
            document_read(rest, call.script(), document, reading, |program| Jq::over(program, must_fail).vars(vars))
        }
    }
}

/// `document`, a program that is a `stage` over what `source` prints, and what the user's filter makes of it: in the same stage
/// where the filter begins with a path into it.
pub(crate) fn document_read(
    rest: &Rest<'_>,
    source: Script,
    document: Expr,
    reading: &Reading,
    stage: impl FnOnce(Expr) -> Jq,
) -> Result<Script, Refusal> {
    match reading.beginning() {
        Some(beginning) => {
            let stage = stage(beginning.over(document));
            Ok(source.pipe(reading.continued(stage, beginning).script()))
        }
        None => reading.behind(rest, source, stage(document)),
    }
}

/// The same of a document that is made of several answers, each an `input`.
pub(crate) fn answers_read(
    rest: &Rest<'_>,
    source: Script,
    document: Expr,
    vars: Vars,
    reading: &Reading,
) -> Result<Script, Refusal> {
    let stage = |program| Jq::new(program).null_input().vars(vars);
    match reading.beginning() {
        Some(beginning) => {
            let stage = stage(beginning.over(document));
            Ok(source.pipe(reading.continued(stage, beginning).script()))
        }
        None => reading.behind(rest, source, stage(document).sorted()),
    }
}

/// The user's filter over Gitea's own document, and whether it is a pipe that begins with a part of its input; `None` where
/// it needs the rebuilt document.
fn in_gitea_words(shape: &Shape, reading: &Reading) -> Option<(UserFilter, bool)> {
    let (user, _) = reading.filter()?;
    let fused = fuse(&user.filter, shape)?;
    // Its own quotes stay where its own words do.
    let filter = if fused.text == user.filter.text() { user.clone() } else { UserFilter::of_text(fused.text) };
    Some((filter, fused.continues_a_path))
}

/// # Errors
/// Where further requests would be said by a program that does not fail when they do.
pub(crate) fn is_one_request(rest: &Rest<'_>) -> Result<(), Refusal> {
    match rest.is_by_client() {
        true => Err(Refusal::NoEquivalent { feature: "further requests by `tea api`".to_owned() }),
        false => Ok(()),
    }
}

/// The further requests of one object as one call: after `first`, where there is one. `key` gives the values in paths.
pub(crate) fn further(
    rest: &Rest<'_>,
    first: Option<Call>,
    requests: &[&'static Request],
    key: &dyn Fn(&'static str) -> Arg,
) -> Result<Call, Refusal> {
    let mut rest = rest.clone();
    let mut call = first;
    for request in requests {
        let mut path = Arg::default();
        let mut left = request.path;
        while let Some((before, after)) = left.split_once('{')
            && let Some((name, after)) = after.split_once('}')
        {
            path = path.then(before).join(key(name));
            left = after;
        }
        let path = path.then(left);
        let address = match request.below {
            Below::Repository => rest.repo(path)?,
            Below::Server => rest.at(path),
        };
        if request.exists {
            call = Some(call.unwrap_or_else(|| rest.statuses()).status_of(address));
            continue;
        }
        let mut next = match call {
            None => rest.get(address),
            Some(call) => call.also(address),
        };
        for (name, value) in request.query.split('&').filter_map(|pair| pair.split_once('=')) {
            next = next.query(name, value);
        }
        if request.pages > 1 {
            next = next.query("limit", PAGE.to_string()).pages(request.pages);
        }
        call = Some(next);
    }
    call.ok_or_else(|| Refusal::NoEquivalent { feature: "no request".to_owned() })
}

/// The whole of a request's answer, read from the input.
pub(crate) fn answer(request: &Request) -> Expr {
    if request.exists {
        return jq("input | . != 404 and (. >= 200 and . < 300 or error(\"status \\(.)\"))");
    }
    match request.pages {
        0 | 1 => Expr::call("input"),
        pages => pages_of(pages, jq("input[]")).listed(),
    }
}

/// `base` with the fields that need further requests, where the conditions hold.
pub(crate) fn joined(
    base: Expr,
    shape: Option<&Shape>,
    requests: &[&'static Request],
    conditions: &[Condition],
) -> Expr {
    let has_fields = |request: &Request| shape.is_some_and(|shape| shape.requests().contains(&request));
    let select = |condition: Expr| Expr::Call("select".to_owned(), vec![condition]);
    if let ([request], []) = (requests, conditions)
        && let Some(shape) = shape
    {
        let more = if shape.count(request) > 1 {
            answer(request).then(shape.of(request))
        } else {
            shape.of_answer(request, answer(request))
        };
        return base.binary(Operator::Add, more).simplified();
    }
    if let ([request], [condition]) = (requests, conditions)
        && !has_fields(request)
    {
        return select(condition.holds.clone().over(answer(request))).then(base);
    }
    let fields = shape.into_iter().flat_map(|shape| {
        shape.requests().into_iter().map(|request| shape.of_answer(request, Expr::variable(request.name)))
    });
    let entries: Vec<Entry> = fields
        .flat_map(|fields| match fields {
            Expr::Object(entries) => entries,
            _ => Vec::new(),
        })
        .collect();
    let whole = if entries.is_empty() { base } else { base.binary(Operator::Add, Expr::Object(entries)).simplified() };
    let checked = conditions.iter().rev().fold(whole, |whole, condition| {
        select(condition.holds.clone().over(Expr::variable(condition.request))).then(whole)
    });
    requests.iter().rev().fold(checked, |rest, request| answer(request).bound_to(request.name, rest))
}
