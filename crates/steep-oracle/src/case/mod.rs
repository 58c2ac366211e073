//! Live cases: a gh command, where it is run, and what gh documents of it. Each is rewritten for each target and run by
//! each shell against the fixture.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::obtain::gitea;

mod expectation;
mod further;
mod hostile;
mod pool;
mod report;
mod run;
mod sandbox;
mod selection;
mod setting;
mod watch;

pub use hostile::Hostile;
pub use pool::Pool;
pub use report::{Counts, Report, Row, markdown};
pub use run::{Failure, expected, run_all};
pub use sandbox::{Sandbox, Site};
pub use selection::{on_server, part, share};

/// The cases of one file, which is one operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The file's name without extension: `pr-list`.
    pub name: String,
    /// How the servers differ in it, where they do: all its cases are run on each of them then.
    pub differs: Option<String>,
    /// The cases, in the file's order.
    pub cases: Vec<Case>,
}

/// One case. What is not said about the output is not checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Case {
    /// What it shows, in a few words; unique in its file.
    pub name: String,
    /// Shell text with at least one gh command.
    pub gh: String,
    /// The gh release that first has it, where that is later than the one that is here.
    pub since: Option<String>,
    /// Who runs it.
    #[serde(default = "avery")]
    pub by: String,
    /// The repository of whose clone it is run inside; outside any clone when absent.
    pub clone: Option<String>,
    /// The branch that the clone is on; its default branch when absent.
    pub branch: Option<String>,
    /// Standard input; closed (`/dev/null`) when absent.
    pub stdin: Option<String>,
    /// Files that are there, by path.
    #[serde(default)]
    pub given: BTreeMap<String, String>,
    /// What is done on the server first, after the clone is made: a repository gets another name, say. A case with this
    /// gets a server of its own.
    #[serde(default)]
    pub before: Vec<Change>,
    /// Further environment variables.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// Values in it that break naive quoting, as the command is to get them.
    #[serde(default)]
    pub hostile: Vec<String>,
    /// Programs that its text calls and that not every machine has; it is skipped, loudly, without one.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Why it has to be rewritten for bash and cannot be run by a plain POSIX shell: a feature of its own text.
    pub bash: Option<String>,

    /// Why zsh cannot run its own text: it splits a value at its blanks, or uses a variable that zsh has for itself.
    pub not_zsh: Option<String>,

    /// Why its text cannot run under `set -e`: it goes on after a failure.
    pub lenient: Option<String>,
    /// Whether it runs as it is, in no setting of the shell.
    #[serde(default)]
    pub plain: bool,

    /// That no target has it: the category of the reason, and that the text stays as it is. Nothing is run then.
    pub refused: Option<String>,
    /// A part of the reason's sentence.
    pub reason: Option<String>,
    /// What it is on targets that differ, by target name.
    #[serde(default)]
    pub on: BTreeMap<String, Differs>,

    /// The only Gitea that it is about, where the servers differ: `1.26.0`.
    pub gitea: Option<String>,

    /// The exit status, 0 when absent.
    #[serde(default)]
    pub status: Status,
    /// Standard output, exactly.
    pub stdout: Option<String>,
    /// Standard output's lines.
    pub lines: Option<Vec<String>>,
    /// Standard output is this JSON (a text, for TOML has no null): not its layout, not the order of keys.
    pub json: Option<String>,
    /// Standard output is the JSON that this asks of the server.
    pub json_from: Option<Ask>,
    /// Standard output is what this asks of the server, as `jq -r` prints it.
    pub stdout_from: Option<Ask>,
    /// Standard output is what the real gh prints of the data with the filter; see `Filters`.
    #[serde(skip)]
    pub filtered: Option<Filtered>,
    /// Parts of standard output.
    #[serde(default)]
    pub contains: Vec<String>,
    /// What standard output does not hold.
    #[serde(default)]
    pub lacks: Vec<String>,
    /// Parts of standard error.
    #[serde(default)]
    pub stderr_contains: Vec<String>,
    /// Files that are there afterwards, by path.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// What the server holds afterwards. A case with these gets a server of its own.
    #[serde(default)]
    pub after: Vec<Check>,
    /// Changes the server although nothing is checked there.
    #[serde(default)]
    pub mutates: bool,

    /// Why it is known to fail now; it is an error when it does not.
    pub known: Option<String>,
}

/// What a target does otherwise.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Differs {
    /// It refuses: the category of the reason.
    pub refused: Option<String>,
    /// It is known to fail there.
    pub known: Option<String>,
}

/// An exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Status {
    /// That one.
    Number(i32),
    /// Some failure.
    Word(Failing),
}

/// Any status but 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failing {
    /// Any status but 0.
    Failure,
}

impl Default for Status {
    fn default() -> Self {
        Status::Number(0)
    }
}

