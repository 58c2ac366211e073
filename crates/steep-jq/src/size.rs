//! How deep and how long a user's jq program is, before it is read: readers of it call themselves for each level and for
//! each operator, and a document may hold whatever it likes.

/// Brackets, and strings inside strings, nested deeper than this are not read.
const MOST_NESTED: usize = 48;

/// Programs of more operators and keywords than this are not read. Those of real documents have a few dozen.
const MOST_OPERATORS: usize = 400;

/// Words after which a program goes on inside.
const KEYWORDS: &[&str] =
    &["if", "elif", "else", "try", "catch", "def", "reduce", "foreach", "label", "as", "and", "or", "not"];

/// Whether a jq program is small enough to be read: its brackets are nested at most 48 deep, and it has at
/// most 400 operators. Errs to the side of too large. Linear in the text, and without recursion.
pub fn is_readable(program: &str) -> bool {
    // What is open: a bracket, or a string.
    let mut open: Vec<u8> = Vec::new();
    let mut operators = 0;
    let bytes = program.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if open.last() == Some(&b'"') {
            match (byte, bytes.get(at)) {
                (b'\\', Some(b'(')) => {
                    open.push(b'(');
                    at += 1;
                }
                (b'\\', Some(_)) => at += 1,
                (b'"', _) => {
                    open.pop();
                }
                _ => {}
            }
        } else {
            match byte {
                b'"' | b'(' | b'[' | b'{' => open.push(*byte),
                b')' | b']' | b'}' => {
                    open.pop();
                }
                b'#' => at += bytes.iter().skip(at).take_while(|byte| **byte != b'\n').count(),
                b'|' | b',' | b'+' | b'-' | b'*' | b'/' | b'%' | b'=' | b'<' | b'>' | b'!' | b'?' => operators += 1,
                byte if byte.is_ascii_alphabetic() => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
                    let word = program.get(at - 1..at + length).unwrap_or_default();
                    operators += usize::from(KEYWORDS.contains(&word));
                    at += length;
                }
                _ => {}
            }
        }
        if open.len() > MOST_NESTED || operators > MOST_OPERATORS {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_of_documents_are_readable() {
        assert!(is_readable(
            r##"[.[] | select(.title | test("^(((((")) | "#\(.number) \(.labels | map(.name) | join(", "))"]"##
        ));
        assert!(is_readable(&format!(".[] | {{{}}}", ".number, ".repeat(300))));
        assert!(is_readable(&".a.b[0]".repeat(10_000)));
        assert!(is_readable(&format!("\"{}\"", "|(\\\"".repeat(1000))));
    }

    #[test]
    fn deep_and_long_ones_are_not() {
        for (open, close) in [("(", ")"), ("[", "]"), ("{a:", "}"), ("\"\\(", ")\""), (".[", "]")] {
            let nested = |depth: usize| format!("{}.{}", open.repeat(depth), close.repeat(depth));
            assert!(is_readable(&nested(20)), "{open}");
            assert!(!is_readable(&nested(1000)), "{open}");
            assert!(!is_readable(&open.repeat(1000)), "{open}");
        }
        for piece in
            ["-", ".|", ".,", "try ", "if . then . else ", "def f: ", "label $x | ", ". as $x|", "reduce ", ".//"]
        {
            assert!(!is_readable(&piece.repeat(1000)), "{piece}");
        }
        // Closing brackets in a string close nothing.
        assert!(!is_readable(&"(\")\" + ".repeat(100)));
    }
}
