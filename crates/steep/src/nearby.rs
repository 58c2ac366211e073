//! A bounded look at what stands around a place, so that many places on one long line cost little.

/// So many bytes are looked at on either side.
const REACH: usize = 1 << 10;

/// The text in front of byte `at`, from the beginning of its line, or less.
pub(crate) fn before(text: &str, at: usize) -> &str {
    let start = (at.saturating_sub(REACH)..=at).find(|start| text.is_char_boundary(*start)).unwrap_or(at);
    let before = text.get(start..at).unwrap_or("");
    before.rsplit('\n').next().unwrap_or(before)
}

/// The text from byte `at` on, to the end of its line, or less.
pub(crate) fn after(text: &str, at: usize) -> &str {
    let after = on(text, at);
    after.split('\n').next().unwrap_or(after)
}

/// The text from byte `at` on, over line endings.
pub(crate) fn on(text: &str, at: usize) -> &str {
    let limit = at.saturating_add(REACH).min(text.len());
    let end = (at..=limit).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(at);
    text.get(at..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_looked_at_as_far_as_the_reach() {
        let text = "one\ntwo é three\nfour";
        let at = text.find("é").unwrap();
        assert_eq!((before(text, at), after(text, at)), ("two ", "é three"));
        assert_eq!(on(text, at), "é three\nfour");
        let long = "é".repeat(4000);
        assert!(before(&long, 4000).len() <= REACH && after(&long, 4000).len() <= REACH);
        assert!(before(&long, 4000).starts_with('é') && after(&long, 4000).ends_with('é'));
        assert_eq!((before("", 0), after("", 0)), ("", ""));
    }
}
