//! Finds the rewrite that breaks something, among many that were made together.

/// A text is looked at again no more often than this to find out which of its rewrites break it: beyond, all of them are
/// taken back. Each look costs time linear in the text.
const MOST_LOOKS: usize = 128;

/// Counts the looks at one text.
#[derive(Debug, Default)]
pub(crate) struct Search {
    looks: usize,
}

impl Search {
    /// Index of a rewrite that breaks the text, which works without rewrites and not with all `count` of them.
    /// `works(n)` says whether it does with the first `n`. `None` when the looks are used up.
    pub(crate) fn first_breaker(&mut self, count: usize, mut works: impl FnMut(usize) -> bool) -> Option<usize> {
        let (mut good, mut bad) = (0, count);
        while bad.checked_sub(good)? > 1 {
            if self.looks == MOST_LOOKS {
                return None;
            }
            self.looks += 1;
            let middle = good + (bad - good) / 2;
            if works(middle) { good = middle } else { bad = middle }
        }
        (bad > 0).then_some(good)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_breaker_is_found_and_looks_are_bounded() {
        for count in 1..40 {
            for breaker in 0..count {
                let found = Search::default().first_breaker(count, |first| first <= breaker);
                assert_eq!(found, Some(breaker));
            }
        }
        assert_eq!(Search::default().first_breaker(0, |_| false), None);
        let mut search = Search::default();
        while search.first_breaker(1000, |first| first <= 7).is_some() {}
        assert_eq!(search.looks, MOST_LOOKS);
    }
}
