//! The real gh over an answer of ours: what `gh api` makes of a JSON document, without a network.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::Oracle;
use crate::process::{Finished, Input, run};
use crate::scratch::Scratch;

const RUN_LIMIT: Duration = Duration::from_secs(60);

/// A gh whose every request is answered with one document.
pub struct AnsweredGh {
    gh: PathBuf,
    folder: Scratch,
}

impl AnsweredGh {
    /// A gh that gets `document` for an answer; `None`, said loudly, where there is no gh.
    ///
    /// # Errors
    /// When the socket that gh asks cannot be made.
    pub fn start(document: &str) -> Result<Option<Self>> {
        let Some(gh) = Oracle::gh() else { return Ok(None) };
        let folder = Scratch::new()?;
        let socket = folder.path().join("socket");
        let listener = UnixListener::bind(&socket).with_context(|| format!("cannot listen on {}", socket.display()))?;
        let configuration = format!("http_unix_socket: {}\n", socket.display());
        fs::write(folder.path().join("config.yml"), configuration)?;
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{document}",
            document.len()
        );
        // It ends with the process: nothing else wakes a thread that waits for a connection.
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                let _ = reply(&connection, &answer);
            }
        });
        Ok(Some(AnsweredGh { gh, folder }))
    }

    /// Runs gh with these arguments.
    ///
    /// # Errors
    /// When it cannot be run, or takes too long.
    pub fn run(&self, arguments: &[&str]) -> Result<Finished> {
        let mut command = Command::new(&self.gh);
        command.args(arguments).env_clear().env("HOME", self.folder.path()).env("PATH", "/usr/bin:/bin");
        command.env("GH_CONFIG_DIR", self.folder.path()).env("GH_TOKEN", "none").env("TZ", "UTC");
        run(&mut command, Input::Nothing, RUN_LIMIT)
    }
}

fn reply(connection: &UnixStream, answer: &str) -> Result<()> {
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let mut connection = connection;
    connection.write_all(answer.as_bytes())?;
    Ok(())
}
