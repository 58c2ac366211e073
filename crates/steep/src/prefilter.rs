//! Whether a text can hold a gh command, told from its bytes alone.

use memchr::{memchr2_iter, memmem};

/// Whether a text of any language can hold a gh command: whether anything in it can become the word gh. Most texts hold no
/// such word, and this is all that is read of them; where the answer is no, no command is found in the text. Linear.
///
/// The bytes need not be UTF-8. Looked for are
/// - `gh` without a letter or digit of ASCII beside it (`"gh"`, `\gh`, `GH=gh`, `gh[p]`, `bin/gh.exe`), or behind an escape,
///   whose letter is no part of a word (`\ngh`);
/// - what stands for a character by its number, which may be a letter of the word or what ends the word before it: a character
///   reference (`&#103;h`), and an escape of YAML, TOML and JSON (`\u0067h`, `\x0agh`).
#[must_use]
pub fn may_hold_gh(text: &[u8]) -> bool {
    memmem::find_iter(text, b"gh").any(|at| is_word(text, at)) || holds_coded(text)
}

/// Whether a text can hold a gh command that is rewritten. Another program's name, or a setting's, that begins with the word is
/// none: `gh-resolved`, which forms look at.
pub(crate) fn may_hold_request(text: &[u8]) -> bool {
    let begins_name =
        |at: usize| text.get(at + 2) == Some(&b'-') && text.get(at + 3).is_some_and(u8::is_ascii_lowercase);
    memmem::find_iter(text, b"gh").any(|at| is_word(text, at) && !begins_name(at)) || holds_coded(text)
}

fn holds_coded(text: &[u8]) -> bool {
    memchr2_iter(b'&', b'\\', text).any(|at| is_coded(text, at))
}

/// Whether the letters gh at `at` are a word.
fn is_word(text: &[u8], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| text.get(at));
    let is_part = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    !is_part(text.get(at + 2)) && (!is_part(before(1)) || before(2) == Some(&b'\\'))
}

/// Whether the `&` or `\` at `at` begins something that stands for a character by its number. One digit alone (`\1`) stands for none
/// of the word's letters, and what follows it is seen behind it.
fn is_coded(text: &[u8], at: usize) -> bool {
    match (text.get(at), text.get(at + 1)) {
        (Some(b'&'), next) => next == Some(&b'#'),
        (_, Some(b'0'..=b'7')) => matches!(text.get(at + 2), Some(b'0'..=b'7')),
        (_, Some(next)) => matches!(next, b'x' | b'X' | b'u' | b'U'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use steep_markdown::Flavour;

    use super::*;
    use crate::document;
    use crate::settings::Settings;

    #[test]
    fn the_word_is_found_as_bytes() {
        for text in
            ["gh", "run: gh pr", "\"gh\"", r"x\ngh pr", "é gh", "a/gh-b", "GH=gh", "gh[p]", r"\gh", "$gh", "égh"]
        {
            assert!(may_hold_gh(text.as_bytes()), "{text}");
        }
        for text in [r"s/\(a\)/\1/", "", "g", "through", "ghost", "1gh", "gh1", "high & right", r"\d \(", "&amp;"] {
            assert!(!may_hold_gh(text.as_bytes()), "{text}");
        }
        assert!(may_hold_gh(b"\xff gh \xff"));
    }

    #[test]
    fn what_may_become_the_word_is_let_through() {
        for text in ["&#103;h pr list", "g&#x68; pr list", r"a: \u0067h", r"\x0agh pr", r"\0gh pr", r"\147h pr"] {
            assert!(may_hold_gh(text.as_bytes()), "{text}");
            assert!(may_hold_request(text.as_bytes()), "{text}");
        }
        for text in ["gh-resolved", r"s/^remote\.(.*)\.gh-resolved=.*/\1/p"] {
            assert!(!may_hold_request(text.as_bytes()) && text.contains("gh"), "{text}");
        }
        assert!(may_hold_request(b"gh-resolved, gh pr list") && may_hold_request(b"<!-- gh--> gh--x"));
    }

    /// Pieces of documents in which the word may be put together.
    const PIECES: [&str; 50] = [
        "g",
        "h",
        "gh",
        "gh",
        "gh",
        "a",
        "1",
        "é",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\t",
        "pr list",
        "pr view 3",
        "&#103;",
        "&#x68;",
        "&#10;",
        "&nbsp;",
        "*",
        "**",
        "_",
        "`",
        "``",
        "<b>",
        "</b>",
        "<code>",
        "</code>",
        "<!-- -->",
        "\\",
        "\\n",
        "\\x67",
        "\\147",
        "\\1",
        "\\u0067",
        "\"",
        "'",
        "$",
        "$'",
        "|",
        "---\n",
        "k: ",
        "```sh\n",
        "```\n",
        "- ",
        "> ",
        "eval ",
        "{",
        "=",
    ];

    fn steep() -> Settings {
        Settings::of(crate::Target::gitea("https://git.example.org"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn nothing_is_found_where_it_says_no(pieces in proptest::collection::vec(0..PIECES.len(), 0..24)) {
            let text: String = pieces.iter().filter_map(|nth| PIECES.get(*nth).copied()).collect();
            if !may_hold_gh(text.as_bytes()) {
                let steep = steep();
                for flavour in [Flavour::Markdown, Flavour::Mdx] {
                    let found = document::markdown(&steep, &text, flavour);
                    prop_assert!(found.findings.is_empty(), "{text:?}: {:?}", found.findings);
                }
                prop_assert!(document::shell(&steep, &text).findings.is_empty(), "{text:?}");
                prop_assert!(document::other(&text, "JSON").is_empty(), "{text:?}");
            }
        }
    }
}
