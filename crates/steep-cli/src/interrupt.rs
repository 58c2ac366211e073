//! Ctrl-C in the middle of a run: what was begun is finished, then the run stops and says what it did.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(unix)]
use signal_hook::{consts, flag, low_level};

/// Whether somebody wants the run to stop.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interrupt {
    asked: Arc<AtomicBool>,
    #[cfg(unix)]
    signal: Arc<std::sync::atomic::AtomicUsize>,
}

impl Interrupt {
    /// Listens to the signals that ask a program to stop. The second one stops it on the spot.
    #[cfg(unix)]
    pub(crate) fn listen() -> Self {
        let interrupt = Interrupt::default();
        interrupt.start();
        interrupt
    }

    /// The same for one that did not listen so far.
    #[cfg(unix)]
    pub(crate) fn start(&self) {
        // Not the signal of a closed terminal: `nohup` had it ignored, and that has to stay so.
        for signal in [consts::SIGINT, consts::SIGTERM] {
            let number = usize::try_from(signal).unwrap_or_default();
            // Where no handler can be installed, the signal does what it always does, which loses nothing either.
            let _default = flag::register_conditional_default(signal, Arc::clone(&self.asked))
                .and_then(|_| flag::register_usize(signal, Arc::clone(&self.signal), number))
                .and_then(|_| flag::register(signal, Arc::clone(&self.asked)));
        }
    }

    #[cfg(not(unix))]
    pub(crate) fn listen() -> Self {
        Interrupt::default()
    }

    #[cfg(not(unix))]
    pub(crate) fn start(&self) {}

    /// One that never comes by itself.
    #[cfg(test)]
    pub(crate) fn none() -> Self {
        Interrupt::default()
    }

    #[cfg(test)]
    pub(crate) fn set(&self) {
        self.asked.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_set(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// Ends the process as the signal would have, so that a shell script around it stops too. Returns when there was none.
    pub(crate) fn pass_on(&self) {
        #[cfg(unix)]
        if self.is_set()
            && let Ok(signal) = i32::try_from(self.signal.load(Ordering::Relaxed))
        {
            let _returns_when_not_fatal = low_level::emulate_default_handler(signal);
        }
    }
}
