//! What is data in a document stays data: hostile values, properly quoted in gh commands, reach the programs that the
//! rewritten text calls whole, and nothing in them runs.
//!
//! The texts are run by bash, dash, mksh, ksh93, the ash of busybox and zsh in an empty folder with stand-ins for curl, tea and git, which write down what they
//! are given, and the real jq. The same command run with a stand-in for gh says what the value is: so the quoting of
//! the tests is held against a shell too.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::Event;
use steep::{Outcome, Transpiler};
use steep_oracle::Oracle;

use crate::promises::{Kind, check, events, transpilers};

/// What values are made of. Whatever of it runs leaves a file behind. (No `\r`: to a document it is the end of a line.)
const ATOMS: &[&str] = &[
    "$(touch pwned)",
    "`touch pwned`",
    "$(touch pwned",
    "`touch pwned",
    "';touch pwned;'",
    "\";touch pwned;\"",
    ";touch pwned",
    "|touch pwned",
    "&touch pwned&",
    "&&touch pwned",
    "\ntouch pwned\n",
    ">pwned",
    "<(touch pwned)",
    ") touch pwned",
    "}; touch pwned",
    "<<EOF",
    "\nEOF\ntouch pwned\n",
    "$HOME",
    "${x:-$(touch pwned)}",
    "$((1+1))",
    "\\",
    "\\\\",
    "\\n",
    "'",
    "''",
    "\"",
    "*",
    "?[a]",
    "{a,b}",
    "{owner}",
    "{repo}",
    ":branch",
    "$GITEA_TOKEN",
    "%2e%2e%2f",
    "&added=1",
    "?x=y",
    "#frag",
    "../",
    "\"},{\"title\":\"x",
    "' | input | '",
    "\") | error(\"x",
    "~",
    "!",
    "#",
    "%s",
    "\n",
    "\t",
    " ",
    "=",
    ":",
    "<N>",
    "{{ x }}",
    "\\(input)",
    "@sh",
    "é",
    "日本",
    "\u{1f600}",
    "\u{1}",
    "a",
    "b c",
    "EOF",
];

/// A value, none that gh would not take: it is not empty, and a file of that name cannot be meant. It may look like an option,
/// or like the name of a file to curl.
fn value() -> impl Strategy<Value = String> {
    let atoms = proptest::collection::vec(select(ATOMS), 1..6);
    let start = select(&["v", "v", "v", "-v", "--v=", "@v"][..]);
    (start, atoms).prop_map(|(start, atoms)| format!("{start}{}v", atoms.concat()))
}

/// How a value is written in the command.
#[derive(Clone, Copy, Debug)]
enum Quoting {
    Single,
    Double,
    Backslash,
    Mixed,
    /// From a variable of the environment.
    Variable,
}

impl Quoting {
    fn of(self, value: &str) -> String {
        let single = |text: &str| format!("'{}'", text.replace('\'', "'\\''"));
        let double = |text: &str| {
            let mut out = String::from("\"");
            for c in text.chars() {
                if matches!(c, '"' | '\\' | '$' | '`') {
                    out.push('\\');
                }
                out.push(c);
            }
            out + "\""
        };
        match self {
            Quoting::Single => single(value),
            Quoting::Double => double(value),
            Quoting::Backslash => value
                .chars()
                .map(|c| match c {
                    '\n' => "'\n'".to_owned(),
                    c if c.is_alphanumeric() => c.to_string(),
                    c => format!("\\{c}"),
                })
                .collect(),
            Quoting::Mixed => {
                let middle = value.char_indices().nth(value.chars().count() / 2).map_or(0, |(at, _)| at);
                let (first, second) = value.split_at(middle);
                single(first) + &double(second)
            }
            Quoting::Variable => "\"$VALUE\"".to_owned(),
        }
    }
}

