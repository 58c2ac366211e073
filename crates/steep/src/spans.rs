//! Many spans that are asked about many others.

use steep_edit::Span;

/// A set of spans, which may overlap; asking it takes time logarithmic in their number.
pub(crate) struct Spans {
    /// By where they begin.
    starts: Vec<usize>,
    /// How far the spans up to each reach.
    reach: Vec<usize>,
}

impl Spans {
    pub(crate) fn new(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort_unstable();
        let mut furthest = 0;
        let reach = spans.iter().map(|span| {
            furthest = furthest.max(span.end);
            furthest
        });
        let reach = reach.collect();
        Spans { starts: spans.into_iter().map(|span| span.start).collect(), reach }
    }

    /// Whether one of them contains `span`.
    pub(crate) fn contains(&self, span: Span) -> bool {
        self.reach_of(self.starts.partition_point(|start| *start <= span.start)).is_some_and(|reach| reach >= span.end)
    }

    /// Whether one of them shares a byte with `span`.
    pub(crate) fn intersects(&self, span: Span) -> bool {
        self.reach_of(self.starts.partition_point(|start| *start < span.end)).is_some_and(|reach| reach > span.start)
    }

    /// How far the first `count` of them reach.
    fn reach_of(&self, count: usize) -> Option<usize> {
        self.reach.get(count.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_those_of_looking_at_each() {
        let all: Vec<Span> = (0..8).flat_map(|start| (start..8).map(move |end| Span::new(start, end))).collect();
        for (nth, first) in all.iter().enumerate() {
            for second in all.iter().skip(nth % 3).step_by(3) {
                let spans = Spans::new([*second, *first]);
                for asked in &all {
                    let contains = first.contains(*asked) || second.contains(*asked);
                    let intersects = first.intersects(*asked) || second.intersects(*asked);
                    assert_eq!((spans.contains(*asked), spans.intersects(*asked)), (contains, intersects));
                }
            }
        }
    }
}
