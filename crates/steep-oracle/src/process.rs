//! Running a program for a bounded time.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{io, thread};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};

/// How a bounded run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// The exit status; 128 plus the number of the signal when one ended it, as a shell reports it.
    pub status: i32,
    /// Standard output; bytes that are not UTF-8 are replaced.
    pub stdout: String,
    /// Standard error, likewise.
    pub stderr: String,
}

impl Finished {
    /// Standard output when the status is 0.
    ///
    /// # Errors
    /// Names `what`, the status and the end of standard error otherwise.
    pub fn success(self, what: &str) -> Result<String> {
        if self.status == 0 {
            return Ok(self.stdout);
        }
        let shown = if self.stderr.trim().is_empty() { &self.stdout } else { &self.stderr };
        let mut last: Vec<&str> = shown.trim_end().lines().rev().take(12).collect();
        last.reverse();
        bail!("{what} failed with status {}:\n{}", self.status, last.join("\n"))
    }
}

/// What a program reads from standard input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Input<'a> {
    /// `/dev/null`.
    #[default]
    Nothing,
    /// This text, through a file.
    Text(&'a str),
}

/// Runs `command` to its end, at most for `limit`, in a process group of its own; when the time is over the whole group is
/// killed.
///
/// # Errors
/// When it cannot be started or the time is over.
pub fn run(command: &mut Command, input: Input<'_>, limit: Duration) -> Result<Finished> {
    let name = command.get_program().to_string_lossy().into_owned();
    // Files instead of pipes: nothing can block on a reader, and a program left in the background keeps nobody waiting.
    let mut stdout = tempfile::tempfile().context("cannot create a temporary file")?;
    let mut stderr = tempfile::tempfile().context("cannot create a temporary file")?;
    command.stdin(match input {
        Input::Nothing => Stdio::null(),
        Input::Text(text) => {
            let mut file = tempfile::tempfile().context("cannot create a temporary file")?;
            file.write_all(text.as_bytes())?;
            file.seek(SeekFrom::Start(0))?;
            Stdio::from(file)
        }
    });
    command.stdout(stdout.try_clone()?).stderr(stderr.try_clone()?).process_group(0);
    let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
    let Some(status) = wait(&mut child, limit)? else {
        kill_group(&mut child);
        let said = contents(&mut stderr).unwrap_or_default();
        bail!("{name} did not end within {} s; it said: {}", limit.as_secs(), said.trim_end());
    };
    Ok(Finished { status: shell_status(status), stdout: contents(&mut stdout)?, stderr: contents(&mut stderr)? })
}

/// Waits for the end of `child`, at most for `limit`; `None` when the time is over.
///
/// # Errors
/// When the child cannot be waited for.
pub fn wait(child: &mut Child, limit: Duration) -> Result<Option<ExitStatus>> {
    let end = Instant::now() + limit;
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait().context("cannot wait for a program")? {
            return Ok(Some(status));
        }
        if Instant::now() >= end {
            return Ok(None);
        }
        sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Asks the process group that `child` leads to end.
pub fn terminate_group(child: &Child) {
    let _ = kill_process_group(Pid::from_child(child), Signal::TERM);
}

/// Kills the process group that `child` leads and reaps the child.
pub fn kill_group(child: &mut Child) {
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    let _ = child.wait();
}

/// Starts a program that is to die with this process when it is wrapped in `setpriv --pdeathsig`. The kernel ties that
/// signal to the *thread* that started the program, so all of them are started by one thread that never ends.
///
/// # Errors
/// When it cannot be started.
pub fn spawn_from_lasting_thread(command: Command) -> io::Result<Child> {
    type Job = (Command, Sender<io::Result<Child>>);
    static SPAWNER: OnceLock<Sender<Job>> = OnceLock::new();
    let spawner = SPAWNER.get_or_init(|| {
        let (sender, receiver) = channel::<Job>();
        thread::spawn(move || {
            for (mut command, answer) in receiver {
                let _ = answer.send(command.spawn());
            }
        });
        sender
    });
    let (sender, receiver) = channel();
    let gone = || io::Error::other("the thread that starts programs is gone");
    spawner.send((command, sender)).map_err(|_| gone())?;
    receiver.recv().map_err(|_| gone())?
}

/// The program `name` in the directories of `PATH`.
#[must_use]
pub fn find_in_path(name: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|directory| directory.join(name)).find(|file| is_executable(file))
}

/// Whether `file` is a file that somebody may execute.
#[must_use]
pub fn is_executable(file: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

fn contents(file: &mut File) -> Result<String> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn shell_status(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn reports_output_and_status() {
        let done = run(&mut sh("cat; echo no >&2; exit 3"), Input::Text("yes"), Duration::from_secs(10)).unwrap();
        assert_eq!(done, Finished { status: 3, stdout: "yes".to_owned(), stderr: "no\n".to_owned() });
    }

    #[test]
    fn kills_the_whole_group_when_the_time_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("mark");
        let script = format!("(sleep 1; touch '{}') & sleep 30", mark.display());
        let error = run(&mut sh(&script), Input::Nothing, Duration::from_millis(200)).unwrap_err();
        assert!(error.to_string().contains("did not end"), "{error}");
        sleep(Duration::from_millis(1300));
        assert!(!mark.exists(), "the child of the killed program lived on");
    }
}
