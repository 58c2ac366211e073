//! Every filter of `tests/jq/filters.toml`: what gh prints, what steep's text prints with each jq.

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex};

use serde::Deserialize;
use serde_json::Value;
use steep::{Finding, Outcome};
use steep_oracle::api::Reply;
use steep_oracle::cache::workspace;
use steep_oracle::gh::{Gh, filtered};
use steep_oracle::process::Finished;
use steep_oracle::recorder::Recorder;

use crate::jq::answers::answer;
use crate::jq::projections::changed_server;
use crate::jq::run::{Jq, all, in_parallel, quoted, rewritten};

#[derive(Deserialize)]
struct List {
    read: Vec<Read>,
}

#[derive(Deserialize)]
struct Read {
    gh: String,
    jq: Vec<String>,
}

/// Functions that gh has since a later release than the one that is run here.
const LATER_THAN_2_46: &[&str] = &["abs/0", "ltrim/0", "pick/1", "rtrim/0", "toarray/0", "trim/0"];

#[test]
fn filters_do_what_they_do_in_gh() {
    check(&Recorder::answering(answer).unwrap(), 1);
}

#[test]
fn filters_do_so_whatever_the_answer() {
    let (seeds, step) = if all() { (8, 1) } else { (1, 6) };
    for seed in 0..seeds {
        check(&changed_server(seed), step);
    }
}

