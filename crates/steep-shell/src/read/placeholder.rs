//! What stands in a document for something that its reader fills in.
//!
//! Recognised by shape alone and conservatively: a redirection, a Go template or a JSON array must not become one.

/// Placeholders longer than this many bytes are not recognised.
const LONGEST: usize = 160;

/// How a text with a possible placeholder is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// Not at all: `<` would be a redirection.
    Bare,
    /// `'…'` or `"…"`: `<` would be itself, a comparison in a jq program for instance.
    Quotes,
}

/// Length in bytes of the placeholder at the start of `text`: `<N>`, `{{ name }}`, `${{ name }}`. `None` where there is
/// none. `…`, `...`, `[NAME]` and `{name}` are placeholders only as whole words: see [`whole_word`].
pub(super) fn prefix(text: &str, around: Around) -> Option<usize> {
    match text.as_bytes() {
        [b'<', ..] => angle(text, around),
        [b'{', b'{', ..] => braces(text, 0),
        [b'$', b'{', b'{', ..] => braces(text, 1),
        _ => None,
    }
}

/// `<…>`. Redirections with a blank inside their span (`<in >out`, `< in`) are told by the blank.
fn angle(text: &str, around: Around) -> Option<usize> {
    let mut end = None;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '>' => {
                end = Some(at);
                break;
            }
            '<' | '\n' | '$' | '`' | '"' | ';' | '\\' | '{' | '}' => return None,
            _ if at > LONGEST => return None,
            _ => {}
        }
    }
    let content = text.get(1..end?)?;
    let first = content.chars().next()?;
    let last = content.chars().next_back()?;
    let second = content.chars().nth(1);
    let begins = match around {
        Around::Bare => first.is_alphanumeric() || matches!(first, '#' | '@' | '_' | '.' | '…'),
        Around::Quotes if first.is_ascii_digit() => second.is_none_or(|c| c == '-' || c.is_alphanumeric()),
        Around::Quotes => first.is_alphabetic() || matches!(first, '#' | '@' | '_' | '.' | '…'),
    };
    let ends = last.is_alphanumeric() || matches!(last, '#' | ')' | '.' | '?' | '…' | '_' | '*' | '+' | '/');
    // `<in |sort>out`
    let piped = content.contains(['|', '&']) && content.contains([' ', '\t']) && !content.contains(" | ");
    (begins && ends && !piped).then(|| content.len() + 2)
}

/// `{{ name }}` behind `skip` bytes. What begins with a dot or a keyword is a Go template's action, not a placeholder.
fn braces(text: &str, skip: usize) -> Option<usize> {
    const TEMPLATE_WORDS: &[&str] =
        &["block", "break", "continue", "define", "else", "end", "if", "range", "template", "with"];
    let start = skip + 2;
    let mut window = text.len().min(start + LONGEST);
    while !text.is_char_boundary(window) {
        window -= 1;
    }
    let close = text.get(start..window)?.find("}}")?;
    let content = text.get(start..start + close)?;
    let name = content.trim();
    let template = skip == 0
        && (name.split_whitespace().next().is_some_and(|word| TEMPLATE_WORDS.contains(&word))
            || name.contains(['|', '"', '(']));
    let begins = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    (begins && !template && !content.contains(['\n', '{', '}', '`'])).then_some(start + close + 2)
}

/// Whether `text`, one whole word or the whole inside of its quotes, is a placeholder: `...`, `…`, and bare also
/// `[NAME]`, `[name]`, `{name}`.
pub(super) fn whole_word(text: &str, around: Around) -> bool {
    if matches!(text, "..." | "…") {
        return true;
    }
    let inside = |open, close| text.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    let Some(name) = inside('[', ']').or_else(|| inside('{', '}')) else { return false };
    let is_name =
        name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    // `[a-z]` is a glob, `[x]` a ticked box.
    let is_range = name.len() == 3 && name.as_bytes().get(1) == Some(&b'-');
    around == Around::Bare && is_name && !is_range && !matches!(text, "[x]" | "[X]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angle_brackets_are_placeholders_unless_they_redirect() {
        for text in ["<N>", "<#>", "<short-slug>", "<1-line approach>", "<what + why>", "<your-role>", "<...>", "<é>"]
        {
            assert_eq!(prefix(text, Around::Bare), Some(text.len()), "{text}");
            assert_eq!(prefix(text, Around::Quotes), Some(text.len()), "{text} in quotes");
        }
        for text in ["<in.txt >out", "< in>", "<<EOF>", "<(f)>", "<&3>", "<>", "<$f>", "<a\nb>", "<in |sort>out", "<N"]
        {
            assert_eq!(prefix(text, Around::Bare), None, "{text}");
        }
        assert_eq!(prefix("<5 and .y>", Around::Quotes), None);
        assert_eq!(prefix("<a> <b>", Around::Bare), Some(3));
    }

    #[test]
    fn double_braces_are_placeholders_unless_they_are_a_go_template() {
        for text in ["{{ number }}", "{{number}}", "${{ github.token }}", "${{ a || 'b' }}", "{{ the number }}"] {
            assert_eq!(prefix(text, Around::Bare), Some(text.len()), "{text}");
        }
        for text in ["{{.title}}", "{{range .}}", "{{end}}", "{{ a | b }}", "{{ }}", "{{a", "{{{a}}}"] {
            assert_eq!(prefix(text, Around::Quotes), None, "{text}");
        }
    }

    #[test]
    fn ellipses_and_bracketed_names_are_placeholders_as_whole_words() {
        for text in
            ["...", "…", "[NUMBER]", "[flags]", "{number}", "[PR_NUMBER]", "{n}", "{N}", "[n]", "{番号}", "[número]"]
        {
            assert!(whole_word(text, Around::Bare), "{text}");
        }
        for text in ["....", "[]", "[a-z]", "{}", "{a,b}", "[x]", "./..."] {
            assert!(!whole_word(text, Around::Bare), "{text}");
        }
        assert!(whole_word("...", Around::Quotes));
        assert!(!whole_word("[OFFENSIVE]", Around::Quotes));
    }
}
