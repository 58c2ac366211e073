//! The last stages: the asked fields of one object or of many, rows for a reader, and the user's own filter.

use steep_forge::template::{Expr, Node};
use steep_forge::{Filter, Output, Refusal};
use steep_shell::{Arg, Part, Script, Word};

use crate::fusion::{self, Fused};
use crate::program::{self, Dialect, Prints, Program, Translation};
use crate::projection::{Below, Projection, Request, Shape};
use crate::rest::paging::{self, Items, PAGE, Whole};
use crate::rest::{Call, Jq, Rest, Vars};
use crate::template::{Document, Printed};
use crate::{Emission, Fidelity, Prefer, Tool};

/// What becomes of every object.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// Its asked fields, in a JSON document.
    Fields {
        /// Which.
        shape: Shape,
        /// What the user does with the document.
        filter: Option<Filter>,
    },
    /// A line: the jq expressions of its columns, separated by tabs.
    Row(&'static [&'static str]),
}

/// The columns of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    /// As gh prints them to a pipe.
    pub(super) exact: &'static [&'static str],
    /// As much as a reader needs.
    pub(super) brief: &'static [&'static str],
}

/// Conditions on an object that need the answers of further requests.
#[derive(Clone, Debug, Default)]
pub(super) struct Conditions {
    /// All of them hold.
    pub(super) all: Vec<Condition>,
    /// The variables that they use.
    pub(super) vars: Vars,
}

/// A condition on the answer of a further request.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    /// The request's name in the projection.
    pub(super) request: &'static str,
    /// The jq condition; `@` stands for the answer.
    pub(super) holds: String,
}

impl Form {
    /// The form of an answer that `output` wants; `rows`: the columns of lists.
    ///
    /// # Errors
    /// For a field that gh does not know, and for output that is no list's.
    pub(super) fn new(
        rest: &Rest<'_>,
        projection: &'static Projection,
        output: &Output,
        in_list: bool,
        rows: &Rows,
    ) -> Result<Self, Refusal> {
        match output {
            Output::Reader => Ok(Form::Row(if rest.is_consumed() { rows.exact } else { rows.brief })),
            Output::Json { fields, filter } => {
                let brief = filter.is_none() && !rest.is_consumed() && rest.surroundings().prefer == Prefer::Readable;
                let shape = Shape::new(projection, fields, brief, in_list, rest.host())?;
                Ok(Form::Fields { shape, filter: filter.clone() })
            }
            Output::Raw { .. } | Output::Browser => {
                Err(Refusal::NoEquivalent { feature: "this output of a list".to_owned() })
            }
        }
    }

    /// The same without what the user does with the document.
    pub(super) fn without_filter(&self) -> Self {
        match self {
            Form::Fields { shape, .. } => Form::Fields { shape: shape.clone(), filter: None },
            Form::Row(columns) => Form::Row(columns),
        }
    }

    /// What the user's filter may print.
    fn prints(&self) -> Reading {
        match self {
            Form::Fields { shape, filter } => prints(shape, filter.as_ref()),
            Form::Row(_) => Reading::default(),
        }
    }

    /// Whether something of it reads `variable` (`$latest`), which is the same for all objects.
    pub(super) fn reads(&self, variable: &str) -> bool {
        match self {
            Form::Fields { shape, .. } => shape.reads(variable),
            Form::Row(columns) => columns.iter().any(|column| column.contains(variable)),
        }
    }

    /// Whether it is for a reader alone, who does without a column or an order.
    pub(super) fn is_brief(&self, rest: &Rest<'_>) -> bool {
        match self {
            Form::Fields { shape, .. } => shape.is_brief(),
            Form::Row(_) => !rest.is_consumed(),
        }
    }

    fn shape(&self) -> Option<&Shape> {
        match self {
            Form::Fields { shape, .. } => Some(shape),
            Form::Row(_) => None,
        }
    }

    /// Names in `emission` what the form loses; `consumed`: a program reads it.
    pub(super) fn judge(&self, emission: Emission, consumed: bool) -> Emission {
        match self {
            Form::Fields { shape, filter } => judge(emission, shape, filter.as_ref()),
            Form::Row(_) if consumed => emission,
            Form::Row(_) => emission.at_most(Fidelity::Equivalent),
        }
    }
}

/// Names in `emission` what the fields lose, and what the filter needs.
pub(super) fn judge(emission: Emission, shape: &Shape, filter: Option<&Filter>) -> Emission {
    let mut emission = shape.judge(emission);
    if let Some(Ok(printed)) = prints(shape, filter).printed {
        emission = printed.judge(emission);
    }
    match filter {
        Some(Filter::Jq(word)) => judge_filter(emission, word, program(shape, filter).as_ref()),
        Some(Filter::Template(_)) | None => emission,
    }
}

