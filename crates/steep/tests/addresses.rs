//! What becomes of a value in the path of a request. Rewritten commands with hostile values in a variable are run by bash
//! and dash, with the real curl and jq, against a server on loopback that keeps what it is asked.
//!
//! Where gh takes a name, the path that is asked for has it whole, in one piece between two slashes. Where gh takes a number,
//! nothing is asked that changes something. Where gh takes a path, `gh api`, the value is a part of the path as it is: the
//! real gh is asked what it does. One request stays one, whatever curl reads in brackets and steps, in what only reads too.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::process::Command;
use std::time::Duration;

use steep::{Fidelity, Outcome, Target, Transpiler};
use steep_oracle::api::Reply;
use steep_oracle::gh::Gh;
use steep_oracle::process::{Input, run};
use steep_oracle::recorder::{Recorder, Request, decoded};

const LIMIT: Duration = Duration::from_secs(60);

/// What would be other paths, queries, several words, escapes and syntax, put in as they are.
const HOSTILE: [&str; 15] = [
    "../../admin",
    "..",
    "12?state=closed",
    "1/labels",
    "1/labels?x=",
    "a b",
    "50%",
    "%2e%2e%2fadmin",
    "#12",
    "1;touch pwned",
    "é&'\"$(touch pwned)",
    "[1-3]",
    "1{2,3}",
    "app/[id]/page.tsx",
    "[a",
];

/// Commands that take a number, in `$VALUE`, and change what has it.
const NUMBERS: &[&str] = &[
    "gh issue close \"$VALUE\" -R acme/widgets",
    "gh issue reopen $VALUE -R acme/widgets",
    "gh issue comment \"$VALUE\" -R acme/widgets --body text",
    "gh issue edit \"$VALUE\" -R acme/widgets --title text",
    "gh issue edit 1 \"$VALUE\" -R acme/widgets --add-label bug",
    "gh issue delete \"$VALUE\" -R acme/widgets --yes",
    "gh issue lock \"$VALUE\" -R acme/widgets",
    "gh issue pin \"$VALUE\" -R acme/widgets",
    "gh pr close \"$VALUE\" -R acme/widgets",
    "gh pr comment \"$VALUE\" -R acme/widgets --body text",
    "gh pr edit \"$VALUE\" -R acme/widgets --title text",
    "gh pr merge \"$VALUE\" -R acme/widgets --squash",
    "gh pr ready \"$VALUE\" -R acme/widgets",
    "gh pr review \"$VALUE\" -R acme/widgets --approve",
    "gh pr update-branch \"$VALUE\" -R acme/widgets",
    "gh run delete \"$VALUE\" -R acme/widgets",
    "gh run rerun \"$VALUE\" -R acme/widgets",
    "gh run rerun --job \"$VALUE\" -R acme/widgets",
    "gh repo deploy-key delete \"$VALUE\" -R acme/widgets",
    "gh ssh-key delete \"$VALUE\" --yes",
    "gh issue comment \"$(printf %s \"$VALUE\")\" -R acme/widgets --body text",
    "gh issue edit \"$(printf %s \"$VALUE\")\" `printf 1` -R acme/widgets --title text",
];

