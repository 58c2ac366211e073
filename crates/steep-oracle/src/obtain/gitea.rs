//! Gitea, built from the Go modules in `tests/live/gitea`, one for each release.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::cache;
use crate::oracle::Oracle;
use crate::process::{Input, find_in_path, run};

/// A release of Gitea that can be built here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its version, which is also the name of its module's folder.
    pub version: &'static str,
    /// The package with its `main`; the module was renamed in 1.27.
    package: &'static str,
    /// The text of its `go.mod`.
    module: &'static str,
}

/// The releases, oldest first. The first is the one that everything runs against unless said otherwise.
pub const RELEASES: &[Release] = &[
    Release {
        version: "1.26.0",
        package: "code.gitea.io/gitea",
        module: include_str!("../../../../tests/live/gitea/1.26.0/go.mod"),
    },
    Release {
        version: "1.27.3",
        package: "gitea.dev",
        module: include_str!("../../../../tests/live/gitea/1.27.3/go.mod"),
    },
];

/// The variable of the environment that names the release that tests run against.
pub const CHOICE: &str = "STEEP_GITEA";

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
    /// Gitea of that release.
    #[must_use]
    pub fn gitea(release: &Release) -> Option<Gitea> {
        let version = release.version;
        let found = Self::named("gitea", version)
            .and_then(|oracle| Some(Gitea { binary: oracle.path()?, static_root: oracle.folder()?.join("share") }));
        if found.is_none() {
            crate::oracle::skip(&format!("gitea {version} is not here"));
        }
        found
    }
}

/// The release that `STEEP_GITEA` names; the first where it names none.
///
/// # Panics
/// When it names one that is not among [`RELEASES`].
#[must_use]
#[expect(clippy::panic, reason = "for tests, whose configuration is wrong then")]
pub fn chosen() -> &'static Release {
    let Some(version) = std::env::var_os(CHOICE) else { return &RELEASES[0] };
    let named = RELEASES.iter().find(|release| version == release.version);
    named.unwrap_or_else(|| {
        panic!("{CHOICE} is {}, but known releases are {}", version.display(), versions().join(", "))
    })
}

/// The versions of [`RELEASES`].
#[must_use]
pub fn versions() -> Vec<&'static str> {
    RELEASES.iter().map(|release| release.version).collect()
}

impl Release {
    /// Stands for everything that the build depends on.
    #[must_use]
    pub fn module_hash(&self) -> String {
        cache::hash([self.module.as_bytes()])
    }
}

/// The release of that version.
#[must_use]
pub fn release(version: &str) -> Option<&'static Release> {
    RELEASES.iter().find(|release| release.version == version)
}

/// Builds into `folder`: `bin/gitea` and what it reads while it runs in `share`.
pub(super) fn build(version: &str, folder: &Path) -> Result<()> {
    let release = release(version).with_context(|| format!("there is no module for Gitea {version}"))?;
    if find_in_path("go").is_none() {
        bail!("this machine has no go");
    }
    let module = cache::workspace().join("tests/live/gitea").join(version);
    cache::build_folder(folder, |folder| {
        let binary = folder.join("bin/gitea");
        fs::create_dir(folder.join("bin"))?;
        // A C compiler is part of it: SQLite is C.
        let mut build = Command::new("nice");
        build.args(["-n", "10", "go", "build", "-mod=readonly", "-tags", "sqlite sqlite_unlock_notify"]);
        build.args(["-ldflags", &format!("-X main.Version={version}"), "-o"]).arg(&binary).arg(release.package);
        build.current_dir(&module).env("CGO_ENABLED", "1");
        run(&mut build, Input::Nothing, BUILD_LIMIT)?.success("go build")?;
        let mut locate = Command::new("go");
        locate.args(["list", "-mod=readonly", "-f", "{{.Dir}}", release.package]).current_dir(&module);
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
