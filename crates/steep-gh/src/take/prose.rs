//! Signs of a sentence in the words of a command.

use steep_shell::{Expansion, Part, Quote, Word};

/// Words that go on with a sentence and are hardly ever the value of a flag.
const FUNCTION_WORDS: &[&str] = &[
    "a",
    "about",
    "after",
    "again",
    "against",
    "also",
    "although",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "because",
    "before",
    "being",
    "between",
    "both",
    "but",
    "by",
    "cannot",
    "could",
    "during",
    "either",
    "except",
    "for",
    "from",
    "has",
    "have",
    "how",
    "however",
    "if",
    "in",
    "inside",
    "instead",
    "into",
    "is",
    "it",
    "its",
    "like",
    "may",
    "means",
    "must",
    "nor",
    "not",
    "of",
    "on",
    "once",
    "only",
    "or",
    "otherwise",
    "over",
    "per",
    "plus",
    "rather",
    "returned",
    "returns",
    "should",
    "since",
    "so",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "under",
    "unless",
    "until",
    "upon",
    "via",
    "was",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
];

/// Words that go on with a sentence about a command and are hardly ever an argument of it.
const NARRATIVE_WORDS: &[&str] = &[
    "across",
    "all",
    "already",
    "back",
    "below",
    "call",
    "calls",
    "can",
    "cli",
    "command",
    "commands",
    "directly",
    "do",
    "does",
    "each",
    "every",
    "exits",
    "failed",
    "fails",
    "finds",
    "first",
    "gives",
    "here",
    "immediately",
    "invocation",
    "invocations",
    "itself",
    "just",
    "lists",
    "manually",
    "might",
    "never",
    "next",
    "no",
    "now",
    "one",
    "out",
    "output",
    "please",
    "prints",
    "reports",
    "result",
    "results",
    "run",
    "runs",
    "say",
    "says",
    "show",
    "shows",
    "step",
    "still",
    "subcommand",
    "use",
    "uses",
    "using",
    "works",
];

/// Whether a bare word in the place of an argument shows that the sentence goes on: a word that tells of the command, or a
/// dash, arrow or other sign alone.
pub(super) fn goes_on(text: &str) -> bool {
    describes(text) || NARRATIVE_WORDS.binary_search(&plain(text).as_str()).is_ok()
}

/// Whether a bare word in the place of a value shows that the sentence goes on to describe the value.
pub(super) fn describes(text: &str) -> bool {
    // `.` is a whole jq program, `-` standard input.
    if matches!(text, "." | "-") {
        return false;
    }
    let word = plain(text);
    let sign = word.chars().all(|char| !char.is_alphanumeric() && !"./@~*_-{}[]'\"$\\%=&".contains(char));
    sign || FUNCTION_WORDS.binary_search(&word.as_str()).is_ok()
}

fn plain(text: &str) -> String {
    text.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']).to_ascii_lowercase()
}

/// The word without the punctuation of the sentence at its end, and how many bytes of its source that is. Quoted text is
/// never cut, and a bracket only where it closes nothing within the word. A word of nothing but punctuation stays whole.
pub(super) fn trim(word: &Word) -> (Word, usize) {
    let mut parts = word.parts.clone();
    let mut cut = 0;
    loop {
        let after_quote = parts.len() > 1 && parts.iter().rev().nth(1).is_some_and(is_quoted);
        let opened: String = parts.iter().filter_map(bare_text).collect();
        match parts.last_mut() {
            Some(Part::Literal { text, quote: Quote::None }) => {
                let Some(last) = text.chars().last() else { break };
                let sentence = matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '”' | '’' | '»');
                let closes = match last {
                    ')' => opened.matches(')').count() > opened.matches('(').count(),
                    ']' => opened.matches(']').count() > opened.matches('[').count(),
                    '}' => opened.matches('}').count() > opened.matches('{').count(),
                    _ => false,
                };
                // What a program that draws tables leaves at the end of a line.
                let continued = last == '+' && after_quote && text == "+";
                if !(sentence || closes || continued) {
                    break;
                }
                text.pop();
                cut += last.len_utf8();
                if text.is_empty() {
                    parts.pop();
                }
            }
            Some(Part::Expansion { source, kind: Expansion::Pattern, quote: Quote::None }) if source == "?" => {
                cut += source.len();
                parts.pop();
            }
            // A command with dots after it: the sentence's, unless they stand alone for left-out arguments.
            Some(Part::Placeholder { source, quote: Quote::None }) if source == "…" || source == "..." => {
                if parts.len() == 1 {
                    break;
                }
                cut += parts.pop().map_or(0, |part| source_len(&part));
            }
            _ => break,
        }
    }
    if cut == 0 || parts.is_empty() || !word.source.is_empty() && word.source.len() <= cut {
        return (word.clone(), 0);
    }
    let source = word.source.get(..word.source.len().saturating_sub(cut)).unwrap_or_default().to_owned();
    (Word { span: word.span, source: source.into(), parts }, cut)
}

fn is_quoted(part: &Part) -> bool {
    match part {
        Part::Literal { quote, .. } | Part::Expansion { quote, .. } | Part::Placeholder { quote, .. } => {
            *quote != Quote::None
        }
    }
}

fn source_len(part: &Part) -> usize {
    match part {
        Part::Literal { text, .. } => text.len(),
        Part::Expansion { source, .. } | Part::Placeholder { source, .. } => source.len(),
    }
}

fn bare_text(part: &Part) -> Option<&str> {
    match part {
        Part::Literal { text, quote: Quote::None } => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::words;

    fn check_trim(text: &str, rest: &str, cut: usize) {
        let (word, bytes) = trim(&words(text).remove(0));
        assert_eq!((word.display().as_str(), bytes), (rest, cut), "{text}");
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(NARRATIVE_WORDS.is_sorted());
    }

    #[test]
    fn punctuation_of_the_sentence_is_cut() {
        check_trim("@me.", "@me", 1);
        check_trim("acme/docs,", "acme/docs", 1);
        check_trim("12).", "12", 2);
        check_trim("<number>,", "<number>", 1);
        check_trim("list...", "list", 3);
        check_trim("list?", "list", 1);
        check_trim(r#""a title".)"#, "a title", 2);
        check_trim("'.[]'+", ".[]", 1);
        check_trim("number…", "number", "…".len());
    }

    #[test]
    fn what_belongs_to_the_word_stays() {
        check_trim(r#""Done.""#, "Done.", 0);
        check_trim(".[].name", ".[].name", 0);
        check_trim(".[]", ".[]", 0);
        check_trim("map(.name)", "map(.name)", 0);
        check_trim(".", ".", 0);
        check_trim("...", "...", 0);
        check_trim("c++", "c++", 0);
    }
}