/// Commands that hand a value, written for `@`, to the forge whole.
const WHOLE: &[&str] = &[
    "gh issue create --repo acme/widgets --title @ --body text",
    "gh issue create --repo acme/widgets --title text --body @",
    "gh issue comment 12 --repo acme/widgets --body @",
    "gh issue close 12 --repo acme/widgets --comment @",
    "gh issue edit 12 --repo acme/widgets --title @",
    "gh repo edit acme/widgets --description @ --enable-wiki",
    "gh repo edit acme/widgets --homepage @ --add-topic printing",
    "gh repo create acme/gadgets --private --description @ --add-readme",
    "gh repo create gadgets --public --homepage @",
    "gh repo rename @ --repo acme/widgets",
    "gh repo sync acme/widgets --branch @",
    "gh pr create --repo acme/widgets --head topic --base main --title @ --body text",
    "gh pr create --repo acme/widgets --head topic --base main --title text --body @ --draft",
    "gh pr comment 7 -R acme/widgets -b @",
    "gh pr edit 7 -R acme/widgets --body @",
    "gh pr review 7 -R acme/widgets --request-changes --body @",
    "gh pr merge 7 -R acme/widgets --squash --subject @ --body text",
    "gh api repos/acme/widgets/issues -f title=@",
    "gh api -X POST repos/acme/widgets/issues/1/comments -f body=@ --jq .id",
    "gh api repos/{owner}/{repo}/issues -f title=text -f body=@",
    "gh api repos/acme/widgets/issues --raw-field body=@ -F locked=true",
    "x=$(gh issue comment 12 --repo acme/widgets --body @)",
    "gh pr comment 7 -R acme/widgets --body @ || exit 1",
];

/// Commands that read it: a search, a filter. Nothing of it may run; where it arrives is another matter.
const PARTS: &[&str] = &[
    "gh search issues @ --repo acme/widgets",
    "gh search prs @ --json title",
    "gh pr list --repo acme/widgets --search @",
    "gh issue list --repo acme/widgets --label @ --json number",
    "gh issue list --repo acme/widgets --author @",
    "gh issue list --repo acme/widgets --milestone @ --json title",
    "gh pr list --repo acme/widgets --head @ --json title",
    "gh pr view @ --repo acme/widgets",
    "gh run list --repo acme/widgets --workflow @ --branch @",
    "gh issue create --repo acme/widgets --title t --body b --label @ --assignee @",
    "gh repo view @",
    "gh repo edit acme/widgets --default-branch @ --add-topic @",
    "gh repo create @ --private --clone",
    "gh repo create acme/@ --private --source . --remote @ --push",
    "gh repo fork acme/widgets --fork-name @ --org @ --clone -- @",
    "gh repo sync --branch @ --force",
    "gh repo gitignore view @",
    "gh gpg-key delete @ --yes",
    "gh browse @ --no-browser --repo acme/widgets",
    "gh browse src/@ --no-browser --branch @",
    "gh run download 12 --name @ --pattern @ --dir @ --repo acme/widgets",
    "gh issue comment 12 --repo acme/widgets --edit-last --body @",
    "gh repo clone @",
    "gh pr list --repo acme/@",
    "gh api repos/acme/widgets/contents/@",
    "gh api search/issues -X GET -f q=@",
    "gh pr checkout @",
    "gh pr list --json title --jq @ --repo acme/widgets",
];

#[derive(Clone, Debug)]
struct Case {
    value: String,
    command: String,
    /// Whether the value has to arrive.
    whole: bool,
    target: usize,
    place: usize,
}

/// Where the command stands. The text that a reader copies from there is what runs.
const PLACES: &[&str] = &["", "```sh\n@\n```\n", "Run `@` now.\n", "| a |\n|---|\n| x `@` |\n", "<pre>@</pre>\n"];

