//! Raw calls of GitHub's REST API, said to Gitea's: another path, other names, and answers given GitHub's shape where
//! somebody reads what differs.

mod answer;
mod fields;
mod route;

use std::collections::BTreeSet;

use steep_forge::operation::{ApiBody, ApiCall};
use steep_forge::{Emission, Fidelity, Filter, Limit, Output, Refusal, Surroundings};
use steep_jq::{Expr, Operator, Results, Type, jq};
use steep_rest::paging::{self, Listing};
use steep_rest::{Call, Jq, Rest, Vars, same_name, words};
use steep_shell::{Arg, Script, Word};

use crate::Gitea;
use crate::answer::reading::Reading;
use crate::api::answer::{Asked, Read};
use crate::api::route::{ITEM, Matched, Route, Slug};
use crate::connection::PAGE;
use crate::tool::CURL;

/// A raw call.
pub(crate) fn by_rest(
    mut rest: Rest<'_>,
    target: &Gitea,
    call: &ApiCall,
    output: &Output,
) -> Result<Emission, Refusal> {
    let filter = match output {
        Output::Raw { filter } | Output::Json { filter, .. } => filter.as_ref(),
        Output::Reader | Output::Browser => None,
    };
    let (path, query) = call.endpoint.split_once('?').unwrap_or_else(|| (call.endpoint.clone(), Word::literal("")));
    let method = method(call)?;
    let headers = Headers::of(call)?;
    let matched = route::find(target, &method, &path, headers.accept.as_deref())?;
    let route = matched.route;

    let mut lost = Vec::new();
    let mut paging = Paging { per_page: None, page: None, all: call.paginate };
    let address = address(&mut rest, &matched)?;
    let mut request = match route.to_method {
        "GET" => rest.get(address),
        other => rest.send(other, address),
    };
    let mut pairs: Vec<(Word, Word)> = Vec::new();
    for pair in query.split('&').into_iter().filter(|pair| pair.as_literal().as_deref() != Some("")) {
        let (key, value) = pair.split_once('=').unwrap_or_else(|| (pair.clone(), Word::literal("")));
        pairs.push((words::decoded(&key, true), words::decoded(&value, true)));
    }
    let fields_go_to_the_query = method == "GET" || matches!(call.body, ApiBody::File(_));
    if fields_go_to_the_query {
        for field in &call.fields {
            if let Some(value) = &field.value {
                pairs.push((field.key.clone(), value.clone()));
            }
        }
    }
    let has_file = matches!(call.body, ApiBody::File(_));
    if has_file && !call.fields.is_empty() {
        // gh puts them into the address, where Gitea looks for no field of a body.
        return Err(Refusal::NoEquivalent { feature: "fields beside the body of `--input`".to_owned() });
    }
    let has_body = has_file || method != "GET" && !call.fields.is_empty();
    if let Some((key, _)) = pairs.iter().find(|(_, value)| has_body && !stands_in_an_address(value)) {
        // curl would encode it, and send the body as a part of the address too.
        let feature = format!("the parameter `{}` of an address beside a body", key.display());
        return Err(Refusal::NoEquivalent { feature });
    }
    for (key, value) in &pairs {
        request = parameter(route, request, key, value, &mut paging, &mut lost)?;
    }
    for (name, value) in &headers.kept {
        request = request.option("-H").option(Arg::text(format!("{name}: ")).join(value.clone()));
    }
    match &call.body {
        ApiBody::File(file) => {
            let file = Arg::from(words::one(file)?);
            request = match fields::translation(route) {
                Some(program) => {
                    let jq = Jq::new(program).compact(true);
                    let is_stdin = words::literal(&file).as_deref() == Some("-");
                    let jq = if is_stdin { jq } else { jq.reading(file) };
                    request.json_text(rest.set("body", jq.script()))
                }
                None => request.json_file(file),
            };
        }
        ApiBody::Fields if !fields_go_to_the_query && (!call.fields.is_empty() || !route.defaults.is_empty()) => {
            request = request.json(fields::body(route, &call.fields, &mut lost)?);
        }
        ApiBody::Fields => {}
    }
    if call.include {
        request = request.option("-i");
    }
    if call.silent {
        request = request.option("-o").option("/dev/null");
    }

    let shape = Shape::of(route, filter, rest.is_consumed())?;
    let reads_errors = reader_of_errors(rest.surroundings());
    let over = matched.over()?.map(|list| below(&mut rest, &matched, list)).transpose()?;
    let mut emission = match over {
        Some(list) => of_each(rest, route, list, request, &paging, &shape, call)?,
        None => answer(rest, route, request, paging, filter, &shape, call)?,
    };
    for key in lost {
        emission = emission.losing(format!("`{key}`"), "Gitea takes no notice of it");
    }
    if let Some(what) = route.differs {
        emission = emission.at_most(Fidelity::Equivalent).noting(what);
    }
    if let Some(what) = route.loses {
        emission = emission.losing(what.to_owned(), "Gitea does not list them");
    }
    if call.include {
        emission = emission.at_most(Fidelity::Equivalent);
    }
    if let Some(program) = reads_errors.filter(|_| !call.silent) {
        let note = format!(
            "`{program}` looks for what the server says of an error, which gh prints; here nothing is printed then"
        );
        emission = emission.at_most(Fidelity::Equivalent).noting(note);
    }
    Ok(emission)
}

