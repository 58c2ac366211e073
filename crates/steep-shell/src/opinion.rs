//! A second opinion on shell text, by a grammar that is not ours.
//!
//! What steep writes is read back before it is applied. Its own reader would repeat its own mistakes, so tree-sitter-bash
//! is asked too: where it finds more that it cannot read after a rewrite than before, the rewrite is withdrawn.

use tree_sitter::{Node, Parser};

use crate::read;

/// Texts longer than this many bytes are not given to the second grammar, so that its time stays bounded.
pub const MAX_TEXT: usize = 1 << 16;

/// How many places of `text` tree-sitter-bash cannot read. Placeholders (`<N>`) count as words, which that grammar does
/// not know by itself. `None` where it was not asked: the text is too long, or has a here-document, whose line that
/// grammar does not read to its end (`<<'EOF' 2>&1 | tail`).
#[must_use]
pub fn syntax_errors(text: &str) -> Option<usize> {
    if text.len() > MAX_TEXT || text.contains("<<") {
        return None;
    }
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_bash::LANGUAGE.into()).ok()?;
    let tree = parser.parse(masked(text), None)?;
    Some(count(tree.root_node()))
}

/// The text with every placeholder replaced by a word of the same length.
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match read::placeholder_length(rest) {
            Some(length) => {
                out.push_str(&"x".repeat(length));
                rest = rest.get(length..).unwrap_or("");
            }
            None => {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or("");
            }
        }
    }
    out
}

/// Error and missing nodes below `root`, without recursion: trees of hostile text are deep.
fn count(root: Node<'_>) -> usize {
    if !root.has_error() {
        return 0;
    }
    let mut cursor = root.walk();
    let mut found = 0;
    loop {
        let node = cursor.node();
        found += usize::from(node.is_error() || node.is_missing());
        if node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return found;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_bash_reads_has_no_errors() {
        for text in [
            "curl -fsS \"https://git.example.org/x?y=$z\" | jq -r '.[] | \"#\\(.number)\"'",
            "{ page=1; while batch=\"$(curl x)\" && [ \"$batch\" != '[]' ]; do page=$((page + 1)); done; } | jq -n '[inputs]'",
            "tea pulls <N>",
        ] {
            assert_eq!(syntax_errors(text), Some(0), "{text}");
        }
    }

    #[test]
    fn what_bash_does_not_read_has_some() {
        for text in ["a | | b", "if x; then", "echo 'open", "( a"] {
            assert!(syntax_errors(text).is_some_and(|errors| errors > 0), "{text}");
        }
    }

    #[test]
    fn a_long_text_and_a_here_document_are_not_read() {
        assert_eq!(syntax_errors(&"a ".repeat(MAX_TEXT)), None);
        assert_eq!(syntax_errors("cat <<'EOF' 2>&1 | wc\ntext\nEOF"), None);
    }

    #[test]
    fn deep_nesting_is_counted_without_recursion() {
        assert!(syntax_errors(&"$(".repeat(20_000)).is_some_and(|errors| errors > 0));
    }
}
