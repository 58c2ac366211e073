//! Who the server runs as: Gitea refuses to be root, so root starts it as the account `nobody`.

use std::ffi::OsStr;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::cache;
use crate::obtain::gitea::Gitea;
use crate::process::find_in_path;

use super::tree;

/// An account to run a server as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    name: String,
    /// User and group, where they are not our own.
    other: Option<(u32, u32)>,
}

impl Account {
    /// Our own, or `nobody` for root.
    ///
    /// # Errors
    /// When we are root and the machine has no `nobody` or no `setpriv`.
    pub fn for_server() -> Result<Self> {
        let own = rustix::process::geteuid().as_raw();
        let accounts = fs::read_to_string("/etc/passwd").context("cannot read the machine's accounts")?;
        let find = |matches: &dyn Fn(&str, u32) -> bool| {
            accounts.lines().find_map(|line| {
                let mut fields = line.split(':');
                let (name, user, group) = (fields.next()?, fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
                matches(name, user).then(|| (name.to_owned(), user, group))
            })
        };
        if own != 0 {
            let name = find(&|_, user| user == own).map(|(name, ..)| name);
            let name = name.or_else(|| env::var("USER").ok()).context("this account has no name")?;
            return Ok(Account { name, other: None });
        }
        if find_in_path("setpriv").is_none() {
            bail!("cannot run Gitea: this is root, and there is no setpriv to become somebody else");
        }
        let (name, user, group) = find(&|name, _| name == "nobody").context("there is no account nobody")?;
        Ok(Account { name, other: Some((user, group)) })
    }

    #[cfg(test)]
    pub(super) fn own() -> Self {
        Account { name: "me".to_owned(), other: None }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Starts `program` as this account, to be killed when the thread that starts it ends, where the machine can do that.
    pub(super) fn command(&self, program: &Path) -> Command {
        if find_in_path("setpriv").is_none() {
            return Command::new(program);
        }
        let mut command = Command::new("setpriv");
        if let Some((user, group)) = self.other {
            command.args(["--reuid", &user.to_string(), "--regid", &group.to_string(), "--clear-groups"]);
        }
        command.args(["--pdeathsig", "KILL"]).arg(program);
        command
    }

    /// Gives it one file or folder.
    pub(super) fn give(&self, path: &Path) -> Result<()> {
        if let Some((user, group)) = self.other {
            chown(path, Some(user), Some(group)).with_context(|| format!("cannot give away {}", path.display()))?;
        }
        Ok(())
    }

    /// Gives it a folder with everything in it.
    pub(super) fn give_tree(&self, root: &Path) -> Result<()> {
        if self.other.is_none() {
            return Ok(());
        }
        self.give(root)?;
        for entry in fs::read_dir(root)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                self.give_tree(&entry.path())?;
            } else {
                self.give(&entry.path())?;
            }
        }
        Ok(())
    }

    /// Gitea where this account can run it: root's cache usually lies where nobody else can look, so that another
    /// account gets a copy of its own, made once and kept in the folder for temporary files.
    pub(super) fn reachable(&self, gitea: &Gitea) -> Result<Gitea> {
        if self.other.is_none() {
            return Ok(gitea.clone());
        }
        let key = gitea.binary.parent().and_then(Path::parent).and_then(Path::file_name).unwrap_or(OsStr::new("gitea"));
        let folder: PathBuf = env::temp_dir().join(format!("steep-{}", key.display()));
        let copy = Gitea { binary: folder.join("bin/gitea"), static_root: folder.join("share") };
        if !folder.exists() {
            cache::build_folder(&folder, |folder| {
                fs::create_dir(folder.join("bin"))?;
                let binary = folder.join("bin/gitea");
                fs::hard_link(&gitea.binary, &binary).or_else(|_| fs::copy(&gitea.binary, &binary).map(drop))?;
                tree::copy(&gitea.static_root, &folder.join("share"), &[])
            })?;
        }
        // The folder for temporary files is everybody's: what lies there may be somebody else's trap.
        let meta = folder.symlink_metadata()?;
        if !meta.is_dir() || meta.uid() != 0 || meta.mode() & 0o022 != 0 {
            bail!("cannot trust {}: it is not root's alone", folder.display());
        }
        Ok(copy)
    }
}