/// Commands that take a name. The path ends with it.
const NAMES: &[&str] = &[
    "gh secret set \"$VALUE\" -R acme/widgets --body text",
    "gh secret delete \"$VALUE\" -R acme/widgets",
    "gh secret list --org \"$VALUE\"",
    "gh secret set TOKEN --org \"$VALUE\" --body text",
    "gh variable set \"$VALUE\" -R acme/widgets --body text",
    "gh variable get \"$VALUE\" -R acme/widgets",
    "gh variable delete \"$VALUE\" -R acme/widgets",
    "gh label create \"$VALUE\" -R acme/widgets --color ff0000",
    "gh label edit \"$VALUE\" -R acme/widgets --name text",
    "gh label delete \"$VALUE\" -R acme/widgets --yes",
    "gh release view \"$VALUE\" -R acme/widgets",
    "gh release delete \"$VALUE\" -R acme/widgets --yes",
    "gh release edit \"$VALUE\" -R acme/widgets --title text",
    "gh release upload \"$VALUE\" -R acme/widgets /dev/null",
    "gh release download \"$VALUE\" -R acme/widgets",
    "gh workflow run \"$VALUE\" -R acme/widgets --ref main",
    "gh workflow run \"$VALUE.yml\" -R acme/widgets --ref main",
    "gh workflow enable \"$VALUE.yml\" -R acme/widgets",
    "gh run list --workflow \"$VALUE\" -R acme/widgets --json databaseId",
    "gh repo list \"$VALUE\" --json name",
];

/// Commands that change something in a repository, and what the path of the change ends with.
const REPOSITORIES: &[(&str, &str)] = &[
    ("gh issue delete 12 --yes -R \"$VALUE\"", "/issues/12"),
    ("gh issue comment 12 --body text -R $VALUE", "/issues/12/comments"),
    ("gh issue create --title text --body text -R \"$VALUE\"", "/issues"),
    ("gh pr merge 12 --squash -R \"$VALUE\"", "/pulls/12/merge"),
    ("gh secret delete TOKEN -R \"$VALUE\"", "/actions/secrets/TOKEN"),
    ("gh variable delete NAME -R \"$VALUE\"", "/actions/variables/NAME"),
    ("gh run delete 5 -R \"$VALUE\"", "/actions/runs/5"),
    ("gh release delete v1 --yes -R \"$VALUE\"", "/releases/tags/v1"),
    ("gh workflow enable ci.yml -R \"$VALUE\"", "/actions/workflows/ci.yml/enable"),
    ("gh repo deploy-key delete 5 -R \"$VALUE\"", "/keys/5"),
    ("gh repo create acme/gadgets --private --template \"$VALUE\"", "/generate"),
];

/// Commands that only read, with a number, a repository or a part of a path in a variable.
const READS: &[&str] = &[
    "gh issue view \"$VALUE\" -R acme/widgets",
    "gh issue view $VALUE -R acme/widgets --comments",
    "gh issue view \"$VALUE\" -R acme/widgets --json title,comments",
    "gh issue list -R \"$VALUE\" --json number",
    "gh issue list -R \"$VALUE\" --limit 80 --json number",
    "gh issue list -R \"$VALUE\" --limit 200 --json number --jq '.[].number'",
    "gh issue list -R \"acme/$VALUE\" --limit 500 --json number",
    "gh pr view \"$VALUE\" -R acme/widgets --json files",
    "gh pr view 12 -R \"$VALUE\" --json number,files,commits",
    "gh pr list -R \"$VALUE\" --json number",
    "gh pr diff \"$VALUE\" -R acme/widgets",
    "gh pr diff \"$VALUE\" -R acme/widgets --name-only",
    "gh pr checks \"$VALUE\" -R acme/widgets",
    "gh run view \"$VALUE\" -R acme/widgets",
    "gh run view \"$VALUE\" -R acme/widgets --log",
    "gh run view --job \"$VALUE\" -R acme/widgets",
    "gh run list -R \"$VALUE\" --limit 100 --json databaseId",
    "gh label list -R \"$VALUE\" --limit 60",
    "gh release list -R \"$VALUE\"",
    "gh release view -R \"$VALUE\" --json tagName",
    "gh repo view \"$VALUE\" --json description",
    "gh secret list -R \"$VALUE\"",
    "gh workflow list -R \"$VALUE\"",
    "gh api \"repos/acme/widgets/contents/$VALUE\"",
    "gh api \"repos/acme/widgets/contents/docs/$VALUE.md\"",
    "gh api \"repos/$VALUE/labels\"",
    "gh api --paginate \"repos/acme/$VALUE/issues\" --jq '.[].number'",
    "gh api \"repos/acme/$VALUE/issues?per_page=100\"",
    "gh api -i \"repos/acme/widgets/git/refs/heads/$VALUE\"",
];

