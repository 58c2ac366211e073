//! The same work over many items, on several threads.

use std::collections::VecDeque;
use std::ops::{ControlFlow, RangeInclusive};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
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

/// So many items are taken by a thread at a time, and handed over together: few, so that the threads end together, or many,
/// so that they seldom wait for each other.
const CHUNK: RangeInclusive<usize> = 16..=128;

/// How many chunks each thread gets, within those bounds.
const CHUNKS_OF_A_THREAD: usize = 64;

/// Results that wait to be handed over may hold so many bytes before no more work is begun.
const MOST_WAITING: usize = 64 * 1024 * 1024;

/// What the threads of [`in_order`] share.
struct Waiting<R> {
    /// The next chunk that nobody works on.
    next: usize,
    /// The next chunk to be handed over.
    due: usize,
    /// The results of the chunks from `due` on, as far as they are there.
    ready: VecDeque<Option<Vec<Option<R>>>>,
    /// Bytes of the results in it.
    bytes: usize,
    /// Whether no more work is to be begun.
    ended: bool,
    /// Threads that work.
    working: usize,
}

/// Tells the others when a thread ends, also by a panic, so that none waits for it.
struct Ending<F: FnMut()>(F);

impl<F: FnMut()> Drop for Ending<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Does `work` over `items` on up to `threads` threads, each with a state of its own, and hands the results to `take` on this
/// thread, in the order of the items and as soon as they are there: `None` for those that were not begun because of an
/// interrupt. `size` says how many bytes a result holds; when much waits to be handed over, the threads wait, too. Ends
/// early with what `take` breaks with.
pub(crate) fn in_order<T: Sync, S: Default, R: Send, B>(
    items: &[T],
    threads: usize,
    interrupt: &Interrupt,
    work: impl Fn(&mut S, &T) -> R + Sync,
    size: impl Fn(&R) -> usize + Sync,
    mut take: impl FnMut(Option<R>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let length = items.len() / (threads.max(1) * CHUNKS_OF_A_THREAD);
    let chunks: Vec<&[T]> = items.chunks(length.clamp(*CHUNK.start(), *CHUNK.end())).collect();
    let waiting = Waiting { next: 0, due: 0, ready: VecDeque::new(), bytes: 0, ended: false, working: 0 };
    let (waiting, has_room, is_due) = (Mutex::new(waiting), Condvar::new(), Condvar::new());
    // A poisoned lock only says that another thread ended; what it guards is whole all the same.
    let lock = || waiting.lock().unwrap_or_else(PoisonError::into_inner);
    let done = |state: &mut S, chunk: &[T]| -> Vec<Option<R>> {
        chunk.iter().map(|item| (!interrupt.is_set()).then(|| work(state, item))).collect()
    };
    let run = || {
        let _ending = Ending(|| {
            let mut shared = lock();
            shared.working -= 1;
            // What a thread that panics had in work is never done, and the others would wait for it.
            shared.ended |= thread::panicking();
            drop(shared);
            has_room.notify_all();
            is_due.notify_one();
        });
        let mut state = S::default();
        loop {
            let mut shared = lock();
            // What is due next is always in work, so this ends.
            while !shared.ended && shared.bytes > MOST_WAITING && shared.next > shared.due {
                shared = has_room.wait(shared).unwrap_or_else(PoisonError::into_inner);
            }
            let nth = shared.next;
            let Some(chunk) = chunks.get(nth).filter(|_| !shared.ended) else { return };
            shared.next += 1;
            drop(shared);
            let results = done(&mut state, chunk);
            let bytes: usize = results.iter().flatten().map(&size).sum();
            let mut shared = lock();
            shared.bytes += bytes;
            let place = nth - shared.due;
            if shared.ready.len() <= place {
                shared.ready.resize_with(place + 1, || None);
            }
            if let Some(slot) = shared.ready.get_mut(place) {
                *slot = Some(results);
            }
            if place == 0 {
                is_due.notify_one();
            }
        }
    };
    thread::scope(|scope| {
        let _ending = Ending(|| {
            lock().ended = true;
            has_room.notify_all();
        });
        let start = |_: &usize| {
            lock().working += 1;
            let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run).is_ok();
            lock().working -= usize::from(!started);
            started
        };
        let started = (0..threads.min(chunks.len())).filter(start).count();
        let mut state = S::default();
        for chunk in &chunks {
            let results = if started == 0 {
                done(&mut state, chunk)
            } else {
                let mut shared = lock();
                while !matches!(shared.ready.front(), Some(Some(_))) {
                    if shared.working == 0 {
                        // One of them panicked, and so will this when the scope ends.
                        return ControlFlow::Continue(());
                    }
                    shared = is_due.wait(shared).unwrap_or_else(PoisonError::into_inner);
                }
                let results = shared.ready.pop_front().flatten().unwrap_or_default();
                shared.due += 1;
                shared.bytes -= results.iter().flatten().map(&size).sum::<usize>();
                has_room.notify_all();
                results
            };
            for result in results {
                take(result)?;
            }
        }
        ControlFlow::Continue(())
    })
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
            if item.is_multiple_of(7) {
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

    #[test]
    fn results_are_handed_over_in_the_order_of_the_items_while_others_are_made() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [0, 1, 2, 8] {
            let mut taken = Vec::new();
            let work = |seen: &mut usize, item: &usize| {
                *seen += 1;
                if item.is_multiple_of(7) {
                    thread::yield_now();
                }
                (item * 2, *seen)
            };
            // Each is as large as all that may wait.
            let end = in_order(
                &items,
                threads,
                &Interrupt::none(),
                work,
                |_| MOST_WAITING,
                |result| {
                    taken.extend(result.map(|(double, _)| double));
                    ControlFlow::<()>::Continue(())
                },
            );
            assert!(end.is_continue());
            assert_eq!(taken, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_of_the_work_is_one_of_the_whole() {
        let items: Vec<usize> = (0..1000).collect();
        let work = |_: &mut (), item: &usize| assert_ne!(*item, 500);
        let _ended =
            in_order(&items, 2, &Interrupt::none(), work, |()| MOST_WAITING, |_| ControlFlow::<()>::Continue(()));
    }

    #[test]
    fn it_ends_early_when_it_is_told_to_and_begins_nothing_after_an_interrupt() {
        let items: Vec<usize> = (0..10_000).collect();
        let end = in_order(
            &items,
            4,
            &Interrupt::none(),
            |_: &mut (), item| *item,
            |_| 1,
            |result| match result {
                Some(777) => ControlFlow::Break("there"),
                _ => ControlFlow::Continue(()),
            },
        );
        assert_eq!(end, ControlFlow::Break("there"));
        let interrupt = Interrupt::none();
        let work = |_: &mut (), item: &usize| {
            if *item == 99 {
                interrupt.set();
            }
        };
        let (mut done, mut left) = (0, 0);
        let end = in_order(
            &items,
            1,
            &interrupt,
            work,
            |()| 0,
            |result| {
                *if result.is_some() { &mut done } else { &mut left } += 1;
                ControlFlow::<()>::Continue(())
            },
        );
        assert!(end.is_continue());
        assert_eq!((done, left), (100, items.len() - 100));
    }
}
