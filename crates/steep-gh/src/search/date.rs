//! Dates of a search: `>=2026-01-31`, `2026-01-01..2026-01-31`, a day.

use steep_forge::{Moment, Order, Predicate, Refusal};

use super::qualifier::not_yet;
use super::token::Value;

/// Reads the value of a date qualifier. A date may be one that the shell works out (`>=$(date -d yesterday +%F)`).
pub(super) fn read(moment: Moment, key: &str, value: &Value) -> Result<Predicate, Refusal> {
    let compare = |order, date: &Value| {
        let word = date.word();
        let known = word.as_literal().is_none_or(|text| text.starts_with(|first: char| first.is_ascii_digit()));
        if known { Ok(Predicate::Time(moment, order, word)) } else { Err(not_yet(key, value)) }
    };
    for (sign, order) in [(">=", Order::From), ("<=", Order::Until), (">", Order::After), ("<", Order::Before)] {
        if let Some(date) = value.strip(sign) {
            return compare(order, &date);
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