struct Server {
    recorder: Recorder,
    folder: tempfile::TempDir,
    steep: Transpiler,
}

impl Server {
    fn start() -> Self {
        let recorder = Recorder::answering(|request| {
            let body = r#"{"id": 5, "number": 7, "name": "n", "state": "open", "html_url": "u", "labels": []}"#;
            let body = match request.path().rsplit('/').next() {
                Some("labels") => r#"[{"id": 3, "name": "bug"}]"#,
                // The last page, so that no form goes on.
                Some("issues" | "pulls" | "releases") if request.target.contains("page=") => "[]",
                Some("runs") => r#"{"workflow_runs": []}"#,
                _ => body,
            };
            Reply { status: 200, headers: "Content-Type: application/json".to_owned(), body: body.to_owned() }
        });
        let recorder = recorder.unwrap();
        let steep =
            Transpiler::builder().target(Target::gitea(recorder.url())).accept(Fidelity::Partial).build().unwrap();
        Server { recorder, folder: tempfile::tempdir().unwrap(), steep }
    }

    fn rewritten(&self, command: &str) -> String {
        let out = self.steep.shell(command);
        let applied = out.findings.iter().all(|finding| finding.outcome == Outcome::Rewritten);
        assert!(applied && !out.findings.is_empty(), "{command}: {:?}", out.findings);
        out.text.into_owned()
    }

    /// The text, or nothing where the command is refused.
    fn rewritten_if_possible(&self, command: &str) -> Option<String> {
        let out = self.steep.shell(command);
        let applied = out.findings.iter().all(|finding| finding.outcome == Outcome::Rewritten);
        (applied && !out.findings.is_empty()).then(|| out.text.into_owned())
    }

    /// What the text asks with the value in `$VALUE`, and whether it ends well. Nothing of the value may run.
    fn asked(&self, shell: &str, text: &str, value: &str) -> (Vec<Request>, bool) {
        let mut command = Command::new(shell);
        command.args(["-c", text]).current_dir(self.folder.path()).env("VALUE", value).env("GITEA_TOKEN", "none");
        let ran = run(&mut command, Input::Nothing, LIMIT).unwrap();
        assert!(!self.folder.path().join("pwned").exists(), "{shell}: {value:?} ran in {text}");
        (self.recorder.take(), ran.status == 0)
    }
}

const SHELLS: [&str; 2] = ["bash", "dash"];

fn changes(request: &Request) -> bool {
    request.method != "GET"
}

/// The method, the pieces of the path, the query.
type Shape = (String, Vec<String>, Vec<(String, String)>);

/// What is asked, with `value` called `VALUE`. How many pages of a list are fetched before the reader stops is a matter of time.
fn shapes(asked: &[Request], value: &str) -> BTreeSet<Shape> {
    let filled = |text: String| text.replace(value, "VALUE");
    let shape = |request: &Request| {
        // In a path a plus sign is one.
        let pieces = request.path().split('/').map(|piece| filled(decoded(&piece.replace('+', "%2B"))));
        let query = request.query().into_iter().filter(|(name, _)| name != "page");
        (request.method.clone(), pieces.collect(), query.map(|(name, text)| (name, filled(text))).collect())
    };
    asked.iter().map(shape).collect()
}

#[test]
fn what_is_no_number_changes_nothing() {
    let server = Server::start();
    for command in NUMBERS {
        let text = server.rewritten(command);
        for shell in SHELLS {
            let (asked, _) = server.asked(shell, &text, "12");
            let of_the_number = |it: &Request| changes(it) && it.path().split('/').any(|piece| piece == "12");
            assert!(asked.iter().any(of_the_number), "{shell}: {text}\n{asked:#?}");
        }
        for (nth, value) in HOSTILE.iter().enumerate() {
            let shell = SHELLS[nth % 2];
            let (asked, ended_well) = server.asked(shell, &text, value);
            let changed: Vec<&Request> = asked.iter().filter(|request| changes(request)).collect();
            assert!(changed.is_empty() && !ended_well, "{shell}: {value:?} in {text}\n{changed:#?}");
        }
    }
}