fn case() -> impl Strategy<Value = Case> {
    let quoting = [Quoting::Single, Quoting::Double, Quoting::Backslash, Quoting::Mixed, Quoting::Variable].as_slice();
    let shape =
        prop_oneof![3 => select(WHOLE).prop_map(|it| (it, true)), 1 => select(PARTS).prop_map(|it| (it, false))];
    let place = prop_oneof![3 => Just(0), 2 => Just(1), 4 => 2..PLACES.len()];
    (value(), select(quoting), shape, 0..2_usize, place).prop_map(|(value, quoting, (shape, whole), target, place)| {
        // A code span has one line, and its backquotes are its ends.
        let place = if place > 1 && value.contains(['\n', '`', '\u{1}']) { 1 } else { place };
        Case { command: shape.replace('@', &quoting.of(&value)), value, whole, target, place }
    })
}

impl Case {
    /// The text that runs after the rewriting; `None` where the command was not rewritten.
    fn rewritten(&self, steep: &Transpiler) -> Result<Option<String>, String> {
        let html = self.command.replace('&', "&amp;").replace('<', "&lt;");
        let source = match self.place {
            0 => self.command.clone(),
            3 => PLACES[3].replace('@', &self.command.replace('|', "\\|")),
            4 => PLACES[4].replace('@', &html),
            place => PLACES[place].replace('@', &self.command),
        };
        let kind = if self.place == 0 { Kind::Shell } else { Kind::Markdown };
        let out = check(steep, kind, &source)?;
        let rewritten = out.findings.iter().any(|finding| finding.outcome == Outcome::Rewritten);
        if !rewritten {
            return Ok(None);
        }
        let text = match self.place {
            0 => out.text.into_owned(),
            4 => {
                let html = out.text.strip_prefix("<pre>").and_then(|rest| rest.strip_suffix("</pre>\n")).unwrap();
                html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            }
            place => events(&out.text)
                .find_map(|event| match event {
                    Event::Code(code) if place != 1 => Some(code.into_string()),
                    Event::Text(code) if place == 1 => Some(code.into_string()),
                    _ => None,
                })
                .ok_or("the code is gone")?,
        };
        Ok(Some(text))
    }
}

/// A folder in which texts are run.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

/// Writes down its arguments, and its input where it is to send that.
const STAND_IN: &str = r#"#!/bin/bash
{
  printf '%s\0' "${0##*/}" "$@"
  for argument in "$@"; do
    case $argument in @- | *=@-) cat; printf '\0' ;; esac
  done
} >> "$RECORD"
case ${0##*/} in
  git) echo https://git.example.org/acme/widgets.git ;;
  *) echo '{"id": 1, "number": 7, "html_url": "u", "default_branch": "main", "labels": [], "head": {"sha": "s"}, "state": "open", "login": "avery", "full_name": "acme/widgets", "topics": []}' ;;
esac
"#;

/// The shells that texts are promised for, as they are called.
const SHELLS: [(&str, &str); 6] = [
    ("bash", "bash"),
    ("dash", "dash"),
    ("mksh", "mksh"),
    ("ksh93", "ksh93"),
    ("busybox", "busybox ash"),
    ("zsh", "zsh"),
];

/// Those that are there. A missing one is said, and is an error where everything has to be tested.
fn shells() -> Vec<(&'static str, &'static str)> {
    SHELLS.into_iter().filter(|(program, _)| Oracle::on_path(program).is_some()).collect()
}

