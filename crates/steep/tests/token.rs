//! Where the token is on its way to the server: in a file, of a header or of curl's options, it is on no command line that a list of
//! processes could show. Run on a real Gitea, by dash and by bash; `cargo xtask live` runs it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use steep::{Outcome, Target, Transpiler};
use steep_oracle::Live;

/// Reads, a change, a form of several requests, and one with a body that comes out of a pipe.
const COMMANDS: [&str; 5] = [
    "gh issue view 1 --repo acme/widgets --json number,title | cat",
    "gh pr checks 6 --repo acme/widgets",
    "gh issue comment 4 --repo acme/widgets --body 'with \"quotes\"'",
    "gh issue edit 4 --repo acme/widgets --add-label bug",
    "gh api user --jq .login",
];

/// Writes down how every curl was called, as `/proc` tells everybody, and calls it.
const WRAPPER: &str =
    "#!/bin/sh\ntr '\\0' ' ' </proc/$$/cmdline >>\"$SEEN\"\necho >>\"$SEEN\"\nexec \"$REAL_CURL\" \"$@\"\n";

struct Sandbox {
    folder: tempfile::TempDir,
    curl: PathBuf,
}

impl Sandbox {
    fn new() -> Self {
        let found = Command::new("sh").args(["-c", "command -v curl"]).output().unwrap();
        let curl = PathBuf::from(String::from_utf8(found.stdout).unwrap().trim());
        let folder = tempfile::tempdir().unwrap();
        let bin = folder.path().join("bin");
        fs::create_dir(&bin).unwrap();
        fs::write(bin.join("curl"), WRAPPER).unwrap();
        fs::set_permissions(bin.join("curl"), fs::Permissions::from_mode(0o755)).unwrap();
        Sandbox { folder, curl }
    }

    /// Runs the script; what was on the command lines of all the curls that it ran.
    fn run(&self, shell: &str, script: &str, variables: &[(&str, &str)]) -> (Output, String) {
        let seen = self.folder.path().join("seen");
        let path = format!("{}:{}", self.folder.path().join("bin").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new(shell);
        command.args(["-c", script]).env("PATH", path).env("SEEN", &seen).env("REAL_CURL", &self.curl);
        command.env_remove("GITEA_TOKEN").envs(variables.iter().copied());
        let out = command.output().unwrap();
        let lines = fs::read_to_string(&seen).unwrap_or_default();
        let _none_was_run = fs::remove_file(seen);
        (out, lines)
    }
}

fn rewritten(target: impl Into<Target>, command: &str) -> String {
    let steep = Transpiler::builder().target(target).build().unwrap();
    let out = steep.shell(command);
    assert!(out.findings.iter().all(|it| it.outcome == Outcome::Rewritten), "{command}: {:?}", out.findings);
    out.text.into_owned()
}

/// A file as the notice describes it.
fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
#[ignore = "starts a Gitea: cargo xtask live"]
fn with_a_file_no_list_of_processes_shows_the_token() {
    let Some(live) = Live::start().unwrap() else { return };
    let (sandbox, host, token) = (Sandbox::new(), live.server.url(), live.token("avery"));
    let header = file(sandbox.folder.path(), "header", &format!("Authorization: token {token}\n"));
    let options = file(sandbox.folder.path(), "options", &format!("header = \"Authorization: token {token}\"\n"));
    let api = format!("{host}/api/v1");
    let layouts = [
        (Target::gitea(&host).header_file(), vec![("GITEA_HEADER_FILE", header.as_str())]),
        (
            Target::gitea(&host).connection_in_environment(),
            vec![("GITEA_CURLRC", options.as_str()), ("GITEA_API", api.as_str())],
        ),
    ];
    for shell in ["dash", "bash"] {
        let all = layouts.iter().flat_map(|layout| COMMANDS.map(|command| (layout, command)));
        for ((target, variables), command) in all {
            let script = rewritten(target.clone(), command);
            let (out, seen) = sandbox.run(shell, &script, variables);
            let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
            // 8 says that a check is pending.
            assert!(matches!(out.status.code(), Some(0 | 8)), "{shell}: {script}\n{said}");
            assert!(seen.contains("/api/v1/"), "{shell}: no curl was seen: {script}\n{seen}");
            assert!(!seen.contains(token) && !script.contains(token) && !said.contains(token), "{shell}: {seen}");
        }
        // The same look does see it where it is to be seen.
        let script = rewritten(Target::gitea(&host), COMMANDS[0]);
        let (out, seen) = sandbox.run(shell, &script, &[("GITEA_TOKEN", token)]);
        assert!(out.status.success() && seen.contains(token), "{shell}: {seen}");
    }
}

#[test]
fn what_needs_the_token_on_a_command_line_is_refused() {
    let targets = [Target::gitea("https://git.example.org"), Target::gitea("https://git.example.org").tea("0.9.2")];
    let in_files = [steep::Gitea::header_file, steep::Gitea::connection_in_environment];
    for target in targets.iter().flat_map(|target| in_files.map(|in_file| in_file(target.clone()))) {
        let steep = Transpiler::builder().target(target).build().unwrap();
        for command in ["gh auth login", "gh auth login --with-token", "GH_TOKEN=$BOT gh pr list --repo acme/widgets"] {
            let out = steep.shell(command);
            assert_eq!(out.text, command);
            assert_eq!(out.findings.first().map(|it| it.outcome), Some(Outcome::Refused), "{command}");
        }
        for command in ["gh issue list --repo acme/widgets --json number --jq length", "gh repo clone acme/widgets"] {
            let text = steep.shell(command).text.into_owned();
            assert!(!text.contains("GITEA_TOKEN") && !text.contains("Authorization"), "{text}");
        }
    }
}
