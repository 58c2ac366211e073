//! The real shells.

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// A shell to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shell {
    Bash,
    Dash,
}

impl Shell {
    fn program(self) -> &'static str {
        match self {
            Shell::Bash => "bash",
            Shell::Dash => "dash",
        }
    }

    /// Runs `script`, given on standard input's place as a file, with empty standard input.
    pub(crate) fn run(self, script: &str) -> Output {
        self.start(&["-c", script, "steep"])
    }

    /// The same where texts are of that locale.
    pub(crate) fn run_in(self, locale: &str, script: &str) -> Output {
        let mut command = self.command();
        command.env("LC_ALL", locale).args(["-c", script, "steep"]).stdin(Stdio::null());
        command.output().expect("the shell was there a moment ago")
    }

    /// Runs lines that it reads from its input.
    pub(crate) fn type_in(self, lines: &str) -> Output {
        let mut command = self.command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the shell was there a moment ago");
        let mut input = child.stdin.take().expect("its input is a pipe");
        let _stopped_early = input.write_all(lines.as_bytes());
        drop(input);
        child.wait_with_output().expect("it was started")
    }

    /// Whether its parser takes `script`; nothing is run.
    pub(crate) fn parses(self, script: &str) -> bool {
        let mut child = self
            .command()
            .args(["-n"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the shell was there a moment ago");
        let mut input = child.stdin.take().expect("its input is a pipe");
        // A shell that stops reading at a syntax error breaks the pipe.
        let _stopped_early = input.write_all(script.as_bytes());
        drop(input);
        child.wait().expect("it was started").success()
    }

    fn command(self) -> Command {
        let mut command = Command::new(self.program());
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C.UTF-8").current_dir("/");
        command
    }

    fn start(self, arguments: &[&str]) -> Output {
        self.command().args(arguments).stdin(Stdio::null()).output().expect("the shell was there a moment ago")
    }
}

/// The shells that are installed.
pub(crate) fn installed() -> &'static [Shell] {
    static INSTALLED: OnceLock<Vec<Shell>> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        let is_there = |shell: &Shell| {
            let there =
                shell.command().args(["-c", ":"]).stdin(Stdio::null()).status().is_ok_and(|status| status.success());
            if !there {
                eprintln!("SKIPPED: {} is not installed; nothing is compared with it", shell.program());
            }
            there
        };
        [Shell::Bash, Shell::Dash].into_iter().filter(is_there).collect()
    })
}

pub(crate) fn has_bash() -> bool {
    installed().contains(&Shell::Bash)
}
