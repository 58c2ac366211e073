//! Words of the document in addresses, and what is known of them before the shell runs.

use steep_forge::Refusal;
use steep_shell::{Arg, Expansion, Part, Piece, Quote, Word};

/// The text of an argument when nothing in it is replaced at run time or by the reader.
#[must_use]
pub fn literal(arg: &Arg) -> Option<String> {
    let mut out = String::new();
    for piece in &arg.pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Break(_) => out.push(' '),
            Piece::Word(word) => out.push_str(&word.as_literal()?),
            Piece::Variable(_) | Piece::Required(_) | Piece::Output(_) => return None,
        }
    }
    Some(out)
}

/// Text that the reader of the document replaces, `<number>`, as an argument.
#[must_use]
pub fn placeholder(text: &str) -> Arg {
    Arg::from(Word::from_parts(vec![Part::Placeholder { source: text.into(), quote: Quote::None }]))
}

/// Whether `text` may stand in an address's query as it is.
#[must_use]
pub fn is_query_safe(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/,@".contains(c))
}

/// Text as a value of an address's query.
pub(crate) fn in_query(text: &str) -> String {
    encode_path(text).replace('+', "%2B").replace('=', "%3D")
}

/// Whether the word may come out empty: nothing in it is text, and no expansion has a text to fall back on, or ends the shell.
#[must_use]
pub fn may_be_empty(word: &Word) -> bool {
    word.has_expansion()
        && word.parts.iter().all(|part| match part {
            Part::Expansion { source, .. } => !source.contains(":?") && !falls_back_on_text(source),
            Part::Literal { text, .. } => text.is_empty(),
            Part::Placeholder { .. } => false,
        })
}

