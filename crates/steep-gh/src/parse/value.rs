//! What a flag accepts as its value.

use steep_shell::Word;

use super::Value;
use crate::grammar::{Flag, Kind, Version};
use crate::words;

/// Why a flag does not take a value.
pub(super) enum Invalid {
    /// It is an on/off flag whose state only the shell knows.
    Runtime,
    /// gh's words for it.
    Because(String),
}

/// Reads `word` as the value of `flag`. A word that the shell or the reader fills in is taken as it is.
pub(super) fn read(flag: &Flag, word: &Word, version: Version) -> Result<Value, Invalid> {
    let literal = word.as_literal();
    match flag.kind {
        Kind::Bool => match literal {
            Some(text) => bool(&text).map(Value::Bool),
            None => Err(Invalid::Runtime),
        },
        Kind::String | Kind::Optional => {
            if let Some(text) = literal {
                one_of(flag, &text, version)?;
            }
            Ok(Value::One(word.clone()))
        }
        Kind::Int | Kind::Uint | Kind::Float | Kind::Duration => {
            match literal {
                // `--limit N`: gh would refuse it, and so the reader is to put a number there.
                Some(text) if words::stands_for_a_number(&text) => Ok(Value::One(words::placeholder(word))),
                Some(text) => number(flag.kind, &text).map(|()| Value::One(word.clone())),
                None => Ok(Value::One(word.clone())),
            }
        }
        Kind::Csv => list(flag, words::csv(word).map_err(Invalid::Because)?, version),
        Kind::Plain => list(flag, word.split(','), version),
        Kind::Array => Ok(Value::Many(vec![word.clone()])),
    }
}

fn list(flag: &Flag, words: Vec<Word>, version: Version) -> Result<Value, Invalid> {
    for text in words.iter().filter_map(Word::as_literal) {
        one_of(flag, &text, version)?;
    }
    Ok(Value::Many(words))
}

fn one_of(flag: &Flag, text: &str, version: Version) -> Result<(), Invalid> {
    let accepted: Vec<&str> =
        flag.values.iter().filter(|value| value.since <= version).map(|value| value.name).collect();
    if accepted.is_empty() || accepted.iter().any(|value| value.eq_ignore_ascii_case(text)) {
        return Ok(());
    }
    Err(Invalid::Because(format!("valid values are {{{}}}", accepted.join("|"))))
}

/// Go's spellings of true and false.
fn bool(text: &str) -> Result<bool, Invalid> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(false),
        _ => Err(Invalid::Because(format!("strconv.ParseBool: parsing {text:?}: invalid syntax"))),
    }
}

fn number(kind: Kind, text: &str) -> Result<(), Invalid> {
    let (function, valid) = match kind {
        Kind::Int => ("strconv.ParseInt", integer(text).is_some()),
        Kind::Uint => ("strconv.ParseUint", unsigned(text).is_some()),
        Kind::Float => ("strconv.ParseFloat", text.parse::<f64>().is_ok()),
        _ => return duration(text).map_err(|what| Invalid::Because(format!("time: {what} {text:?}"))),
    };
    if valid { Ok(()) } else { Err(Invalid::Because(format!("{function}: parsing {text:?}: invalid syntax"))) }
}

/// An integer as Go reads it with base 0: decimal, `0x`, `0o`, `0b` or a leading zero, underscores between digits.
pub(crate) fn integer(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    i64::try_from(unsigned(digits)?).ok().map(|value| sign * value)
}

fn unsigned(text: &str) -> Option<u64> {
    let lower = text.to_ascii_lowercase();
    let (digits, radix, prefixed) = match lower.get(..2) {
        Some("0x") => (lower.get(2..).unwrap_or_default(), 16, true),
        Some("0o") => (lower.get(2..).unwrap_or_default(), 8, true),
        Some("0b") => (lower.get(2..).unwrap_or_default(), 2, true),
        _ if lower.len() > 1 && lower.starts_with('0') => (lower.get(1..).unwrap_or_default(), 8, true),
        _ => (lower.as_str(), 10, false),
    };
    let misplaced = digits.contains("__") || digits.ends_with('_') || !prefixed && digits.starts_with('_');
    let digits: String = digits.chars().filter(|char| *char != '_').collect();
    // A sign would be accepted here, but not a second time.
    if misplaced || !digits.chars().all(|char| char.is_digit(radix)) {
        return None;
    }
    u64::from_str_radix(&digits, radix).ok()
}

/// A duration as Go reads it: numbers with units, `0` alone. What is wrong with any other.
fn duration(text: &str) -> Result<(), String> {
    let mut rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    if rest == "0" {
        return Ok(());
    }
    let invalid = || Err("invalid duration".to_owned());
    if rest.is_empty() {
        return invalid();
    }
    while !rest.is_empty() {
        let after = rest.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
        let number = rest.strip_suffix(after).unwrap_or_default();
        if !number.contains(|char: char| char.is_ascii_digit()) || number.matches('.').count() > 1 {
            return invalid();
        }
        let next = after.trim_start_matches(|char: char| !char.is_ascii_digit() && char != '.');
        match after.strip_suffix(next).unwrap_or_default() {
            "" => return Err("missing unit in duration".to_owned()),
            "ns" | "us" | "µs" | "μs" | "ms" | "s" | "m" | "h" => {}
            unit => return Err(format!("unknown unit {unit:?} in duration")),
        }
        rest = next;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_those_of_go() {
        let good = [("0", 0), ("30", 30), ("-5", -5), ("+5", 5), ("0x1f", 31), ("0b11", 3), ("0o17", 15), ("017", 15)];
        for (text, value) in good {
            assert_eq!(integer(text), Some(value), "{text}");
        }
        for bad in ["", "x", "1.5", "08", "0x", "_1", "12a", "--1", "-+1", "99999999999999999999999"] {
            assert_eq!(integer(bad), None, "{bad}");
        }
    }

    #[test]
    fn durations_are_those_of_go() {
        for good in ["0", "1h", "1h30m", "1.5s", "100ms"] {
            assert_eq!(duration(good), Ok(()), "{good}");
        }
        for (bad, what) in [
            ("", "invalid duration"),
            ("1", "missing unit in duration"),
            ("h", "invalid duration"),
            ("1x", r#"unknown unit "x" in duration"#),
            ("1..5s", "invalid duration"),
        ] {
            assert_eq!(duration(bad), Err(what.to_owned()), "{bad}");
        }
    }
}
