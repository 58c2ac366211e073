//! Packages of Debian's archive, downloaded with the machine's own apt in a private environment: its settings, proxies
//! and keys are used, its state and cache are not touched.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use tempfile::TempDir;

use super::sources;
use crate::cache;
use crate::process::{Input, find_in_path, run};

/// Enough for a slow mirror; apt gives up on its own long before where there is no network.
const UPDATE_LIMIT: Duration = Duration::from_secs(10 * 60);
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(10 * 60);

/// A program in a package.
pub(super) struct Package {
    pub(super) name: &'static str,
    /// The upstream version that the package's has to begin with.
    pub(super) version: &'static str,
    pub(super) suites: &'static [&'static str],
    pub(super) executable: &'static str,
}

/// The archive, whose lists are read at most once, when the first package is asked for.
#[derive(Default)]
pub(super) struct Archive {
    environment: Option<Result<TempDir, String>>,
}

impl Archive {
    /// Puts the package's program into `folder` as `bin/NAME`.
    pub(super) fn unpack(&mut self, package: &Package, name: &str, folder: &Path) -> Result<()> {
        let environment =
            self.environment.get_or_insert_with(|| prepare(package.suites).map_err(|error| format!("{error:#}")));
        let environment = environment.as_ref().map_err(|error| anyhow!("{error}"))?.path();
        let version = choose_version(environment, package)?;
        cache::build_folder(folder, |folder| {
            let scratch = tempfile::tempdir_in(environment)?;
            let wanted = format!("{}={version}", package.name);
            let mut download = apt("apt-get", environment, &["download", &wanted]);
            download.current_dir(scratch.path());
            run(&mut download, Input::Nothing, DOWNLOAD_LIMIT)?.success("apt-get download")?;
            let archive = fs::read_dir(scratch.path())?
                .filter_map(Result::ok)
                .map(|entry| entry.path())
                .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
                .context("apt-get download left no package")?;
            let tree = scratch.path().join("tree");
            let mut extract = Command::new("dpkg-deb");
            extract.arg("-x").arg(&archive).arg(&tree);
            run(&mut extract, Input::Nothing, Duration::from_secs(120))?.success("dpkg-deb -x")?;
            fs::create_dir(folder.join("bin"))?;
            fs::copy(tree.join(package.executable), folder.join("bin").join(name))
                .with_context(|| format!("cannot copy {} out of the package", package.executable))?;
            Ok(())
        })
    }
}

/// The private environment with the suites' lists in it.
fn prepare(suites: &[&str]) -> Result<TempDir> {
    for tool in ["apt-get", "apt-cache", "dpkg-deb"] {
        if find_in_path(tool).is_none() {
            bail!("this machine has no {tool}");
        }
    }
    let entries = sources::derive(Path::new("/"), suites);
    if entries.is_empty() {
        bail!("this machine's package sources do not name Debian's archive");
    }
    let environment = tempfile::Builder::new().prefix("steep-apt-").tempdir()?;
    for folder in ["state/lists/partial", "cache/archives/partial", "sources", "preferences"] {
        fs::create_dir_all(environment.path().join(folder))?;
    }
    fs::write(environment.path().join("state/status"), "")?;
    fs::write(environment.path().join("sources/steep.sources"), entries)?;
    let mut update = apt("apt-get", environment.path(), &["update"]);
    run(&mut update, Input::Nothing, UPDATE_LIMIT)?.success("apt-get update")?;
    Ok(environment)
}

/// The version to take: of those whose upstream part is the wanted one, the last that apt lists, which is the oldest and
/// asks least of the machine's libraries.
fn choose_version(environment: &Path, package: &Package) -> Result<String> {
    let mut madison = apt("apt-cache", environment, &["madison", package.name]);
    let listed = run(&mut madison, Input::Nothing, Duration::from_secs(60))?.success("apt-cache madison")?;
    let offered: Vec<&str> = listed.lines().filter_map(|line| line.split('|').nth(1)).map(str::trim).collect();
    let is_wanted =
        |version: &&&str| version.strip_prefix(package.version).is_some_and(|rest| rest.starts_with(['-', '+', '~']));
    match offered.iter().rev().find(is_wanted) {
        Some(version) => Ok((*version).to_owned()),
        None => bail!(
            "{} has {} in {}, and no {}",
            package.name,
            if offered.is_empty() { "no version".to_owned() } else { offered.join(", ") },
            package.suites.join(" and "),
            package.version
        ),
    }
}

fn apt(program: &str, environment: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    let at = |name: &str| environment.join(name).display().to_string();
    for (option, value) in [
        ("Dir::State", at("state")),
        ("Dir::State::status", at("state/status")),
        ("Dir::Cache", at("cache")),
        ("Dir::Etc::sourcelist", "/dev/null".to_owned()),
        ("Dir::Etc::sourceparts", at("sources")),
        ("Dir::Etc::preferences", "/dev/null".to_owned()),
        ("Dir::Etc::preferencesparts", at("preferences")),
        // Without an account of its own: that one could not write here, and there is nothing to protect.
        ("APT::Sandbox::User", String::new()),
        ("APT::Update::Error-Mode", "any".to_owned()),
        ("Acquire::Languages", "none".to_owned()),
        ("Acquire::IndexTargets::deb::DEP-11::DefaultEnabled", "false".to_owned()),
        ("Acquire::IndexTargets::deb::DEP-11-icons-small::DefaultEnabled", "false".to_owned()),
        ("Acquire::IndexTargets::deb::DEP-11-icons::DefaultEnabled", "false".to_owned()),
        ("Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled", "false".to_owned()),
        ("Acquire::Retries", "3".to_owned()),
        ("Acquire::http::Timeout", "30".to_owned()),
        ("Acquire::https::Timeout", "30".to_owned()),
    ] {
        command.arg("-o").arg(format!("{option}={value}"));
    }
    // Hooks that the machine runs after an update are about its own state.
    command.args(["-o", "#clear=APT::Update::Post-Invoke-Success", "-o", "#clear=APT::Update::Post-Invoke"]);
    command.arg("-q").args(arguments).env("LC_ALL", "C").env_remove("APT_CONFIG");
    command
}
