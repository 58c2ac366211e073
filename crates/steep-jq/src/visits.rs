//! How many expressions the walks over programs have visited on this thread, for tests: a walk that looks at a part of a program
//! at each level anew does not end on programs that are still read.

#[cfg(test)]
thread_local! {
    static VISITS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts one; nothing outside of tests.
#[inline]
pub(crate) fn visit() {
    #[cfg(test)]
    VISITS.set(VISITS.get() + 1);
}

/// How many `work` makes.
#[cfg(test)]
pub(crate) fn of<T>(work: impl FnOnce() -> T) -> usize {
    let before = VISITS.get();
    std::hint::black_box(work());
    VISITS.get() - before
}

#[cfg(test)]
mod tests;
