//! The format of `printf`.

use steep_forge::Refusal;
use steep_forge::template::{Expr, Format, Verb};

use super::{no_counterpart, wrong};

/// Reads `format` with the values that go into it.
pub(super) fn read(format: &str, values: &[Expr]) -> Result<Expr, Refusal> {
    let mut pieces = Vec::new();
    let mut values = values.iter();
    let mut rest = format;
    while let Some((text, after)) = rest.split_once('%') {
        push(&mut pieces, text);
        let end = after.find(|c: char| c == '%' || c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (flags, after) = after.split_at_checked(end).unwrap_or((after, ""));
        let mut letters = after.chars();
        let verb = letters.next();
        rest = letters.as_str();
        let written = format!("%{flags}{}", verb.map(String::from).unwrap_or_default());
        if verb == Some('%') && flags.is_empty() {
            push(&mut pieces, "%");
            continue;
        }
        let (width, precision) = numbers(flags).ok_or_else(|| no_counterpart(&written))?;
        let (verb, most) = match (verb, precision) {
            (Some('v'), None) => (Verb::Any, None),
            (Some('s'), most) => (Verb::Text, most),
            (Some('d'), None) => (Verb::Integer, None),
            (Some('f'), Some(0)) => (Verb::Rounded, None),
            (Some('t'), None) => (Verb::Boolean, None),
            _ => return Err(no_counterpart(&written)),
        };
        let Some(value) = values.next() else { return Err(wrong(format!("printf lacks a value for {written}"))) };
        pieces.push(Format::Value { value: value.clone(), verb, width, most });
    }
    push(&mut pieces, rest);
    if values.next().is_some() {
        return Err(wrong("printf has more values than its format wants"));
    }
    Ok(Expr::Format(pieces))
}

fn push(pieces: &mut Vec<Format>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Format::Text(before)) => before.push_str(text),
        _ => pieces.push(Format::Text(text.to_owned())),
    }
}

/// `-20`, `20`, `.3`, `-20.3`: the width, negative where spaces come after, and the precision. `None` for other flags.
fn numbers(flags: &str) -> Option<(i32, Option<u32>)> {
    let (width, precision) = match flags.split_once('.') {
        Some((width, precision)) => (width, Some(if precision.is_empty() { 0 } else { precision.parse().ok()? })),
        None => (flags, None),
    };
    let digits = width.strip_prefix('-').unwrap_or(width);
    if width.is_empty() {
        return Some((0, precision));
    }
    // A leading zero pads with zeros.
    if digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((width.parse().ok().filter(|width: &i32| width.abs() <= 1000)?, precision))
}
