//! Whether the requests that arrived, the output and the exit status are what was meant.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use steep_oracle::process::Finished;
use steep_oracle::recorder::{Request, decoded};

use crate::corpus_live::intent::{Ask, Intent, Status};
use crate::corpus_live::lists::Prints;

/// What the server does where a parameter is absent.
const DEFAULTS: &[(&str, &str)] = &[("state", "open")];
/// Parameters that choose an order or a part of what is asked for.
const NEUTRAL: &[&str] = &["page", "limit", "sort", "order", "service"];
/// What programs ask a server about itself.
const OF_THE_SERVER: &[&str] = &["version", "settings/api", "user"];

/// Everything that is wrong, in sentences.
pub(crate) fn problems(intent: &Intent, requests: &[Request], done: &Finished) -> Vec<String> {
    let mut found = Vec::new();
    let ended_well = match intent.status {
        Status::Is(wanted) => done.status == wanted,
        Status::Fails => done.status != 0,
    };
    if !ended_well {
        found.push(format!("the exit status is {}, and {:?} is meant", done.status, intent.status));
    }
    let (reads, writes): (Vec<&Request>, Vec<&Request>) = requests.iter().partition(|request| is_read(request));
    for alternatives in &intent.reads {
        let met = |ask: &Ask| reads.iter().any(|request| request.status < 400 && unlike(ask, request).is_none());
        if !alternatives.iter().any(met) {
            let near = alternatives.iter().flat_map(|ask| reads.iter().filter_map(move |request| near(ask, request)));
            found.push(format!("it is not asked for {alternatives:?}: {:?}", near.collect::<Vec<_>>()));
        }
    }
    for request in &reads {
        let path = path(request);
        let allowed = intent.within.iter().any(|within| path.starts_with(within.as_str()))
            || OF_THE_SERVER.contains(&path.as_str())
            || is_fetch(request)
            || intent.reads.iter().flatten().any(|ask| is_path(&ask.path, &path));
        if !allowed {
            found.push(format!("{} {} is asked for", request.method, request.target));
        }
    }
    // One that failed may be tried again.
    let done_writes: Vec<&&Request> = writes.iter().filter(|request| request.status < 400).collect();
    if done_writes.len() != intent.writes.len() {
        found.push(format!(
            "{} changes are made and not {}: {}",
            done_writes.len(),
            intent.writes.len(),
            told(&writes)
        ));
    }
    for ask in &intent.writes {
        if !writes.iter().any(|request| unlike(ask, request).is_none()) {
            let near: Vec<String> = writes.iter().filter_map(|request| near(ask, request)).collect();
            found.push(format!("{} {} {:?} is not sent: {near:?}, {}", ask.method, ask.path, ask.body, told(&writes)));
        }
    }
    if let Some(prints) = &intent.prints {
        found.extend(unprinted(prints, &done.stdout));
    }
    found
}

/// Whether it changes nothing.
pub(crate) fn is_read(request: &Request) -> bool {
    matches!(request.method.as_str(), "GET" | "HEAD") || request.path().ends_with("/git-upload-pack")
}

/// Whether git fetches, as it does where a form goes on to the base branch after a merge.
fn is_fetch(request: &Request) -> bool {
    request.path().ends_with("/git-upload-pack") || request.target.ends_with("?service=git-upload-pack")
}

/// The decoded path, without `/api/v1/` where it has that.
fn path(request: &Request) -> String {
    let path = decoded(&request.path().replace('+', "%2B"));
    path.strip_prefix("/api/v1/").map_or_else(|| path.clone(), str::to_owned)
}

fn is_path(wanted: &str, found: &str) -> bool {
    wanted.split('/').eq(found.split('/'))
}

/// What of a request to the same place is not as asked.
fn near(ask: &Ask, request: &Request) -> Option<String> {
    let there = ask.method == request.method && is_path(&ask.path, &path(request));
    there.then(|| unlike(ask, request).unwrap_or_else(|| format!("it is answered with {}", request.status)))
}