/// What looks for the text of an error in an answer.
fn reader_of_errors(surroundings: &Surroundings) -> Option<&str> {
    let asks_for = |text: &str, field: &str| {
        text.match_indices(field).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            before.is_none_or(|before| !before.is_alphanumeric() && !")]?_".contains(before))
        })
    };
    surroundings.matched_where(|line| {
        asks_for(line, ".message") || line.contains("Not Found") || line.contains("documentation_url")
    })
}

fn stands_in_an_address(value: &Word) -> bool {
    value.as_literal().is_some_and(|text| words::is_query_safe(&text))
}

fn method(call: &ApiCall) -> Result<String, Refusal> {
    match &call.method {
        Some(word) => word
            .as_literal()
            .map(|method| method.to_ascii_uppercase())
            .ok_or_else(|| Refusal::RuntimeValue { what: format!("the method `{}`", word.display()) }),
        None if call.fields.is_empty() && call.body == ApiBody::Fields => Ok("GET".to_owned()),
        None => Ok("POST".to_owned()),
    }
}

/// What the call's own headers mean.
struct Headers {
    accept: Option<String>,
    kept: Vec<(String, Arg)>,
}

impl Headers {
    fn of(call: &ApiCall) -> Result<Self, Refusal> {
        let mut headers = Headers { accept: None, kept: Vec::new() };
        for header in &call.headers {
            let Some((name, value)) = header.split_once(':') else {
                return Err(Refusal::RuntimeValue { what: format!("the header `{}`", header.display()) });
            };
            let Some(name) = name.as_literal() else {
                return Err(Refusal::RuntimeValue { what: format!("the header `{}`", header.display()) });
            };
            match name.to_ascii_lowercase().as_str() {
                "accept" => headers.accept = Some(value.display().to_ascii_lowercase()),
                // Gitea has one version of its API, and takes JSON.
                "x-github-api-version" | "content-type" => {}
                "authorization" => {
                    return Err(Refusal::NoEquivalent { feature: "a token given in a header".to_owned() });
                }
                _ => {
                    let value = value.strip_prefix(" ").unwrap_or(value);
                    headers.kept.push((name, Arg::from(words::one(&value)?)));
                }
            }
        }
        Ok(headers)
    }
}

/// How many pages are wanted.
struct Paging {
    per_page: Option<u32>,
    page: Option<Word>,
    all: bool,
}

fn address(rest: &mut Rest<'_>, matched: &Matched) -> Result<Arg, Refusal> {
    for (_, list, wanted) in matched.lookups()? {
        let list = below(rest, matched, list)?;
        let mut vars = Vars::default();
        let items = Listing::new(rest.get(list), Some(Limit::Count(2 * PAGE))).items();
        let program = jq("map(select($_same)) | max_by(.name == $_wanted).id // error(\"nothing is called so\")");
        let same = same_name(&mut vars, ".name", "name", wanted)?;
        let program = program.with("same", same).with("wanted", vars.word("name", wanted)?);
        let (source, stage) = items.gathered(Some(program), false);
        rest.set("id", source.pipe(stage.vars(vars).script()));
    }
    let number = matched.number().map(|number| rest.checked(number)).transpose()?;
    let path = rest.bound(matched.path(number)?);
    below(rest, matched, path)
}

/// The address of a path below the call's repository, or below the API's root.
fn below(rest: &mut Rest<'_>, matched: &Matched, path: Arg) -> Result<Arg, Refusal> {
    let below = |base: Arg| if path == Arg::default() { base } else { base.then("/").join(path.clone()) };
    match &matched.slug {
        Some(Slug::FilledIn) => rest.repo(path),
        Some(Slug::Written(slug)) => Ok(below(rest.at(Arg::text("repos/").join(words::in_path(slug)?)))),
        None => Ok(rest.at(path)),
    }
}

