//! What is compared in a search, a number or a date: `>=10`, `10..20`, `7`, `*..2026-01-31`.

use steep_forge::{Order, Predicate, Refusal};
use steep_shell::Word;

use super::qualifier::not_yet;
use super::token::Value;

/// Reads the value of a qualifier that compares. `is_known` tells whether a text can be compared with; what the shell fills
/// in (`>=$(date -d yesterday +%F)`) is taken for such a text.
pub(super) fn read(
    key: &str,
    value: &Value,
    is_known: impl Fn(&str) -> bool,
    predicate: impl Fn(Order, Word) -> Predicate,
) -> Result<Predicate, Refusal> {
    let compare = |order, end: &Value| {
        let word = end.word();
        if word.as_literal().is_none_or(|text| is_known(&text)) {
            Ok(predicate(order, word))
        } else {
            Err(not_yet(key, value))
        }
    };
    for (sign, order) in [(">=", Order::From), ("<=", Order::Until), (">", Order::After), ("<", Order::Before)] {
        if let Some(end) = value.strip(sign) {
            return compare(order, &end);
        }
    }
    let Some((from, until)) = value.range() else { return compare(Order::On, value) };
    let open = |end: &Value| end.word().as_literal().is_some_and(|text| text == "*");
    match (open(&from), open(&until)) {
        (true, true) => Err(not_yet(key, value)),
        (true, false) => compare(Order::Until, &until),
        (false, true) => compare(Order::From, &from),
        (false, false) => Ok(Predicate::All(vec![compare(Order::From, &from)?, compare(Order::Until, &until)?])),
    }
}
