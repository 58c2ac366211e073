//! Whether what happened is what gh documents.

use std::fs;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::sandbox::Sandbox;
use super::{Ask, Case, Check, Failing, Filtered, Status};
use crate::Live;
use crate::gh::{self, Gh};
use crate::process::{Finished, Input, run};
use crate::server::zone::in_utc;

/// Compares everything that the case says.
///
/// # Errors
/// Names the first thing that differs.
pub(super) fn compare(case: &Case, done: &Finished, sandbox: &Sandbox, live: &Live) -> Result<()> {
    let url = live.server.url();
    let filled = |text: &str| text.replace("{url}", &url);
    let stdout = done.stdout.as_str();
    match case.status {
        Status::Number(wanted) => ensure!(done.status == wanted, "the exit status is {} and not {wanted}", done.status),
        Status::Word(Failing::Failure) => ensure!(done.status != 0, "the exit status is 0"),
    }
    if let Some(wanted) = &case.stdout {
        same("standard output", stdout, &filled(wanted))?;
    }
    if let Some(wanted) = &case.lines {
        let wanted: String = wanted.iter().map(|line| filled(line) + "\n").collect();
        same("standard output", stdout, &wanted)?;
    }
    if let Some(wanted) = &case.json {
        let wanted = serde_json::from_str(wanted).with_context(|| format!("the expectation is no JSON: {wanted}"))?;
        same_json(stdout, &fill_json(wanted, &filled))?;
    }
    if let Some(ask) = &case.json_from {
        let wanted = answer(ask, live, "-c")?;
        same_json(
            stdout,
            &serde_json::from_str(&wanted).with_context(|| format!("the expectation is no JSON: {wanted}"))?,
        )?;
    }
    if let Some(ask) = &case.stdout_from {
        same("standard output", stdout, &answer(ask, live, "-r")?)?;
    }
    if let Some(wanted) = &case.filtered {
        by_gh(wanted, stdout, live)?;
    }
    for wanted in &case.contains {
        ensure!(stdout.contains(&filled(wanted)), "standard output lacks {wanted:?}");
    }
    for unwanted in &case.lacks {
        ensure!(!stdout.contains(&filled(unwanted)), "standard output holds {unwanted:?}");
    }
    for wanted in &case.stderr_contains {
        ensure!(done.stderr.contains(&filled(wanted)), "standard error lacks {wanted:?}");
    }
    for (path, wanted) in &case.files {
        let text = fs::read_to_string(sandbox.work().join(path)).with_context(|| format!("there is no file {path}"))?;
        same(path, &text, &filled(wanted))?;
    }
    case.after.iter().try_for_each(|check| holds_within(check, live, &filled))
}

/// Compares what another form of the answer shows: the numbers, texts and names of the data in a form for a reader, and in
/// data what a reader would find.
///
/// # Errors
/// Names the first thing that is missing or too much.
pub(super) fn compare_shown(case: &Case, done: &Finished, live: &Live) -> Result<()> {
    let url = live.server.url();
    let stdout = done.stdout.to_lowercase();
    let is_there = |text: &str| {
        let text = text.replace("{url}", &url).to_lowercase();
        let in_json = Value::String(text.clone()).to_string();
        stdout.contains(&text) || stdout.contains(in_json.trim_matches('"'))
    };
    if let Status::Number(wanted) = case.status {
        ensure!(done.status == wanted, "the exit status is {} and not {wanted}", done.status);
    }
    let data = match (&case.json, &case.json_from) {
        (Some(text), _) => serde_json::from_str(text)?,
        (None, Some(ask)) => serde_json::from_str(&answer(ask, live, "-c")?)?,
        (None, None) => Value::Null,
    };
    let objects = match &data {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    for (field, value) in objects.iter().filter_map(Value::as_object).flatten() {
        match value {
            Value::Number(number) => ensure!(is_there(&number.to_string()), "{field} {number} is not shown"),
            // Other texts are shown otherwise: times, states, long ones in a column of a table.
            Value::String(text) if matches!(field.as_str(), "title" | "name" | "headRefName" | "tagName") => {
                ensure!(is_there(text), "{field} {text:?} is not shown");
            }
            _ => {}
        }
    }
    for wanted in &case.contains {
        ensure!(is_there(wanted), "standard output lacks {wanted:?}");
    }
    for unwanted in &case.lacks {
        ensure!(!is_there(unwanted), "standard output holds {unwanted:?}");
    }
    Ok(())
}

fn holds_within(check: &Check, live: &Live, filled: &dyn Fn(&str) -> String) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(check.within);
    loop {
        match holds(check, live, filled) {
            Err(_) if Instant::now() < end => sleep(Duration::from_millis(200)),
            result => return result,
        }
    }
}

