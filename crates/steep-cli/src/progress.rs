//! How far a long run is, on a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A run that is over before is not told about.
const SILENT: Duration = Duration::from_millis(500);
/// Between two tellings.
const PAUSE: Duration = Duration::from_millis(100);

/// Counts the files that were looked at, and says so on standard error while that is a terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    on: bool,
    all: usize,
    done: AtomicUsize,
    shown: AtomicBool,
    next: Mutex<Instant>,
}

impl Progress {
    /// For `all` files; silent unless `wanted` and standard error is a terminal.
    pub(crate) fn new(all: usize, wanted: bool) -> Self {
        Progress {
            on: wanted && io::stderr().is_terminal(),
            all,
            done: AtomicUsize::new(0),
            shown: AtomicBool::new(false),
            next: Mutex::new(Instant::now() + SILENT),
        }
    }

    /// One more was looked at.
    pub(crate) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.on {
            return;
        }
        // Whoever holds the lock says it; the others go on.
        let Ok(mut next) = self.next.try_lock() else { return };
        let now = Instant::now();
        if now >= *next {
            *next = now + PAUSE;
            self.shown.store(true, Ordering::Relaxed);
            let _nowhere_to_say = write!(io::stderr(), "\r{done} of {} files", self.all);
        }
    }

    /// Takes it off the terminal.
    pub(crate) fn clear(&self) {
        if self.shown.swap(false, Ordering::Relaxed) {
            let _nowhere_to_say = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