/// Names in `emission` what the user's filter needs, and what it does otherwise than in gh.
pub(super) fn judge_filter(emission: Emission, filter: &Word, program: Option<&Program>) -> Emission {
    let is_filled_in = |part: &Part| !matches!(part, Part::Literal { text, .. } if !text.trim().is_empty());
    let unread = match program {
        _ if filter.parts.iter().all(is_filled_in) => Some("what its filter does is only known at run time"),
        None => Some("its filter could not be read, and is given to jq as it stands"),
        Some(_) => None,
    };
    if let Some(unread) = unread {
        return emission.at_most(Fidelity::Equivalent).noting(unread);
    }
    let Some(Dialect { differs, needs_newer_jq, .. }) = program.map(|program| &program.dialect) else {
        return emission;
    };
    let emission = differs.iter().fold(emission, |emission, what| emission.at_most(Fidelity::Equivalent).noting(*what));
    if *needs_newer_jq { emission.noting("its filter needs jq 1.7 or newer") } else { emission }
}

/// The columns as one line.
pub(super) fn row(columns: &[&str]) -> String {
    format!("[{}] | join(\"\\t\")", columns.join(", "))
}

/// A list: `items` in the asked form. `conditions` are checked for each item before it counts towards `limit`.
pub(super) fn list(
    rest: Rest<'_>,
    items: Items,
    projection: &'static Projection,
    form: &Form,
    conditions: &Conditions,
    limit: Option<String>,
) -> Result<Emission, Refusal> {
    let script = self::items(&rest, items, projection, form, conditions, limit)?;
    let consumed = rest.is_consumed();
    let emission = Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script));
    Ok(form.judge(emission, consumed))
}

/// What prints that list, as a part of a form.
pub(super) fn items(
    rest: &Rest<'_>,
    items: Items,
    projection: &'static Projection,
    form: &Form,
    conditions: &Conditions,
    limit: Option<String>,
) -> Result<Script, Refusal> {
    let must_fail = rest.status_is_used();
    let mut requests = form.shape().map(Shape::requests).unwrap_or_default();
    for request in projection.requests {
        if conditions.all.iter().any(|condition| condition.request == request.name) && !requests.contains(&request) {
            requests.push(request);
        }
    }
    if !requests.is_empty() {
        return item_by_item(rest, items, projection, form, &requests, conditions, limit);
    }
    Ok(match form {
        Form::Fields { shape, filter } if shape.nothing_when_empty() && !shape.is_brief() => {
            let (source, jq) = items.list(&shape.own(), must_fail);
            something(rest, source, jq, filter.as_ref(), form.prints())?
        }
        Form::Fields { shape, filter } => items_filtered(rest, items, shape, filter.as_ref())?,
        Form::Row(columns) => {
            let (source, jq) = items.stream(&row(columns), must_fail);
            source.pipe(jq.raw().script())
        }
    })
}

