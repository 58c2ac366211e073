//! Random scripts are run, before and after, with recorders in place of gh, tea and curl: one statement asks one forge, what is
//! a comment or data runs nothing, and what ran before runs after.

#![cfg(unix)]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use steep::{Target, Transpiler};

/// Commands with an argument `@`. The last ones stay: a Gitea has no counterpart.
const COMMANDS: &[&str] = &[
    "gh issue close @ -R acme/widgets",
    "gh issue close @ -R acme/widgets",
    "gh pr merge @ -R acme/widgets --squash",
    "gh pr view @ -R acme/widgets --json title",
    "gh issue comment @ -R acme/widgets --body \"a \\\"b\\\" # c\"",
    "gh issue comment @ --body text \\\n    -R acme/widgets",
    "gh issue develop @ -R acme/widgets",
];

/// Commands that print numbers. The last one stays.
const LISTS: &[&str] = &[
    "gh issue list -R acme/widgets --json number --jq .[].number",
    "gh pr list -R acme/widgets --json number --jq .[].number",
    "gh issue develop --list 1 -R acme/widgets",
];

/// Of statements: `C` is a command about 3, `V` one about `$n`, `P` one about `{}`, `A` one without an argument, `L` a list.
/// `‹`…`›` are quotes, and no command
/// between them has any.
const STATEMENTS: &[&str] = &[
    "C",
    "C # K",
    "C; C",
    "C && C || C",
    "! C",
    "C > /dev/null 2>&1 &\nwait",
    "L | while read -r n; do V; done",
    "L |\n  while read -r n; do\n    # K\n    V\n    C\n  done",
    "for n in $(L); do\n  V\n  C # K\ndone",
    "for n in `L`; do V; done",
    "L | xargs -n1 A",
    "L | xargs -I {} P",
    "L | xargs A",
    "L | tee numbers | wc -l; while read -r n; do V; done < numbers",
    "n=$(L); V",
    "n=\"$(L | head -n 1)\"\nV",
    "L | head -n 1 > numbers\nn=$(cat numbers)\nV",
    "if C; then C; else C; fi",
    "if C; then\n  C\nelse\n  C\nfi",
    "case $(L) in *1*) C ;; *) C ;; esac",
    "{ C; C; } > /dev/null",
    "( C; C )",
    "one() { A \"$1\"; }; L | while read -r n; do one \"$n\"; done",
    "one() {\n  A \"$1\"\n}\nnumbers() {\n  L\n}\nfor n in $(numbers); do one \"$n\"; done",
    "timeout 5 C",
    "n=3; timeout 5 V",
    "env X=y nice -n 1 C; C",
    "command C && exec_it=1",
    "(exec C)",
    "sudo C; C",
    "sudo -u bot C; C",
    "ssh host C; C",
    "watch -n 5 C",
    "sh -c ‹C; C›; C",
    "bash -c \"Q\"; C",
    "bash -c \"Q\" | cat; C",
    "(trap ‹C› EXIT)",
    "eval ‹C›; C",
    "echo ‹C› | sh; C",
    "bash <<'EOF'\nC\n# K\nC\nEOF",
    "bash <<EOF\nQ\nEOF",
    "cat <<'EOF' 2>&1 | cat\nD\nEOF",
    "cat <<'EOF' 2>&1 | sh; C\nQ\nEOF",
    "command=(Q); \"${command[@]}\"; C",
    "GH=gh; $GH issue list; C",
    "try() { \"$@\"; }; try C; C",
    "printf '%s\\n' ‹D›",
    "echo \"D\"; C",
    "find . -maxdepth 0 -exec gh issue comment 3 -R acme/widgets --body-file {} \\;; C",
    "cat \"$(L > /dev/null; echo /dev/null)\"; C",
];

/// Comments between statements: `K` is a command.
const COMMENTS: &[&str] = &[
    "# K",
    "  # To close it by hand: K, or not.",
    "# K \\\n#   --comment done",
    "# K \\\n",
    "# L | xargs K",
    "# cat <<EOF\n# K\n# EOF",
    "# K | cat && K; 'K' \"K",
];

/// The statement with its letters filled in.
fn filled(template: &str, commands: &[&str], lists: &[&str]) -> String {
    let (mut commands, mut lists) = (commands.iter().cycle(), lists.iter().cycle());
    let mut out = String::new();
    let mut quoted = false;
    let mut chars = template.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let alone = !before.is_alphanumeric() && !chars.peek().is_some_and(|c| c.is_alphanumeric());
        let mut plain = |argument: &str| -> String {
            let mut all = (0..COMMANDS.len()).filter_map(|_| commands.next());
            let fits = |command: &&&str| !quoted || !command.contains(['"', '\'', '\n']);
            let command = all.find(fits).copied().unwrap_or(COMMANDS[0]);
            let command = command.replace('@', argument);
            command.split(' ').filter(|word| !word.is_empty() || quoted).collect::<Vec<_>>().join(" ")
        };
        match c {
            '‹' | '›' => {
                quoted = c == '‹';
                out.push('\'');
            }
            'C' if alone => out.push_str(&plain("3")),
            'V' if alone => out.push_str(&plain("\"$n\"")),
            'P' if alone => out.push_str(&plain("{}")),
            'A' if alone => out.push_str(&plain("")),
            'Q' if alone => out.push_str("gh issue close 3 -R acme/widgets"),
            'K' if alone => out.push_str("gh issue close 3 -R acme/comment"),
            'D' if alone => out.push_str("gh issue close 3 -R acme/data"),
            'L' if alone => out.push_str(lists.next().unwrap()),
            other => out.push(other),
        }
        before = c;
    }
    out
}

