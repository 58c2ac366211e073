//! Numbers of a search: `>=10`, `10..20`, `7`.

use steep_forge::{Order, Predicate, Quantity, Refusal};

use super::qualifier::not_yet;
use super::token::Value;

/// Reads the value of a qualifier that compares a number. A number may be one that the shell fills in.
pub(crate) fn read(quantity: Quantity, key: &str, value: &Value) -> Result<Predicate, Refusal> {
    let compare = |order, number: &Value| {
        let word = number.word();
        let known = word.as_literal().is_none_or(|text| {
            !text.is_empty() && text.len() <= 15 && text.chars().all(|digit| digit.is_ascii_digit())
        });
        if known { Ok(Predicate::Count(quantity, order, word)) } else { Err(not_yet(key, value)) }
    };
    for (sign, order) in [(">=", Order::From), ("<=", Order::Until), (">", Order::After), ("<", Order::Before)] {
        if let Some(number) = value.strip(sign) {
            return compare(order, &number);
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
