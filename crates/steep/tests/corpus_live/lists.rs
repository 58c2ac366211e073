//! What lists select and print, by gh's meaning of their flags, over everything that the server has.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};
use steep_oracle::process::{Finished, Input, run};
use steep_oracle::server::zone::in_utc;

use crate::corpus_live::facts::Facts;
use crate::corpus_live::words::Words;

/// What a command prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Prints {
    /// Exactly this.
    Text(String),
    /// The objects with these numbers, as JSON, lines or rows, in any order.
    Numbers(BTreeSet<u64>),
    /// Objects with these names, likewise.
    Names(BTreeSet<String>),
    /// Whatever comes before the command's own filter fails.
    Failure,
}

/// gh's default number of items.
const LIMIT: usize = 30;

pub(crate) fn numbers(words: &Words, repository: &str, kind: &str, facts: &Facts) -> Result<Option<Prints>> {
    let mut items = facts.all(&format!("repos/{repository}/{kind}?state=all&type=issues"))?;
    items.sort_by_key(|item| std::cmp::Reverse(item["number"].as_u64()));
    let mut selected: Vec<&Value> = Vec::new();
    for item in &items {
        if is_selected(item, words, facts)? {
            selected.push(item);
        }
    }
    selected.truncate(limit(words)?);
    let Some(program) = words.value("jq") else {
        return Ok(Some(Prints::Numbers(selected.iter().filter_map(|item| item["number"].as_u64()).collect())));
    };
    let fields = words.list("json");
    let objects: Option<Vec<Value>> = selected.iter().map(|item| object(item, &fields)).collect();
    let Some(objects) = objects else { return Ok(None) };
    let done = jq(program, &Value::Array(objects))?;
    Ok(Some(if done.status == 0 { Prints::Text(done.stdout) } else { Prints::Failure }))
}

pub(crate) fn repositories(words: &Words, owner: &str, facts: &Facts) -> Result<Option<Prints>> {
    let all = facts.all(&format!("orgs/{owner}/repos?"))?;
    ensure!(all.len() < limit(words)?, "the fixture has more repositories than are asked for");
    let names = all.iter().filter_map(|item| item["name"].as_str()).map(str::to_owned);
    Ok(Some(Prints::Names(names.collect())))
}

fn limit(words: &Words) -> Result<usize> {
    words.value("limit").map_or(Ok(LIMIT), |limit| limit.parse().context("the limit"))
}

fn is_selected(item: &Value, words: &Words, facts: &Facts) -> Result<bool> {
    let login = |name: &str| if name == "@me" { facts.me.clone() } else { name.to_owned() };
    let is = |flag: &str, found: &Value| words.value(flag).is_none_or(|wanted| *found == login(wanted));
    let labels = words.list("label");
    let has_label = |name: &String| any(&item["labels"], |label| label["name"] == name.as_str());
    let assigned = words.value("assignee").map(login);
    Ok(in_state(item, words.value("state").unwrap_or("open"))
        && labels.iter().all(has_label)
        && assigned.is_none_or(|name| any(&item["assignees"], |person| person["login"] == name.as_str()))
        && is("author", &item["user"]["login"])
        && is("head", &item["head"]["ref"])
        && is("base", &item["base"]["ref"])
        && words.value("search").map_or(Ok(true), |search| is_found(item, search, facts))?)
}

fn in_state(item: &Value, state: &str) -> bool {
    match state {
        "all" => true,
        "merged" => item["merged"] == true,
        state => item["state"] == state,
    }
}

/// Whether it is what a text of GitHub's search language looks for.
fn is_found(item: &Value, search: &str, facts: &Facts) -> Result<bool> {
    let in_title = search.split_whitespace().any(|term| term == "in:title");
    let text = |name: &str| item[name].as_str().unwrap_or_default().to_lowercase();
    for term in search.split_whitespace() {
        let found = match term.split_once(':') {
            Some(("in", "title")) => true,
            Some(("review-requested", who)) => facts.awaits_review(item, who)?,
            Some(("merged", when)) => is_when(in_utc(item["merged_at"].clone()).as_str(), when),
            Some((other, _)) => anyhow::bail!("the search for {other}"),
            None => {
                let word = term.to_lowercase();
                text("title").contains(&word) || !in_title && text("body").contains(&word)
            }
        };
        if !found {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a time is what `>T`, `>=T` or `T` says; a day is all of it. Times of the same zone and form are in the order of
/// their texts.
fn is_when(time: Option<&str>, when: &str) -> bool {
    let Some(time) = time else { return false };
    let cut = |wanted: &str| time.get(..wanted.len()).unwrap_or(time).to_owned();
    match (when.strip_prefix(">="), when.strip_prefix('>')) {
        (Some(wanted), _) => cut(wanted).as_str() >= wanted,
        (None, Some(wanted)) => cut(wanted).as_str() > wanted,
        (None, None) => cut(when) == when,
    }
}

fn any(list: &Value, is: impl Fn(&Value) -> bool) -> bool {
    list.as_array().is_some_and(|items| items.iter().any(is))
}

/// gh's JSON of these fields, as far as the commands' own filters look into it; `None` where one is not known here.
fn object(item: &Value, fields: &[String]) -> Option<Value> {
    let mut object = Map::new();
    for field in fields {
        let value = match field.as_str() {
            "number" | "title" | "body" => item[field].clone(),
            "labels" => item["labels"].as_array()?.iter().map(|label| {
                json!({"id": label["id"].to_string(), "name": label["name"], "description": label["description"], "color": label["color"]})
            }).collect(),
            "assignees" => {
                let people = item["assignees"].as_array().map_or(&[][..], Vec::as_slice);
                people.iter().map(|person| {
                    json!({"id": person["id"].to_string(), "login": person["login"], "name": person["full_name"]})
                }).collect()
            }
            "author" => json!({"login": item["user"]["login"]}),
            "createdAt" => in_utc(item["created_at"].clone()),
            _ => return None,
        };
        object.insert(field.clone(), value);
    }
    Some(Value::Object(object))
}

fn jq(program: &str, input: &Value) -> Result<Finished> {
    let mut command = Command::new("jq");
    // As gh prints what its filter gives.
    command.args(["-rcS", program]);
    run(&mut command, Input::Text(&input.to_string()), Duration::from_secs(30))
}
