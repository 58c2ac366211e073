//! What a regular expression may match, as far as its text tells.

/// Whether it may match the empty text, or only where a text begins: jq 1.6 replaces all matches of such a one again and
/// again, some without end.
pub(super) fn repeats_in_jq_1_6(regex: &str) -> bool {
    regex.starts_with('^') || regex.contains("|^") || regex.contains("(^") || may_be_empty(regex)
}

/// Whether it names letters, digits or spaces by their kind: ASCII's in Go, every script's in jq.
#[must_use]
pub fn tells_scripts_apart(regex: &str) -> bool {
    let mut chars = regex.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.next().is_some_and(|kind| "wWdDsSbB".contains(kind)) {
            return true;
        }
    }
    regex.contains("[[:")
}

/// Whether it says that the text ends somewhere.
#[must_use]
pub fn ends_at_the_end(regex: &str) -> bool {
    let (mut escaped, mut in_class) = (false, false);
    for c in regex.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '$' if !in_class => return true,
            _ => {}
        }
    }
    false
}

/// Whether each of its groups takes part in every match.
pub(super) fn takes_part(regex: &str) -> bool {
    !["|", ")?", ")*", "){"].iter().any(|sign| regex.contains(sign))
}

/// Whether one of its alternatives is made of nothing but what may be empty. One pass, without recursion: a text may hold
/// very many groups in one another.
fn may_be_empty(regex: &str) -> bool {
    let chars: Vec<char> = regex.chars().collect();
    let last_brace = chars.iter().rposition(|c| *c == '}').unwrap_or_default();
    // Of the whole, and of each open group.
    let mut open = vec![Group::default()];
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let (length, is_empty) = match c {
            '|' => {
                if let Some(group) = open.last_mut() {
                    group.next_alternative();
                }
                at += 1;
                continue;
            }
            '(' => {
                open.push(Group::default());
                at += 1;
                while chars.get(at..at + 2) == Some(&['?', ':']) {
                    at += 2;
                }
                continue;
            }
            ')' if open.len() > 1 => (1, open.pop().is_none_or(Group::may_be_empty)),
            '^' | '$' => (1, true),
            '\\' => (2, chars.get(at + 1).is_some_and(|c| matches!(c, 'b' | 'B' | 'A' | 'z'))),
            '[' => {
                // A bracket that stands first in a class is one of its characters.
                let first = at + 1 + usize::from(chars.get(at + 1) == Some(&'^'));
                let end =
                    chars.iter().skip(first + 1).position(|c| *c == ']').map_or(chars.len(), |nth| first + 1 + nth);
                (end + 1 - at, false)
            }
            _ => (1, false),
        };
        at += length;
        let is_optional = matches!(chars.get(at), Some('*' | '?')) || chars.get(at..at + 2) == Some(&['{', '0']);
        if let Some(group) = open.last_mut()
            && !is_empty
            && !is_optional
        {
            group.is_empty_so_far = false;
        }
        while matches!(chars.get(at), Some('*' | '?' | '+')) {
            at += 1;
        }
        if chars.get(at) == Some(&'{') {
            let is_closed = at < last_brace;
            at += 1;
            while is_closed && chars.get(at - 1).is_some_and(|c| *c != '}') {
                at += 1;
            }
        }
    }
    // What does not end, ends here.
    let whole = open.into_iter().rev().reduce(|inner, mut outer| {
        outer.is_empty_so_far &= inner.may_be_empty();
        outer
    });
    whole.is_none_or(Group::may_be_empty)
}

/// A group that is being read.
struct Group {
    /// Whether an alternative before the present one may be empty.
    was_empty: bool,
    /// Whether the present one may be, as far as it is read.
    is_empty_so_far: bool,
}

impl Default for Group {
    fn default() -> Self {
        Group { was_empty: false, is_empty_so_far: true }
    }
}

impl Group {
    fn next_alternative(&mut self) {
        self.was_empty |= self.is_empty_so_far;
        self.is_empty_so_far = true;
    }

    fn may_be_empty(self) -> bool {
        self.was_empty || self.is_empty_so_far
    }
}

#[cfg(test)]
mod tests {
    use super::repeats_in_jq_1_6;

    #[test]
    fn what_matches_nothing_is_seen() {
        for regex in ["", "^", "$", "x*", "\\s*", "(a|b?)", "[a-z]*", "a{0,2}", "^a", "x|^y", "(?:a)?", "\\b"] {
            assert!(repeats_in_jq_1_6(regex), "{regex}");
        }
        for regex in ["a", "\\s+", "[^a-z0-9]+", "a.*", "(a|b)", "#[0-9]+", "\\n", "[]*]x", "a?b", "\\$"] {
            assert!(!repeats_in_jq_1_6(regex), "{regex}");
        }
    }

    #[test]
    fn whatever_is_nested_or_does_not_end_is_read_once() {
        let deep = format!("{}a{}", "(".repeat(200_000), ")?".repeat(200_000));
        assert!(repeats_in_jq_1_6(&deep));
        assert!(!repeats_in_jq_1_6(&"(a".repeat(200_000)));
        assert!(!repeats_in_jq_1_6(&"a{".repeat(200_000)));
        assert!(!repeats_in_jq_1_6(&format!("{}}}", "a{2".repeat(200_000))));
    }
}