/// A question to the server.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Ask {
    /// A path of `/api/v1`.
    pub get: String,
    /// What of the answer, as a jq program.
    #[serde(default = "identity")]
    pub jq: String,
    /// Who asks.
    #[serde(default = "avery")]
    pub by: String,
}

/// A change that the test makes on the server itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Change {
    /// The method: `PATCH`.
    pub send: String,
    /// A path of `/api/v1`.
    pub to: String,
    /// The body, as JSON.
    pub body: Option<toml::Value>,
    /// Who does it.
    #[serde(default = "avery")]
    pub by: String,
}

/// What the server holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Check {
    /// A path of `/api/v1`.
    pub get: String,
    /// What of the answer, as a jq program.
    #[serde(default = "identity")]
    pub jq: String,
    /// What that gives. Absent: the server has no such thing.
    pub is: Option<toml::Value>,
    /// In how many seconds it comes to that, for what the server does by itself in the background; at once when absent.
    #[serde(default)]
    pub within: u64,
}

/// A target that cases are rewritten for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its name in reports and in cases' `on`.
    pub name: &'static str,
    /// The tea version, where tea may be used.
    pub tea: Option<&'static str>,
    /// Whether commands name a login.
    pub login: bool,
    /// Whether requests are calls of the companion.
    pub companion: bool,
    /// Whether functions stand at the head of the text.
    pub hoist: bool,
    /// Whether the repository of the clone is said beforehand.
    pub repository: bool,
}

impl Target {
    const CURL: Target =
        Target { name: "curl", tea: None, login: false, companion: false, hoist: false, repository: false };

    const fn tea(name: &'static str, version: &'static str) -> Self {
        Target { name, tea: Some(version), ..Target::CURL }
    }

    const fn with_login(self, name: &'static str) -> Self {
        Target { name, login: true, ..self }
    }

    /// Whether it is curl with one more setting: what a case says of `curl` it says of this one, too.
    fn is_layout_of_curl(&self) -> bool {
        self.companion || self.hoist || self.repository
    }
}

/// The target `curl` in the layout of the companion.
const COMPANION: &str = "curl, companion";

/// The target `curl` with functions at the head of the text. A share of the cases is run for it: what differs are the calls, and
/// those of all operations are made in a few ways.
const HOIST: &str = "curl, hoist";

/// The target `curl` for a text of which it is known in which clone it runs: for the cases that run in one, and leave that as it is.
const REPOSITORY: &str = "curl, repository";

/// Where a case has one of these, another repository than that of its clone may be meant.
const OTHER_REPOSITORY: [&str; 4] = ["remote add", "remote rename", "remote set-url", "gh repo rename"];

/// One case of so many is run with functions at the head of its text.
const HOISTED_SHARE: u32 = 5;

/// Every target.
pub const TARGETS: &[Target] = &[
    Target::CURL,
    Target { name: COMPANION, companion: true, ..Target::CURL },
    Target { name: HOIST, hoist: true, ..Target::CURL },
    Target { name: REPOSITORY, repository: true, ..Target::CURL },
    Target::tea("tea@0.9.2", "0.9.2"),
    Target::tea("tea@0.9.2", "0.9.2").with_login("tea@0.9.2 --login"),
    Target::tea("tea@0.11.1", "0.11.1"),
    Target::tea("tea@0.11.1", "0.11.1").with_login("tea@0.11.1 --login"),
];

/// Targets whose tea somebody has to lay into the cache. They are no part of the table of results.
pub const GIVEN_TARGETS: &[Target] =
    &[Target::tea("tea@0.14.0", "0.14.0"), Target::tea("tea@0.14.0", "0.14.0").with_login("tea@0.14.0 --login")];

/// The name of tea's login in the environment that cases run in.
pub const LOGIN: &str = "fixture";

/// What came of rewriting a case's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewriting {
    /// The text.
    pub text: String,
    /// How many commands were rewritten, by the program that does the work now.
    pub tools: BTreeMap<String, usize>,
    /// Commands that stay: the reason's category and sentence.
    pub stays: Vec<(String, String)>,
    /// Programs that the text calls and that have to be there: POSIX shell scripts, by name.
    pub programs: BTreeMap<String, String>,
}

/// A text to rewrite.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// For what.
    pub target: &'a Target,
    /// The server's address.
    pub host: &'a str,
    /// The repository of the clone, where that is said.
    pub repository: Option<&'a str>,
    /// The shell text.
    pub text: &'a str,
    /// Whether gh's JSON is wanted even where only a person would read it.
    pub data: bool,
}

