//! `cargo xtask live`: the live fixture, and the cases run against it.

use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use std::{fs, thread};

use anyhow::{Context, Result, anyhow, bail};
use steep_oracle::Live;
use steep_oracle::obtain::gitea::{self, CHOICE};
use steep_oracle::oracle::{ORACLES, Oracle};
use steep_oracle::process::{Input, run as run_bounded};

/// The variable of the environment that says which cases are run.
const ONLY: &str = "STEEP_LIVE_ONLY";

/// The one that leaves most of them out.
const SHARE: &str = "STEEP_LIVE_SHARE";

const DEFAULT_MINUTES: u64 = 30;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve"] => serve(DEFAULT_MINUTES),
        ["serve", "--minutes", minutes] => serve(minutes.parse().context("cannot read the number of minutes")?),
        [] => test(&[]),
        ["--write"] => write(),
        ["--gitea", version, "--share"] => test(&[(CHOICE, known(version)?), (SHARE, "1")]),
        ["--gitea", version] => test(&[(CHOICE, known(version)?)]),
        ["--gitea", version, only] if !only.starts_with('-') => test(&[(CHOICE, known(version)?), (ONLY, *only)]),
        [only] if !only.starts_with('-') => test(&[(ONLY, *only)]),
        _ => {
            bail!("live takes: serve [--minutes N], --write, [--gitea VERSION] and --share or a part of a case's name")
        }
    }
}

/// The version, where it is one that the tests can run against.
fn known(version: &str) -> Result<&str> {
    match gitea::release(version) {
        Some(_) => Ok(version),
        None => bail!("Gitea {version} is not among the oracles, which are {}", gitea::versions().join(", ")),
    }
}

/// Writes the table of what the cases come to when all of them pass; runs none.
fn write() -> Result<()> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["test", "--quiet", "--package", "steep", "--test", "it", "live::the_table_of_results"]);
    if !cargo.env("STEEP_LIVE_WRITE", "1").status().context("cannot run cargo")?.success() {
        bail!("cannot write tests/live/RESULTS.md");
    }
    Ok(())
}

/// Runs the cases as the tests do, with these variables set.
fn test(variables: &[(&str, &str)]) -> Result<()> {
    let mut tests = vec![("steep", "live")];
    if !variables.iter().any(|(name, _)| [ONLY, SHARE].contains(name)) {
        // What concerns all of them: that gh takes the texts, that mistakes are noticed, where the token is; and the real
        // documents.
        tests.extend([
            ("steep-oracle", "gh"),
            ("steep", "mutations"),
            ("steep", "token"),
            ("steep", "corpus_live"),
            ("steep-gitea", "companion"),
        ]);
    }
    // Each waits for servers much of the time, so they run side by side, what they say kept apart. cargo itself builds one
    // after the other.
    println!("running {}", tests.iter().map(|(_, test)| *test).collect::<Vec<_>>().join(", "));
    let results: Vec<(&str, Result<Output>)> = thread::scope(|scope| {
        let running: Vec<_> =
            tests.iter().map(|(package, test)| (*test, scope.spawn(|| run_test(package, test, variables)))).collect();
        let end = |(test, thread): (_, thread::ScopedJoinHandle<'_, _>)| {
            (test, thread.join().unwrap_or_else(|_| Err(anyhow!("the thread that ran it died"))))
        };
        running.into_iter().map(end).collect()
    });
    let mut failed = Vec::new();
    for (test, result) in results {
        let Output { status, stdout, stderr } = result.with_context(|| format!("cannot run the test {test}"))?;
        println!("{}", String::from_utf8_lossy(&stdout).trim_end());
        eprintln!("{}", String::from_utf8_lossy(&stderr).trim_end());
        if !status.success() {
            failed.push(test);
        }
    }
    if !failed.is_empty() {
        bail!("live cases failed: {}", failed.join(", "));
    }
    Ok(())
}

fn run_test(package: &str, test: &str, variables: &[(&str, &str)]) -> Result<Output> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["test", "--quiet", "--package", package, "--test", "it", "--", "--ignored", &format!("{test}::")]);
    if test == "live" {
        // A filter is a part of a name.
        cargo.args(["--skip", "corpus_live::"]);
    }
    // Every failure tells where it is by itself.
    cargo.envs(variables.iter().copied()).env("RUST_BACKTRACE", "0");
    Ok(cargo.output()?)
}

/// Serves a fresh copy of the fixture until the time is over, standard input ends or the process is interrupted.
fn serve(minutes: u64) -> Result<()> {
    let Some(live) = Live::start()? else { bail!("there is no Gitea; run `cargo xtask oracles`") };
    let folder = tempfile::Builder::new().prefix("steep-serve-").tempdir()?;
    let script = prepare(&live, folder.path())?;
    println!("{script}");
    println!("# all of this: . {}", folder.path().join("env").display());
    println!("# stops after {minutes} minutes, at Ctrl-C or when standard input ends");
    std::io::stdout().flush()?;
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        let _ = sender.send(());
    });
    match receiver.recv_timeout(Duration::from_secs(minutes * 60)) {
        Ok(()) | Err(RecvTimeoutError::Disconnected | RecvTimeoutError::Timeout) => Ok(()),
    }
}

/// Writes what a person needs to use the server into `folder`: a tea configuration with a login per person, a `bin` with
/// each tea version under a name of its own, and a script that sets the environment, which is also the answer.
fn prepare(live: &Live, folder: &Path) -> Result<String> {
    let url = live.server.url();
    let (configuration, bin) = (folder.join("config"), folder.join("bin"));
    fs::create_dir_all(&bin)?;
    let mut script = format!("export GITEA_URL={url}\nexport GITEA_TOKEN={}  # avery's\n", live.token("avery"));
    for (login, token) in &live.manifest.tokens {
        script.push_str(&format!("export TOKEN_{}={token}\n", login.to_uppercase()));
    }
    for oracle in ORACLES.iter().filter(|oracle| oracle.program == "tea") {
        let Some(tea) = oracle.path() else { continue };
        std::os::unix::fs::symlink(&tea, bin.join(oracle.id()))?;
        if !configuration.exists() {
            for login in ["avery", "blake", "casey"] {
                add_login(&tea, &configuration, login, &url, live.token(login))?;
            }
        }
    }
    if let Some(tea) = Oracle::tea("0.9.2") {
        std::os::unix::fs::symlink(tea, bin.join("tea"))?;
    }
    script.push_str(&format!("export XDG_CONFIG_HOME={}\n", configuration.display()));
    script.push_str(&format!("export PATH={}:\"$PATH\"\n", bin.display()));
    fs::write(folder.join("env"), &script)?;
    // Others on this machine have no business with it, the same user's other processes do.
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    Ok(script)
}

fn add_login(tea: &Path, configuration: &Path, login: &str, url: &str, token: &str) -> Result<()> {
    let mut command = Command::new(tea);
    command.args(["login", "add", "--name", login, "--url", url, "--token", token]);
    command.env("XDG_CONFIG_HOME", configuration).env("HOME", configuration);
    run_bounded(&mut command, Input::Nothing, Duration::from_secs(30))?.success("tea login add").map(drop)
}
