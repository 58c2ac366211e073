//! What holds for every command line that gh takes, tried on drawn ones: all commands of the newest gh, with flags and values
//! as they come.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use steep_forge::{Identity, Operation, Prefer, Refusal, Request, Surroundings, Target as _};
use steep_gh::grammar::{self, Flag, Kind as FlagKind};
use steep_gh::{Example, Lowered};
use steep_gitea::Gitea;
use steep_shell::read::{self, Dialect};
use steep_shell::{Arg, Command, Piece, Script, Simple, Status, Stdin, Stdout};

use crate::promises::{Kind, cases, check};
use crate::tea_grammar;

/// Texts that stand as values, as a person quotes them.
const VALUES: &[&str] = &[
    "bug",
    "12",
    "'a b'",
    "\"it's\"",
    "'say \"x\"'",
    "\"$v\"",
    "$v",
    "'a,b'",
    "-1",
    "main",
    "feature/x",
    "acme/widgets",
    "é",
    "@me",
    "'100% & more'",
    "$(date)",
    "<name>",
    "''",
    "'>2024-01-01'",
    "a=b",
    "'title=$x'",
    "notes.md",
    "-",
];

/// What stands in the place of an example's number.
const NUMBERS: &[&str] = &["12", "'#12'", "$n", "\"$n\"", "<N>", "7"];

const FILTERS: &[&str] = &[".", "'.[].number'", "'map(.title) | length'", "\"$filter\"", "'.[] | select(.a > 1)'"];
const TEMPLATES: &[&str] = &["'{{.}}'", "'{{range .}}{{.title}}{{\"\\n\"}}{{end}}'", "\"$template\""];

/// A value of `flag`, chosen by `which`.
fn value(command: &grammar::Command, flag: &Flag, which: &Index) -> String {
    let one = |all: &[&str]| (*which.get(all)).to_owned();
    match flag.long {
        "json" if !command.json.is_empty() => {
            let first = which.get(command.json).name;
            let last = command.json.last().map_or(first, |field| field.name);
            format!("{first},{last}")
        }
        "jq" => one(FILTERS),
        "template" if !command.json.is_empty() => one(TEMPLATES),
        "repo" => one(&["acme/widgets", "Acme/widgets", "\"$repo\""]),
        _ if !flag.values.is_empty() => which.get(flag.values).name.to_owned(),
        _ => match flag.kind {
            FlagKind::Int | FlagKind::Uint | FlagKind::Float => one(&["1", "5", "100"]),
            FlagKind::Duration => one(&["1h", "30s"]),
            _ => one(VALUES),
        },
    }
}

/// The command that the line is, not one of a `$(…)` in it.
fn command(line: &str) -> Command {
    read::script(line).commands.into_iter().find(|command| command.span.start == 0).expect("the line is a command")
}

fn takes(line: &str) -> bool {
    steep_gh::parse::parse(&command(line).words).is_ok()
}

/// A line that gh takes, and the same without the last flag where one was drawn.
fn line() -> impl Strategy<Value = (String, Option<String>)> {
    let examples: Vec<Example> = steep_gh::examples().collect();
    let flags = proptest::collection::vec((any::<Index>(), any::<Index>()), 0..5);
    (select(examples), select(NUMBERS), flags).prop_map(|(example, number, flags)| {
        let path: Vec<&str> = example.name.split(' ').skip(1).collect();
        let command = grammar::command(&path).expect("an example is of a command");
        let mut line = example.line.replace(" 12", &format!(" {number}"));
        if !takes(&line) {
            line = example.line;
        }
        let known: Vec<&Flag> = command.flags.iter().filter(|flag| flag.long != "help").collect();
        let mut without = None;
        for (flag, which) in flags {
            if known.is_empty() {
                break;
            }
            let flag = *flag.get(&known);
            let mut added = format!("{line} --{}", flag.long);
            if !flag.stands_alone() {
                added = format!("{added} {}", value(command, flag, &which));
            }
            // What excludes another flag, or needs one, is left out.
            if takes(&added) {
                let is_there = line.contains(&format!(" --{}", flag.long));
                without = (!is_there).then(|| line.clone());
                line = added;
            }
        }
        (line, without)
    })
}

fn surroundings() -> Surroundings {
    Surroundings {
        stdout: Stdout::Reader,
        matched_by: Vec::new(),
        status: Status::Unused,
        stdin: Stdin::Inherited,
        dialect: Dialect::Posix,
        identity: Identity::Configured,
        prefer: Prefer::Readable,
        one_line: false,
        here: None,
    }
}

fn targets() -> Vec<(Option<&'static str>, Gitea)> {
    let gitea = || Gitea::new("https://git.example.org");
    let mut targets = vec![(None, gitea()), (None, gitea().server("1.27"))];
    targets.extend(steep_gitea::tea_versions().into_iter().map(|version| (Some(version), gitea().tea(version))));
    targets
}