fn holds(check: &Check, live: &Live, filled: &dyn Fn(&str) -> String) -> Result<()> {
    let api = live.server.api(Some(live.token("avery")));
    let path = format!("/api/v1/{}", check.get);
    let reply = api.raw("GET", &path, &[], b"")?;
    let Some(wanted) = &check.is else {
        ensure!(reply.status == 404, "the server has {}: {}", check.get, reply.body);
        return Ok(());
    };
    ensure!(reply.status < 300, "the server answers {} for {}", reply.status, check.get);
    let body = serde_json::from_str(&reply.body).map_or(reply.body, |value| in_utc(value).to_string());
    let found: Value = serde_json::from_str(&jq(&["-c", &check.jq], &body)?)?;
    let wanted = fill_json(serde_json::to_value(wanted)?, filled);
    ensure!(found == wanted, "{} {} is {found} and not {wanted}", check.get, check.jq);
    Ok(())
}

fn answer(ask: &Ask, live: &Live, style: &str) -> Result<String> {
    let api = live.server.api(Some(live.token(&ask.by)));
    // As gh has all times.
    let answer = in_utc(api.get(&ask.get)?);
    jq(&[style, &ask.jq], &answer.to_string()).with_context(|| format!("{} of {}", ask.jq, ask.get))
}

fn jq(arguments: &[&str], input: &str) -> Result<String> {
    let mut command = Command::new("jq");
    command.args(arguments);
    run(&mut command, Input::Text(input), Duration::from_secs(30))?.success("jq")
}

/// Compares with what the real gh prints; nothing, said loudly, where there is none.
fn by_gh(wanted: &Filtered, stdout: &str, live: &Live) -> Result<()> {
    let Some(gh) = Gh::answered(&answer(&wanted.data, live, "-c")?)? else { return Ok(()) };
    let done = gh::filtered(&gh, "user", &wanted.jq)?;
    let otherwise = if done.status == 0 { "" } else { wanted.otherwise };
    // In lists and objects gh escapes what HTML uses, jq does not; to a reader of JSON it is the same.
    let line = |line: &str| {
        let is_composite = line.starts_with(['{', '[']) && serde_json::from_str::<Value>(line).is_ok();
        let escapes = [("\\u003c", "<"), ("\\u003e", ">"), ("\\u0026", "&")];
        let text = escapes.iter().fold(line.to_owned(), |text, (escape, sign)| text.replace(escape, sign));
        if is_composite { text } else { line.to_owned() }
    };
    let printed: String = done.stdout.split_inclusive('\n').map(line).collect();
    same("standard output", stdout, &format!("{printed}{otherwise}"))
        .with_context(|| format!("gh says {}: {}", done.status, done.stderr))
}

/// The same JSON with every string filled in.
fn fill_json(value: Value, filled: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(filled(&text)),
        Value::Array(items) => items.into_iter().map(|item| fill_json(item, filled)).collect(),
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, fill_json(value, filled))).collect(),
        other => other,
    }
}

fn same(what: &str, found: &str, wanted: &str) -> Result<()> {
    if found == wanted {
        return Ok(());
    }
    bail!("{what} is\n{}and not\n{}", indented(found), indented(wanted))
}

fn same_json(stdout: &str, wanted: &Value) -> Result<()> {
    let found: Value =
        serde_json::from_str(stdout).with_context(|| format!("standard output is no JSON:\n{}", indented(stdout)))?;
    // Value's equality takes no notice of the order of keys.
    ensure!(
        found == *wanted,
        "standard output is\n{}and not\n{}",
        indented(&found.to_string()),
        indented(&wanted.to_string())
    );
    Ok(())
}

fn indented(text: &str) -> String {
    text.split_inclusive('\n').map(|line| format!("    {}\n", line.trim_end_matches('\n').escape_debug())).collect()
}
