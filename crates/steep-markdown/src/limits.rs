//! How far a command in running text can reach.

use steep_edit::Span;

/// Inline markup around the places of a text: what begins inside it ends inside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limits {
    /// From each text offset on, where the innermost markup around it closes; `None` outside all.
    regions: Vec<(usize, Option<usize>)>,
    /// Text offsets that nothing goes across (`<br>`), ascending.
    breaks: Vec<usize>,
}

impl Limits {
    /// `inside` are the text spans between the delimiters of markup, in any order.
    pub(crate) fn new(mut inside: Vec<Span>, mut breaks: Vec<usize>) -> Self {
        inside.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        breaks.sort_unstable();
        let mut regions = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let close_before = |start: usize, open: &mut Vec<usize>, regions: &mut Vec<(usize, Option<usize>)>| {
            while let Some(end) = open.pop_if(|end| *end <= start) {
                regions.push((end, open.last().copied()));
            }
        };
        for span in inside {
            close_before(span.start, &mut open, &mut regions);
            // HTML elements may overlap: the inner one then ends with the outer.
            let end = open.last().map_or(span.end, |outer| span.end.min(*outer));
            open.push(end);
            regions.push((span.start, Some(end)));
        }
        close_before(usize::MAX, &mut open, &mut regions);
        Limits { regions, breaks }
    }

    /// Where what begins at `at` has to end at the latest, in a text of `length` bytes.
    pub(crate) fn after(&self, at: usize, length: usize) -> usize {
        let region = self.regions.partition_point(|(start, _)| *start <= at).checked_sub(1);
        let close = region.and_then(|region| self.regions.get(region)?.1);
        let next = self.breaks.get(self.breaks.partition_point(|stop| *stop < at)).copied();
        [close, next].into_iter().flatten().fold(length, usize::min).max(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_markup_limits() {
        let limits =
            Limits::new(vec![Span::new(10, 20), Span::new(2, 30), Span::new(22, 28), Span::new(40, 50)], vec![45, 5]);
        let expected = [
            (0, 5),
            (3, 5),
            (5, 5),
            (6, 30),
            (10, 20),
            (19, 20),
            (20, 30),
            (23, 28),
            (29, 30),
            (30, 45),
            (42, 45),
            (46, 50),
        ];
        for (at, limit) in expected {
            assert_eq!(limits.after(at, 60), limit, "{at}");
        }
        assert_eq!(Limits::default().after(7, 9), 9);
    }

    #[test]
    fn overlapping_elements_end_with_the_outer_one() {
        let limits = Limits::new(vec![Span::new(0, 10), Span::new(5, 15)], Vec::new());
        assert_eq!((limits.after(6, 20), limits.after(12, 20)), (10, 20));
    }
}
