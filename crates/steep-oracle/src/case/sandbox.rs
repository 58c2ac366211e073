//! Where a case's text is run: a home, a working folder, and the programs it may call.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use super::{Case, LOGIN, Target};
use crate::Live;
use crate::oracle::{NEWEST_JQ, ORACLES, Oracle, skip};
use crate::process::{Finished, Input, find_in_path, is_executable, run};
use crate::scratch::Scratch;
use crate::server::tree;

/// Enough for a loop over a page of issues on a busy machine; a text that waits for a person ends here too.
const RUN_LIMIT: Duration = Duration::from_secs(120);
const SETUP_LIMIT: Duration = Duration::from_secs(60);

/// The programs that a text may call besides the shell's own and the usual ones of a Unix: `PATH` holds nothing of the
/// user's, where a gh or tea of another version could lie.
const SYSTEM_PATH: &str = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

/// The shells that run the cases, and the jq that is there for each: what is written has to do with a plain POSIX shell and
/// the oldest jq, and with the newest.
const JQ_OF_SHELLS: &[(&str, &str)] = &[("dash", "1.6"), ("bash", NEWEST_JQ), ("ash", "1.6"), ("zsh", NEWEST_JQ)];

/// What runs that talk to one address share: making a clone or a login is dear, copying one is not.
#[derive(Debug)]
pub struct Site {
    url: String,
    kept: Mutex<BTreeMap<String, Scratch>>,
}

impl Site {
    /// For the server at that address (without a trailing slash), or what stands in front of it.
    #[must_use]
    pub fn new(url: String) -> Self {
        Site { url, kept: Mutex::new(BTreeMap::new()) }
    }

    /// Puts a copy of the folder of that name into `target`, made by `make` when it is first asked for.
    fn copy(&self, name: &str, target: &Path, make: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        let folder = {
            let mut kept = self.kept.lock().map_err(|_| anyhow!("a thread that prepared a run died"))?;
            let folder = match kept.entry(name.to_owned()) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(entry) => {
                    let folder = Scratch::new()?;
                    make(&folder.path().join("kept"))?;
                    entry.insert(folder)
                }
            };
            folder.path().join("kept")
        };
        tree::copy(&folder, target, &[])
    }
}

/// The folder of one run. Gone when dropped.
#[derive(Debug)]
pub struct Sandbox {
    folder: Scratch,
    work: PathBuf,
}

impl Sandbox {
    /// Prepares one for a case on a target, with the address that it talks to and the server behind that.
    ///
    /// # Errors
    /// When the fixture does not have what the case names, or a program that it needs is not there.
    pub fn prepare(case: &Case, target: &Target, site: &Site, live: &Live) -> Result<Self> {
        let folder = Scratch::new()?;
        let root = folder.path().to_path_buf();
        for name in ["bin", "home", "config"] {
            fs::create_dir(root.join(name))?;
        }
        let token = live.token(&case.by);
        if token.is_empty() {
            bail!("nobody called {} is in the fixture", case.by);
        }
        let authorization = format!("[http \"{}/\"]\n\textraHeader = Authorization: token {token}\n", site.url);
        let person = format!("[user]\n\tname = {0}\n\temail = {0}@fixture.test\n", case.by);
        let quiet = "[advice]\n\tdetachedHead = false\n[init]\n\tdefaultBranch = main\n";
        fs::write(root.join("home/.gitconfig"), format!("{authorization}{person}{quiet}"))?;

        let sandbox = Sandbox { work: root.join("work"), folder };
        sandbox.put_programs(target)?;
        if let Some(version) = target.tea {
            site.copy(&format!("{version} {}", case.by), &root.join("config"), |configuration| {
                sandbox.log_in(version, &site.url, token, configuration)
            })?;
        }
        match &case.clone {
            None => fs::create_dir(&sandbox.work)?,
            Some(repository) => {
                let address = format!("{}/{repository}.git", site.url);
                site.copy(repository, &sandbox.work, |folder| {
                    let folder = folder.to_str().context("the folder's name is not UTF-8")?;
                    sandbox.git(Path::new("/"), &["clone", "--quiet", "--template=", &address, folder])
                })?;
                if let Some(branch) = &case.branch {
                    sandbox.git(&sandbox.work, &["switch", "--quiet", branch])?;
                }
            }
        }
        for (path, text) in &case.given {
            fs::write(sandbox.work.join(path), text).with_context(|| format!("cannot write {path}"))?;
        }
        Ok(sandbox)
    }

    /// Runs `text` with the shell of that name.
    ///
    /// # Errors
    /// When it does not end in time, or there is no such shell.
    pub fn run(&self, shell: &str, text: &str, case: &Case, live: &Live) -> Result<Finished> {
        let script = self.folder.path().join("script");
        fs::write(&script, text)?;
        self.put_jq(shell)?;
        let program = self::shell(shell).with_context(|| format!("there is no {shell}"))?;
        // busybox is the program that it is called by.
        let link = self.folder.path().join("bin").join(shell);
        let mut command = self.command(if program.ends_with("busybox") {
            if !link.exists() {
                symlink(&program, &link)?;
            }
            &link
        } else {
            &program
        });
        command.arg(&script).current_dir(&self.work).env("GITEA_TOKEN", live.token(&case.by));
        command.envs(&case.environment);
        let input = case.stdin.as_deref().map_or(Input::Nothing, Input::Text);
        run(&mut command, input, RUN_LIMIT)
    }

