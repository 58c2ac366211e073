//! Raw calls of GitHub's REST API, said to Gitea's: another path, other names, and answers given GitHub's shape where
//! somebody reads what differs.

mod fields;
mod route;

use steep_forge::operation::{ApiBody, ApiCall};
use steep_forge::{Fidelity, Filter, Limit, Output, Refusal};
use steep_shell::{Arg, Word};

use self::route::{Matched, Route, Slug};
use super::present::{self, Reading};
use crate::program::{Prints, Program, Translation};
use crate::rest::paging::{Listing, PAGE};
use crate::rest::{Call, Jq, Rest, Vars, words};
use crate::template::Document;
use crate::{Emission, Tool};

/// A raw call.
pub(crate) fn api(mut rest: Rest<'_>, call: &ApiCall, output: &Output) -> Result<Emission, Refusal> {
    let filter = match output {
        Output::Raw { filter } | Output::Json { filter, .. } => filter.as_ref(),
        Output::Reader | Output::Browser => None,
    };
    let (path, query) = call.endpoint.split_once('?').unwrap_or_else(|| (call.endpoint.clone(), Word::literal("")));
    let method = method(call)?;
    let headers = Headers::of(call)?;
    let matched = route::find(&method, &path, headers.accept.as_deref())?;
    let route = matched.route;

    let mut lost = Vec::new();
    let mut paging = Paging { per_page: None, page: None, all: call.paginate };
    let address = address(&mut rest, &matched)?;
    if matched.has_expansion() {
        // gh sends `..` as it stands, too.
        rest.fill_in();
    }
    let mut request = match route.to_method {
        "GET" => rest.get(address),
        other => rest.send(other, address),
    };
    let mut pairs: Vec<(Word, Word)> = Vec::new();
    for pair in query.split('&').into_iter().filter(|pair| pair.as_literal().as_deref() != Some("")) {
        pairs.push(pair.split_once('=').unwrap_or_else(|| (pair.clone(), Word::literal(""))));
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
        ApiBody::File(file) => request = request.json_file(Arg::from(words::one(file)?)),
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
    let mut emission = answer(rest, route, request, paging, filter, &shape, call)?;
    for key in lost {
        emission = emission.losing(format!("`{key}`"), "Gitea takes no notice of it");
    }
    if call.include {
        emission = emission.at_most(Fidelity::Equivalent);
    }
    Ok(emission)
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
        words::one(wanted)?;
        let wanted = vars.word("name", wanted);
        let items = Listing::new(rest.get(list), Some(Limit::Count(2 * PAGE))).items();
        let program = format!("map(select(.name == {wanted}))[0].id // error(\"nothing is called so\")");
        let (source, jq) = items.gathered(Some(&program), false);
        rest.set("id", source.pipe(jq.vars(vars).script()));
    }
    let path = matched.path()?;
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
    /// jq over the whole answer, or nothing.
    program: Option<String>,
    fidelity: Fidelity,
    /// What the filter does.
    reading: Reading,
    /// The filter, where it could be read.
    filter: Option<Program>,
}

impl Shape {
    fn of(route: &Route, filter: Option<&Filter>, consumed: bool) -> Result<Self, Refusal> {
        let program = match filter {
            Some(Filter::Jq(word)) => {
                let text = word.display();
                // The contents of a folder are a list, those of a file an object: who goes through them means the list.
                Program::read(&text, route.is_list || text.starts_with(".[]"), &kind)
            }
            _ => None,
        };
        let translation = match (&program, filter) {
            (Some(program), _) => program.translation(),
            (None, Some(Filter::Jq(_))) => Translation::of_unread(),
            (None, _) => Translation::default(),
        };
        let reads = |name: &str| match &program {
            Some(program) => program.reads_all || program.fields.contains(name),
            None => consumed || filter.is_some(),
        };
        if let Some(program) = &program
            && let Some(name) = route.lacks.iter().find(|name| program.fields.contains(**name))
        {
            return Err(Refusal::NoEquivalent { feature: format!("the field `{name}` of this answer") });
        }
        let assigned: Vec<&str> =
            route.assign.iter().filter(|(name, _)| reads(name)).map(|(_, program)| *program).collect();
        let each = match (assigned.is_empty(), route.is_list) {
            (true, _) => None,
            (false, true) => Some(format!("map({})", assigned.join(" | "))),
            (false, false) => Some(assigned.join(" | ")),
        };
        let is_read = filter.is_some() || consumed;
        let whole = route.shape.filter(|_| is_read).map(str::to_owned);
        let program_text = match (whole, each) {
            (Some(whole), Some(each)) => Some(format!("{whole} | {each}")),
            (whole, each) => whole.or(each),
        };
        // What is not named may be anything, and GitHub's objects hold more than Gitea's.
        let named = program.as_ref().is_some_and(|program| !program.reads_all);
        let fidelity = if named { Fidelity::Exact } else { Fidelity::Equivalent };
        let printed = present::printed(filter, &Document::Answer { is_list: route.is_list });
        Ok(Shape { program: program_text, fidelity, reading: Reading { translation, printed }, filter: program })
    }
}