/// Rewrites a text.
pub type Rewrite<'a> = &'a (dyn Fn(Job<'_>) -> Rewriting + Sync);

/// A command with one filter after the other, each a case of its own: it prints what the jq inside the real gh prints of
/// the same data, which is asked of the server without steep.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Filters {
    /// The command without its filter.
    gh: String,
    /// The data that gh would have.
    data: Ask,
    /// The filters. Of every two neighbours the output of one is piped on, and of the other the exit status decides.
    jq: Vec<String>,
}

/// Data, and a filter that the real gh runs over it.
#[derive(Clone, Debug)]
pub struct Filtered {
    pub(crate) data: Ask,
    pub(crate) jq: String,
    /// What is printed too where gh fails.
    pub(crate) otherwise: &'static str,
}

impl Filters {
    fn cases(&self) -> Result<Vec<Case>> {
        let each = self.jq.iter().enumerate().map(|(nth, filter)| {
            let (rest, otherwise) = if nth % 2 == 0 { ("| cat", "") } else { ("|| echo failed", "failed\n") };
            let mut table = toml::Table::new();
            table.insert("name".to_owned(), format!("{filter} of {}", self.gh).into());
            let quoted = filter.replace('\'', "'\"'\"'");
            table.insert("gh".to_owned(), format!("{} --jq '{quoted}' {rest}", self.gh).into());
            let mut case: Case = table.try_into()?;
            case.filtered = Some(Filtered { data: self.data.clone(), jq: filter.clone(), otherwise });
            Ok(case)
        });
        each.collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    differs: Option<String>,
    #[serde(default)]
    case: Vec<Case>,
    #[serde(default)]
    filters: Vec<Filters>,
}

/// The cases of every `.toml` file in `folder`, by file name.
///
/// # Errors
/// When a file cannot be read, holds something unknown, or has two cases of a name.
pub fn load(folder: &Path) -> Result<Vec<Operation>> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    let mut operations = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path)?;
        let File { differs, case: mut cases, filters } =
            toml::from_str(&text).with_context(|| format!("cannot read {}", path.display()))?;
        for filters in filters {
            cases.extend(filters.cases().with_context(|| format!("cannot read {}", path.display()))?);
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for (index, case) in cases.iter().enumerate() {
            if cases.iter().take(index).any(|other| other.name == case.name) {
                bail!("{name} has two cases called {}", case.name);
            }
            if let Some(value) = case.tame() {
                bail!("{name}, {}: {value:?} is not hostile, or not in it", case.name);
            }
            if let Some(version) = case.gitea.as_deref().filter(|version| gitea::release(version).is_none()) {
                bail!("{name}, {}: Gitea {version} is not among the oracles", case.name);
            }
            let is_unknown = |name: &&String| TARGETS.iter().chain(GIVEN_TARGETS).all(|target| target.name != **name);
            if let Some(target) = case.on.keys().find(is_unknown) {
                bail!("{name}, {}: there is no target {target}", case.name);
            }
        }
        operations.push(Operation { name, differs, cases });
    }
    Ok(operations)
}

impl Case {
    /// Whether it changes the server, so that it needs one of its own.
    #[must_use]
    pub fn mutates(&self) -> bool {
        self.mutates || !self.after.is_empty() || !self.before.is_empty()
    }

    fn job<'a>(&'a self, target: &'a Target, host: &'a str) -> Job<'a> {
        let repository = self.clone.as_deref().filter(|_| target.repository);
        Job { target, host, repository, text: &self.gh, data: self.json.is_some() || self.json_from.is_some() }
    }

    /// The same with the other preference.
    fn other_job<'a>(&'a self, target: &'a Target, host: &'a str) -> Job<'a> {
        let job = self.job(target, host);
        Job { data: !job.data, ..job }
    }

    /// Whether it is run for the target.
    fn is_for(&self, target: &Target, operation: &str) -> bool {
        if target.repository {
            return self.clone.is_some() && !OTHER_REPOSITORY.iter().any(|other| self.gh.contains(other));
        }
        let is_asked = || std::env::var(run::ONLY_TARGET).is_ok_and(|only| only == target.name);
        !target.hoist || setting::hash(&[operation, &self.name]).is_multiple_of(HOISTED_SHARE) || is_asked()
    }

    fn refused_on(&self, target: &Target) -> Option<&str> {
        let differs = self.on_target(target).and_then(|differs| differs.refused.as_deref());
        differs.or(self.refused.as_deref())
    }

    fn known_on(&self, target: &Target) -> Option<&str> {
        let differs = self.on_target(target).and_then(|differs| differs.known.as_deref());
        differs.or(self.known.as_deref())
    }

    fn on_target(&self, target: &Target) -> Option<&Differs> {
        let in_general = target.is_layout_of_curl().then(|| self.on.get("curl")).flatten();
        self.on.get(target.name).or(in_general)
    }
}

fn avery() -> String {
    "avery".to_owned()
}

fn identity() -> String {
    ".".to_owned()
}