#[test]
fn a_name_is_one_piece_of_the_path() {
    let server = Server::start();
    for command in NAMES {
        let text = server.rewritten(command);
        let plain = SHELLS.map(|shell| {
            let (plain, _) = server.asked(shell, &text, "plain");
            assert!(!plain.is_empty(), "{shell}: {text}");
            shapes(&plain, "plain")
        });
        for (nth, value) in HOSTILE.iter().enumerate() {
            let (shell, plain) = (SHELLS[nth % 2], &plain[nth % 2]);
            let (asked, _) = server.asked(shell, &text, value);
            assert_eq!(shapes(&asked, value), *plain, "{shell}: {value:?} in {text}");
        }
    }
}

#[test]
fn what_is_changed_lies_in_the_repository() {
    let server = Server::start();
    for (command, end) in REPOSITORIES {
        let text = server.rewritten(command);
        for (nth, value) in
            HOSTILE.iter().chain(&["acme/widgets", "acme/widgets?x", "acme/widgets#", "a/b/../c"]).enumerate()
        {
            let (asked, _) = server.asked(SHELLS[nth % 2], &text, value);
            let changed: Vec<&Request> = asked.iter().filter(|request| changes(request)).collect();
            assert!(!changed.is_empty(), "{value:?} in {text}\n{asked:#?}");
            for request in changed {
                let path = decoded(&request.target.replace('+', "%2B"));
                assert_eq!(path, format!("/api/v1/repos/{value}{end}"), "{text}");
            }
        }
    }
}

/// The addresses that are asked, without the numbers of pages: how many are asked for is a matter of time.
fn targets(asked: &[Request]) -> BTreeSet<String> {
    let without_page = |target: &str| match target.split_once("page=") {
        Some((before, after)) => format!("{before}{}", after.trim_start_matches(|c: char| c.is_ascii_digit())),
        None => target.to_owned(),
    };
    asked.iter().map(|request| without_page(&request.target)).collect()
}

#[test]
fn one_request_stays_one() {
    let server = Server::start();
    for command in READS {
        let text = server.rewritten(command);
        let (plain, _) = server.asked("bash", &text, "plain");
        assert!(!plain.is_empty(), "{text}");
        for (nth, value) in
            ["[1-3]", "{a,b}", "app/[id]/page.tsx", "[a-", "..", "../../../user", "a/./b"].iter().enumerate()
        {
            let (asked, _) = server.asked(SHELLS[nth % 2], &text, value);
            let meant: BTreeSet<String> = targets(&plain).iter().map(|it| it.replace("plain", value)).collect();
            assert_eq!(targets(&asked), meant, "{value:?} in {text}");
        }
    }
}

/// A change is asked for at most once, whatever stands in the path that `gh api` is given.
#[test]
fn one_change_stays_one() {
    let server = Server::start();
    for (command, end) in [
        ("gh api -X DELETE \"repos/acme/widgets/git/refs/heads/$VALUE\"", "/branches/"),
        ("gh api -X DELETE \"repos/acme/widgets/labels/$VALUE\"", "/labels/"),
        ("gh api -X PUT \"repos/acme/widgets/contents/$VALUE\" -f message=m -f content=eA==", "/contents/"),
        ("gh api -X POST \"repos/$VALUE/issues\" -f title=t", "/issues"),
    ] {
        let Some(text) = server.rewritten_if_possible(command) else { continue };
        for (nth, value) in HOSTILE.iter().enumerate() {
            let (asked, ended_well) = server.asked(SHELLS[nth % 2], &text, value);
            let changed: Vec<&Request> = asked.iter().filter(|request| changes(request)).collect();
            assert!(changed.len() <= 1, "{value:?} in {text}\n{changed:#?}");
            let sent = changed.iter().any(|request| request.target.contains(end.trim_end_matches('/')));
            assert!(sent || !ended_well || value.starts_with('#'), "{value:?} in {text}\n{changed:#?}");
        }
    }
}