/// What a field of GitHub's answers may be, as far as its name tells.
fn kind(name: &str) -> Prints {
    const NEVER_NULL: &[&str] = &[
        "archived",
        "browser_download_url",
        "clone_url",
        "comments",
        "created_at",
        "date",
        "default_branch",
        "draft",
        "email",
        "filename",
        "fork",
        "full_name",
        "html_url",
        "id",
        "login",
        "message",
        "number",
        "name",
        "path",
        "prerelease",
        "private",
        "sha",
        "size",
        "ssh_url",
        "state",
        "status",
        "tag_name",
        "title",
        "total_count",
        "type",
        "updated_at",
        "url",
    ];
    const NEVER_COMPOSITE: &[&str] = &[
        "body",
        "closed_at",
        "conclusion",
        "content",
        "default_branch",
        "description",
        "language",
        "merged_at",
        "name",
    ];
    let null = !NEVER_NULL.contains(&name);
    Prints { null, composite: null && !NEVER_COMPOSITE.contains(&name), ..Prints::default() }
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
    let emission = |rest: Rest<'_>, script, fidelity| Emission::new(Tool::Curl, fidelity, rest.finish(script));
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
            Some(filter) if paging.all && !present::goes_item_by_item(filter, route.wrapped) => Some(page),
            _ => None,
        };
        let program = whole_answers(route.wrapped, shape.program.as_deref(), pages);
        let (source, jq) = listing.items().gathered(program.as_deref(), call.slurp);
        let script = match (filter, pages) {
            (Some(filter), Some(_)) => present::each_document(&rest, source, jq, filter, shape.reading.clone())?,
            (filter, _) => present::filtered(&rest, source, jq, filter, shape.reading.clone())?,
        };
        return Ok(noted(emission(rest, script, shape.fidelity), filter, shape));
    }
    let mut request = request;
    if let Some(count) = paging.per_page {
        request = request.query("limit", count.to_string());
    }
    if let Some(page) = &paging.page {
        request = request.query("page", words::one(page)?);
    }
    let source = request.script();
    let must_fail = rest.status_is_used();
    let script = match (&shape.program, filter) {
        _ if call.silent || call.include => source,
        (None, None) => source,
        (None, Some(_)) if shape.reading.translation.reads_order => {
            present::filtered(&rest, source, Jq::over(".", must_fail), filter, shape.reading.clone())?
        }
        (None, Some(_)) => source.pipe(present::user(&rest, filter, shape.reading.clone())?),
        (Some(program), _) => {
            let jq = Jq::over(program, must_fail);
            present::filtered(&rest, source, jq, filter, shape.reading.clone())?
        }
    };
    let fidelity = if filter.is_some() { shape.fidelity } else { Fidelity::Equivalent };
    Ok(noted(emission(rest, script, fidelity), filter, shape))
}

/// The most items that a page of GitHub's holds, and how many gh asks for when it follows the pages.
const GITHUBS_PAGE: u32 = 100;

/// What makes answers of GitHub's form out of the list of all items: one, or one for each of `pages` items.
fn whole_answers(wrapped: Option<&str>, shape: Option<&str>, pages: Option<u32>) -> Option<String> {
    let mut steps = Vec::new();
    let page = pages.map(|page| format!("range(0; [length, 1] | max; {page}) as $at | "));
    let items = pages.map_or_else(|| ".".to_owned(), |page| format!(".[$at:$at + {page}]"));
    match (wrapped, page) {
        (Some(key), Some(page)) => {
            steps.push(format!("length as $count | {page}{{total_count: $count, {key}: {items}}}"))
        }
        (Some(key), None) => steps.push(format!("{{total_count: length, {key}: .}}")),
        (None, Some(page)) => steps.push(format!("{page}{items}")),
        (None, None) => {}
    }
    steps.extend(shape.map(str::to_owned));
    (!steps.is_empty()).then(|| steps.join(" | "))
}

fn noted(mut emission: Emission, filter: Option<&Filter>, shape: &Shape) -> Emission {
    if let Some(Ok(printed)) = &shape.reading.printed {
        emission = printed.judge(emission);
    }
    match filter {
        Some(Filter::Jq(word)) => present::judge_filter(emission, word, shape.filter.as_ref()),
        Some(Filter::Template(_)) | None => emission,
    }
}
