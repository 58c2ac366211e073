//! Gitea, built from the Go module in `tests/live/gitea`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::cache;
use crate::oracle::Oracle;
use crate::process::{Input, find_in_path, run};

/// The version that the module asks for.
pub const VERSION: &str = "1.26.0";

const PACKAGE: &str = "code.gitea.io/gitea";
const MODULE: &str = include_str!("../../../../tests/live/gitea/go.mod");
const BUILD_LIMIT: Duration = Duration::from_secs(45 * 60);

/// A built Gitea.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gitea {
    /// The executable.
    pub binary: PathBuf,
    /// The folder with the files that it reads while it runs: `templates`, `options`, `public`.
    pub static_root: PathBuf,
}

impl Oracle {
    /// Gitea.
    #[must_use]
    pub fn gitea() -> Option<Gitea> {
        let found = Self::named("gitea", VERSION)
            .and_then(|oracle| Some(Gitea { binary: oracle.path()?, static_root: oracle.folder()?.join("share") }));
        if found.is_none() {
            crate::oracle::skip(&format!("gitea {VERSION} is not here"));
        }
        found
    }
}

/// Stands for everything that the build depends on.
#[must_use]
pub fn module_hash() -> String {
    cache::hash([MODULE.as_bytes()])
}

/// Builds into `folder`: `bin/gitea` and what it reads while it runs in `share`.
pub(super) fn build(folder: &Path) -> Result<()> {
    if find_in_path("go").is_none() {
        bail!("this machine has no go");
    }
    let module = cache::workspace().join("tests/live/gitea");
    cache::build_folder(folder, |folder| {
        let binary = folder.join("bin/gitea");
        fs::create_dir(folder.join("bin"))?;
        // A C compiler is part of it: SQLite is C.
        let mut build = Command::new("nice");
        build.args(["-n", "10", "go", "build", "-mod=readonly", "-tags", "sqlite sqlite_unlock_notify"]);
        build.args(["-ldflags", &format!("-X main.Version={VERSION}"), "-o"]).arg(&binary).arg(PACKAGE);
        build.current_dir(&module).env("CGO_ENABLED", "1");
        run(&mut build, Input::Nothing, BUILD_LIMIT)?.success("go build")?;
        let mut locate = Command::new("go");
        locate.args(["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", PACKAGE]).current_dir(&module);
        let sources = run(&mut locate, Input::Nothing, Duration::from_secs(300))?.success("go list")?;
        copy_static_files(Path::new(sources.trim()), &folder.join("share"))
    })
}

/// Copies what Gitea reads while it runs out of its sources: the module cache that they lie in may be cleaned.
fn copy_static_files(sources: &Path, share: &Path) -> Result<()> {
    for name in ["templates", "options", "public"] {
        copy_tree(&sources.join(name), &share.join(name)).with_context(|| format!("cannot copy Gitea's {name}"))?;
    }
    Ok(())
}

fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            // Written anew: files of the module cache are read-only, and a cache has to stay removable.
            fs::write(&target, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}
