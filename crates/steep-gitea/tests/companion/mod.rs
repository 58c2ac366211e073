//! The companion program, run by every shell that it is for, against the real Gitea.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod calls;
mod host;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use steep_gitea::Gitea;
use steep_oracle::Live;
use steep_oracle::oracle::{NEWEST_JQ, Oracle, skip};
use steep_oracle::process::{Finished, Input, run};
use steep_oracle::scratch::Scratch;

/// The shells that it is for, with the jq that is there for each: the oldest and the newest.
const SHELLS: &[(&str, &[&str], &str)] =
    &[("dash", &["dash"], "1.6"), ("bash", &["bash"], NEWEST_JQ), ("busybox", &["busybox", "ash"], "1.6")];

/// A server, a clone of one of its repositories, and the program.
struct World {
    live: Live,
    folder: Scratch,
    shell: &'static [&'static str],
    /// Standard input of the next call.
    input: String,
    token: String,
}

/// Runs `test` once for each shell, each with a server of its own, where there is one.
fn with_each_shell(test: impl Fn(&mut World)) {
    for (program, shell, jq) in SHELLS {
        if Oracle::on_path(program).is_none() {
            continue;
        }
        let Some(live) = Live::start().unwrap() else { return };
        let folder = Scratch::new().unwrap();
        let text = Gitea::new(live.server.url()).companion_program();
        fs::create_dir(folder.path().join("bin")).unwrap();
        fs::write(folder.path().join("bin/gitea-api"), text).unwrap();
        if let Some(jq) = Oracle::named("jq", jq).and_then(Oracle::path) {
            std::os::unix::fs::symlink(jq, folder.path().join("bin/jq")).unwrap();
        }
        let token = live.token("avery").to_owned();
        let mut world = World { live, folder, shell, input: String::new(), token };
        world.git(&["clone", "--quiet", &format!("{}/acme/widgets.git", world.live.server.url()), "work"]);
        test(&mut world);
    }
}

impl World {
    fn work(&self) -> PathBuf {
        let work = self.folder.path().join("work");
        if work.exists() { work } else { self.folder.path().to_path_buf() }
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let bin = self.folder.path().join("bin");
        let path = format!("{}:/usr/local/bin:/usr/bin:/bin", bin.display());
        command.current_dir(self.work()).env_clear().env("PATH", path).env("HOME", self.folder.path());
        command
    }

    fn git(&self, arguments: &[&str]) {
        let mut command = self.command("git");
        let header = format!("http.extraHeader=Authorization: token {}", self.token);
        command.args(["-c", &header]).args(arguments);
        run(&mut command, Input::Nothing, Duration::from_secs(60)).unwrap().success("git").unwrap();
    }

    /// Calls the program.
    fn call(&mut self, arguments: &[&str]) -> Finished {
        let (shell, rest) = self.shell.split_first().unwrap();
        let mut command = self.command(shell);
        command.args(rest).arg(self.folder.path().join("bin/gitea-api")).args(arguments);
        command.env("GITEA_TOKEN", &self.token);
        let input = std::mem::take(&mut self.input);
        run(&mut command, Input::Text(&input), Duration::from_secs(120)).unwrap()
    }

    /// What it prints, run through a jq program.
    fn shows(&mut self, arguments: &[&str], jq: &str) -> String {
        let done = self.call(arguments);
        let printed = done.success(&format!("{} {arguments:?}", self.shell.join(" "))).unwrap();
        self.jq(&printed, jq)
    }

    fn jq(&self, text: &str, program: &str) -> String {
        let mut command = self.command("jq");
        command.args(["-rc", program]);
        let done = run(&mut command, Input::Text(text), Duration::from_secs(60)).unwrap();
        done.success(program).unwrap().trim_end().to_owned()
    }

    /// That it fails with this status and says this.
    fn fails(&mut self, arguments: &[&str], status: i32, says: &str) {
        let done = self.call(arguments);
        assert_eq!(done.status, status, "{arguments:?}: {}{}", done.stdout, done.stderr);
        assert!(done.stderr.contains(says), "{arguments:?}: {}", done.stderr);
        assert_eq!(done.stdout, "", "{arguments:?}");
    }

    /// What the server answers by itself.
    fn server(&self, path: &str) -> serde_json::Value {
        self.live.server.api(Some(self.live.token("avery"))).get(path).unwrap()
    }
}

/// shellcheck has nothing to say of it, and it is short enough to be read.
#[test]
fn it_can_be_read() {
    let text = Gitea::new("https://git.example.org").companion_program();
    assert!(text.lines().count() < 670, "it has {} lines", text.lines().count());
    let folder = Scratch::new().unwrap();
    let file = folder.path().join("gitea-api");
    fs::write(&file, text).unwrap();
    for shell in [&["dash"][..], &["bash"], &["busybox", "ash"], &["mksh"]] {
        if Oracle::on_path(shell[0]).is_none() {
            continue;
        }
        let mut command = Command::new(shell[0]);
        command.args(&shell[1..]).arg("-n").arg(&file);
        let done = run(&mut command, Input::Nothing, Duration::from_secs(30)).unwrap();
        assert_eq!((done.status, done.stderr.as_str()), (0, ""), "{shell:?}");
    }
    if let Some(shellcheck) = Oracle::named("shellcheck", "0.11.0.1").and_then(Oracle::path) {
        let mut command = Command::new(shellcheck);
        command.args(["--shell=sh", "--severity=style"]).arg(&file);
        let done = run(&mut command, Input::Nothing, Duration::from_secs(60)).unwrap();
        assert_eq!(done.status, 0, "{}", done.stdout);
    } else {
        skip("shellcheck is not here, so the companion program is not read by it");
    }
}
