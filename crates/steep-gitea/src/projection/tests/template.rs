//! Templates, by the real gh over an answer of ours and by the real jq over the same: both print the same, or both fail.

#![cfg(unix)]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use steep_forge::{Filter, Operation, Output, Refusal};
use steep_gh::Lowered;
use steep_jq::Type;
use steep_oracle::gh::Gh;
use steep_oracle::oracle::{NEWEST_GH, OLDEST_GH};
use steep_oracle::process::{Input, run};
use steep_shell::Word;

use steep_gh_json::{Shape, TemplateProgram};

use crate::projection::{GitHub, PULL};

const FIELDS: &[&str] = &[
    "number",
    "title",
    "state",
    "isDraft",
    "createdAt",
    "closedAt",
    "mergedAt",
    "author",
    "labels",
    "assignees",
    "milestone",
    "url",
    "additions",
    "body",
    "headRefName",
    "baseRefName",
    "comments",
    "mergeCommit",
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn one_of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.roll(texts.len())]
    }
}

const TEXTS: &[&str] = &[
    "",
    "Refill the tray",
    "say \"hi\" & <bye>",
    "it's $5 `now` \\(1)",
    "line one\nline two",
    "Ünï — cödé",
    "\ttab",
    "a rather long title that goes on and on for more than forty characters",
    "100% & more",
];

fn pulls(dice: &mut Dice) -> Value {
    let count = dice.roll(5);
    let pulls = (0..count).map(|_| {
        let labels: Vec<Value> = (0..dice.roll(4))
            .map(|_| json!({"id": "1", "name": dice.one_of(&["bug", "area: print queue", "don't", "é & <x>"]), "description": "", "color": "f00"}))
            .collect();
        let assignees: Vec<Value> =
            (0..dice.roll(3)).map(|_| json!({"id": "2", "login": dice.one_of(&["avery", "blake"]), "name": ""})).collect();
        let comments: Vec<Value> = (0..dice.roll(3))
            .map(|_| json!({"author": {"login": "casey"}, "body": dice.one_of(TEXTS)}))
            .collect();
        let milestone = match dice.roll(2) {
            0 => Value::Null,
            _ => json!({"number": 3, "title": "1.0", "description": "", "dueOn": null}),
        };
        let merged = dice.roll(3) == 0;
        json!({
            "number": dice.roll(4000), "title": dice.one_of(TEXTS), "body": dice.one_of(TEXTS),
            "state": dice.one_of(&["OPEN", "CLOSED", "MERGED"]), "isDraft": dice.roll(2) == 0,
            "createdAt": dice.one_of(&["2024-01-02T03:04:05Z", "2026-11-24T23:59:00Z", "2025-07-31T12:00:00Z"]),
            "closedAt": if dice.roll(2) == 0 { Value::Null } else { json!("2026-02-03T14:05:06Z") },
            "mergedAt": if merged { json!("2026-02-03T14:05:06Z") } else { Value::Null },
            "mergeCommit": if merged { json!({"oid": "c0ffee"}) } else { Value::Null },
            "author": {"id": "4", "is_bot": false, "login": dice.one_of(&["avery", "casey"]), "name": "A"},
            "labels": labels, "assignees": assignees, "comments": comments, "milestone": milestone,
            "url": "https://git.example.org/acme/widgets/pulls/6", "additions": dice.roll(300),
            "headRefName": dice.one_of(&["feature/tray", "fix/o'brien-&-co"]), "baseRefName": "main",
        })
    });
    Value::Array(pulls.collect())
}

fn answer() -> Value {
    json!({
        "full_name": "acme/widgets", "private": false, "stargazers_count": 12, "size": 4_300_000, "license": null,
        "topics": ["printing", "ünï"], "owner": {"login": "acme", "id": 12_345_678}, "homepage": "",
        "items": [{"name": "a", "size": 5, "big": 1_000_000, "odd": 2.5}, {"name": "b", "size": 1_234_567, "big": 999_999, "odd": null}],
        "extra": {"b": null, "a": [1, {"x": true}], "c": "text", "deep": {"er": 1_500_000.5}},
        "mixed": ["a", 1, null, true, 1.5, {"k": [2_000_000]}], "empty": {}, "zero": 0,
        "big": 12_345_678_901_i64, "odd": 1.5, "small": 0.000_01, "neg": -7_000_000, "huge": 123_456_789_012_345_i64,
        "numbers": [999_999, 1_000_000, 1_000_001, -1_234_567, 1_234_567.5, 0.1, 100_000, 12_000_000_000_i64, 20_000_000],
    })
}

/// The templates in a file of `tests/templates`.
fn templates(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/templates").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned).collect()
}