impl Folder {
    fn new() -> Self {
        let name = format!("steep-injection-{}-{:?}", std::process::id(), std::thread::current().id());
        let folder = std::env::temp_dir().join(name.replace(['(', ')'], ""));
        fs::create_dir_all(folder.join("bin")).unwrap();
        for program in ["gh", "curl", "tea", "git"] {
            let path = folder.join("bin").join(program);
            fs::write(&path, STAND_IN).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        Folder(folder)
    }

    /// Runs each text in a folder of its own; gives what was written down and what lies in the folder afterwards.
    fn run(
        &self,
        (name, shell): (&str, &str),
        texts: &[(usize, String, String)],
    ) -> Vec<(Vec<String>, BTreeSet<String>)> {
        let mut driver = String::new();
        for (nth, text, value) in texts {
            let work = self.0.join(format!("{name}-{nth}"));
            let _old = fs::remove_dir_all(&work);
            fs::create_dir_all(work.join("in")).unwrap();
            fs::write(work.join("text"), text).unwrap();
            fs::write(work.join("value"), value).unwrap();
            writeln!(
                driver,
                "cd '{work}/in' && VALUE=$(cat ../value; printf .) VALUE=${{VALUE%.}} && export VALUE && \
                 RECORD=../record {shell} ../text </dev/null >/dev/null 2>&1",
                work = work.display()
            )
            .unwrap();
        }
        let driver_path = self.0.join("driver");
        fs::write(&driver_path, driver).unwrap();
        let _status_of_the_last = Command::new("bash")
            .arg(&driver_path)
            .env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", self.0.join("bin").display()))
            .env("GITEA_TOKEN", "the-token")
            .env("HOME", self.0.join("bin"))
            .stdin(Stdio::null())
            .status()
            .unwrap();
        let read = |nth: &usize| {
            let work = self.0.join(format!("{name}-{nth}"));
            let record = fs::read(work.join("record")).unwrap_or_default();
            let record = record.split(|byte| *byte == 0).map(|it| String::from_utf8_lossy(it).into_owned()).collect();
            (record, names(&work.join("in")))
        };
        texts.iter().map(|(nth, ..)| read(nth)).collect()
    }
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// Whether one of the texts is the value, `NAME=` and the value, or JSON with the value in it.
fn arrives(value: &str, record: &[String]) -> bool {
    fn holds(json: &serde_json::Value, value: &str) -> bool {
        match json {
            serde_json::Value::String(text) => text == value,
            serde_json::Value::Array(items) => items.iter().any(|item| holds(item, value)),
            serde_json::Value::Object(fields) => fields.values().any(|field| holds(field, value)),
            _ => false,
        }
    }
    record.iter().any(|text| {
        let named = text.strip_suffix(value).is_some_and(|name| name.ends_with('='));
        text == value || named || serde_json::from_str(text).is_ok_and(|json| holds(&json, value))
    })
}

/// Whether an address is one of the forge's API, and nothing of a value in it ends it or begins another part of it. A
/// placeholder stays for whoever fills it in.
fn is_safe(address: &str) -> bool {
    // What the reader fills in.
    let address = address.replace("<N>", "1").replace("{{ x }}", "1");
    let plain = |c: char| c.is_ascii_graphic() && !"\"'`<>\\^#{|}".contains(c);
    let path = address.strip_prefix("https://git.example.org/");
    path.is_some_and(|path| path.chars().all(plain) && path.matches('?').count() <= 1 && !path.contains("&added="))
}

fn check_cases(cases: &[Case], shells: &[(&str, &str)]) -> Result<usize, String> {
    let targets = transpilers();
    let folder = Folder::new();
    let mut texts = Vec::new();
    for (nth, case) in cases.iter().enumerate() {
        if let Some(text) = case.rewritten(&targets[case.target])? {
            texts.push((nth, text, case.value.clone()));
        }
    }
    let originals: Vec<(usize, String, String)> =
        cases.iter().enumerate().map(|(nth, case)| (nth, case.command.clone(), case.value.clone())).collect();
    for (case, (record, left)) in cases.iter().zip(folder.run(("bash", "bash"), &originals)) {
        if (case.whole && !arrives(&case.value, &record)) || !left.is_empty() {
            return Err(format!("the command itself does not hand over its value: {case:?} gives {record:?}"));
        }
    }
    for (shell, call) in shells.iter().copied() {
        for ((nth, text, _), (record, left)) in texts.iter().zip(folder.run((shell, call), &texts)) {
            let case = &cases[*nth];
            if !left.is_empty() {
                return Err(format!("{shell}: {left:?} was made by {text}\nof {case:?}"));
            }
            if record.iter().any(|word| word == "gh") {
                return Err(format!("{shell}: gh is still called by {text}\nof {case:?}"));
            }
            // A path of the API is an address itself, and may have a query; what a variable holds is not there to encode.
            let is_open = case.command.contains("/contents/") || case.command.contains("VALUE");
            let mut addresses = record.iter().filter(|word| word.starts_with("https:") && !is_open);
            if let Some(address) = addresses.find(|word| !is_safe(word)) {
                return Err(format!("{shell}: {address} is asked by {text}\nof {case:?}"));
            }
            if case.whole && !arrives(&case.value, &record) {
                return Err(format!("{shell}: the value does not arrive: {record:?} by {text}\nof {case:?}"));
            }
        }
    }
    Ok(texts.len())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn hostile_values_arrive_whole_and_nothing_of_them_runs(cases in proptest::collection::vec(case(), 40)) {
        // Two shells a time: over the runs, each has its turn.
        let shells = shells();
        let first = cases.iter().map(|case| case.value.len()).sum::<usize>() % shells.len();
        let two = [shells[first], shells[(first + 1) % shells.len()]];
        check_cases(&cases, &two).map_err(TestCaseError::fail)?;
    }
}

/// Each command with each kind of quoting is really rewritten and run.
#[test]
fn every_command_is_rewritten_with_a_hostile_value() {
    let value = "v'\"; $(touch pwned) `touch pwned` \\ | & * <N> \n>pwned é v";
    let quotings = [Quoting::Single, Quoting::Double, Quoting::Backslash, Quoting::Mixed, Quoting::Variable];
    let mut cases = Vec::new();
    for (nth, shape) in WHOLE.iter().enumerate() {
        for target in 0..2 {
            let command = shape.replace('@', &quotings[(nth + target) % quotings.len()].of(value));
            cases.push(Case { value: value.to_owned(), command, whole: true, target, place: 0 });
        }
    }
    let rewritten = check_cases(&cases, &shells()).unwrap_or_else(|problem| panic!("{problem}"));
    assert_eq!(rewritten, cases.len(), "not every command was rewritten");
}

/// A number in a variable is compared as text: to some shells, `a[$(…)]` is arithmetic that runs.
#[test]
fn no_shell_runs_a_value_as_arithmetic() {
    let values =
        ["a[$(touch pwned)]", "x[$(touch pwned >&2)0]", "$(touch pwned)", "0 || touch pwned", "1+1", "012x", ""];
    let commands = [
        "gh issue close \"$VALUE\" -R acme/widgets",
        "gh issue comment $VALUE -R acme/widgets --body text",
        "gh pr merge \"$VALUE\" -R acme/widgets --squash",
        "gh run rerun --job \"$VALUE\" -R acme/widgets",
        "gh issue pin \"$VALUE\" -R acme/widgets",
        "gh issue delete \"$(printf %s \"$VALUE\")\" --yes -R acme/widgets",
    ];
    let steep = &transpilers()[1];
    let folder = Folder::new();
    let mut texts = Vec::new();
    for command in commands {
        let out = steep.shell(command);
        assert!(
            out.findings.iter().all(|finding| finding.outcome == Outcome::Rewritten),
            "{command}: {:?}",
            out.findings
        );
        for value in values.iter().chain(&["12"]) {
            texts.push((texts.len(), out.text.clone().into_owned(), (*value).to_owned()));
        }
    }
    for shell in shells() {
        for ((_, text, value), (record, left)) in texts.iter().zip(folder.run(shell, &texts)) {
            assert!(left.is_empty(), "{}: {value:?} makes {left:?} by {text}", shell.0);
            let changes =
                record.iter().any(|word| matches!(word.as_str(), "POST" | "PATCH" | "PUT" | "DELETE" | "--post301"));
            assert_eq!(changes, value == "12", "{}: {value:?} in {text}\n{record:?}", shell.0);
        }
    }
}