fn parameter(
    route: &Route,
    request: Call,
    key: &Word,
    value: &Word,
    paging: &mut Paging,
    lost: &mut Vec<String>,
) -> Result<Call, Refusal> {
    let Some(text) = key.as_literal() else {
        return Err(Refusal::RuntimeValue { what: format!("the parameter `{}`", key.display()) });
    };
    if route.has_pages() && text == "page" {
        paging.page = Some(value.clone());
        return Ok(request);
    }
    if route.has_pages() && text == "per_page" {
        match value.as_literal().map(|text| text.parse::<u32>()) {
            Some(Ok(count)) => paging.per_page = Some(count),
            Some(Err(_)) => return Err(Refusal::UsageError { error: format!("per_page={}", value.display()) }),
            None if route.over.is_some() => {
                return Err(Refusal::RuntimeValue { what: format!("the page's length `{}`", value.display()) });
            }
            None => return Ok(request.query("limit", words::one(value)?)),
        }
        return Ok(request);
    }
    let Some(name) = fields::name(route, &text, lost)? else { return Ok(request) };
    let value = fields::value(route, &text, value);
    Ok(request.query(&name, words::one(&value)?))
}

/// What has to be done to an answer so that its readers find GitHub's names.
struct Shape {
    /// What makes GitHub's answer of the whole of Gitea's, or nothing.
    program: Option<Expr>,
    fidelity: Fidelity,
    /// What the user does with it.
    reading: Reading,
}

impl Shape {
    fn of(route: &Route, filter: Option<&Filter>, consumed: bool) -> Result<Self, Refusal> {
        // The contents of a folder are a list, those of a file an object: who goes through them means the list.
        let goes_through = matches!(filter, Some(Filter::Jq(word)) if word.display().starts_with(".[]"));
        let object = if route.answers_with_list() || goes_through { Type::OBJECT.list() } else { Type::OBJECT };
        let asked = Asked::new(route);
        let reading = Reading::new(filter, &object, &asked)?;
        let results = reading.filter().map(|(_, results)| results);
        let lacks = route.lacks.iter().find(|name| results.is_some_and(|results| results.named.contains(**name)));
        if let Some(name) = lacks.map(|name| (*name).to_owned()).or_else(|| asked.missing()) {
            return Err(Refusal::NoEquivalent { feature: format!("the field `{name}` of this answer") });
        }
        let read = match results {
            Some(Results { fields: Some(names), .. }) => Read::Named(names.clone()),
            // Nobody but a reader looks at it.
            None if filter.is_none() && !consumed => Read::Named(BTreeSet::new()),
            _ => Read::All,
        };
        let whole = route.shape.filter(|_| filter.is_some() || consumed).map(jq);
        let assigned: Vec<Expr> =
            route.assign.iter().filter(|(name, _)| read.has(name)).map(|(_, program)| jq(program)).collect();
        let read = read.of_programs(assigned.iter().chain(&whole));
        let each = Expr::joined(assigned, Operator::Pipe);
        let each = each.map(|each| if route.answers_with_list() { jq("map($_each)").with("each", each) } else { each });
        let as_githubs = route.answer.and_then(|answer| answer.as_githubs(&read));
        let program = Expr::joined(as_githubs.into_iter().chain(whole).chain(each), Operator::Pipe);
        // What is not named may be anything, and GitHub's objects hold more than Gitea's.
        let is_named = results.is_some_and(|results| results.fields.is_some());
        let fidelity = if is_named { Fidelity::Exact } else { Fidelity::Equivalent };
        Ok(Shape { program, fidelity, reading })
    }
}

