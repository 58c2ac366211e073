//! The same work over many items, on several threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::interrupt::Interrupt;

/// A thread's stack. Deeply nested documents are read by recursion, and what the main thread's stack could hold must fit
/// here too. Only what is used takes memory.
const STACK: usize = 64 * 1024 * 1024;

/// `work` over `items` on up to `threads` threads. The results stand in the order of the items; `None` for those that
/// were not begun because of an interrupt.
pub(crate) fn map<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    interrupt: &Interrupt,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<Option<R>> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(items.iter().map(|_| None).collect::<Vec<Option<R>>>());
    let take = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at).filter(|_| !interrupt.is_set()) else { return };
            let result = work(item);
            // A poisoned lock only says that another thread ended; what it guards is whole all the same.
            if let Some(slot) = results.lock().unwrap_or_else(PoisonError::into_inner).get_mut(at) {
                *slot = Some(result);
            }
        }
    };
    thread::scope(|scope| {
        let started = (0..threads.min(items.len()))
            .filter(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take).is_ok())
            .count();
        if started == 0 {
            take();
        }
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// How many threads there are for work that keeps a processor busy.
pub(crate) fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let out = map(&items, 8, &Interrupt::none(), |item| {
            if item % 7 == 0 {
                thread::yield_now();
            }
            item * 2
        });
        assert_eq!(out, items.iter().map(|item| Some(item * 2)).collect::<Vec<_>>());
        assert!(map(&[] as &[u8], 8, &Interrupt::none(), |_| ()).is_empty());
    }

    #[test]
    fn after_an_interrupt_nothing_more_is_begun() {
        let interrupt = Interrupt::none();
        let items: Vec<usize> = (0..100).collect();
        let out = map(&items, 1, &interrupt, |item| {
            if *item == 9 {
                interrupt.set();
            }
            *item
        });
        assert_eq!(out.iter().flatten().count(), 10);
        assert!(out.get(..10).is_some_and(|done| done.iter().all(Option::is_some)));
    }
}