/// A list whose items need further requests: one loop.
fn item_by_item(
    rest: &Rest<'_>,
    items: Items,
    projection: &'static Projection,
    form: &Form,
    requests: &[&'static Request],
    conditions: &Conditions,
    limit: Option<String>,
) -> Result<Script, Refusal> {
    let keys: Vec<&(&str, &str)> = projection
        .keys
        .iter()
        .filter(|(key, _)| requests.iter().any(|request| request.path.contains(&format!("{{{key}}}"))))
        .collect();
    let own = match form {
        Form::Fields { shape, .. } => shape.own(),
        Form::Row(columns) => format!("[{}]", columns.join(", ")),
    };
    let line: Vec<String> = keys.iter().map(|(_, path)| (*path).to_owned()).chain([own]).collect();
    let line: String = line.iter().map(|part| format!("\\({part})")).collect::<Vec<_>>().join(" ");
    let source = items.lines(&format!("\"{line}\""));

    let object = projection.object;
    let mut read: Vec<Arg> = vec!["read".into(), "-r".into()];
    read.extend(keys.iter().map(|(key, _)| Arg::text(*key)));
    read.push(Arg::text(object));

    let call = further(rest, None, requests, &|key| Arg::variable(key))?;
    let mut vars = conditions.vars.clone();
    let base = vars.json(object, Arg::variable(object));
    let program = joined(&base, form.shape(), requests, &conditions.all);
    let stage = Jq::new(program).null_input().compact(true).vars(vars).script();
    let body = paging::or_failed(call.script().pipe(stage));
    let each = Script::While(Box::new(Script::call(read)), Box::new(body));

    let lines = source.pipe(each);
    let some = limit.map_or_else(|| "inputs".to_owned(), |limit| format!("limit({limit}; inputs)"));
    match form {
        Form::Row(_) => {
            let stage = Jq::new(format!("{some} | join(\"\\t\")")).null_input().raw().vars(conditions.vars.clone());
            Ok(lines.pipe(stage.script()))
        }
        Form::Fields { filter, .. } if some == "inputs" => match filter {
            Some(Filter::Jq(filter)) => {
                let translation = form.prints().translation;
                let lines = if translation.reads_order {
                    lines.pipe(Jq::new(".").compact(true).sorted().script())
                } else {
                    lines
                };
                let stage = Jq::new(translation.defining(filter.into())).slurp();
                Ok(lines.pipe(as_gh_prints(stage, &translation)?.script()))
            }
            Some(Filter::Template(_)) => {
                Ok(lines.pipe(form.prints().printed()?.slurping(rest.is_consumed())?.script()))
            }
            None => Ok(lines.pipe(Jq::new(".").slurp().sorted().compact(rest.is_consumed()).script())),
        },
        Form::Fields { filter, .. } => {
            let stage = Jq::new(format!("[{some}]")).null_input().sorted().vars(conditions.vars.clone());
            filtered(rest, lines, stage, filter.as_ref(), form.prints())
        }
    }
}

/// The fields of `items`, which need no further request, and what the user's filter makes of them: in one stage where the
/// filter can be said of Gitea's own list.
///
/// # Errors
/// For a template that jq cannot do.
pub(super) fn items_filtered(
    rest: &Rest<'_>,
    items: Items,
    shape: &Shape,
    filter: Option<&Filter>,
) -> Result<Script, Refusal> {
    let must_fail = rest.status_is_used();
    let reading = prints(shape, filter);
    let Some((program, fused)) = in_gitea_words(shape, filter) else {
        let (source, jq) = items.list(&shape.own(), must_fail);
        return filtered(rest, source, jq, filter, reading);
    };
    let (source, list) = items.whole(must_fail);
    let translation = &reading.translation;
    let program = translation.defining(program);
    let stage = match list {
        Whole::Answer => Jq::user(program, must_fail),
        Whole::Path(path, vars) => {
            let stage = match fused.text.strip_prefix('.') {
                Some(rest) if fused.continues_a_path && !translation.defines() => Jq::new(path + rest),
                _ => Jq::new(path).then_user(program),
            };
            if must_fail { stage.null_input() } else { stage }.vars(vars)
        }
        Whole::Stage(jq) => jq.then_user(program),
    };
    Ok(source.pipe(as_gh_prints(stage, translation)?.script()))
}

/// The fields of the object that `call` answers with, which need no further request, and what the user's filter makes of
/// them: in one stage where the filter can be said of Gitea's own object.
///
/// # Errors
/// For a template that jq cannot do.
pub(super) fn object_filtered(
    rest: &Rest<'_>,
    call: Call,
    vars: Vars,
    shape: &Shape,
    filter: Option<&Filter>,
) -> Result<Script, Refusal> {
    let must_fail = rest.status_is_used();
    let reading = prints(shape, filter);
    match in_gitea_words(shape, filter) {
        Some((program, _)) => {
            let stage = Jq::user(reading.translation.defining(program), must_fail);
            Ok(call.script().pipe(as_gh_prints(stage, &reading.translation)?.script()))
        }
        None => filtered(rest, call.script(), Jq::over(&shape.own(), must_fail).vars(vars), filter, reading),
    }
}

/// The user's filter over Gitea's own document; `None` where it needs the rebuilt one.
fn in_gitea_words(shape: &Shape, filter: Option<&Filter>) -> Option<(Arg, Fused)> {
    let Some(Filter::Jq(filter)) = filter else { return None };
    let text = filter.as_literal()?;
    let fused = fusion::fuse(&text, shape)?;
    // Its own quotes stay where its own words do.
    let program = if fused.text == text { Arg::from(filter) } else { Arg::text(fused.text.clone()) };
    Some((program, fused))
}

/// Pipes `source` into `stage`, which prints one JSON document, and that into the user's filter, where there is one.
///
/// # Errors
/// For a template that jq cannot do.
pub(super) fn filtered(
    rest: &Rest<'_>,
    source: Script,
    stage: Jq,
    filter: Option<&Filter>,
    reading: Reading,
) -> Result<Script, Refusal> {
    match filter {
        None => Ok(source.pipe(stage.compact(rest.is_consumed()).script())),
        Some(_) => {
            let stage = if reading.translation.reads_order { stage.sorted() } else { stage };
            Ok(source.pipe(stage.script()).pipe(user(rest, filter, reading)?))
        }
    }
}

/// [`filtered`] for a document that has no shape, of which nothing is known beforehand.
pub(super) fn document_filtered(
    rest: &Rest<'_>,
    source: Script,
    stage: Jq,
    filter: Option<&Filter>,
) -> Result<Script, Refusal> {
    let translation = match filter {
        Some(Filter::Jq(filter)) => {
            let program = Program::read(&filter.display(), false, &|_| Prints::ANYTHING);
            program.map_or_else(Translation::of_unread, |program| program.translation())
        }
        Some(Filter::Template(_)) | None => Translation::default(),
    };
    filtered(rest, source, stage.sorted(), filter, Reading { translation, printed: None })
}

/// The same where gh prints nothing for an empty list, and does not run the filter either. Where the exit status counts, the
/// filter is in the same stage: one of its own could not tell an empty list from a request that failed.
fn something(
    rest: &Rest<'_>,
    source: Script,
    stage: Jq,
    filter: Option<&Filter>,
    reading: Reading,
) -> Result<Script, Refusal> {
    let stage = stage.then("select(. != [])");
    match filter {
        Some(filter) if rest.status_is_used() => each_document(rest, source, stage, filter, reading),
        filter => filtered(rest, source, stage, filter, reading),
    }
}

/// Pipes `source` into `stage`, which yields any number of documents, and runs the user's filter over each in the same
/// stage.
///
/// # Errors
/// For a template that jq cannot do.
pub(super) fn each_document(
    rest: &Rest<'_>,
    source: Script,
    stage: Jq,
    filter: &Filter,
    reading: Reading,
) -> Result<Script, Refusal> {
    let stage = match filter {
        Filter::Jq(filter) => {
            let translation = &reading.translation;
            let stage = if translation.reads_order { stage.then(SORTED) } else { stage };
            as_gh_prints(stage.then_user(translation.defining(filter.into())), translation)?
        }
        Filter::Template(_) => reading.printed()?.after(stage, rest.is_consumed())?,
    };
    Ok(source.pipe(stage.script()))
}

/// What the user does with a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// How a jq program is asked of jq.
    pub(super) translation: Translation,
    /// What a template prints.
    pub(super) printed: Option<Result<Printed, Refusal>>,
}