fn statement() -> impl Strategy<Value = String> {
    let commands = proptest::collection::vec(select(COMMANDS), 4);
    let lists = proptest::collection::vec(select(LISTS), 2);
    (select(STATEMENTS), commands, lists).prop_map(|(template, commands, lists)| filled(template, &commands, &lists))
}

fn script() -> impl Strategy<Value = String> {
    let comment =
        proptest::option::of(select(COMMENTS)).prop_map(|comment| filled(comment.unwrap_or(""), &[""], LISTS));
    proptest::collection::vec((comment, statement()), 1..5).prop_map(|parts| {
        let mut script = String::from("export STATEMENT\n");
        for (nth, (comment, statement)) in parts.iter().enumerate() {
            writeln!(script, "STATEMENT={nth}\n{comment}\n{statement}").unwrap();
        }
        script
    })
}

/// Programs that only note that they were called. What prints numbers does so.
const RECORDERS: &[(&str, &str)] = &[
    ("gh", "printf '1\\n2\\n'"),
    ("tea", "printf '1\\n2\\n'"),
    ("curl", "case \"$*\" in *'?'*) printf '[{\"number\":1},{\"number\":2}]' ;; *) printf '{\"number\":1}' ;; esac"),
    ("jq", "cat >/dev/null 2>&1; printf '1\\n2\\n'"),
    ("git", "printf 'git@github.com:acme/widgets.git\\n'"),
    ("sudo", "[ \"$1\" = -u ] && shift 2; exec \"$@\""),
    ("ssh", "shift; exec sh -c \"$*\""),
    ("watch", "shift 2; exec sh -c \"$*\""),
];

pub(crate) fn recorders(folder: &Path) {
    for (name, does) in RECORDERS {
        let path = folder.join(name);
        let text = format!(
            "#!/bin/sh\nprintf '%s %s %s\\n' \"$STATEMENT\" {name} \"$(printf '%s' \"$*\" | tr '\\n' ' ')\" >> \"$RECORD\"\n{does}\n"
        );
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
}

/// The programs that each statement called, with their arguments.
pub(crate) fn run(script: &str, recorders: &Path) -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    std::fs::write(&record, "").unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", recorders.display());
    let status = Command::new("timeout")
        .args(["60", "bash", "-c", script, "script"])
        .env_clear()
        .envs([("PATH", path.as_str()), ("RECORD", record.to_str().unwrap()), ("HOME", "/nonexistent")])
        .env("GITEA_TOKEN", "token")
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_ne!(status.code(), Some(124), "it does not end:\n{script}");
    let mut calls: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in std::fs::read_to_string(&record).unwrap().lines() {
        let (statement, call) = line.split_once(' ').unwrap();
        if ["gh ", "tea ", "curl "].iter().any(|name| call.starts_with(name)) {
            calls.entry(statement.to_owned()).or_default().push(call.to_owned());
        }
    }
    calls
}

fn parses(script: &str) -> bool {
    let output = Command::new("bash").args(["-n", "-c", script]).stdin(Stdio::null()).output().unwrap();
    output.status.success() && output.stderr.is_empty()
}

/// What is wrong with the rewritten script.
fn problem(script: &str, recorders: &Path) -> Option<String> {
    let before = run(script, recorders);
    for target in [Target::gitea("https://git.example.org").tea("0.9.2"), Target::gitea("https://git.example.org")] {
        let steep = Transpiler::builder().target(target).build().unwrap();
        let out = steep.shell(script);
        let after = run(&out.text, recorders);
        let on_github = |calls: &Vec<String>| calls.iter().filter(|call| call.starts_with("gh ")).count();
        let halved = after.values().any(|calls| on_github(calls) > 0 && on_github(calls) < calls.len());
        let all = || after.values().flatten().chain(before.values().flatten());
        let wrong = match () {
            () if parses(script) && !parses(&out.text) => "it does not parse any more",
            () if halved => "a statement asks two forges",
            () if all().any(|call| call.contains("acme/comment")) => "a comment runs",
            () if all().any(|call| call.contains("acme/data")) => "a text runs",
            () if !before.keys().eq(after.keys()) => "other statements run than before",
            () => continue,
        };
        return Some(format!("{wrong}:\n{script}\n--- became\n{}\n--- called {before:#?}\n{after:#?}", out.text));
    }
    None
}

#[test]
fn a_statement_asks_one_forge_and_a_comment_none() {
    let folder = tempfile::tempdir().unwrap();
    recorders(folder.path());
    let config = Config { cases: crate::promises::cases(48), failure_persistence: None, ..Config::default() };
    let run = TestRunner::new(config).run(&script(), |script| match problem(&script, folder.path()) {
        Some(problem) => Err(TestCaseError::fail(problem)),
        None => Ok(()),
    });
    if let Err(error) = run {
        panic!("{error}");
    }
}

/// Each statement once with commands that change, once with one that stays first, and once with one that stays last.
#[test]
fn every_statement_changes_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    recorders(folder.path());
    let stays = COMMANDS.last().unwrap();
    let mut failed = Vec::new();
    for template in STATEMENTS {
        for (commands, list) in [
            (vec![COMMANDS[0], COMMANDS[2]], LISTS[0]),
            (vec![stays, COMMANDS[0]], LISTS[0]),
            (vec![COMMANDS[0], stays], LISTS[0]),
            (vec![COMMANDS[3], COMMANDS[0]], LISTS[2]),
        ] {
            let statement = filled(template, &commands, &[list]);
            let script = format!("export STATEMENT=0\n# {}\n{statement}\n", filled("K", COMMANDS, LISTS));
            failed.extend(problem(&script, folder.path()));
        }
    }
    assert!(failed.is_empty(), "{} problems:\n{}", failed.len(), failed.join("\n\n"));
}