fn unlike(ask: &Ask, request: &Request) -> Option<String> {
    if ask.method != request.method || !is_path(&ask.path, &path(request)) {
        return Some("another place".to_owned());
    }
    let query = request.query();
    let value =
        |name: &str| query.iter().find(|(found, value)| found == name && !value.is_empty()).map(|(_, v)| v.as_str());
    for (name, wanted) in &ask.query {
        let default = DEFAULTS.iter().find(|(found, _)| found == name).map(|(_, value)| *value);
        let found = value(name).or(default);
        if found != Some(wanted) {
            return Some(format!("{name} is {found:?} and not {wanted}"));
        }
    }
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        let wanted = ask.query.iter().any(|(wanted, _)| wanted == name);
        let may = ask.may.iter().any(|(may, wanted)| may == name && wanted == value);
        if !wanted && !may && !NEUTRAL.contains(&name.as_str()) {
            return Some(format!("{name}={value} is asked for too"));
        }
    }
    if let Some(limit) = ask.limit.filter(|_| value("page").is_none()) {
        let found = value("limit").map_or(Some(30), |limit| limit.parse().ok());
        if found != Some(limit.min(50)) {
            return Some(format!("the limit is {found:?} and not {limit}"));
        }
    }
    let empty = Map::new();
    let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
    let body = body.as_object().unwrap_or(&empty);
    for (name, wanted) in &ask.body {
        if body.get(name) != Some(wanted) && !is_head_of_its_own(&ask.path, name, body.get(name), wanted) {
            return Some(format!("{name} is {:?} and not {wanted}", body.get(name)));
        }
    }
    // An empty description is one where there is something to change; an empty title is none to Gitea.
    let empties = |name: &str, value: &Value| request.method == "PATCH" && name == "body" && *value == "";
    let mut more = body.iter().filter(|(name, _)| !ask.body.contains_key(*name));
    let more = more.find(|(name, value)| says_something(value) || empties(name, value));
    more.map(|(name, value)| format!("{name} is sent too: {value}"))
}

/// Whether a field that was not asked for would change something.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        // tea sends a name that is empty, and a number that is none, where it was told nothing.
        Value::Array(items) => items.iter().any(says_something),
        Value::Object(fields) => fields.iter().any(|(_, value)| says_something(value)),
    }
}

fn unprinted(prints: &Prints, stdout: &str) -> Option<String> {
    match prints {
        Prints::Failure => None,
        Prints::Text(wanted) if stdout == wanted => None,
        Prints::Text(wanted) => Some(format!("standard output is {stdout:?} and not {wanted:?}")),
        Prints::Numbers(wanted) => {
            let found = numbers(stdout);
            (found != *wanted).then(|| format!("it prints {found:?} and not {wanted:?}: {stdout}"))
        }
        Prints::Names(wanted) => {
            let found = names(stdout);
            (found != *wanted).then(|| format!("it prints {found:?} and not {wanted:?}: {stdout}"))
        }
    }
}

/// The numbers of what is printed: of JSON objects, of a table's rows, or of lines.
fn numbers(stdout: &str) -> BTreeSet<u64> {
    if let Ok(Value::Array(items)) = serde_json::from_str(stdout) {
        return items.iter().filter_map(|item| item["number"].as_u64()).collect();
    }
    stdout.lines().filter_map(first_cell).filter_map(|cell| cell.parse().ok()).collect()
}

fn names(stdout: &str) -> BTreeSet<String> {
    if let Ok(Value::Array(items)) = serde_json::from_str(stdout) {
        return items.iter().filter_map(|item| item["name"].as_str()).map(str::to_owned).collect();
    }
    stdout.lines().filter_map(first_cell).map(str::to_owned).collect()
}

fn first_cell(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['|', '│', ' ']);
    line.split(['\t', '|', '│']).next().map(str::trim)
}