/// What is written in the command is as good as what a variable holds: it is encoded, or the command is refused.
#[test]
fn what_is_written_is_encoded_or_refused() {
    let server = Server::start();
    let mut written = 0;
    for command in NAMES.iter().chain(REPOSITORIES.iter().map(|(command, _)| command)).chain(READS) {
        let with = |value: &str| {
            let quoted = format!("'{}'", value.replace('\'', "'\\''"));
            let command = command.replace("\"$VALUE\"", &quoted).replace("\"acme/$VALUE\"", &format!("acme/{quoted}"));
            if command.contains("$VALUE") { None } else { server.rewritten_if_possible(&command) }
        };
        let most = ["plain", "plain/plain", "12"].iter().filter_map(|value| with(value));
        let most = most.map(|text| targets(&server.asked("bash", &text, "").0).len()).max().unwrap_or(0);
        for (nth, value) in HOSTILE.iter().enumerate() {
            let Some(text) = with(value) else { continue };
            written += 1;
            let (asked, _) = server.asked(SHELLS[nth % 2], &text, "");
            for request in &asked {
                let up = request.path().split('/').any(|piece| matches!(piece, "." | ".."));
                assert!(request.path().starts_with("/api/v1/") && !up, "{}\n{text}", request.target);
            }
            assert!(targets(&asked).len() <= most, "{text}\n{:#?}", targets(&asked));
        }
    }
    assert!(written > 100, "{written}");
    for command in
        ["gh repo create ../../x --private", "gh repo create ../x --private", "gh issue list -R ../x --json number"]
    {
        assert_eq!(server.rewritten_if_possible(command), None, "{command}");
    }
}

/// `gh api` takes a path: what a variable holds is a part of it, to gh as to what is written for it.
#[test]
fn a_path_is_the_path_that_gh_asks_for() {
    let server = Server::start();
    let of_gh = Recorder::answering(|_| Reply { status: 200, headers: String::new(), body: "{}".to_owned() }).unwrap();
    let Some(gh) = Gh::asking(&of_gh).unwrap() else { return };
    let text = server.rewritten("gh api -X DELETE \"repos/acme/widgets/issues/comments/$VALUE\"");
    let mut same = 0;
    for value in HOSTILE {
        let path = format!("repos/acme/widgets/issues/comments/{value}");
        gh.run(&["api", "-X", "DELETE", &path], Input::Nothing).unwrap();
        // gh writes braces as escapes, which mean the same.
        let unescaped = |target: String| target.replace("%7B", "{").replace("%7D", "}");
        let by_gh: Vec<String> = of_gh.take().into_iter().map(|request| unescaped(request.target)).collect();
        for shell in SHELLS {
            let (asked, ended_well) = server.asked(shell, &text, value);
            let asked: Vec<&str> = asked.iter().filter_map(|it| it.target.strip_prefix("/api/v1")).collect();
            match (asked.as_slice(), by_gh.as_slice()) {
                ([], _) => assert!(!ended_well, "{shell}: {value:?} in {text}"),
                // gh takes no percent sign that is no escape; the server does not either.
                ([asked], []) => assert_eq!(*asked, format!("/{path}"), "{shell}"),
                (asked, by_gh) => {
                    assert_eq!(asked, by_gh, "{shell}: {value:?} in {text}");
                    same += 1;
                }
            }
        }
    }
    assert!(same >= 2 * 7, "only {same} were asked");
}
