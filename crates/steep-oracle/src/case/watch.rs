//! Whether a server that cases only read stays as it was.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, bail};
use serde_json::Value;

use crate::Live;

/// Looks at a server while cases read it. A repository's `updated_at` is part of some answers, so that a case which
/// changes a repository without saying so (`mutates`) breaks another one, and only sometimes.
#[derive(Debug)]
pub(super) struct Watch<'a> {
    live: &'a Live,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    repositories: String,
    running: BTreeSet<String>,
    suspects: Vec<String>,
}

impl<'a> Watch<'a> {
    pub(super) fn new(live: &'a Live) -> Result<Self> {
        let seen = Seen { repositories: repositories(live)?, ..Seen::default() };
        Ok(Watch { live, seen: Mutex::new(seen) })
    }

    /// Runs one case on the server.
    pub(super) fn during<T>(&self, case: &str, run: impl FnOnce() -> T) -> T {
        self.with(|seen| seen.running.insert(case.to_owned()));
        let result = run();
        let now = repositories(self.live);
        self.with(|seen| {
            if let Ok(now) = now
                && now != seen.repositories
            {
                let running: Vec<&str> = seen.running.iter().map(String::as_str).collect();
                seen.suspects.push(format!("{}\n  became {now}\n  during {}", seen.repositories, running.join("; ")));
                seen.repositories = now;
            }
            seen.running.remove(case);
        });
        result
    }

    /// # Errors
    /// When a case changed the server: which ones ran at that time.
    pub(super) fn unchanged(&self) -> Result<()> {
        let suspects = self.with(|seen| seen.suspects.join("\n"));
        if suspects.is_empty() {
            return Ok(());
        }
        bail!("a case changed the server that others read, and does not say `mutates`:\n{suspects}")
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