    /// The working folder.
    #[must_use]
    pub fn work(&self) -> &Path {
        &self.work
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let root = self.folder.path();
        let mut command = Command::new(program);
        command.env_clear().env("PATH", format!("{}:{SYSTEM_PATH}", root.join("bin").display()));
        command.env("HOME", root.join("home")).env("XDG_CONFIG_HOME", root.join("config"));
        // As an agent's environment is: tea takes a terminal called dumb for one that it may ask questions on.
        command.env("TERM", "dumb").env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_TERMINAL_PROMPT", "0").env("TMPDIR", root);
        command
    }

    /// The target's tea; and in the place of what the target does not have, a program that says so.
    fn put_programs(&self, target: &Target) -> Result<()> {
        let bin = self.folder.path().join("bin");
        let mut absent = vec!["gh"];
        match target.tea.and_then(|version| Oracle::named("tea", version)).and_then(Oracle::path) {
            Some(tea) => symlink(tea, bin.join("tea"))?,
            None => absent.push("tea"),
        }
        for name in absent {
            let file = bin.join(name);
            fs::write(&file, format!("#!/bin/sh\necho 'the target has no {name}' >&2\nexit 127\n"))?;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755))?;
        }
        // What the machine keeps elsewhere (a jq of its own, say) is reached by name.
        for oracle in ORACLES.iter().filter(|oracle| oracle.version.is_empty()) {
            if let Some(path) = oracle.path().filter(|path| !in_system_path(path)) {
                symlink(path, bin.join(oracle.program))?;
            }
        }
        Ok(())
    }

    /// Puts these POSIX shell scripts among the programs, to be run by that shell; where it is none, by the machine's `sh`.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn put_scripts(&self, scripts: &BTreeMap<String, String>, shell: &str) -> Result<()> {
        let shell = if shell == "zsh" { "sh" } else { shell };
        for (name, text) in scripts {
            let file = self.folder.path().join("bin").join(name);
            let text = text.strip_prefix("#!/bin/sh\n").unwrap_or(text);
            // By another program: a process that this one starts meanwhile would keep the file open for writing, and what is
            // open for writing cannot be run.
            let mut write = Command::new("sh");
            write.args(["-c", "cat >\"$1\" && chmod 755 \"$1\"", "sh"]).arg(&file);
            let text = format!("#!/usr/bin/env {shell}\n{text}");
            run(&mut write, Input::Text(&text), SETUP_LIMIT)?.success("sh")?;
        }
        Ok(())
    }

    /// The jq of that shell, where it has been obtained; the machine's otherwise.
    fn put_jq(&self, shell: &str) -> Result<()> {
        let Some(jq) = jq_of(shell).and_then(Oracle::path) else { return Ok(()) };
        let file = self.folder.path().join("bin/jq");
        match fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(symlink(jq, file)?),
        }
    }

    fn log_in(&self, version: &str, url: &str, token: &str, configuration: &Path) -> Result<()> {
        let tea = Oracle::named("tea", version).and_then(Oracle::path).with_context(|| format!("no tea {version}"))?;
        let add = ["login", "add", "--name", LOGIN, "--url", url, "--token", token];
        for arguments in [&add[..], &["login", "default", LOGIN]] {
            let mut command = self.command(&tea);
            command.args(arguments).env("XDG_CONFIG_HOME", configuration);
            run(&mut command, Input::Nothing, SETUP_LIMIT)?.success("tea login")?;
        }
        Ok(())
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> Result<()> {
        let mut command = self.command("git");
        command.args(arguments).current_dir(folder);
        run(&mut command, Input::Nothing, SETUP_LIMIT)?.success(&format!("git {}", arguments.join(" "))).map(drop)
    }
}

/// Says which versions of jq are missing.
pub(super) fn skip_missing_jq() {
    for (shell, version) in JQ_OF_SHELLS {
        if jq_of(shell).and_then(Oracle::path).is_none() {
            skip(&format!("jq {version} is not here, so {shell} runs every case with the machine's jq"));
        }
    }
}

fn jq_of(shell: &str) -> Option<&'static Oracle> {
    let (_, version) = JQ_OF_SHELLS.iter().find(|(name, _)| *name == shell)?;
    Oracle::named("jq", version)
}

/// The program of a shell: that of ash is busybox, wherever something else may be called so.
pub(super) fn shell(name: &str) -> Option<PathBuf> {
    find_in_path(if name == "ash" { "busybox" } else { name })
}

/// Whether a text finds the program.
pub(super) fn has(program: &str) -> bool {
    std::env::split_paths(SYSTEM_PATH).any(|folder| is_executable(&folder.join(program)))
}

fn in_system_path(path: &Path) -> bool {
    let parent = path.parent();
    std::env::split_paths(SYSTEM_PATH).any(|folder| Some(folder.as_path()) == parent)
}
