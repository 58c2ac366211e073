//! Servers for the cases that change theirs.

use std::collections::VecDeque;
use std::io::Write;
use std::sync::Mutex;

use anyhow::{Result, anyhow};

use super::sandbox::Site;
use crate::Live;

/// Servers that are used in turn. Each is as fresh as the saved fixture whenever it is handed out, and nobody else uses it
/// until it is given back.
#[derive(Debug)]
pub struct Pool {
    most: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    started: usize,
    /// Used and given back, the longest ago first.
    used: VecDeque<(Site, Live)>,
}

impl Pool {
    /// For that many at a time; a few more are started, so that each has time to come to rest before it is used again.
    #[must_use]
    pub fn for_users(users: usize) -> Self {
        Pool { most: users + 2, state: Mutex::new(State::default()) }
    }

    /// Gives `use_it` a fresh one.
    ///
    /// # Errors
    /// When none can be started, or what `use_it` says.
    pub fn with<T>(&self, use_it: impl FnOnce(&Site, &Live) -> Result<T>) -> Result<T> {
        let (site, live) = self.fresh()?;
        let result = use_it(&site, &live);
        self.state()?.used.push_back((site, live));
        result
    }

    fn fresh(&self) -> Result<(Site, Live)> {
        let used = {
            let mut state = self.state()?;
            let used = if state.started < self.most { None } else { state.used.pop_front() };
            if used.is_none() {
                state.started += 1;
            }
            used
        };
        if let Some((site, mut live)) = used {
            match live.reset() {
                Ok(()) => return Ok((site, live)),
                // Another one is as good, and only takes longer.
                Err(error) => {
                    let _ = writeln!(std::io::stderr(), "starting another server: {error:#}");
                }
            }
        }
        let live = Live::start()?.ok_or_else(|| anyhow!("Gitea is gone"))?;
        Ok((Site::new(live.server.url()), live))
    }

    fn state(&self) -> Result<std::sync::MutexGuard<'_, State>> {
        self.state.lock().map_err(|_| anyhow!("a thread that used a server died"))
    }
}
