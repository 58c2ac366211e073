/// How like two words must be for one to be meant by the other, from 0 to 1.
const ALIKE: f64 = 0.7;

/// The one of `known` that `word` was probably meant to be.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let likeness = |known: &'k str| (strsim::jaro(&word.to_lowercase(), &known.to_lowercase()), known);
    let best = known.into_iter().map(likeness).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(likeness, _)| *likeness >= ALIKE).map(|(_, known)| known)
}
