//! Whether a server that cases only read stays as it was.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::Value;

use crate::Live;

/// For so long after a change some answers are not what they are later: whether a pull request can be merged is `UNKNOWN`
/// for half a minute.
const SETTLES_IN: Duration = Duration::from_secs(45);

/// Looks at a server while cases read it. A repository's `updated_at` is part of some answers, so that a change of a
/// repository breaks a case, and only sometimes.
#[derive(Debug)]
pub(super) struct Watch<'a> {
    live: &'a Live,
    seen: Mutex<Seen>,
}

#[derive(Debug)]
struct Seen {
    repositories: String,
    running: BTreeSet<String>,
    changed: Instant,
}

impl<'a> Watch<'a> {
    pub(super) fn new(live: &'a Live) -> Result<Self> {
        // It was just started.
        let seen = Seen { repositories: repositories(live)?, running: BTreeSet::default(), changed: Instant::now() };
        Ok(Watch { live, seen: Mutex::new(seen) })
    }

    /// Runs one case on the server; a second time, once the server is settled, where it fails shortly after a change.
    pub(super) fn during(&self, case: &str, run: impl Fn() -> Result<()>) -> Result<()> {
        let result = self.once(case, &run);
        let settled = self.with(|seen| seen.changed) + SETTLES_IN;
        match (&result, settled.checked_duration_since(Instant::now())) {
            (Err(_), Some(left)) => {
                let _ = writeln!(std::io::stderr(), "once more, when the server is settled: {case}");
                sleep(left);
                self.once(case, &run)
            }
            _ => result,
        }
    }

    fn once(&self, case: &str, run: impl Fn() -> Result<()>) -> Result<()> {
        self.with(|seen| seen.running.insert(case.to_owned()));
        let result = run();
        let now = repositories(self.live);
        self.with(|seen| {
            if let Ok(now) = now
                && now != seen.repositories
            {
                let running: Vec<&str> = seen.running.iter().map(String::as_str).collect();
                let running = running.join("; ");
                let before = &seen.repositories;
                let _ = writeln!(
                    std::io::stderr(),
                    "the server that cases only read was changed:\n  {before}\n  {now}\nduring {running}"
                );
                seen.repositories = now;
                seen.changed = Instant::now();
            }
            seen.running.remove(case);
        });
        result
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut Seen) -> T) -> T {
        use_it(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Each repository with the time of its last change.
fn repositories(live: &Live) -> Result<String> {
    let answer = live.server.api(Some(live.token("operator"))).get("repos/search?limit=50&sort=id")?;
    let one = |repository: &Value| format!("{} {}", repository["full_name"], repository["updated_at"]);
    let data = answer["data"].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(data.iter().map(one).collect::<Vec<_>>().join(", "))
}