fn told(requests: &[&Request]) -> String {
    let one =
        |request: &&Request| format!("{} {} {} -> {}", request.method, request.target, request.body, request.status);
    requests.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Whether it is the head of a pull request, said with the owner of the repository that it is in: `acme:fix/tray`.
fn is_head_of_its_own(path: &str, name: &str, found: Option<&Value>, wanted: &Value) -> bool {
    let owner = path.split('/').nth(1).unwrap_or_default();
    let branch = found.and_then(Value::as_str).and_then(|head| head.strip_prefix(owner)?.strip_prefix(':'));
    name == "head" && branch.is_some() && branch == wanted.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::corpus_live::intent::Status;

    fn request(method: &str, target: &str, body: &str, status: u16) -> Request {
        let (method, target, body) = (method.to_owned(), format!("/api/v1/{target}"), body.to_owned());
        Request { method, target, headers: Vec::new(), body, status }
    }

    fn ask(method: &'static str, path: &str) -> Ask {
        let path = path.to_owned();
        Ask { method, path, query: Vec::new(), may: Vec::new(), limit: None, body: Map::new() }
    }

    fn done(status: i32, stdout: &str) -> Finished {
        Finished { status, stdout: stdout.to_owned(), stderr: String::new() }
    }

    /// How many problems there are with a listing of open issues with a label, of which 4 is one.
    fn of_reading(target: &str, stdout: &str) -> usize {
        let mut read = ask("GET", "repos/acme/widgets/issues");
        read.query = [("state", "open"), ("type", "issues")].map(|(name, value)| (name, value.to_owned())).to_vec();
        read.may = vec![("labels", "area: print queue".to_owned())];
        read.limit = Some(30);
        let intent = Intent {
            reads: vec![vec![read]],
            within: vec!["repos/acme/widgets".to_owned()],
            prints: Some(Prints::Numbers(BTreeSet::from([4]))),
            ..Intent::default()
        };
        problems(&intent, &[request("GET", target, "", 200)], &done(0, stdout)).len()
    }

    #[test]
    fn another_question_or_answer_is_a_problem() {
        let printed = "| 4 | Print queue stalls |\n";
        let right = "repos/acme/widgets/issues?type=issues&labels=area%3A+print%20queue&limit=30";
        assert_eq!(of_reading(right, printed), 0);
        assert_eq!(of_reading(right, r#"[{"number": 4}]"#), 0);
        assert_eq!(of_reading(right, "4\ttitle\n5\ttitle\n"), 1);
        for wrong in [
            "repos/acme/widgets/issues?type=pulls&limit=30",
            "repos/acme/widgets/issues?limit=30",
            "repos/acme/widgets/issues?type=issues&state=all&limit=30",
            "repos/acme/widgets/issues?type=issues&labels=bug&limit=30",
            "repos/acme/widgets/issues?type=issues&limit=3",
            "repos/acme/widgets/pulls?type=issues",
        ] {
            assert_eq!(of_reading(wrong, printed), 1, "{wrong}");
        }
        // Not asked for what is meant, and asked for something else.
        assert_eq!(of_reading("repos/acme/many/issues?type=issues", printed), 2);
    }

    #[test]
    fn another_change_is_a_problem() {
        let mut write = ask("PATCH", "repos/acme/widgets/issues/4");
        write.body = json!({"state": "closed"}).as_object().unwrap().clone();
        let intent = Intent { writes: vec![write], status: Status::Is(0), ..Intent::default() };
        let of = |requests: &[Request], status| problems(&intent, requests, &done(status, "")).len();
        let four = "repos/acme/widgets/issues/4";
        let right = request("PATCH", four, r#"{"state": "closed", "title": "", "labels": null}"#, 201);
        assert_eq!(of(std::slice::from_ref(&right), 0), 0);
        assert_eq!(of(&[request("PATCH", four, r#"{"state": "closed"}"#, 405), right.clone()], 0), 0);
        assert_eq!(of(std::slice::from_ref(&right), 1), 1);
        assert_eq!(of(&[right.clone(), request("DELETE", four, "", 204)], 0), 1);
        assert_eq!(of(&[request("PATCH", four, r#"{"state": "closed", "body": ""}"#, 201)], 0), 1);
        assert_eq!(of(&[request("PATCH", four, r#"{"state": "open"}"#, 201)], 0), 1);
        assert_eq!(of(&[request("PATCH", "repos/acme/widgets/issues/5", r#"{"state": "closed"}"#, 201)], 0), 1);
        assert_eq!(of(&[], 0), 2);
    }
}
