//! Running what steep writes, with one jq or the other.

use std::process::Command;
use std::time::Duration;

use steep::{Finding, Outcome, Target, Transpiler};
use steep_oracle::Oracle;
use steep_oracle::gh::named;
use steep_oracle::oracle::NEWEST_JQ;
use steep_oracle::process::{Finished, Input, run};
use steep_oracle::scratch::Scratch;

/// A jq to be called `jq`.
pub(crate) struct Jq {
    pub(crate) version: &'static str,
    folder: Scratch,
}

impl Jq {
    /// The oldest and the newest; nothing where one of them is not here.
    pub(crate) fn both() -> Option<Vec<Jq>> {
        Oracle::on_path("curl")?;
        ["1.6", NEWEST_JQ]
            .into_iter()
            .map(|version| Some(Jq { version, folder: named(&Oracle::jq(version)?, "jq").unwrap() }))
            .collect()
    }

    /// Runs a text of steep's.
    pub(crate) fn run(&self, text: &str) -> Finished {
        let mut command = Command::new("bash");
        command.args(["-c", text]).env_clear().env("GITEA_TOKEN", "none").env("TZ", "UTC").env("LC_ALL", "C.UTF-8");
        command.env("PATH", format!("{}:/usr/bin:/bin", self.folder.path().display()));
        run(&mut command, Input::Nothing, Duration::from_secs(60)).unwrap()
    }
}

/// What steep makes of a gh command whose output and status are used.
pub(crate) fn rewritten(host: &str, gh: &str) -> (String, Finding) {
    let steep = Transpiler::builder().target(Target::gitea(host)).build().unwrap();
    let text = format!("out=\"$({gh})\" || exit 9; printf '%s' \"$out\"");
    let out = steep.shell(&text);
    let finding = out.findings.iter().find(|finding| finding.outcome != Outcome::Skipped).unwrap().clone();
    (out.text.into_owned(), finding)
}

/// `text` as one word of a shell.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Calls `each` with every item, on as many threads as there are processors.
pub(crate) fn in_parallel<T: Sync>(items: &[T], each: impl Fn(&T) + Sync) {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(2, |count| count.get());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    each(item);
                }
            });
        }
    });
}

/// Whether everything is tried, and not what a short run has the time for: `STEEP_ORACLE_VECTORS` is set.
pub(crate) fn all() -> bool {
    std::env::var_os("STEEP_ORACLE_VECTORS").is_some()
}
