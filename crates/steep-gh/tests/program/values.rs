//! What we read is what gh asks a server for.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use steep_gh::grammar::Version;
use steep_gh::parse::{self, Invocation};
use steep_oracle::api::Reply;
use steep_oracle::gh::Gh;
use steep_oracle::process::Input;
use steep_oracle::recorder::{Recorder, decoded};
use steep_shell::Word;

use crate::program::random::Random;

fn server() -> Recorder {
    let headers = "Content-Type: application/json".to_owned();
    Recorder::answering(move |_| Reply { status: 200, headers: headers.clone(), body: "{}".to_owned() }).unwrap()
}

fn read(vector: &[String]) -> Invocation {
    let words: Vec<Word> = std::iter::once("gh").chain(vector.iter().map(String::as_str)).map(Word::literal).collect();
    parse::parse_as(&words, Version::new(2, 46)).unwrap_or_else(|error| panic!("{vector:?}: {error}"))
}

fn text(word: &Word) -> String {
    word.as_literal().unwrap()
}

/// The parameters as gh's documentation tells: `-f` gives texts, `-F` numbers and words of JSON as such.
fn parameters(invocation: &Invocation) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for (flag, typed) in [("raw-field", false), ("field", true)] {
        for word in invocation.list(flag) {
            let field = text(word);
            let (key, value) = field.split_once('=').unwrap();
            let typed = match value {
                "true" | "false" | "null" if typed => serde_json::from_str(value).unwrap(),
                number if typed => number.parse::<i64>().map_or_else(|_| json!(number), |number| json!(number)),
                other => json!(other),
            };
            all.insert(key.to_owned(), typed);
        }
    }
    all
}

#[test]
fn raw_calls_are_made_as_read() {
    let recorder = server();
    let Some(gh) = Gh::asking(&recorder).unwrap() else { return };
    for nth in 0..60 {
        let mut random = Random::new(7_000 + nth);
        let mut vector =
            vec!["api".to_owned(), random.pick(&["x/y", "/x", "repos/acme/widgets/issues?a=1"]).to_owned()];
        for key in ["one", "two", "three"].iter().take(random.below(4)) {
            let value = random.pick(&["1", "-5", "true", "null", "", "a b", "x,y", "\"q\"", "é&=%", "1.5", "'"]);
            let flag = random.pick(&["-f", "-F", "--raw-field", "--field"]);
            match random.below(3) {
                0 if !flag.starts_with("--") => vector.push(format!("{flag}{key}={value}")),
                1 if flag.starts_with("--") => vector.push(format!("{flag}={key}={value}")),
                _ => vector.extend([flag.to_owned(), format!("{key}={value}")]),
            }
        }
        if random.one_in(2) {
            let method = random.pick(&["GET", "PATCH", "DELETE", "put"]);
            vector.extend(if random.one_in(2) {
                vec![format!("-X{method}")]
            } else {
                vec!["--method".to_owned(), method.to_owned()]
            });
        }
        if random.one_in(3) {
            vector.extend(["-H".to_owned(), "X-One: a, b".to_owned()]);
        }
        let invocation = read(&vector);
        let done = gh.run(&vector, Input::Nothing).unwrap();
        let requests = recorder.take();
        let [request] = requests.as_slice() else { panic!("gh {vector:?}: {requests:?} {}", done.stderr) };

        let parameters = parameters(&invocation);
        let default = if parameters.is_empty() { "GET" } else { "POST" };
        let method =
            invocation.word("method").map_or_else(|| default.to_owned(), |word| text(word).to_ascii_uppercase());
        assert_eq!(request.method, method, "gh {vector:?}");
        let endpoint = text(&invocation.positionals[0]);
        let endpoint = format!("/{}", endpoint.trim_start_matches('/'));
        assert_eq!(request.path(), endpoint.split('?').next().unwrap(), "gh {vector:?}");
        let shown = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
        };
        let mut query: Vec<(String, String)> =
            if endpoint.contains('?') { vec![("a".to_owned(), "1".to_owned())] } else { Vec::new() };
        if method == "GET" {
            query.extend(parameters.iter().map(|(key, value)| (key.clone(), shown(value))));
            assert_eq!(request.body, "", "gh {vector:?}");
        } else if !parameters.is_empty() {
            assert_eq!(serde_json::from_str::<Value>(&request.body).unwrap(), json!(parameters), "gh {vector:?}");
        }
        let (mut sent, mut query) = (request.query(), query);
        sent.sort();
        query.sort();
        assert_eq!(sent, query, "gh {vector:?}");
        if let Some(header) = invocation.list("header").first().map(|word| text(word)) {
            let (name, value) = header.split_once(": ").unwrap();
            assert_eq!(request.header(name), Some(value), "gh {vector:?}");
        }
    }
}

/// Lists whose flags all end up in what they ask for: command, flags with a value of their own.
const LISTS: &[(&str, &[&str])] = &[
    (
        "issue list",
        &["--author", "-A", "--assignee", "-a", "--label", "-l", "--mention", "--search", "-S", "--milestone"],
    ),
    ("pr list", &["--author", "-A", "--assignee", "-a", "--label", "-l", "--search", "-S"]),
    ("search issues", &["--author", "--assignee", "--label", "--mentions", "--commenter", "--involves", "--milestone"]),
    ("search prs", &["--author", "--assignee", "--label", "--head", "-H", "--base", "-B", "--reviewed-by"]),
    ("search repos", &["--language", "--topic", "--owner"]),
    ("search commits", &["--author", "--author-name", "--committer", "--hash"]),
];

#[test]
fn lists_ask_for_the_values_that_are_read() {
    let recorder = server();
    let Some(gh) = Gh::asking(&recorder).unwrap() else { return };
    for nth in 0..60 {
        let mut random = Random::new(9_000 + nth as u64);
        let (command, flags) = LISTS[nth % LISTS.len()];
        let mut vector: Vec<String> = command.split(' ').map(str::to_owned).collect();
        if !command.starts_with("search") {
            vector.extend(["-R".to_owned(), "acme/widgets".to_owned()]);
        } else {
            vector.push("word0".to_owned());
        }
        for (at, flag) in flags.iter().enumerate().filter(|_| !random.one_in(3)).collect::<Vec<_>>() {
            let value = if flag.ends_with('l') { format!("m{at}a,m{at}b") } else { format!("m{at}") };
            match random.below(3) {
                0 if flag.starts_with("--") => vector.push(format!("{flag}={value}")),
                1 if !flag.starts_with("--") => vector.push(format!("{flag}{value}")),
                _ => vector.extend([(*flag).to_owned(), value]),
            }
        }
        vector.extend(["-L".to_owned(), "17".to_owned()]);
        let invocation = read(&vector);
        // Of a flag with one value the last one counts.
        let mut expected: Vec<String> = invocation.positionals.iter().map(text).collect();
        for given in &invocation.flags {
            let long = given.flag.long;
            if given.flag.is_list() {
                expected.extend(invocation.list(long).into_iter().map(text));
            } else if let Some(word) = invocation.word(long) {
                expected.extend(text(word).split('/').map(str::to_owned));
            }
        }
        let done = gh.run(&vector, Input::Nothing).unwrap();
        let requests = recorder.take();
        let asked: String =
            requests.iter().map(|request| format!("{} {}\n", decoded(&request.target), request.body)).collect();
        assert!(!requests.is_empty(), "gh {vector:?}: {}", done.stderr);
        for value in expected {
            assert!(asked.contains(&value), "gh {vector:?} does not ask for {value}:\n{asked}{}", done.stderr);
        }
    }
}