fn answer(
    rest: Rest<'_>,
    route: &Route,
    request: Call,
    paging: Paging,
    filter: Option<&Filter>,
    shape: &Shape,
    call: &ApiCall,
) -> Result<Emission, Refusal> {
    let reading = &shape.reading;
    let finish = |rest: Rest<'_>, script, fidelity| reading.judge(Emission::new(CURL, fidelity, rest.finish(script)));
    let many = route.has_pages() && (paging.all || paging.per_page.is_some_and(|count| count > PAGE));
    if paging.all && route.to_method != "GET" {
        return Err(Refusal::UsageError {
            error: "the `--paginate` option is not supported for non-GET requests".to_owned(),
        });
    }
    if many {
        if paging.page.is_some() {
            return Err(Refusal::NoEquivalent { feature: "pages of more than 50 items by their number".to_owned() });
        }
        // GitHub's pages hold at most so many.
        let page = paging.per_page.unwrap_or(GITHUBS_PAGE).clamp(1, GITHUBS_PAGE);
        let limit = if paging.all { None } else { Some(Limit::Count(page)) };
        let mut listing = Listing::new(request, limit);
        if let Some(key) = route.wrapped {
            listing = listing.wrapped_in(key);
        }
        // gh runs a filter over each page by itself.
        let pages = match filter {
            Some(_) if paging.all && !reading.goes_item_by_item(route.wrapped) => Some(page),
            _ => None,
        };
        let program = whole_answers(route.wrapped, shape.program.clone(), pages);
        let (source, stage) = listing.items().gathered(program, call.slurp);
        let script = match pages {
            Some(_) => reading.within(&rest, source, stage)?,
            None => reading.behind(&rest, source, stage)?,
        };
        return Ok(finish(rest, script, shape.fidelity));
    }
    let mut request = request;
    if let Some(count) = paging.per_page {
        request = request.query("limit", count.to_string());
    }
    if let Some(page) = &paging.page {
        request = request.query("page", words::one(page)?);
    }
    let looks = request.is_by_client() && reading.is_there();
    let program = match (&shape.program, looks) {
        (program, false) => program.clone(),
        (program, true) => Some(request.looked_at(program.clone().unwrap_or(Expr::Identity))),
    };
    let source = request.script();
    let must_fail = rest.status_is_used();
    let script = match &program {
        _ if call.silent || call.include => source,
        None if !reading.is_there() => source,
        None if reading.reads_order() => reading.behind(&rest, source, Jq::over(Expr::Identity, must_fail))?,
        None => reading.alone(&rest, source)?,
        Some(program) => reading.behind(&rest, source, Jq::over(program.clone(), must_fail))?,
    };
    let fidelity = if filter.is_some() { shape.fidelity } else { Fidelity::Equivalent };
    Ok(finish(rest, script, fidelity))
}

/// The lists that `request` asks for, one for each item of `list`, as one list in the order in which its items were made.
fn of_each(
    rest: Rest<'_>,
    route: &Route,
    list: Arg,
    request: Call,
    paging: &Paging,
    shape: &Shape,
    call: &ApiCall,
) -> Result<Emission, Refusal> {
    let reading = &shape.reading;
    let in_pages = paging.all && !reading.goes_item_by_item(None);
    if paging.page.is_some() || call.include || call.silent || call.slurp || in_pages {
        return Err(Refusal::NoEquivalent { feature: "pages of the line comments of all reviews".to_owned() });
    }
    let mut items = Listing::new(rest.get(list), None);
    if let Some(which) = route.which {
        items.select(jq(which));
    }
    let each = Script::call(["read", "-r", ITEM]);
    let ask = paging::or_failed(request.script());
    let lists = items.items().lines(jq(".id")).pipe(Script::While(Box::new(each), Box::new(ask)));
    let all = jq("add // [] | sort_by(.id)");
    let first =
        jq(".[:$_count]").with("count", Expr::number(paging.per_page.unwrap_or(30).clamp(1, GITHUBS_PAGE).into()));
    let program = [Some(all), (!paging.all).then_some(first), shape.program.clone()];
    let program = Expr::joined(program.into_iter().flatten(), Operator::Pipe).unwrap_or(Expr::Identity);
    let script = reading.behind(&rest, lists, Jq::new(program).slurp())?;
    Ok(reading.judge(Emission::new(CURL, shape.fidelity, rest.finish(script))))
}

/// The most items that a page of GitHub's holds, and how many gh asks for when it follows the pages.
const GITHUBS_PAGE: u32 = 100;

/// What makes answers of GitHub's form out of the list of all items: one, or one for each of `pages` items.
fn whole_answers(wrapped: Option<&str>, shape: Option<Expr>, pages: Option<u32>) -> Option<Expr> {
    let answer = match (wrapped, pages) {
        (Some(key), Some(page)) => {
            let object = Expr::object([("total_count", jq("$count")), (key, jq(ITEMS))]);
            let each = jq("length as $count | range(0; [length, 1] | max; $_page) as $at | $_object");
            Some(each.with("object", object).with("page", Expr::number(page.into())))
        }
        (Some(key), None) => Some(Expr::object([("total_count", jq("length")), (key, Expr::Identity)])),
        (None, Some(page)) => {
            let each = jq("range(0; [length, 1] | max; $_page) as $at | $_items").with("items", jq(ITEMS));
            Some(each.with("page", Expr::number(page.into())))
        }
        (None, None) => None,
    };
    Expr::joined(answer.into_iter().chain(shape), Operator::Pipe)
}

/// The items of one page.
const ITEMS: &str = ".[$at:$at + $_page]";
