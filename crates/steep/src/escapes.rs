//! Signs that text and the shell read in different ways: backslashes that are Markdown's too, and quotation marks that are only
//! typography's.

use steep_edit::Span;
use steep_markdown::Snippet;
use steep_shell::{Command, Part, Quote};

/// Signs that mean nothing behind a backslash to a shell, to jq and to patterns: there the backslash is Markdown's.
const MARKDOWNS: &str = "_<>#~!-@&:;,=%";

/// The first backslash in the quotes of the command at `command`, a span of the snippet's text, that may be either's; the
/// page does not show it, and its author may have meant it to be typed. Gives what stands behind it.
pub(crate) fn unclear(snippet: &Snippet, command: Span) -> Option<char> {
    let mut escapes = snippet.escapes(command).peekable();
    escapes.peek()?;
    // The text is read twice: as the page shows it, and as its source looks.
    let (mut shown, mut source) = (Quotes::default(), Quotes::default());
    for (at, c) in command.text(&snippet.text).char_indices() {
        let escaped = escapes.next_if(|escape| *escape == command.start + at).is_some();
        let in_quotes = shown.open.is_some_and(|open| open != c) || source.open.is_some();
        if escaped && in_quotes && !MARKDOWNS.contains(c) {
            return Some(c);
        }
        shown.read(c);
        if !escaped {
            source.read(c);
        }
    }
    None
}

/// A quotation mark of typography in front of a bare word of the command, or behind one: its author meant a shell's, and what
/// it quotes are several words to a shell.
pub(crate) fn typographic(command: &Command) -> Option<char> {
    command.words.iter().flat_map(|word| &word.parts).find_map(|part| match part {
        Part::Literal { text, quote: Quote::None } => {
            let first = text.chars().next().filter(|c| matches!(c, '“' | '”' | '„' | '«' | '‘'));
            first.or_else(|| text.chars().next_back().filter(|c| matches!(c, '”' | '“' | '»')))
        }
        _ => None,
    })
}

/// The quotes of a shell, as far as they say whether a character stands in them.
#[derive(Default)]
struct Quotes {
    open: Option<char>,
    escaped: bool,
}

impl Quotes {
    fn read(&mut self, c: char) {
        match (self.open, c) {
            _ if std::mem::take(&mut self.escaped) => {}
            (None | Some('"'), '\\') => self.escaped = true,
            (None, '"' | '\'') => self.open = Some(c),
            (Some(open), c) if open == c => self.open = None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &str, unclear: Option<char>) {
        let source = format!("Run {command}\n");
        let snippets = steep_markdown::snippets(&source);
        let snippet = snippets.first().expect("a paragraph");
        let span = Span::new("Run ".len(), snippet.text.len());
        assert_eq!(super::unclear(snippet, span), unclear, "{command}");
    }

    #[test]
    fn a_backslash_in_quotes_may_be_the_shells() {
        check(r#"gh pr comment 12 --body "say \"yes\"""#, Some('"'));
        check(r#"gh pr list --jq '"\\n"'"#, Some('\\'));
    }

    #[test]
    fn a_backslash_outside_of_quotes_or_before_a_sign_of_markdown_is_markdowns() {
        check(r"gh pr merge \<NUMBER\> --repo my\_org/my\_repo", None);
        check(r#"gh pr create --title "fix my\_repo for \<N\>""#, None);
        check(r#"gh pr list --search \"is:open\""#, None);
        check(r#"gh pr list --jq '.[] | "\(.number)\n"'"#, None);
    }
}