/// The template as the middle language has it, by the way of a gh command.
fn read(template: &str) -> steep_forge::Template {
    let mut reading = steep_shell::read::script("gh api user --template x");
    let command = reading.commands.first_mut().unwrap();
    *command.words.last_mut().unwrap() = Word::literal(template);
    match steep_gh::lower(command) {
        Lowered::Request(request) => match (request.operation, request.output) {
            (Operation::Api(_), Output::Raw { filter: Some(Filter::Template(template)) }) => template,
            other => panic!("{template}: {other:?}"),
        },
        other => panic!("{template}: {other:?}"),
    }
}

/// What jq prints, and whether it succeeds.
fn by_jq(printed: &TemplateProgram, document: &str) -> (String, bool) {
    printed.readable(true).unwrap();
    let program = printed.program().to_string();
    let option = if printed.prints_lines() { "-r" } else { "-j" };
    let mut command = Command::new("jq");
    command.args([option, &program]).env("TZ", "UTC");
    let done = run(&mut command, Input::Text(document), Duration::from_secs(60)).unwrap();
    (done.stdout, done.status == 0)
}

/// What gh prints of each template: of those that `fails` does not name in one run, for starting gh is dear.
fn by_gh(gh: &Gh, templates: &[(&String, bool)]) -> Vec<(String, bool)> {
    const BETWEEN: &str = "\u{1}";
    let one = |template: &str| {
        let done = gh.run(&["api", "user", "--template", template], Input::Nothing).unwrap();
        (done.stdout, done.status == 0)
    };
    let together: Vec<&str> =
        templates.iter().filter(|(_, fails)| !fails).map(|(template, _)| template.as_str()).collect();
    let (printed, ok) = one(&together.join("{{\"\\u0001\"}}"));
    let mut printed = printed.split(BETWEEN).map(str::to_owned);
    let each = templates
        .iter()
        .map(|(template, fails)| if *fails || !ok { one(template) } else { (printed.next().unwrap(), true) });
    each.collect()
}

/// Whether that gh is here; `wrong` gets each template of which it prints something else.
fn compare(version: &str, templates: &[String], document: &Value, kind: &Type, wrong: &mut Vec<String>) -> bool {
    let text = document.to_string();
    let Some(gh) = Gh::answered_by(version, &text).unwrap() else { return false };
    let ours: Vec<(Result<TemplateProgram, Refusal>, String, bool)> = templates
        .iter()
        .map(|template| match TemplateProgram::new(&read(template), kind, &GitHub) {
            Ok(printed) => {
                let (text, ok) = by_jq(&printed, &text);
                (Ok(printed), text, ok)
            }
            Err(refusal) => (Err(refusal), String::new(), false),
        })
        .collect();
    let asked: Vec<(&String, bool)> =
        templates.iter().zip(&ours).map(|(template, (_, _, ok))| (template, !ok)).collect();
    let theirs = by_gh(&gh, &asked);
    for ((template, (printed, ours, ok)), (wanted, gh_succeeds)) in templates.iter().zip(&ours).zip(&theirs) {
        let same = match printed {
            // What fails with gh whatever the data.
            Err(Refusal::UsageError { .. }) => !gh_succeeds,
            Err(_) => false,
            // A text is printed whole or not at all where something fails in it.
            Ok(_) => ok == gh_succeeds && if *ok { ours == wanted } else { wanted.starts_with(ours) },
        };
        if !same {
            wrong.push(format!(
                "{template}\n   {printed:?}\n   gh ({gh_succeeds}): {wanted:?}\n   jq ({ok}): {ours:?}\n   of {text}"
            ));
        }
    }
    true
}

#[test]
fn jq_prints_what_gh_prints_of_its_own_fields() {
    let templates = templates("fields.txt");
    assert!(templates.len() >= 40);
    compare_fields(OLDEST_GH, &templates);
}

#[test]
fn jq_prints_what_the_newest_gh_prints_of_its_own_fields() {
    compare_fields(NEWEST_GH, &[templates("fields.txt"), templates("newer.txt")].concat());
}

fn compare_fields(version: &str, templates: &[String]) {
    let names: Vec<String> = FIELDS.iter().map(|&name| name.to_owned()).collect();
    let shape = Shape::new(&PULL, &names, false, true, "https://git.example.org").unwrap();
    let mut dice = Dice(7);
    let mut wrong = Vec::new();
    for _ in 0..4 {
        if !compare(version, templates, &pulls(&mut dice), &shape.document(), &mut wrong) {
            return;
        }
    }
    assert!(wrong.is_empty(), "{}\n{} differ", wrong.join("\n"), wrong.len());
}

#[test]
fn jq_prints_what_gh_prints_of_answers() {
    let mut wrong = Vec::new();
    compare(OLDEST_GH, &templates("answers.txt"), &answer(), &Type::DOCUMENT.without_null(), &mut wrong);
    compare(OLDEST_GH, &templates("answers.txt"), &answer(), &Type::DOCUMENT.without_null(), &mut wrong);
    assert!(wrong.is_empty(), "{}\n{} differ", wrong.join("\n"), wrong.len());
}
