//! The expressions that rebuild gh's JSON give the same with the oldest and the newest jq, whatever Gitea answers.

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use steep::Outcome;
use steep_oracle::recorder::Recorder;

use crate::jq::answers::answer;
use crate::jq::run::{Jq, all, rewritten};

const COMMANDS: &[&str] = &[
    "gh pr list --repo acme/widgets --json number,title,body,author,labels,assignees,milestone,state,isDraft,createdAt,\
     closedAt,mergedAt,headRefName,headRepository,headRepositoryOwner,isCrossRepository,mergeable,mergeStateStatus,url,id",
    "gh pr list --repo acme/widgets --json number,reviews,files,commits,statusCheckRollup,reviewDecision,latestReviews,\
     reviewRequests,reactionGroups,comments,mergeCommit,mergedBy,additions",
    "gh issue list --repo acme/widgets --json number,title,body,author,labels,assignees,milestone,state,closedAt,createdAt,\
     stateReason,comments,url,id,updatedAt",
    "gh run list --repo acme/widgets --json databaseId,status,conclusion,name,headBranch,headSha,createdAt,updatedAt,event,\
     number,displayTitle,url,workflowName,startedAt,attempt",
];

/// A text that may stand anywhere.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[-'\"\\\\$`!{}<>|&;*?~#=@%^+:,./ \t\n\ra1é…’_]{0,24}",
        2 => any::<String>().prop_map(|text| text.replace(char::is_control, "")),
        1 => Just(String::new()),
    ]
}

/// Numbers are ids and counts: no answer has a fraction.
fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(0)),
        Just(json!(9_007_199_254_740_991_i64)),
        (0..1_000_000_i64).prop_map(|number| json!(number)),
    ]
}

/// What is done to a value: kept, another text or number, null, or empty.
#[derive(Clone, Debug)]
enum Change {
    Keep,
    Text(String),
    Number(Value),
    Null,
    Empty,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        3 => Just(Change::Keep),
        4 => text().prop_map(Change::Text),
        2 => number().prop_map(Change::Number),
        1 => Just(Change::Null),
        1 => Just(Change::Empty),
    ];
    prop::collection::vec(change, 61)
}

/// Fields that Gitea gives in one form only: numbers in paths, states, dates, `ci.yml@refs/heads/main`.
const FIXED: &[&str] = &["number", "state", "sha", "index", "path"];

/// `value` changed here and there: texts become others, what may be null is.
fn changed(name: &str, value: &Value, changes: &[Change], nth: &mut usize) -> Value {
    *nth += 1;
    let change = changes.get(*nth % changes.len()).unwrap_or(&Change::Keep);
    let is_date = name.ends_with("_at") || name == "date" || name.ends_with("_on") || name == "created";
    match (value, change) {
        _ if FIXED.contains(&name) || is_date => value.clone(),
        (Value::String(_), Change::Text(text)) => json!(text),
        (Value::String(_), Change::Empty) => json!(""),
        (Value::Number(_), Change::Number(number)) => number.clone(),
        (Value::Object(_), Change::Null) if ["milestone", "repo", "assignee", "merged_by"].contains(&name) => {
            Value::Null
        }
        (Value::Array(_), Change::Null) if ["assignees", "labels"].contains(&name) => Value::Null,
        (Value::Array(_), Change::Empty) => json!([]),
        (Value::Array(items), _) => items.iter().map(|item| changed("", item, changes, nth)).collect(),
        (Value::Object(fields), _) => {
            fields.iter().map(|(name, value)| (name.clone(), changed(name, value, changes, nth))).collect()
        }
        (other, _) => other.clone(),
    }
}

/// A server whose answers are changed as `current` says.
fn server(current: Arc<Mutex<Vec<Change>>>) -> Recorder {
    let recorder = Recorder::answering(move |request| {
        let mut reply = answer(request);
        let changes = current.lock().unwrap();
        if !changes.is_empty()
            && let Ok(value) = serde_json::from_str::<Value>(&reply.body)
        {
            reply.body = changed("", &value, &changes, &mut 0).to_string();
        }
        reply
    });
    recorder.unwrap()
}

/// Changes, the same in every run.
fn some_changes(seed: u8) -> impl FnMut() -> Vec<Change> {
    let config = Config { failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]));
    move || changes().new_tree(&mut runner).unwrap().current()
}

/// A server whose answers are changed in one of many ways.
pub(crate) fn changed_server(seed: u8) -> Recorder {
    server(Arc::new(Mutex::new(some_changes(seed)())))
}

#[test]
fn projections_do_not_depend_on_the_jq() {
    let Some(jqs) = Jq::both() else { return };
    let current: Arc<Mutex<Vec<Change>>> = Arc::default();
    let gitea = server(Arc::clone(&current));
    let mut some_changes = some_changes(100);
    for command in COMMANDS {
        let (text, finding) = rewritten(&gitea.url(), command);
        assert_eq!(finding.outcome, Outcome::Rewritten, "{command}: {}", finding.message);
        for _ in 0..if all() { 40 } else { 3 } {
            *current.lock().unwrap() = some_changes();
            let done: Vec<_> = jqs.iter().map(|jq| jq.run(&text)).collect();
            let changes = current.lock().unwrap();
            let value =
                |nth: usize| serde_json::from_str::<Value>(&done[nth].stdout).map_err(|error| error.to_string());
            assert_eq!(done[0].status, 0, "{command}\n{}\n{changes:?}", done[0].stderr);
            assert_eq!(done[1].status, 0, "{command}\n{}\n{changes:?}", done[1].stderr);
            assert!(value(0) == value(1), "{command}\n{}\n{}\n{changes:?}", done[0].stdout, done[1].stdout);
        }
    }
}
