//! A live Gitea on loopback, alone in a folder of its own.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::api::Api;
use crate::obtain::gitea::Gitea;
use crate::process::{Finished, Input, kill_group, run, spawn_from_lasting_thread, terminate_group, wait};

mod account;
mod configuration;
mod database;
mod idle;
mod snapshot;
pub(crate) mod tree;
pub mod zone;

pub use account::Account;

use snapshot::Snapshot;

const READY_LIMIT: Duration = Duration::from_secs(60);
const STOP_LIMIT: Duration = Duration::from_secs(30);
const REST_LIMIT: Duration = Duration::from_secs(30);
/// Somebody else may take the free port that was found before the server does.
const PORT_ATTEMPTS: usize = 5;

/// The file with the server's zone, in the installation's folder.
const ZONE_FILE: &str = "zone";

/// What stands in the hooks of a saved installation for Gitea's program and for the installation's folder.
const PLACEHOLDERS: [&str; 2] = ["@gitea@", "@root@"];

/// The folder that a server lives in, and the programs it needs.
#[derive(Debug)]
pub struct Installation {
    gitea: Gitea,
    account: Account,
    root: PathBuf,
}

/// A running server. It ends when dropped, and when this process does.
#[derive(Debug)]
pub struct Server {
    installation: Installation,
    address: SocketAddr,
    child: Child,
    /// Its folders when it was started.
    snapshot: Snapshot,
}

impl Installation {
    /// An empty one in the folder `root`, which has to exist and be empty.
    ///
    /// # Errors
    /// When the folder cannot be given to the account that the server runs as.
    pub fn create(gitea: &Gitea, root: &Path) -> Result<Self> {
        let account = Account::for_server()?;
        let gitea = account.reachable(gitea)?;
        for folder in ["home", "data", "repositories", "tmp"] {
            fs::create_dir(root.join(folder))?;
        }
        let installation = Installation { gitea, account, root: root.to_path_buf() };
        installation.configure(0)?;
        installation.account.give_tree(root)?;
        Ok(installation)
    }

    /// One in the folder `root`, which has to exist and be empty, as it was when it was [saved](Installation::save).
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn restore(gitea: &Gitea, saved: &Path, root: &Path) -> Result<Self> {
        let account = Account::for_server()?;
        let installation = Installation { gitea: account.reachable(gitea)?, account, root: root.to_path_buf() };
        let names = installation.names()?;
        let renames: Vec<(&str, &str)> = PLACEHOLDERS.into_iter().zip(names.iter().map(String::as_str)).collect();
        tree::copy(saved, root, &renames)?;
        installation.account.give_tree(root)?;
        Ok(installation)
    }

    /// Copies it to the folder `saved`. Nothing may run in it.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn save(&self, saved: &Path) -> Result<()> {
        database::settle(&database::path(&self.root)).context("cannot bring the database into one file")?;
        let names = self.names()?;
        let renames: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(PLACEHOLDERS).collect();
        tree::copy(&self.root, saved, &renames)
    }

    /// What git hooks name, in the order of [`PLACEHOLDERS`].
    fn names(&self) -> Result<[String; 2]> {
        let text = |path: &Path| path.to_str().map(str::to_owned).with_context(|| format!("{path:?} is not UTF-8"));
        Ok([text(&self.gitea.binary)?, text(&self.root)?])
    }

    /// Its folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Runs one of Gitea's own administration commands to its end and gives what it prints.
    ///
    /// # Errors
    /// When it does not end with status 0.
    pub fn administrate(&self, arguments: &[&str]) -> Result<String> {
        let mut command = self.command(arguments);
        let done: Finished = run(&mut command, Input::Nothing, READY_LIMIT)?;
        done.success(&format!("gitea {}", arguments.join(" ")))
    }

    /// Starts the server and waits until it answers.
    ///
    /// # Errors
    /// When it does not answer in time; the end of its log is part of the error.
    pub fn start(self) -> Result<Server> {
        let mut last = None;
        for _ in 0..PORT_ATTEMPTS {
            let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
            self.configure(address.port())?;
            let mut child = self.spawn()?;
            match wait_until_ready(&mut child, address) {
                Ok(()) => {
                    let snapshot = Snapshot::take(&self.root)?;
                    return Ok(Server { installation: self, address, child, snapshot });
                }
                Err(error) => last = Some(error),
            }
            kill_group(&mut child);
        }
        let log = fs::read_to_string(self.root.join("log")).unwrap_or_default();
        let mut lines: Vec<&str> = log.lines().rev().take(20).collect();
        lines.reverse();
        Err(last.unwrap_or_else(|| anyhow::anyhow!("never started")))
            .with_context(|| format!("cannot start Gitea; its log ends with:\n{}", lines.join("\n")))
    }

    fn configure(&self, port: u16) -> Result<()> {
        let file = self.root.join("app.ini");
        fs::write(&file, configuration::text(&self.root, &self.gitea.static_root, self.account.name(), port))?;
        self.account.give(&file)?;
        let file = self.root.join(ZONE_FILE);
        fs::write(&file, zone::file())?;
        self.account.give(&file)
    }

    fn spawn(&self) -> Result<Child> {
        let log = fs::File::create(self.root.join("log"))?;
        let mut command = self.command(&["web"]);
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).process_group(0);
        spawn_from_lasting_thread(command).context("cannot start Gitea")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.account.command(&self.gitea.binary);
        let home = self.root.join("home");
        command.args(arguments).arg("--config").arg(self.root.join("app.ini")).current_dir(&self.root);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", &home);
        command.env("XDG_CONFIG_HOME", home.join(".config")).env("GITEA_WORK_DIR", &self.root);
        command.env("TMPDIR", self.root.join("tmp")).env("USER", self.account.name()).env("LC_ALL", "C");
        command.env("TZ", self.root.join(ZONE_FILE));
        command
    }
}