/// Whether it is `${name:-text}`.
fn falls_back_on_text(source: &str) -> bool {
    let fallback = source.strip_prefix("${").and_then(|inside| inside.split_once(":-"));
    fallback.is_some_and(|(_, text)| text.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// The word as exactly one argument: expansions are quoted, so that the shell neither splits nor globs their values.
///
/// # Errors
/// Where the word is a glob, a brace expansion or a process substitution, or all of an array.
pub fn one(word: &Word) -> Result<Word, Refusal> {
    let mut parts = word.parts.clone();
    for part in &mut parts {
        if let Part::Expansion { source, kind, quote } = part {
            if matches!(kind, Expansion::Pattern | Expansion::Process) {
                return Err(Refusal::RuntimeValue { what: format!("`{source}`") });
            }
            if matches!(kind, Expansion::Parameter(_)) && source.contains("[@]") {
                return Err(Refusal::RuntimeValue { what: format!("how many words `{source}` is") });
            }
            // Quotes and escapes inside `${x:-'…'}` and backquotes mean something else inside double quotes.
            let quotes_would_change_it = match kind {
                Expansion::Parameter(_) => source.contains(['\'', '"', '\\', '~']),
                Expansion::Command => source.starts_with('`') && source.contains(['"', '\\']),
                _ => false,
            };
            if !quotes_would_change_it {
                *quote = Quote::Double;
            }
        }
    }
    // A word that is one argument as it stands keeps the spelling of the document.
    Ok(if parts == word.parts { word.clone() } else { Word::from_parts(parts) })
}

/// The word as part of an address's path: literal text is percent-encoded where a path needs it (a slash stays).
///
/// # Errors
/// Where the word is a glob, a brace expansion or a process substitution, and for a step in the path, `.` or `..`: with it,
/// the request would go to another place than the one whose form this is.
pub fn in_path(word: &Word) -> Result<Arg, Refusal> {
    for segment in word.split('/') {
        is_no_step(&segment)?;
    }
    encoded(word, encode_path)
}

/// The word as part of the path of a page, which a browser opens: as [`in_path`], with steps, as gh has them there.
///
/// # Errors
/// Where the word is a glob, a brace expansion or a process substitution.
pub fn in_page(word: &Word) -> Result<Arg, Refusal> {
    encoded(word, encode_path)
}

/// The word as one segment of an address's path: in literal text a slash is percent-encoded too.
///
/// # Errors
/// As [`in_path`], and for `.` and `..`, which are no names in a path.
pub fn in_segment(word: &Word) -> Result<Arg, Refusal> {
    is_no_step(word)?;
    encoded(word, |text| encode_path(text).replace('/', "%2F"))
}

/// The word without the percent-encoding of an address that it is a part of; `plus`: in a query, where a plus is a space.
/// What is no encoding of text stays.
#[must_use]
pub fn decoded(word: &Word, plus: bool) -> Word {
    let mut word = word.clone();
    for part in &mut word.parts {
        if let Part::Literal { text, .. } = part
            && text.contains(if plus { ['%', '+'].as_slice() } else { ['%'].as_slice() })
        {
            *text = decode(text, plus).into();
            word.source.clear();
        }
    }
    word
}

fn decode(text: &str, plus: bool) -> String {
    let hex = |byte: Option<&u8>| {
        byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok())
    };
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.as_bytes();
    while let Some((first, rest)) = bytes.split_first() {
        match (first, hex(rest.first()), hex(rest.get(1))) {
            (b'%', Some(high), Some(low)) => {
                out.push(high * 16 + low);
                bytes = rest.get(2..).unwrap_or_default();
                continue;
            }
            (b'+', ..) if plus => out.push(b' '),
            _ => out.push(*first),
        }
        bytes = rest;
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

fn is_no_step(word: &Word) -> Result<(), Refusal> {
    match word.as_literal().as_deref() {
        Some(text @ ("." | "..")) => Err(Refusal::NoEquivalent { feature: format!("the name `{text}` in an address") }),
        _ => Ok(()),
    }
}

fn encoded(word: &Word, encode: impl Fn(&str) -> String) -> Result<Arg, Refusal> {
    let mut word = Word::from_parts(one(word)?.parts);
    for part in &mut word.parts {
        if let Part::Literal { text, quote } = part {
            *text = encode(text).into();
            *quote = Quote::None;
        }
    }
    Ok(Arg::from(word))
}

fn encode_path(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "-._~/:@,+=".contains(c) {
            out.push(c);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_path_text_is_percent_encoded() {
        let word = Word::literal("docs/über uns#1.md");
        assert_eq!(literal(&in_path(&word).unwrap()).unwrap(), "docs/%C3%BCber%20uns%231.md");
    }

    #[test]
    fn encoded_text_is_decoded_once() {
        for (text, in_path, in_query) in [
            ("good%20first%20issue", "good first issue", "good first issue"),
            ("a%2Fb+c", "a/b+c", "a/b c"),
            ("100%", "100%", "100%"),
            ("%ff%zz%2", "%ff%zz%2", "%ff%zz%2"),
            ("%C3%BC%2520", "ü%20", "ü%20"),
        ] {
            let literal = |plus| decoded(&Word::literal(text), plus).as_literal();
            assert_eq!(literal(false).as_deref(), Some(in_path), "{text}");
            assert_eq!(literal(true).as_deref(), Some(in_query), "{text}");
        }
    }

    #[test]
    fn steps_up_are_no_names() {
        for text in [".", ".."] {
            assert!(in_segment(&Word::literal(text)).is_err(), "{text}");
        }
        assert_eq!(literal(&in_segment(&Word::literal("../x")).unwrap()).unwrap(), "..%2Fx");
    }

    #[test]
    fn what_is_only_expansions_may_be_empty() {
        for (source, expected) in [
            ("\"$b\"", true),
            ("$b", true),
            ("\"$(git branch --show-current)\"", true),
            ("\"${b:-$c}\"", true),
            ("\"${b-main}\"", true),
            ("\"${b:-main}\"", false),
            ("\"${b:?}\"", false),
            ("\"v$b\"", false),
            ("main", false),
            ("''", false),
        ] {
            assert_eq!(may_be_empty(&Word::parse(source).unwrap()), expected, "{source}");
        }
    }

    #[test]
    fn globs_are_refused() {
        let glob = Part::Expansion { source: "*".into(), kind: Expansion::Pattern, quote: Quote::None };
        assert!(one(&Word::from_parts(vec![glob])).is_err());
    }

    #[test]
    fn bare_expansions_become_one_argument() {
        let repo = |quote| {
            Word::from_parts(vec![Part::Expansion {
                source: "$repo".into(),
                kind: Expansion::Parameter("repo".into()),
                quote,
            }])
        };
        assert_eq!(one(&repo(Quote::None)).unwrap(), repo(Quote::Double));
    }
}
