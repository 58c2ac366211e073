//! The real gh without a network: its requests go to a socket, behind which a recorder answers, or to nobody.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::api::Reply;
use crate::oracle::{OLDEST_GH, Oracle};
use crate::process::{Finished, Input, run};
use crate::recorder::Recorder;
use crate::scratch::Scratch;

/// Enough on a busy machine.
const LIMIT: Duration = Duration::from_secs(120);

/// gh with a home of its own.
pub struct Gh {
    program: PathBuf,
    folder: Scratch,
    over: Arc<AtomicBool>,
    /// What answers it, where that is its own.
    recorder: Option<Recorder>,
}

impl Gh {
    /// The oldest gh, whose every request fails; `None` where gh is not here.
    ///
    /// # Errors
    /// When its home cannot be made.
    pub fn alone() -> Result<Option<Self>> {
        Self::of(OLDEST_GH)
    }

    /// The gh of that version, whose every request fails; `None` where it is not here.
    ///
    /// # Errors
    /// When its home cannot be made.
    pub fn of(version: &str) -> Result<Option<Self>> {
        let Some(program) = Oracle::gh(version) else { return Ok(None) };
        let folder = Scratch::new()?;
        for name in ["home", "config", "work"] {
            fs::create_dir(folder.path().join(name))?;
        }
        Ok(Some(Gh { program, folder, over: Arc::default(), recorder: None }))
    }

    /// gh whose requests `recorder` answers.
    ///
    /// # Errors
    /// When its home or its socket cannot be made.
    pub fn asking(recorder: &Recorder) -> Result<Option<Self>> {
        Self::asking_as(OLDEST_GH, recorder)
    }

    fn asking_as(version: &str, recorder: &Recorder) -> Result<Option<Self>> {
        let Some(gh) = Self::of(version)? else { return Ok(None) };
        let socket = gh.socket();
        let listener = UnixListener::bind(&socket).with_context(|| format!("cannot listen on {}", socket.display()))?;
        fs::write(gh.folder.path().join("config/config.yml"), format!("http_unix_socket: {}\n", socket.display()))?;
        let (to, over) = (recorder.address(), Arc::clone(&gh.over));
        thread::spawn(move || {
            for client in listener.incoming() {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                if let Ok(client) = client {
                    // A client that hangs up has nothing to be told.
                    thread::spawn(move || relay(client, to).unwrap_or_default());
                }
            }
        });
        Ok(Some(gh))
    }

    /// gh whose every request is answered with one JSON document.
    ///
    /// # Errors
    /// As [`asking`](Self::asking), and when there is no free port.
    pub fn answered(document: &str) -> Result<Option<Self>> {
        Self::answered_by(OLDEST_GH, document)
    }

    /// The gh of that version whose every request is answered with one JSON document.
    ///
    /// # Errors
    /// As [`answered`](Self::answered).
    pub fn answered_by(version: &str, document: &str) -> Result<Option<Self>> {
        let document = document.to_owned();
        let headers = "Content-Type: application/json";
        let recorder =
            Recorder::answering(move |_| Reply { status: 200, headers: headers.to_owned(), body: document.clone() })?;
        let Some(mut gh) = Self::asking_as(version, &recorder)? else { return Ok(None) };
        gh.recorder = Some(recorder);
        Ok(Some(gh))
    }

    /// The folder that it runs in.
    #[must_use]
    pub fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// Runs it for as long as it needs on a busy machine.
    ///
    /// # Errors
    /// When it does not end.
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S], input: Input<'_>) -> Result<Finished> {
        self.run_for(LIMIT, arguments, input)
    }

    /// Runs it for at most that long: some commands wait for an answer that does not come, or for a person.
    ///
    /// # Errors
    /// When it does not end.
    pub fn run_for<S: AsRef<OsStr>>(&self, limit: Duration, arguments: &[S], input: Input<'_>) -> Result<Finished> {
        let mut command = Command::new(&self.program);
        command.args(arguments).current_dir(self.work()).env_clear().env("PATH", "/usr/bin:/bin");
        command.env("HOME", self.folder.path().join("home")).env("GH_CONFIG_DIR", self.folder.path().join("config"));
        // Nobody listens there; gh's own requests do not ask it where it has a socket.
        command.env("HTTPS_PROXY", "http://127.0.0.1:9").env("HTTP_PROXY", "http://127.0.0.1:9");
        command.env("GH_TOKEN", "none").env("GH_PROMPT_DISABLED", "1").env("GH_NO_UPDATE_NOTIFIER", "1");
        command.env("NO_COLOR", "1").env("GH_BROWSER", "true").env("EDITOR", "true").env("GIT_TERMINAL_PROMPT", "0");
        run(command.env("TZ", "UTC"), input, limit)
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }
}

impl Drop for Gh {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        // The thread waits for a connection: this is one. There is none to wake where gh is alone.
        let _ = UnixStream::connect(self.socket());
    }
}

/// Passes on what either side says until both have said all.
fn relay(client: UnixStream, to: SocketAddr) -> io::Result<()> {
    let server = TcpStream::connect(to)?;
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || {
        let _ = io::copy(&mut from_client, &mut to_server);
    });
    io::copy(&mut &server, &mut &client)?;
    client.shutdown(Shutdown::Both)?;
    server.shutdown(Shutdown::Both)
}

/// What gh says of arguments that it does not take.
const USAGE_ERRORS: &[&str] = &[
    "unknown flag",
    "unknown shorthand flag",
    "unknown command",
    "unknown argument",
    "Unknown JSON field",
    "invalid argument",
    "flag needs an argument",
    "argument required",
    "arg(s), received",
    "arg(s), only received",
    "accepts at most",
    "accepts no arguments",
    "without specifying `--json`",
    "bad flag syntax",
    "required flag",
    "invalid issue format",
    "specify only one",
    "none of the others can be",
    "cannot use `--web` with",
    "Specify one or more comma-separated fields",
    "\nUsage:",
];

/// Whether what gh said on standard error is that it does not take its arguments.
#[must_use]
pub fn is_usage_error(stderr: &str) -> bool {
    USAGE_ERRORS.iter().any(|error| stderr.contains(error))
}

/// A jq program's results over a document, from the jq inside gh.
///
/// # Errors
/// When gh does not end.
pub fn filtered(gh: &Gh, path: &str, program: &str) -> Result<Finished> {
    gh.run(&["api", path, "--jq", program], Input::Nothing)
}

/// A folder in which a program of another name is `name`, to be the first of `PATH`.
///
/// # Errors
/// When it cannot be made.
pub fn named(program: &Path, name: &str) -> Result<Scratch> {
    let folder = Scratch::new()?;
    std::os::unix::fs::symlink(program, folder.path().join(name))?;
    Ok(folder)
}