/// Every call of a program in `script`.
fn calls<'s>(script: &'s Script, found: &mut Vec<&'s Simple>) {
    let inside = |arg: &'s Arg, found: &mut Vec<&'s Simple>| {
        for piece in &arg.pieces {
            if let Piece::Output(script) = piece {
                calls(script, found);
            }
        }
    };
    match script {
        Script::Simple(simple) => {
            found.push(simple);
            simple.args.iter().for_each(|arg| inside(arg, found));
        }
        Script::Assign(_, value) => inside(value, found),
        Script::Pipeline(all) | Script::And(all) | Script::Sequence(all) => {
            all.iter().for_each(|one| calls(one, found))
        }
        Script::Or(left, right) | Script::While(left, right) => {
            [left, right].into_iter().for_each(|one| calls(one, found));
        }
        Script::Not(inner) | Script::Group(inner, _) | Script::Subshell(inner, _) | Script::For(_, _, inner) => {
            calls(inner, found);
        }
        Script::Case(value, arms) => {
            inside(value, found);
            arms.iter().for_each(|(_, body)| calls(body, found));
        }
        Script::If(condition, then, otherwise) => {
            calls(condition, found);
            calls(then, found);
            otherwise.iter().for_each(|one| calls(one, found));
        }
    }
}

/// Options of curl's that send something.
const SENDING: &[&str] = &["-X", "-d", "-F", "-T", "--data-binary", "--request", "--data"];

/// Words of tea that change something.
const CHANGING: &[&str] = &[
    "create", "edit", "close", "reopen", "merge", "delete", "approve", "reject", "comment", "update", "add", "rm",
    "set",
];

/// Panics where a form changes something on the server.
fn only_reads(script: &Script, line: &str) {
    let mut found = Vec::new();
    calls(script, &mut found);
    for call in found {
        let words: Vec<String> = call.args.iter().map(|arg| tea_grammar::text(arg).unwrap_or_default()).collect();
        let sends = match words.first().map(String::as_str) {
            Some("curl") => words.iter().any(|word| SENDING.contains(&word.as_str())),
            Some("tea") => words.iter().take(3).any(|word| CHANGING.contains(&word.as_str())),
            Some("git") => words.iter().any(|word| word == "push"),
            _ => false,
        };
        assert!(!sends, "{line} only reads, and becomes {words:?}");
    }
}

/// Holds the forms of a request against what is asked, and each of tea's commands against the grammar of its version.
fn hold(request: &Request, line: &str) {
    for (version, target) in targets() {
        let Ok(emission) = target.emit(request, &surroundings()) else { continue };
        if let Some(version) = version {
            for call in tea_grammar::calls(&emission.script) {
                tea_grammar::accept(call, version);
            }
        }
        // What a raw call does is said by its method.
        if !request.operation.changes() && !matches!(request.operation, Operation::Api(_)) {
            only_reads(&emission.script, line);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(600), failure_persistence: None, ..ProptestConfig::default() })]

    /// An outcome always, with what it needs to say; text that both readers and the promises about every text agree with; tea
    /// commands that their version takes; nothing changed by what only reads.
    #[test]
    fn every_line_that_gh_takes_has_an_outcome((line, _) in line()) {
        let [tea, curl] = crate::promises::transpilers();
        for steep in [tea, curl] {
            let out = check(&steep, Kind::Shell, &line).map_err(TestCaseError::fail)?;
            let finding = out.findings.iter().find(|finding| finding.span.start == 0);
            let Some(finding) = finding else { return Err(TestCaseError::fail(format!("nothing is said of {line}"))) };
            prop_assert!(finding.outcome != steep::Outcome::Skipped, "{} is skipped", line);
        }
        match steep_gh::lower(&command(&line)) {
            Lowered::Request(request) => hold(&request, &line),
            Lowered::Refused { refusal, .. } => {
                prop_assert!(!matches!(refusal, Refusal::UnknownCommand { .. }), "{}: {}", line, refusal);
            }
            other => return Err(TestCaseError::fail(format!("{line}: {other:?}"))),
        }
    }
}

/// A flag more is another request, or a refusal, or gh does nothing else because of it.
#[test]
fn no_flag_of_a_line_is_dropped() {
    let mut runner = TestRunner::deterministic();
    let mut dropped = BTreeMap::new();
    for _ in 0..cases(4000) {
        let (line, without) = line().new_tree(&mut runner).unwrap().current();
        let Some(without) = without else { continue };
        let lowered = |line: &str| steep_gh::lower(&command(line));
        if let (Lowered::Request(with), Lowered::Request(before)) = (lowered(&line), lowered(&without))
            && with == before
        {
            let added = line.strip_prefix(&without).unwrap_or_default().trim_start();
            if !has_no_effect(with.rule, added, &without) {
                dropped.insert((with.rule, added.to_owned()), line);
            }
        }
    }
    assert!(dropped.is_empty(), "{}", dropped.values().map(String::as_str).collect::<Vec<_>>().join("\n"));
}

/// Whether a flag changes nothing: its value is empty or what it is anyway, or another flag on the line says the same or more.
fn has_no_effect(rule: &str, added: &str, line: &str) -> bool {
    let (flag, value) = added.split_once(' ').unwrap_or((added, ""));
    let path: Vec<&str> = rule.split(' ').skip(1).collect();
    let known =
        grammar::command(&path).and_then(|command| command.flags.iter().find(|it| flag == format!("--{}", it.long)));
    let is_default = known.is_some_and(|flag| flag.default == Some(value));
    let has = |other: &str| line.contains(&format!(" --{other}"));
    value == "''"
        || is_default
        || match flag {
            // Two names of one flag.
            "--yes" | "--confirm" => has("yes") || has("confirm") || rule == "gh repo rename",
            // gh takes the jq one where both are given.
            "--template" => has("jq"),
            // The lines for a reader tell conflicts, the JSON does not.
            "--conflict-status" => has("json"),
            // There is no colour where there is no terminal, and none is lost.
            "--color" => rule == "gh pr diff",
            _ => false,
        }
}