fn wait_until_ready(child: &mut Child, address: SocketAddr) -> Result<()> {
    let end = Instant::now() + READY_LIMIT;
    let api = Api::new(address, None);
    while Instant::now() < end {
        if let Some(status) = child.try_wait()? {
            bail!("Gitea ended at once ({status})");
        }
        // Somebody else on that port would answer otherwise or not at all.
        if api.get("version").is_ok_and(|answer| answer.get("version").is_some()) {
            return Ok(());
        }
        sleep(Duration::from_millis(15));
    }
    bail!("Gitea did not answer within {} s", READY_LIMIT.as_secs())
}

impl Server {
    /// Its base address without a trailing slash.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Calls of its API as the owner of `token`, or as nobody.
    #[must_use]
    pub fn api(&self, token: Option<&str>) -> Api {
        Api::new(self.address, token)
    }

    /// Its folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.installation.root()
    }

    /// The administration commands of the running server.
    #[must_use]
    pub fn installation(&self) -> &Installation {
        &self.installation
    }

    /// Brings it back to what `saved` holds, which is what it was started with: that takes a tenth of the work of starting
    /// another one. First it finishes what it does in the background; nobody may ask it anything meanwhile.
    ///
    /// # Errors
    /// When it does not come to rest, or something cannot be put back. It is of no use any more then.
    pub fn reset(&mut self, saved: &Path) -> Result<()> {
        self.finish_work().context("the server does not come to rest")?;
        let Installation { root, account, .. } = &self.installation;
        database::put_back(&database::path(saved), &database::path(root))?;
        let names = self.installation.names()?;
        let renames: Vec<(&str, &str)> = PLACEHOLDERS.into_iter().zip(names.iter().map(String::as_str)).collect();
        self.snapshot.put_back(root, saved, &renames, account)
    }

    /// Waits for its queues, and for what was started by what was in them.
    fn finish_work(&self) -> Result<()> {
        let authorization = format!("Bearer {}", configuration::INTERNAL_TOKEN);
        let headers = [("X-Gitea-Internal-Auth", authorization.as_str()), ("Content-Type", "application/json")];
        let limit = u64::try_from(REST_LIMIT.as_nanos())?;
        let flush = json!({"Timeout": limit, "NonBlocking": false}).to_string();
        for _ in 0..2 {
            let path = "/api/internal/manager/flush-queues";
            let reply = self.api(None).raw("POST", path, &headers, flush.as_bytes())?;
            if reply.status != 200 {
                bail!("it does not finish its queues: {} {}", reply.status, reply.body);
            }
            idle::wait_until_idle(self.child.id(), REST_LIMIT)?;
        }
        Ok(())
    }

    /// Lets it end what it is doing and stop; what it wrote is complete then.
    ///
    /// # Errors
    /// When it has to be killed in the end.
    pub fn stop(&mut self) -> Result<()> {
        terminate_group(&self.child);
        if wait(&mut self.child, STOP_LIMIT)?.is_none() {
            bail!("Gitea did not stop within {} s", STOP_LIMIT.as_secs());
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        kill_group(&mut self.child);
    }
}
