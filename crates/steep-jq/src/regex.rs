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
    alternatives(regex).len() == 1
        && !regex.contains(")?")
        && !regex.contains(")*")
        && !regex.contains("){")
        && !regex.contains('|')
}

fn may_be_empty(regex: &str) -> bool {
    alternatives(regex).iter().any(|alternative| every_atom_may_be_empty(alternative))
}

/// What stands between the bars that are in no brackets.
fn alternatives(regex: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let (mut depth, mut in_class, mut escaped) = (0_u32, false, false);
    for c in regex.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                found.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = found.last_mut() {
            last.push(c);
        }
    }
    found
}

fn every_atom_may_be_empty(alternative: &str) -> bool {
    let chars: Vec<char> = alternative.chars().collect();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let (length, is_empty) = match c {
            '^' | '$' => (1, true),
            '\\' => (2, chars.get(at + 1).is_some_and(|c| matches!(c, 'b' | 'B' | 'A' | 'z'))),
            '[' => {
                // A bracket that stands first in a class is one of its characters.
                let first = at + 1 + usize::from(chars.get(at + 1) == Some(&'^'));
                let end =
                    chars.iter().skip(first + 1).position(|c| *c == ']').map_or(chars.len(), |nth| first + 1 + nth);
                (end + 1 - at, false)
            }
            '(' => {
                let length = group(chars.get(at..).unwrap_or_default());
                let inside: String = chars.iter().skip(at + 1).take(length.saturating_sub(2)).collect();
                (length, may_be_empty(inside.trim_start_matches("?:")))
            }
            _ => (1, false),
        };
        at += length;
        let quantifier = chars.get(at).copied();
        let optional = matches!(quantifier, Some('*' | '?')) || chars.get(at..at + 2) == Some(&['{', '0']);
        if !is_empty && !optional {
            return false;
        }
        while matches!(chars.get(at), Some('*' | '?' | '+')) {
            at += 1;
        }
        if chars.get(at) == Some(&'{') {
            at += chars.iter().skip(at).position(|c| *c == '}').map_or(1, |nth| nth + 1);
        }
    }
    true
}

/// How many characters a group has that begins here.
fn group(chars: &[char]) -> usize {
    let (mut depth, mut escaped) = (0_u32, false);
    for (nth, c) in chars.iter().enumerate() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 1 => return nth + 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    chars.len()
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
}