impl Reading {
    fn printed(self) -> Result<Printed, Refusal> {
        self.printed.unwrap_or_else(|| Err(Refusal::NoEquivalent { feature: "--template".to_owned() }))
    }
}

/// The stage that runs the user's own filter over one document; nothing more where there is none.
///
/// # Errors
/// For a template that jq cannot do.
pub(super) fn user(rest: &Rest<'_>, filter: Option<&Filter>, reading: Reading) -> Result<Script, Refusal> {
    let must_fail = rest.status_is_used();
    Ok(match filter {
        Some(Filter::Jq(filter)) => {
            let stage = Jq::user(reading.translation.defining(filter.into()), must_fail);
            as_gh_prints(stage, &reading.translation)?.script()
        }
        Some(Filter::Template(_)) => reading.printed()?.stage(must_fail, rest.is_consumed())?.script(),
        None => Jq::over(".", must_fail).script(),
    })
}

/// The stage of a user's filter so that it prints as gh does: null as an empty line, lists and objects on one line with their
/// keys sorted, numbers with a fraction to two digits.
///
/// # Errors
/// For a filter that gh does not run.
fn as_gh_prints(stage: Jq, translation: &Translation) -> Result<Jq, Refusal> {
    if let Some(error) = &translation.error {
        return Err(Refusal::UsageError { error: error.clone() });
    }
    let prints = translation.prints;
    let stage = match (prints.null, prints.fraction) {
        (false, false) => stage,
        (true, false) => stage.then("if . == null then \"\" else . end"),
        (false, true) => stage.then(&format!("if {IS_FRACTION} then {TWO_DIGITS} else . end")),
        (true, true) => stage.then(&format!("if . == null then \"\" elif {IS_FRACTION} then {TWO_DIGITS} else . end")),
    };
    let stage = if prints.composite { stage.sorted().compact(true) } else { stage };
    Ok(stage.raw())
}

