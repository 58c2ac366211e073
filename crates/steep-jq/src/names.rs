//! Names and strings in jq's spelling.

/// Words that jq 1.6 takes neither as a key without quotes nor as the name of a variable.
pub(crate) const KEYWORDS: &[&str] = &[
    "and", "as", "catch", "def", "elif", "else", "end", "foreach", "if", "import", "include", "label", "module", "or",
    "reduce", "then", "try",
];

/// Whether jq reads `text` as a word of its own, so that it can be no variable's name.
#[must_use]
pub fn is_keyword(text: &str) -> bool {
    KEYWORDS.contains(&text)
}

/// Whether `text` can follow a dot as it stands: a letter or `_`, then letters, digits and `_`, all of ASCII.
#[must_use]
pub fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Writes `text` as the inside of a jq string: with its backslashes and quotes escaped, no `\(…)` is left in it.
pub(crate) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => {
                let code = u32::from(c);
                out.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    out.extend(char::from_digit((code >> shift) & 0xf, 16));
                }
            }
            c => out.push(c),
        }
    }
}