/// A filter, and what came of it.
struct Tried {
    /// Where the document is that it reads, and the command that asks for it.
    path: String,
    command: String,
    program: String,
    finding: Finding,
    /// The text that was run, and how each jq ended.
    text: String,
    done: Vec<(&'static str, Finished)>,
}

/// Runs every `step`th filter over what `gitea` answers.
fn check(gitea: &Recorder, step: usize) {
    let Some(jqs) = Jq::both() else { return };
    // What gh's own JSON would be, by the command that asks for it.
    let documents: Arc<Mutex<BTreeMap<String, String>>> = Arc::default();
    let of_server = Arc::clone(&documents);
    let github = Recorder::answering(move |request| {
        let body = of_server.lock().unwrap().get(request.path().trim_start_matches('/')).cloned();
        let headers = "Content-Type: application/json".to_owned();
        Reply { status: if body.is_some() { 200 } else { 404 }, headers, body: body.unwrap_or_default() }
    });
    let github = github.unwrap();
    let Some(gh) = Gh::asking(&github).unwrap() else { return };

    let text = fs::read_to_string(workspace().join("tests/jq/filters.toml")).unwrap();
    let list: List = toml::from_str(&text).unwrap();
    let mut all_filters = Vec::new();
    for (nth, read) in list.read.iter().enumerate() {
        let command = read.gh.replace("{n}", "12");
        let (text, finding) = rewritten(&gitea.url(), &command);
        assert_eq!(finding.outcome, Outcome::Rewritten, "{command}: {}", finding.message);
        // The same with either jq: that is what the expressions are made for.
        let outputs: Vec<String> = jqs.iter().map(|jq| jq.run(&text).success(&text).unwrap()).collect();
        let values: Vec<Value> = outputs.iter().map(|output| serde_json::from_str(output).unwrap()).collect();
        assert_eq!(values[0], values[1], "{command}");
        documents.lock().unwrap().insert(nth.to_string(), values[1].to_string());
        all_filters.extend(read.jq.iter().map(|jq| (nth.to_string(), command.clone(), jq.clone())));
    }
    let chosen: Vec<_> = all_filters.into_iter().step_by(step).enumerate().collect();
    let tried = Mutex::new(Vec::new());
    in_parallel(&chosen, |(nth, (path, command, program))| {
        let (text, finding) = rewritten(&gitea.url(), &format!("{command} --jq {}", quoted(program)));
        // Each with one of them in a short run.
        let jqs = jqs.iter().enumerate().filter(|(jq, _)| all() || nth % 2 == *jq).map(|(_, jq)| jq);
        let is_run = finding.outcome == Outcome::Rewritten;
        let done = jqs.filter(|_| is_run).map(|jq| (jq.version, jq.run(&text))).collect();
        let (path, command, program) = (path.clone(), command.clone(), program.clone());
        tried.lock().unwrap().push(Tried { path, command, program, finding, text, done });
    });
    let tried = tried.into_inner().unwrap();
    let truths = by_gh(&gh, &tried);
    let wrong: Vec<String> = tried.iter().zip(truths).filter_map(|(tried, truth)| complaint(tried, &truth)).collect();
    assert!(wrong.is_empty(), "{}\n{} of {} filters", wrong.join("\n\n"), wrong.len(), tried.len());
}

/// What gh prints of each filter: of those that do not fail with jq in one run a document, for starting gh is dear.
fn by_gh(gh: &Gh, tried: &[Tried]) -> Vec<Finished> {
    const BETWEEN: &str = "--8<--";
    let truths: Mutex<Vec<Option<Finished>>> = Mutex::new(tried.iter().map(|_| None).collect());
    let succeeds = |one: &Tried| !one.done.is_empty() && one.done.iter().all(|(_, done)| done.status == 0);
    let mut runs: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
    for (nth, one) in tried.iter().enumerate() {
        let alone = if succeeds(one) { 0 } else { nth + 1 };
        runs.entry((&one.path, alone)).or_default().push(nth);
    }
    let runs: Vec<(&str, Vec<usize>)> = runs.into_iter().map(|((path, _), nths)| (path, nths)).collect();
    in_parallel(&runs, |(path, nths)| {
        let programs: Vec<String> = nths.iter().map(|nth| format!("({}\n)", tried[*nth].program)).collect();
        let together = filtered(gh, path, &programs.join(&format!(", {BETWEEN:?}, "))).unwrap();
        let between = format!("{BETWEEN}\n");
        let parts: Vec<&str> = together.stdout.split(&between).collect();
        for (at, nth) in nths.iter().enumerate() {
            let truth = if together.status == 0 && parts.len() == nths.len() {
                Finished { stdout: parts[at].to_owned(), ..together.clone() }
            } else {
                filtered(gh, path, &tried[*nth].program).unwrap()
            };
            truths.lock().unwrap()[*nth] = Some(truth);
        }
    });
    truths.into_inner().unwrap().into_iter().map(Option::unwrap).collect()
}

/// What is wrong with what came of a filter.
fn complaint(tried: &Tried, truth: &Finished) -> Option<String> {
    let Tried { command, program, finding, text, .. } = tried;
    let complain = |what: String| Some(format!("{command} --jq {program}\n{what}\nsteep: {}\n{text}", finding.message));
    if finding.outcome != Outcome::Rewritten {
        // Only what gh would not run either.
        return if truth.status == 0 { complain(format!("is refused, and gh prints\n{}", truth.stdout)) } else { None };
    }
    if LATER_THAN_2_46.iter().any(|name| truth.stderr.contains(&format!("not defined: {name}"))) {
        return None;
    }
    tried.done.iter().find_map(|(version, done)| {
        let same =
            (done.status == 0) == (truth.status == 0) && (truth.status != 0 || same(&truth.stdout, &done.stdout));
        if same || is_told(&finding.message, version) {
            return None;
        }
        complain(format!(
            "gh: {} {:?} {}\njq {version}: {} {:?} {}",
            truth.status, truth.stdout, truth.stderr, done.status, done.stdout, done.stderr
        ))
    })
}

/// Whether steep says of a filter that this jq does otherwise with it.
fn is_told(message: &str, jq: &str) -> bool {
    message.contains("its filter needs jq 1.7") && jq == "1.6"
        || ["in its filter", "its filter writes", "its filter could not be read"]
            .iter()
            .any(|note| message.contains(note))
}

/// Whether two outputs are the same to who reads them: line by line, or the same JSON, in which gh spells `<` otherwise.
fn same(gh: &str, jq: &str) -> bool {
    // A substitution takes the last line ends away.
    let (gh, jq) = (gh.trim_end_matches('\n'), jq.trim_end_matches('\n'));
    gh == jq
        || gh.lines().count() == jq.lines().count()
            && gh.lines().zip(jq.lines()).all(|(gh, jq)| {
                let json = |line: &str| serde_json::from_str::<Value>(line).ok().filter(|value| !value.is_number());
                gh == jq || json(gh).is_some() && json(gh) == json(jq)
            })
}