const IS_FRACTION: &str = "type == \"number\" and . != floor";
/// A half goes to the even digit, as in Go.
const TWO_DIGITS: &str =
    r#"(if . < 0 then "-" else "" end) + (. * 100 | fabs | nearbyint | "\(. / 100 | floor).\("0\(.)"[-2:])")"#;
/// The keys of every object in the order in which the jq inside gh has them.
const SORTED: &str = r#"walk(if type == "object" then to_entries | sort_by(.key) | from_entries else . end)"#;

/// What the user's filter does with documents of this shape.
pub(super) fn prints(shape: &Shape, filter: Option<&Filter>) -> Reading {
    let document = if shape.is_in_list() { Document::List(shape) } else { Document::Object(shape) };
    Reading {
        translation: match filter {
            Some(Filter::Jq(_)) => {
                program(shape, filter).map_or_else(Translation::of_unread, |program| program.translation())
            }
            Some(Filter::Template(_)) | None => Translation::default(),
        },
        printed: printed(filter, &document),
    }
}

/// Whether the user's filter does the same over each item of a list, `.[] | …`, so that it does not matter in how many lists
/// they come. `wrapped`: the key under which the list lies.
pub(super) fn goes_item_by_item(filter: &Filter, wrapped: Option<&str>) -> bool {
    match filter {
        Filter::Jq(filter) => program::goes_item_by_item(&filter.display(), wrapped),
        Filter::Template(template) => match (template.nodes.as_slice(), wrapped) {
            ([Node::Range { over: Expr::Current, key: None, otherwise, .. }], None) => otherwise.is_empty(),
            ([Node::Range { over: Expr::Field(of, name), key: None, otherwise, .. }], Some(wrapped)) => {
                **of == Expr::Current && name == wrapped && otherwise.is_empty()
            }
            _ => false,
        },
    }
}

/// What the user's template prints of a document.
pub(super) fn printed(filter: Option<&Filter>, document: &Document<'_>) -> Option<Result<Printed, Refusal>> {
    match filter {
        Some(Filter::Template(template)) => Some(Printed::new(template, document)),
        Some(Filter::Jq(_)) | None => None,
    }
}

/// What is known of the user's filter over objects of this kind; nothing where it cannot be read.
fn program(shape: &Shape, filter: Option<&Filter>) -> Option<Program> {
    match filter {
        Some(Filter::Jq(filter)) => Program::read(&filter.display(), shape.is_in_list(), &|name| shape.prints(name)),
        Some(Filter::Template(_)) | None => None,
    }
}

/// The further requests of one object as one call: after `first`, where there is one. `key` gives the values in paths.
pub(super) fn further(
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
fn answer(request: &Request) -> String {
    if request.exists {
        return "(input | . != 404 and (. >= 200 and . < 300 or error(\"status \\(.)\")))".to_owned();
    }
    match request.pages {
        0 | 1 => "input".to_owned(),
        2 => "[input[], input[]]".to_owned(),
        pages => format!("[range({pages}) | input[]]"),
    }
}

/// `base` with the fields that need further requests, where the conditions hold.
pub(super) fn joined(
    base: &str,
    shape: Option<&Shape>,
    requests: &[&'static Request],
    conditions: &[Condition],
) -> String {
    let fields = |request: &Request| shape.map(|shape| shape.requests().contains(&request)).unwrap_or(false);
    let on = |request: &Request| conditions.iter().filter(|condition| condition.request == request.name).count();
    if let [request] = requests
        && on(request) == 0
        && let Some(shape) = shape
    {
        return if shape.count(request) > 1 {
            format!("{base} + ({} | {})", answer(request), shape.of(request, ""))
        } else {
            format!("{base} + {}", shape.of(request, &answer(request)))
        };
    }
    if let [request] = requests
        && let [condition] = conditions
        && !fields(request)
    {
        return format!("select({}) | {base}", condition.holds.replace('@', &answer(request)));
    }
    let mut program = String::new();
    for request in requests {
        program.push_str(&format!("{} as ${} | ", answer(request), request.name));
    }
    for condition in conditions {
        program.push_str(&format!("select({}) | ", condition.holds.replace('@', &format!("${}", condition.request))));
    }
    program.push_str(base);
    if let Some(shape) = shape {
        let parts =
            shape.requests().into_iter().map(|request| shape.entries_of(request, &format!("${}", request.name)));
        let entries: Vec<String> = parts.flatten().collect();
        if !entries.is_empty() {
            program.push_str(&format!(" + {{{}}}", entries.join(", ")));
        }
    }
    program
}
